"""Names and sizes: what is public is said once, modules are small, names say what a value is."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest
from tests.architecture.test_imports import PUBLIC_MODULES

import rpa_scout

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in (ROOT / "src/rpa_scout", ROOT / "gui/rpa_scout_gui")
    for path in folder.rglob("*.py")
)
LONGEST = 350
MOST_MODULES = 20
"""In one folder, `__init__` left out."""
SAYING_NOTHING = {
    *("one", "other", "others", "found", "known", "told", "place", "places", "said", "given"),
    *("kept", "thing", "things", "rest", "left", "own"),
}
MOST_SAYING_NOTHING = 5 / 1000
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


def test_public_names_are_sorted_and_exist():
    assert rpa_scout.__all__ == sorted(rpa_scout.__all__)
    assert len(set(rpa_scout.__all__)) == len(rpa_scout.__all__)
    for name in rpa_scout.__all__:
        assert getattr(rpa_scout, name).__name__ == name
    assert dir(rpa_scout) == rpa_scout.__all__


def test_public_names_are_declared_once_more_for_type_checkers():
    tree = ast.parse(inspect.getsource(rpa_scout))
    block = next(one for one in tree.body if isinstance(one, ast.If))
    declared = {
        name.asname or name.name
        for one in block.body
        if isinstance(one, ast.ImportFrom)
        for name in one.names
    }
    assert declared == set(rpa_scout.__all__) == set(rpa_scout._HOME)


def test_public_names_come_from_where_they_are_declared():
    for name, home in rpa_scout._HOME.items():
        module = importlib.import_module(f"rpa_scout.{home}")
        assert getattr(module, name) is getattr(rpa_scout, name)


def test_other_names_are_refused():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = rpa_scout.nonsense


def declared_names(tree):
    """Return the names without an underscore that a module declares itself."""
    names = set()
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = [statement.target] if hasattr(statement, "target") else statement.targets
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("_")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_names_that_come_from_elsewhere_need_a_list(path):
    """What a module declares is public unless it has an underscore; a list would repeat that."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lists = [
        statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        and getattr(statement.targets[0], "id", "") == "__all__"
    ]
    for listed in map(ast.literal_eval, lists):
        assert set(listed) - declared_names(tree), "it repeats the module's own names: remove it"
        assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_listed_names_exist(name):
    module = importlib.import_module(name)
    assert [each for each in getattr(module, "__all__", ()) if not hasattr(module, each)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_modules_are_small_and_well_named(path):
    assert not EMPTY_NAMES & {path.stem, path.parent.name}
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST


def test_inside_the_engine_nobody_imports_from_the_package_itself():
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.name
            for one in ast.walk(tree)
            if isinstance(one, ast.ImportFrom) and one.module == "rpa_scout" and not one.level
            for alias in one.names
        }
        assert not names & set(rpa_scout.__all__), path


def bound_names(tree):
    """Yield the names of variables, parameters, functions and classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def test_names_say_what_a_value_is():
    names = [
        (path.relative_to(ROOT).as_posix(), name)
        for path in SOURCES
        for name in bound_names(ast.parse(path.read_text(encoding="utf-8")))
    ]
    vague = [(path, name) for path, name in names if name.strip("_") in SAYING_NOTHING]
    assert len(vague) <= MOST_SAYING_NOTHING * len(names), vague


def test_the_count_of_vague_names_sees_each_way_of_binding():
    source = """
def told(one, *, place=None):
    found = [other for other in one]
    with place as _kept:
        return found
"""
    names = [name.strip("_") for name in bound_names(ast.parse(source))]
    assert sorted(name for name in names if name in SAYING_NOTHING) == [
        *("found", "kept", "one", "other", "place", "told")
    ]


def test_folders_hold_few_modules():
    folders = {path.parent for path in SOURCES}
    crowded = {
        folder.relative_to(ROOT).as_posix(): len(list(folder.glob("*.py"))) - 1
        for folder in folders
    }
    assert max(crowded.values()) <= MOST_MODULES, crowded
