"""Time of ``rpa-scout --help``, against a bare Typer program with as many commands."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from registry import Prepared, measure

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
