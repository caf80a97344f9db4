"""Imports point one way, lazily too; the engine runs without a window; the start is light."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest
from tests.window import needs_window

ROOT = Path(__file__).parents[2]
SRC, GUI = ROOT / "src", ROOT / "gui"
WINDOW = ("PySide6", "PyQt5", "PyQt6", "pyqtgraph", "shiboken6")
HEAVY = (
    "pandas",
    "numpy",
    "pydantic",
    "openpyxl",
    "scipy",
    "sqlalchemy",
    "alembic",
    "xlsxwriter",
    "sklearn",
    "highspy",
)
PUBLIC_MODULES = sorted(
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")
    for path in (SRC / "rpa_scout").rglob("*.py")
    if path.name != "__main__.py"
)


def source_of(module_name):
    """Return the source of one of these modules."""
    path = SRC.joinpath(*module_name.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return path.read_text(encoding="utf-8")


def python(code, *words, roots=(SRC,), cwd=None):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**kept, "PYTHONPATH": os.pathsep.join(map(str, roots)), "PYTHONUTF8": "1"},
        cwd=cwd,
        timeout=120,
        check=False,
    )


def contracts():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["importlinter"]["contracts"]


def test_contracts_hold():
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = python(code, "--no-cache", roots=(SRC, GUI), cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(contracts())} kept, 0 broken" in done.stdout


def test_contracts_see_imports_inside_functions():
    """The linter's graph holds an import that stands inside a function of the command line."""
    source = (SRC / "rpa_scout/cli/rank.py").read_text(encoding="utf-8")
    assert re.search(r"^    from rpa_scout import pipeline", source, re.MULTILINE)
    graph = grimp.build_graph("rpa_scout", cache_dir=None)
    assert graph.direct_import_exists(importer="rpa_scout.cli.rank", imported="rpa_scout.pipeline")


def test_every_stage_has_its_layer():
    layers = next(one["layers"] for one in contracts() if one["type"] == "layers")
    named = {part.strip() for layer in layers for part in re.split("[|:]", layer)}
    stages = {
        f"rpa_scout.{path.stem}"
        for path in (SRC / "rpa_scout").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"rpa_scout.__init__"}
    assert stages <= named


BLOCKED = f"""
import importlib, sys

class Refusal:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {WINDOW!r}:
            raise ImportError(f"{{name}} is not installed")

sys.meta_path.insert(0, Refusal())
"""


def test_every_module_imports_without_the_window():
    code = BLOCKED + "for name in sys.argv[1:]: importlib.import_module(name)"
    done = python(code, *PUBLIC_MODULES)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("form", "--department", "税務課", "--out", "forms"), 0),
        (("check", "a.csv"), 0),
        (("rank", "a.csv", "--out", "a.xlsx", "--json", "a.json"), 0),
        (("policy", "show"), 0),
        (("policy", "new", "own.toml"), 0),
        (("policy", "check", "own.toml"), 0),
    ],
    ids=lambda one: " ".join(one[:2]) if isinstance(one, tuple) else "",
)
def test_every_command_but_one_runs_without_the_window(tmp_path, words, expected):
    text = "所属,業務名,年間の実施回数,1回の件数,1件の時間\n税務課,転記,12,100,2\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    shipped = (SRC / "rpa_scout/policy/data/hakusan-2026.toml").read_bytes()
    if words[1] == "check":
        (tmp_path / "own.toml").write_bytes(shipped)
    code = BLOCKED + "from rpa_scout.cli import main; sys.exit(main(sys.argv[1:]))"
    done = python(code, *words, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (expected, "")


def test_window_imports_lie_in_the_window_only():
    for path in (SRC / "rpa_scout").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(rf"^\s*(?:import|from) (?:{'|'.join(WINDOW)})\b", source, re.MULTILINE)


def loaded_after(code):
    report = "; import json, sys; print('', json.dumps(sorted(sys.modules)), sep='\\n')"
    done = python(code + report)
    assert (done.returncode, done.stderr) == (0, "")
    modules = json.loads(done.stdout.splitlines()[-1])
    return {name for name in modules if name in HEAVY}


TYPERS_OWN = {"pydantic"}
"""What Typer itself imports once it looks at the parameters of one command."""


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--help"], set()),
        (["nonsense"], TYPERS_OWN),
        (["rank", "--help"], TYPERS_OWN),
        (["policy", "--help"], TYPERS_OWN),
        (["rank"], TYPERS_OWN),
        (["gui", "--help"], TYPERS_OWN),
    ],
)
def test_help_imports_nothing_heavy(words, allowed):
    quiet = "import sys, io; sys.stderr = io.StringIO(); "
    code = f"{quiet}from rpa_scout.cli import main; main({words!r}); sys.stderr = sys.__stderr__"
    assert loaded_after(code) <= allowed


def test_importing_the_package_imports_nothing_heavy():
    assert loaded_after("import rpa_scout") == set()
    assert loaded_after("import rpa_scout; dir(rpa_scout); rpa_scout.set_language") == set()


def test_names_of_the_package_come_when_they_are_used():
    assert "pandas" in loaded_after("import rpa_scout; rpa_scout.Inventory")


def test_start_needs_no_statistics():
    """scipy.stats alone takes more than a second to import."""
    code = "import sys, rpa_scout.pipeline; sys.exit('scipy.stats' in sys.modules)"
    assert python(code).returncode == 0


@needs_window
def test_the_first_paint_waits_for_no_table_or_policy():
    """numpy, pandas and pydantic take longer to import than the window to be painted."""
    code = (
        "import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; import tempfile; "
        "from PySide6.QtCore import QSettings; QSettings.setPath(QSettings.Format.IniFormat, "
        "QSettings.Scope.UserScope, tempfile.mkdtemp()); "
        "from rpa_scout_gui.app import Program, make_application; "
        "from rpa_scout_gui.settings import Settings; application = make_application(); "
        "program = Program(application, Settings()); program.window.show(); "
        "application.processEvents(); import sys; "
        "sys.exit(bool({'numpy', 'pandas', 'pydantic', 'pyqtgraph'} & set(sys.modules)))"
    )
    assert python(code).returncode == 0
