"""Add functions to the command line as commands, with the options that they share.

Options that several commands have are declared once, as the fields of a dataclass. A command takes
them as one parameter; for Typer, each field is an option of the command. Every command gets
``--lang``, which :mod:`rpa_scout.cli.surroundings.language` reads before the command runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from inspect import Parameter, Signature, signature
from typing import Any, TypeGuard, get_type_hints

import typer

from rpa_scout.cli.commands import Command, Group
from rpa_scout.cli.options import Lang

Run = Callable[..., int]
Declared = tuple[str, Run, str]  # name, function and summary of a command


def command_group(*commands: Declared, cls: type[Group] = Group) -> typer.Typer:
    """Return a group of commands that explains itself when no command is named."""
    group = typer.Typer(cls=cls, no_args_is_help=True, add_completion=False)
    group.callback()(_read_options)
    add_commands(group, *commands)
    return group


def _read_options(*, lang: Lang = None) -> None:
    """Read the options before the command."""


def add_commands(group: typer.Typer, *commands: Declared) -> None:
    """Add functions to a group of commands."""
    for name, run, summary in commands:
        group.command(name, cls=Command, help=summary)(_with_single_options(run))


def _with_single_options(run: Run) -> Run:
    """Return the function with an option for each field of the groups among its parameters."""
    hints = get_type_hints(run, include_extras=True)
    parameters = [
        option
        for parameter in signature(run).parameters.values()
        for option in _options(parameter, hints[parameter.name])
    ]
    if "lang" not in hints:
        parameters.append(Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=Lang))
    del hints["return"]

    def command(**values: object) -> int:
        return run(**{name: _value(name, hint, values) for name, hint in hints.items()})

    vars(command)["__signature__"] = Signature(parameters)
    command.__annotations__ = {option.name: option.annotation for option in parameters}
    return command


def _options(parameter: Parameter, hint: object) -> Iterator[Parameter]:
    """Yield a parameter, or one for each field of a group."""
    if _is_group(hint):
        hints = get_type_hints(hint, include_extras=True)
        for field in signature(hint).parameters.values():
            yield from _options(field, hints[field.name])
    else:
        yield parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hint)


def _value(parameter: str, hint: object, values: Mapping[str, object]) -> object:
    """Return the value of a parameter: as it was typed, or a group of values."""
    if not _is_group(hint):
        return values[parameter]
    hints = get_type_hints(hint, include_extras=True)
    names = signature(hint).parameters
    return hint(**{name: _value(name, hints[name], values) for name in names})


def _is_group(hint: object) -> TypeGuard[type[Any]]:
    return isinstance(hint, type) and is_dataclass(hint)
