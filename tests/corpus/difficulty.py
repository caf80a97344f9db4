"""What a difficulty of the corpus is: files hard to read in one way, and what comes of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.corpus.survey import FILE, SHEET, expected_tasks

__all__ = ["Difficulty", "Told", "declared", "difficulty"]

Tasks = Mapping[str, Mapping[str, object]]


class Told(NamedTuple):
    """A finding that is expected: what it says, and the cell it is about."""

    code: str
    cell: str = ""
    field: str = ""
    sheet: str = SHEET
    file: str = FILE


@dataclass(frozen=True)
class Difficulty:
    """Files that are hard to read in one way."""

    name: str
    about: str
    write: Callable[[Path], object]
    findings: tuple[Told, ...] = ()
    tasks: Tasks = field(default_factory=expected_tasks)
    left_out: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    needs_office: bool = False

    def __post_init__(self) -> None:
        if self.name in _DECLARED:
            message = f"two difficulties are called {self.name}"
            raise ValueError(message)
        _DECLARED[self.name] = self


_DECLARED: dict[str, Difficulty] = {}


def declared() -> dict[str, Difficulty]:
    """Return all difficulties that have been declared, by name."""
    return dict(_DECLARED)


def difficulty(
    *findings: Told,
    tasks: Tasks | None = None,
    left_out: tuple[str, ...] = (),
    needs_office: bool = False,
    **options: Any,
) -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    """Declare a difficulty: the function writes its files, its docstring says what is hard."""

    def declare(write: Callable[[Path], object]) -> Callable[[Path], object]:
        Difficulty(
            name=write.__name__,
            about=(write.__doc__ or "").strip(),
            write=write,
            findings=findings,
            tasks=expected_tasks() if tasks is None else tasks,
            left_out=left_out,
            options=options,
            needs_office=needs_office,
        )
        return write

    return declare


def composed(text: str) -> str:
    """Return a text in Unicode's composed form, in which expectations are written."""
    return unicodedata.normalize("NFC", text)
