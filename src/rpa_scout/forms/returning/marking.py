"""Colouring the cells that are asked about; nothing else of the sheet changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rpa_scout.findings import column_letters
from rpa_scout.forms.returning.splicing import Edits, Element, find_elements, with_attribute
from rpa_scout.forms.returning.styling import StyleSheet
from rpa_scout.forms.returning.unkeepable import Unkeepable

__all__ = ["Mark", "color_cells", "column_number"]

_LETTERS: Final = 26


@dataclass(frozen=True)
class Mark:
    """A cell to colour, and what its note says.

    Attributes
    ----------
    cell : str
        Address, such as ``F12``.
    color : str
        Colour as ``#RRGGBB``.
    note : str
        Text of the note.
    """

    cell: str
    color: str
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

    Parameters
    ----------
    address : str
        Address of a cell, such as ``F12``.

    Returns
    -------
    int
        The column.

    Examples
    --------
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
    """Colour cells of a sheet.

    Parameters
    ----------
    content : bytes
        The sheet's part.
    marks : sequence of Mark
        Cells and their colours.
    styles : StyleSheet
        Styles of the workbook; for every style a cell has, one of the wanted colour is added.

    Returns
    -------
    bytes
        The part with the cells' style numbers changed, and cells put in that were not there.

    Raises
    ------
    Unkeepable
        The sheet's cells carry no addresses.
    """
    by_row: dict[int, list[Mark]] = {}
    for mark in marks:
        by_row.setdefault(mark.row, []).append(mark)
    found = _cells_of(content, by_row)
    columns = [one for one in found if one.name == "col"]
    rows = [one for one in found if one.name == "row"]
    if len(rows) != len(by_row):
        raise Unkeepable("rows")
    edits = Edits(content)
    for row in rows:
        number = int(row.attributes["r"])
        cells = [one for one in found if one.name == "c" and row.start < one.start < row.end]
        _color_row(edits, row, cells, by_row[number], styles, columns)
    return edits.made()


def _cells_of(content: bytes, rows: Mapping[int, object]) -> list[Element]:
    """Find the wanted rows, their cells, and the columns."""
    wanted = {str(row) for row in rows}
    inside = [False]

    def keep(name: str, attributes: Mapping[str, str]) -> bool:
        if name == "col":
            return True
        if "r" not in attributes:
            raise Unkeepable("addresses")
        if name == "row":
            inside[0] = attributes["r"] in wanted
        return inside[0]

    found = find_elements(content, ["col", "row", "c"], keep)
    if any(one.prefix for one in found):
        raise Unkeepable("dialect")
    return found


def _color_row(
    edits: Edits,
    row: Element,
    cells: Sequence[Element],
    marks: Sequence[Mark],
    styles: StyleSheet,
    columns: Sequence[Element],
) -> None:
    there = {one.attributes["r"]: one for one in cells}
    missing: list[Mark] = []
    for mark in marks:
        cell = there.get(mark.cell)
        if cell is None:
            missing.append(mark)
            continue
        style = styles.filled(int(cell.attributes.get("s", "0")), mark.color)
        tag = with_attribute(cell.tag(edits.content), "s", str(style))
        edits.replace(cell.start, cell.inside, tag)
    for mark in sorted(missing, key=lambda one: one.column):
        style = styles.filled(_style_of_empty(row, mark.column, columns), mark.color)
        new = f'<c r="{column_letters(mark.column)}{mark.row}" s="{style}"/>'.encode()
        after = [one for one in cells if column_number(one.attributes["r"]) > mark.column]
        if after:
            edits.insert(after[0].start, new)
        elif row.is_empty:
            raise Unkeepable("rows")
        else:
            edits.insert(row.close, new)


def _style_of_empty(row: Element, column: int, columns: Sequence[Element]) -> int:
    """Return the style that a cell shows which is not in the file: its row's, or its column's."""
    if row.attributes.get("customFormat") in ("1", "true"):
        return int(row.attributes.get("s", "0"))
    for one in columns:
        if int(one.attributes["min"]) <= column + 1 <= int(one.attributes["max"]):
            return int(one.attributes.get("style", "0"))
    return 0
