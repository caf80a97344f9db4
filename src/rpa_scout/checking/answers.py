"""Understanding one column of cells, by the kind of its field.

Each reader returns the values of the whole column and the problems by row, so that a thousand rows
cost little more than one. Nothing is guessed: what cannot be read is a problem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from rpa_scout.policy.fields import UNKNOWN_LABELS, FieldDefinition
from rpa_scout.text import fold

__all__ = ["Column", "Problem", "read_column"]

_UNKNOWN = frozenset(fold(word) for word in UNKNOWN_LABELS)
_NOTHING_SAID = _UNKNOWN | {""}
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?")
_NO_CHOICE = -2
_SEPARATORS = re.compile(r"[、,・/／;；\s]+")
_MONTH = re.compile(r"(\d{1,2})(?:\.0)?月?")


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that is no answer.

    Attributes
    ----------
    index : int
        Row within the column.
    code : str
        Code of the finding.
    value, expected : str
        What stands there, and what would be right.
    """

    index: int
    code: str
    value: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, understood.

    Attributes
    ----------
    cells : ndarray, shape (rows,)
        float64 for numbers, int8 positions of choices (-1 unknown), objects for texts.
    problems : list of Problem
        Cells that are no answers; their values are unknown.
    """

    cells: npt.NDArray[Any]
    problems: list[Problem] = field(default_factory=list)


def read_column(cells: Sequence[object], one: FieldDefinition) -> Column:
    """Read a column of cells.

    Parameters
    ----------
    cells : sequence
        Cells as the reader gives them; ``""`` where empty.
    one : FieldDefinition
        The field they answer.

    Returns
    -------
    Column
        Values and problems.
    """
    match one.kind:
        case "number":
            return _numbers(cells, one)
        case "choice":
            return _choices(cells, one)
        case "months":
            return _months(cells)
        case "names":
            return _texts(cells, _joined_names)
        case _:
            return _texts(cells, str.strip)


def _written(cell: object) -> str:
    """Write a cell as a person sees it: 12 for 12.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _numbers(cells: Sequence[object], one: FieldDefinition) -> Column:
    values = np.array([cell if type(cell) is float else np.nan for cell in cells], dtype=np.float64)
    expected = f"{one.minimum:,g}–{one.maximum:,.0f}"
    problems: list[Problem] = []
    for row, cell in enumerate(cells):
        if type(cell) is float or cell == "":
            continue
        number = _number(cell)
        if number is None:
            problems.append(Problem(row, "not_a_number", _written(cell), expected))
        else:
            values[row] = number
    outside = (values < one.minimum) | (values > one.maximum) | np.isinf(values)
    problems += [
        Problem(row, "out_of_range", _written(cells[row]), expected)
        for row in np.flatnonzero(outside).tolist()
    ]
    values[outside] = np.nan
    return Column(values, problems)


def _number(cell: object) -> float | None:
    """Return a cell's number, NaN for "I do not know", None for anything else."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if not isinstance(cell, str):
        return None
    text = unicodedata.normalize("NFKC", cell).strip()
    if not text or fold(text) in _UNKNOWN:
        return np.nan
    if not _NUMBER.fullmatch(text) or not any(map(str.isdigit, text)):
        return None
    return float(text.replace(",", ""))


def _choices(cells: Sequence[object], one: FieldDefinition) -> Column:
    known = {cell: _choice(cell, one) for cell in set(cells)}  # cells repeat
    values = np.array([known[cell] for cell in cells], dtype=np.int8)
    wrong = values == _NO_CHOICE
    expected = "／".join(choice.label for choice in one.choices)
    problems = [
        Problem(row, "unknown_choice", _written(cells[row]), expected)
        for row in np.flatnonzero(wrong).tolist()
    ]
    values[wrong] = -1
    return Column(values, problems)


def _choice(cell: object, one: FieldDefinition) -> int:
    folded = fold(_written(cell))
    return one.code_of.get(folded, _NO_CHOICE) if folded else -1


def _months(cells: Sequence[object]) -> Column:
    values = np.full(len(cells), None, dtype=object)
    problems: list[Problem] = []
    for index, cell in enumerate(cells):
        if cell == "" or (isinstance(cell, str) and fold(cell) in _NOTHING_SAID):
            continue
        months = _month_numbers(_written(cell))
        if months is None:
            problems.append(Problem(index, "not_months", _written(cell)))
        else:
            values[index] = "、".join(map(str, months))
    return Column(values, problems)


@lru_cache(maxsize=1024)
def _month_numbers(text: str) -> tuple[int, ...] | None:
    parts = [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part]
    matches = [_MONTH.fullmatch(part) for part in parts]
    months = {int(match[1]) for match in matches if match}
    if None in matches or not months or not all(1 <= month <= 12 for month in months):  # noqa: PLR2004 - months
        return None
    return tuple(sorted(months))


def _joined_names(text: str) -> str:
    return "、".join(part.strip() for part in re.split(r"[、，,;；\n]+", text) if part.strip())


def _texts(cells: Iterable[object], clean: Callable[[str], str]) -> Column:
    texts = (cell if type(cell) is str else _written(cell) for cell in cells)
    return Column(np.array([clean(text) or None for text in texts], dtype=object))
