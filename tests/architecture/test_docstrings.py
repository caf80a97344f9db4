"""Everything public has a docstring; the library's façade has numpydoc sections; examples run."""

import dataclasses
import doctest
import importlib
import inspect
import re
import typing

import pytest
from tests.architecture.test_imports import PUBLIC_MODULES, source_of

import rpa_scout
from rpa_scout.text import DEFAULT_LANGUAGE, set_language

UNDERLINE = re.compile(r"-{3,}")
SENTENCE_ENDS = (".", ":", "?")


def public_objects():
    for module_name in PUBLIC_MODULES:
        module = importlib.import_module(module_name)
        for name, value in vars(module).items():
            documented = inspect.isfunction(value) or inspect.isclass(value)
            if documented and value.__module__ == module_name and not name.startswith("_"):
                yield f"{module_name}.{name}", value


def without_docstring(objects):
    for name, value in objects:
        summary = inspect.cleandoc(value.__doc__ or "").partition("\n")[0]
        if not summary.endswith(SENTENCE_ENDS):
            yield name


def sections(text):
    """Return the names declared in each section of a numpydoc docstring."""
    declared, current = {}, None
    lines = inspect.cleandoc(text).splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if UNDERLINE.fullmatch(following.strip()) and line.strip():
            current = declared.setdefault(line.strip(), [])
        elif current is not None and line and not line.startswith((" ", "-")):
            names = line.partition(" : ")[0]
            current += [name.strip().lstrip("*") for name in names.split(",")]
    return declared


def parameters(function):
    names = inspect.signature(function).parameters
    return [name for name in names if name not in ("self", "cls")]


WITH_EXAMPLES = [name for name in PUBLIC_MODULES if ">>> " in source_of(name)]
"""Searching the others for examples would take a minute."""

FACADE = {name: getattr(rpa_scout, name) for name in rpa_scout.__all__}
FUNCTIONS = [name for name, value in FACADE.items() if inspect.isfunction(value)]
CARRIERS = [name for name, value in FACADE.items() if dataclasses.is_dataclass(value)]


def test_everything_public_is_documented():
    assert list(without_docstring(public_objects())) == []


def test_methods_of_the_facade_are_documented():
    methods = (
        (f"{name}.{key}", member)
        for name, value in FACADE.items()
        if inspect.isclass(value)
        for key, member in vars(value).items()
        if not key.startswith("_") and inspect.isfunction(getattr(member, "__func__", member))
    )
    assert list(without_docstring(methods)) == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_the_facade_name_parameters_and_result(name):
    function = FACADE[name]
    described = sections(function.__doc__)
    assert described.get("Parameters", []) == parameters(function)
    returned = typing.get_type_hints(function).get("return")
    has_result = returned not in (None, type(None))
    assert bool({"Returns", "Yields"} & described.keys()) == has_result


@pytest.mark.parametrize("name", CARRIERS)
def test_carriers_of_the_facade_name_what_they_carry(name):
    kind = FACADE[name]
    described = sections(kind.__doc__)
    named = {*described.get("Attributes", []), *described.get("Parameters", [])}
    fields = [field.name for field in dataclasses.fields(kind) if not field.name.startswith("_")]
    assert [field for field in fields if field not in named] == []


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_run(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    set_language(DEFAULT_LANGUAGE)
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    modules = map(importlib.import_module, WITH_EXAMPLES)
    examples = sum(bool(test.examples) for module in modules for test in finder.find(module))
    assert examples >= len(FUNCTIONS) / 2
