"""Values of the tables as cells of a workbook, and back, without loss of a character or digit.

Excel cannot store some texts: control characters, ``_x0041_`` (which it reads as ``A``) and an
empty text (which it reads as no text). These are written as ``json:"…"``. A cell stores a number
with 16 digits; a number that needs more is written as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from rpa_scout.project.ledger.dumping import DUMPED, completed_row
from rpa_scout.project.store.rows import table_of

_ESCAPED_SINCE: Final = 3
"""The first version of the tables in which texts are escaped."""

_MARK: Final = "json:"
_NOT_IN_CELLS: Final = re.compile(
    "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_x[0-9A-Fa-f]{4}_|^json:"
)


def cells_of_row(name: str, row: Mapping[str, Any]) -> list[object]:
    """Return a row of a table as cells."""
    return [_cell(row[column], nullable=nullable) for column, _kind, nullable in _columns(name)]


@lru_cache(maxsize=64)
def _columns(name: str) -> tuple[tuple[str, type, bool], ...]:
    """Return name and type of every column of a table, and whether it may be empty."""
    columns = table_of(DUMPED[name]).columns
    return tuple(
        (column.name, column.type.python_type, bool(column.nullable)) for column in columns
    )


def _cell(value: object, *, nullable: bool) -> object:
    if isinstance(value, str):
        if _NOT_IN_CELLS.search(value) or (nullable and not value):
            # Excel would read `_x0041_` within the JSON as `A` too.
            return _MARK + json.dumps(value).replace("_x", "\\u005fx")
        return value
    if isinstance(value, int | float) and float(f"{value:.16G}") != value:
        return repr(value)
    return value


def row_of_cells(
    name: str, headings: Sequence[Any], cells: Sequence[Any], version: int
) -> dict[str, Any]:
    """Convert cells back to a row of a table."""
    names = [str(heading) for heading in headings if heading != ""]
    parts = list(cells[: len(names)])
    for beyond in cells[len(names) :]:
        if beyond != "":
            column, _colon, part = str(beyond).partition(":")
            parts[int(column)] += part
    kinds = {column: (kind, nullable) for column, kind, nullable in _columns(name)}
    row = {
        column: _value(cell, *kinds[column], version)
        for column, cell in zip(names, parts, strict=True)
    }
    return completed_row(name, row)


def _value(cell: object, kind: type, nullable: bool, version: int) -> object:
    if cell == "" and nullable:
        return None
    if kind is not str:
        return kind(cell)
    text = str(cell)
    if version >= _ESCAPED_SINCE and text.startswith(_MARK):
        return json.loads(text.removeprefix(_MARK))
    return text
