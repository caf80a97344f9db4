"""Colouring the cells that are asked about; nothing else of the sheet changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rpa_scout.forms.returning.splicing import (
    Edits,
    Element,
    find_elements,
    with_attribute,
    without_rows,
)
from rpa_scout.forms.returning.styling import StyleSheet
from rpa_scout.forms.returning.unkeepable import Unkeepable

__all__ = ["Mark", "color_cells", "column_number"]

_LETTERS: Final = 26
_ROW: Final = re.compile(rb"<row\b[^>]*?\sr=[\"'](\d+)[\"'][^>]*>")
_ROW_END: Final = b"</row>"


@dataclass(frozen=True)
class Mark:
    """A cell to colour, and what its note says."""

    cell: str  # Address, such as ``F12``
    color: str  # Colour as ``#RRGGBB``
    note: str  # Text of the note

    @cached_property
    def column(self) -> int:
        """Column, counted from 0."""
        return column_number(self.cell)

    @cached_property
    def row(self) -> int:
        """Row, counted from 1."""
        return int(self.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def column_number(address: str) -> int:
    """Return the column of an address, counted from 0.

    >>> column_number("A1"), column_number("AA12")
    (0, 26)
    """
    number = 0
    for sign in address:
        if not sign.isalpha():
            break
        number = number * _LETTERS + ord(sign.upper()) - ord("A") + 1
    return number - 1


def color_cells(content: bytes, marks: Sequence[Mark], styles: StyleSheet) -> bytes:
    """Colour cells of a sheet."""
    by_row: dict[int, list[Mark]] = {}
    for mark in marks:
        by_row.setdefault(mark.row, []).append(mark)
    columns = find_elements(without_rows(content)[0], ["col"])
    edits = Edits(content)
    for match in _ROW.finditer(content):
        here = by_row.pop(int(match[1]), None)
        if here is not None:
            end = match.end() if match[0].endswith(b"/>") else _end_of_row(content, match.end())
            row = content[match.start() : end]
            edits.replace(match.start(), end, _colored_row(row, here, styles, columns))
    if by_row:
        raise Unkeepable("rows")
    return edits.made()


def _end_of_row(content: bytes, start: int) -> int:
    end = content.find(_ROW_END, start)
    if end < 0:
        raise Unkeepable("rows")
    return end + len(_ROW_END)


def _colored_row(
    content: bytes, marks: Sequence[Mark], styles: StyleSheet, columns: Sequence[Element]
) -> bytes:
    found = find_elements(content, ["row", "c"], whole=False)
    row, cells = found[0], found[1:]
    if any("r" not in one.attributes for one in found):
        raise Unkeepable("addresses")
    there = {one.attributes["r"]: one for one in cells}
    edits = Edits(content)
    new: dict[int, bytes] = {}
    for mark in sorted(marks, key=lambda one: one.column):
        cell = there.get(mark.cell)
        if cell is not None:
            style = styles.filled(int(cell.attributes.get("s", "0")), mark.color)
            tag = with_attribute(cell.tag(content), "s", str(style))
            edits.replace(cell.start, cell.inside, tag)
            continue
        style = styles.filled(_style_of_empty(row, mark.column, columns), mark.color)
        place = _place_for(mark.column, row, cells)
        new[place] = new.get(place, b"") + f'<c r="{mark.cell}" s="{style}"/>'.encode()
    for place, added in new.items():
        edits.insert(place, added)
    return edits.made()


def _place_for(column: int, row: Element, cells: Sequence[Element]) -> int:
    """Return where a cell of a column has to stand among the cells of its row."""
    if row.is_empty:
        raise Unkeepable("rows")
    after = (one for one in cells if column_number(one.attributes["r"]) > column)
    return next((one.start for one in after), row.close)


def _style_of_empty(row: Element, column: int, columns: Sequence[Element]) -> int:
    """Return the style that a cell shows which is not in the file: its row's, or its column's."""
    if row.attributes.get("customFormat") in ("1", "true"):
        return int(row.attributes.get("s", "0"))
    for one in columns:
        if int(one.attributes["min"]) <= column + 1 <= int(one.attributes["max"]):
            return int(one.attributes.get("style", "0"))
    return 0
