"""Colours the cells that are asked about; nothing else of the sheet changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from rpa_scout.forms.returning.markup import add_child, integer, main
from rpa_scout.forms.returning.styling import StyleSheet
from rpa_scout.forms.returning.unkeepable import UnkeepableError

_LETTERS: Final = 26


@dataclass(frozen=True)
class Mark:
    """A cell to colour, and the text of its note."""

    cell: str  # Address, such as ``F12``
    color: str  # Colour as ``#RRGGBB``
    note: str

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
    for letter in address:
        if not letter.isalpha():
            break
        number = number * _LETTERS + ord(letter.upper()) - ord("A") + 1
    return number - 1


def color_cells(sheet: etree._Element, marks: Sequence[Mark], styles: StyleSheet) -> None:
    """Colour cells of a sheet."""
    rows = {row.get("r"): row for row in sheet.iterfind(f"{main('sheetData')}/{main('row')}")}
    columns = sheet.findall(f"{main('cols')}/{main('col')}")
    for mark in marks:
        row = rows.get(str(mark.row))
        if row is None:
            raise UnkeepableError("rows")
        cell = _cell(row, mark, columns)
        cell.set("s", str(styles.filled(integer(cell, "s"), mark.color)))


def _cell(row: etree._Element, mark: Mark, columns: Sequence[etree._Element]) -> etree._Element:
    """Return the cell to colour; an empty cell that is not in the file is added to its row."""
    position = 0
    for cell in row.iterfind(main("c")):
        address = cell.get("r")
        if address is None:
            raise UnkeepableError("addresses")
        column = column_number(address)
        if column == mark.column:
            return cell
        # Excel wants the cells of a row in the order of their columns.
        if column < mark.column:
            position = row.index(cell) + 1
    style = str(_style_of_empty_cell(row, mark.column, columns))
    return add_child(row, "c", {"r": mark.cell, "s": style}, position)


def _style_of_empty_cell(
    row: etree._Element, column: int, columns: Sequence[etree._Element]
) -> int:
    """Return the style that a cell without an element shows: its row's, or its column's."""
    if row.get("customFormat") in ("1", "true"):
        return integer(row, "s")
    for span in columns:
        if integer(span, "min") <= column + 1 <= integer(span, "max"):
            return integer(span, "style")
    return 0
