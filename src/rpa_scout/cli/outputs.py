"""The rule on outputs for every command: inputs are noted, outputs checked before the work.

A parameter says by an `Output` in its annotation that a command writes what it names. Every other
parameter that names a file is an input.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_type_hints

import typer

from rpa_scout.cli.surroundings.terminal import visible
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

_SCREEN: Final = "-"

_JSON_NAMES: Final = {
    "rank": "ranking",
    "project-rank": "ranking",
    "project-plan": "plan",
    "explain": "explanation",
    "project-explain": "explanation",
}
"""JSON that several commands write has a name of its own; else it is the command's."""

_command: ContextVar[str] = ContextVar("_command", default="result")
_check_outputs: ContextVar[Callable[[], None]] = ContextVar("_check_outputs")


@dataclass(frozen=True, slots=True)
class Output:
    """What a command writes to the path that a parameter names."""

    what: Literal["file", "json", "folder", "project"] = "file"
    # The mark of an earlier result; None where only the writer knows it.
    kind: str | None = None


def outputs_of(callback: Callable[..., Any]) -> dict[str, Output]:
    """Return the outputs among the parameters of a command's function."""
    outputs = {}
    for name, hint in get_type_hints(inspect.unwrap(callback), include_extras=True).items():
        for mark in getattr(hint, "__metadata__", ()):
            if isinstance(mark, Output):
                outputs[name] = mark
    return outputs


@contextmanager
def guarded(
    command: str, callback: Callable[..., Any], values: Mapping[str, object]
) -> Iterator[None]:
    """Note what a command reads, check what it shall write, and ask before it replaces files."""
    # Imported late: help and faulty commands need nothing of it.
    from rpa_scout.output import replacing

    outputs = outputs_of(callback)
    for parameter, value in values.items():
        if parameter not in outputs:
            _note(value)
    of_command = _command.set(command)
    of_check = _check_outputs.set(lambda: _check(outputs, values))
    try:
        with replacing(always=bool(values.get("replace")), ask=_question()):
            check_outputs()
            yield
    finally:
        _check_outputs.reset(of_check)
        _command.reset(of_command)


def check_outputs() -> None:
    """Check the outputs of the present command; again once it has read the files of folders."""
    _check_outputs.get(lambda: None)()


def json_schema() -> str:
    """Return the name of the present command's JSON."""
    command = _command.get()
    return f"rpa-scout/{_JSON_NAMES.get(command, command)}/1"


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str | Path):
        yield str(value)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _names(entry)


def _note(value: object) -> None:
    from rpa_scout.output import note_input

    for name in _names(value):
        with suppress(OSError, ValueError):  # a text, too long for the name of a file
            if name and Path(name).is_file():
                note_input(name)


def _check(outputs: Mapping[str, Output], values: Mapping[str, object]) -> None:
    from rpa_scout.output import checked_target

    files: list[Path] = []
    for parameter, output in outputs.items():
        for name in _names(values.get(parameter)):
            if output.what == "folder" or (output.what == "json" and name == _SCREEN):
                continue
            kind = _kind_of(output)
            checked_target(name, kind=kind or "", replace=kind is None)
            files.append(Path(name))
    _refuse_repeated(files)


def _kind_of(output: Output) -> str | None:
    from rpa_scout.output import PROJECT_COPY

    if output.what == "json":
        return kind_of_schema(json_schema())
    return PROJECT_COPY if output.what == "project" else output.kind


def kind_of_schema(schema: str) -> str:
    """Return the kind of a result that is JSON: rpa-scout/ranking/1 is a ranking."""
    return schema.removeprefix("rpa-scout/").rpartition("/")[0]


def _refuse_repeated(files: Sequence[Path]) -> None:
    if len({os.path.realpath(file) for file in files}) < len(files):
        raise InputError(N_("Two outputs have the same name; give each a file of its own."))


def _question() -> Callable[[Path], bool] | None:
    """Return the question whether to replace a file; None where nobody is there to answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    answers: dict[Path, bool] = {}

    def may_replace(path: Path) -> bool:
        if path not in answers:
            question = _("{path} exists already. Replace it?").format(path=visible(str(path)))
            answers[path] = typer.confirm(question, default=False, err=True)
        return answers[path]

    return may_replace
