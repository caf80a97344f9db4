"""Time of whole commands, against bare imports and a bare Typer program."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from project import inventory
from registry import Prepared, measure

import rpa_scout as rs

BARE = """
import typer
app = typer.Typer(add_completion=False, no_args_is_help=True)
groups = {
    "policy": ("show", "check", "new"),
    "actuals": ("form", "import"),
    "project": (
        "new", "import", "rename", "rank", "decide", "override", "policy", "actuals",
        "target", "history", "undo", "diff", "export", "restore", "backup", "verify",
    ),
}
for name in ("form", "check", "rank", "backtest", "gui"):
    app.command(name, help="Does something useful.")(lambda: None)
for group, names in groups.items():
    inner = typer.Typer(no_args_is_help=True)
    for name in names:
        inner.command(name, help="Does something useful.")(lambda: None)
    app.add_typer(inner, name=group, help="Does something useful.")
app()
"""


@measure("rpa-scout --help", limit="bare typer program with as many commands", aim=1.3, rounds=15)
def startup() -> Iterator[tuple[str, Prepared]]:
    """Prepare the bare program."""
    with tempfile.TemporaryDirectory() as name:
        script = Path(name) / "bare.py"
        script.write_text(BARE, encoding="utf-8")

        def started(*words: str) -> object:
            return subprocess.run(
                [sys.executable, *words, "--help"], check=True, capture_output=True, env=os.environ
            )

        yield "whole process", (lambda: started("-m", "rpa_scout"), lambda: started(str(script)))


LOADED = """
import json, sys
from rpa_scout.cli import main
main(sys.argv[2:])
own = set(sys.stdlib_module_names) | {"rpa_scout", "__main__", "__mp_main__"}
names = [name for name, module in list(sys.modules.items())
         if name.partition(".")[0] not in own and getattr(module, "__file__", None)]
with open(sys.argv[1], "w") as file:
    json.dump(names, file)
"""
IMPORTS = """
import importlib, json, sys
for name in json.load(open(sys.argv[1])):
    importlib.import_module(name)
"""


def beside_its_imports(folder: Path, *words: str) -> Prepared:
    """Return a command as a whole process, and a process that only imports what it needs.

    What it needs are the modules of other packages that are loaded when the command has ended.
    """
    needed = folder / "needed.json"

    def started(*arguments: str) -> object:
        return subprocess.run(
            [sys.executable, *arguments], check=False, capture_output=True, env=os.environ
        )

    started("-c", LOADED, str(needed), *words)
    return (
        lambda: started("-m", "rpa_scout", *words),
        lambda: started("-c", IMPORTS, str(needed)),
    )


@measure("one command: project decide", limit="the imports that it needs", aim=2, rounds=9)
def command_decide() -> Iterator[tuple[str, Prepared]]:
    """Prepare a project of a city that was assessed; each round adopts a task, or holds it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "city.rpascout"
        with rs.Project.create(project, rs.load_policy(), "担当A") as opened:
            opened.surveys.import_(inventory())
            task = opened.assessments.assess().ranking["task_id"][0]
        states = cycle(("adopted", "on_hold"))

        def words() -> tuple[str, ...]:
            decision = ("--state", next(states), "--reason", "試行", "--author", "担当A")
            return "project", "decide", str(project), task, *decision

        def ours() -> object:
            command = [sys.executable, "-m", "rpa_scout", *words()]
            return subprocess.run(command, check=True, capture_output=True)

        _same_words, bare = beside_its_imports(folder, *words())
        yield "20,000 tasks", (ours, bare)


@measure("one command: rank a city", limit="the imports that it needs", aim=2.2, rounds=9)
def command_rank() -> Iterator[tuple[str, Prepared]]:
    """Rank the sample departments."""
    samples = Path(__file__).resolve().parent.parent / "samples" / "departments"
    with tempfile.TemporaryDirectory() as name:
        yield (
            "samples",
            beside_its_imports(Path(name), "rank", str(samples), "--json", str(Path(name) / "r")),
        )
