"""Everything public has a numpydoc docstring that names exactly its parameters; examples run."""

import dataclasses
import doctest
import importlib
import inspect
import re
import typing

import pydantic
import pytest
from tests.architecture.test_imports import PUBLIC_MODULES
from typer.models import ParameterInfo

from rpa_scout.text import DEFAULT_LANGUAGE, set_language

UNDERLINE = re.compile(r"-{3,}")


def public_objects():
    for module_name in PUBLIC_MODULES:
        module = importlib.import_module(module_name)
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name, None)
            documented = inspect.isfunction(value) or inspect.isclass(value)
            if documented and value.__module__ == module_name:
                yield f"{module_name}.{name}", value


OBJECTS = dict(public_objects())
METHODS = {
    f"{name}.{key}": getattr(value, key)
    for name, value in OBJECTS.items()
    if inspect.isclass(value)
    for key, member in vars(value).items()
    if not key.startswith("_")
    and inspect.isfunction(getattr(member, "__func__", member))
    and not key.startswith("model_")
}


def sections(text):
    """Return the names declared in each section of a numpydoc docstring."""
    found, current = {}, None
    lines = inspect.cleandoc(text).splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if UNDERLINE.fullmatch(following.strip()) and line.strip():
            current = found.setdefault(line.strip(), [])
        elif current is not None and line and not line.startswith((" ", "-")):
            names = line.partition(" : ")[0]
            current += [one.strip().lstrip("*") for one in names.split(",")]
    return found


def parameters(function):
    """Return the names of parameters; those that carry their own help for Typer left out."""
    try:
        hints = typing.get_type_hints(function, include_extras=True)
    except NameError:
        hints = {}
    return [
        name
        for name, one in inspect.signature(function).parameters.items()
        if name not in ("self", "cls")
        and not any(
            isinstance(part, ParameterInfo)
            for part in getattr(hints.get(name, one.annotation), "__metadata__", ())
        )
    ]


@pytest.mark.parametrize("name", OBJECTS)
def test_everything_public_is_documented(name):
    value = OBJECTS[name]
    assert value.__doc__
    first = inspect.cleandoc(value.__doc__).splitlines()[0]
    assert first.endswith((".", ":", "?"))


@pytest.mark.parametrize("name", [one for one in OBJECTS if inspect.isfunction(OBJECTS[one])])
def test_functions_name_their_parameters(name):
    function = OBJECTS[name]
    assert sections(function.__doc__).get("Parameters", []) == parameters(function)


@pytest.mark.parametrize("name", [one for one in OBJECTS if inspect.isclass(OBJECTS[one])])
def test_classes_name_what_they_carry(name):
    kind = OBJECTS[name]
    told = sections(kind.__doc__)
    if dataclasses.is_dataclass(kind):
        wanted = [one.name for one in dataclasses.fields(kind) if not one.name.startswith("_")]
        described = [*told.get("Attributes", []), *told.get("Parameters", [])]
        bare = [one for one in wanted if one not in described and not _own_docstring(kind, one)]
        assert bare == []
        assert [one for one in described if not hasattr(kind, one) and one not in wanted] == []
    elif issubclass(kind, pydantic.BaseModel):
        described = told.get("Attributes", [])
        assert [one for one in described if one not in kind.model_fields] == []
    elif _own_constructor(kind) and not getattr(kind, "_is_protocol", False):
        assert told.get("Parameters", []) == parameters(kind.__init__)


def _own_constructor(kind):
    """Tell whether the class itself says how it is made; mapped classes get that given."""
    own = vars(kind).get("__init__")
    return own is not None and own.__module__ == kind.__module__


def _own_docstring(kind, name):
    """Tell whether a string stands below the attribute in the class."""
    pattern = rf'^    {name}: [^\n]*\n    """'
    return re.search(pattern, inspect.getsource(kind), re.MULTILINE) is not None


@pytest.mark.parametrize("name", METHODS)
def test_methods_name_their_parameters_or_say_it_in_a_line(name):
    method = METHODS[name]
    assert method.__doc__, name
    told = sections(method.__doc__)
    if told:
        assert told.get("Parameters", []) == parameters(method)


@pytest.mark.parametrize("name", OBJECTS)
def test_returns_and_raises_are_told(name):
    """Where there is a section on parameters, there is one on what comes back."""
    function = OBJECTS[name]
    if not inspect.isfunction(function) or "Parameters" not in sections(function.__doc__):
        return
    returned = typing.get_type_hints(function).get("return")
    told = sections(function.__doc__)
    assert ("Returns" in told or "Yields" in told) == (returned not in (None, type(None)))


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_examples_run(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    set_language(DEFAULT_LANGUAGE)
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    modules = map(importlib.import_module, PUBLIC_MODULES)
    assert sum(bool(one.examples) for module in modules for one in finder.find(module)) >= 10
