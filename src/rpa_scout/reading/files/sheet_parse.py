"""The slow way of `sheet_scan`: parsing the XML of an unusual sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from rpa_scout.reading.files.cell_addresses import LAST_COLUMN, LAST_ROW
from rpa_scout.reading.files.cells import Cell, ErrorCell, FormulaCell
from rpa_scout.reading.files.safety import Refused
from rpa_scout.reading.files.sheet_scan import SheetScan, column_number, percent_cell

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["parse_sheet"]

_TRUE = ("1", "true")
_ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")


def parse_sheet(chunks: Iterable[bytes], percent_styles: frozenset[int]) -> SheetScan:
    """Parse the XML of a sheet.

    Parameters
    ----------
    chunks : iterable of bytes
        The part, in pieces; free of entity declarations.
    percent_styles : frozenset of int
        Numbers of the cell formats that show percentages.

    Returns
    -------
    SheetScan
        What was found.

    Raises
    ------
    Refused
        The part is no well-formed XML.
    """
    sheet = _Sheet(percent_styles)
    parser: Any = ET.XMLPullParser(("start", "end"))
    try:
        for chunk in chunks:
            parser.feed(chunk)
            for event in parser.read_events():
                sheet.hear(*event)
        parser.close()
    except (ET.ParseError, LookupError, ValueError) as error:
        raise Refused("file_damaged") from error
    return sheet.scan


class _Sheet:
    """Takes in elements as they begin and end."""

    def __init__(self, percent_styles: frozenset[int]) -> None:
        self.scan = SheetScan(was_parsed=True)
        self._percent_styles = percent_styles
        self._row = -1
        self._column = -1

    def hear(self, event: str, element: Element) -> None:
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "row":
                self._begin_row(element)
            return
        if name == "c":
            self._end_cell(element)
        elif name == "col" and element.get("hidden") in _TRUE and not _is_folded(element):
            span = range(_integer(element.get("min"), 1) - 1, _integer(element.get("max"), 0))
            self.scan.hidden_columns.update(span[:16384])
        elif name in ("row", "sheetData"):
            element.clear()

    def _begin_row(self, element: Element) -> None:
        row = _integer(element.get("r"), self._row + 2) - 1
        if not self._row < row < LAST_ROW:
            raise Refused("file_damaged")
        self._row, self._column = row, -1
        self.scan.rows = row + 1
        if element.get("hidden") in _TRUE:
            self.scan.hidden_rows.add(self._row)

    def _end_cell(self, element: Element) -> None:
        self._column += 1
        address = element.get("r")
        if address is not None:
            self._column = self._column_of(address)
        if self._column >= LAST_COLUMN:
            raise Refused("file_damaged")
        self.scan.last_column = max(self.scan.last_column, self._column)
        parts = {child.tag.rpartition("}")[2]: child for child in element}
        cell = self._understood(element, parts)
        if "v" in parts or "is" in parts:
            self.scan.last_row = max(self.scan.last_row, self._row)
        if cell is not None:
            self.scan.special[self._row, self._column] = cell
        element.clear()

    def _column_of(self, address: str) -> int:
        """Return the column of an address, which has to lie in the row that it stands in."""
        found = _ADDRESS.fullmatch(address)
        if found is None or int(found[2]) != self._row + 1:
            raise Refused("file_damaged")
        return column_number(found[1].encode())

    def _understood(self, element: Element, parts: dict[str, Element]) -> Cell | None:
        kind = element.get("t", "n")
        value = parts["v"].text if "v" in parts else None
        if kind == "e":
            return ErrorCell(value or "#ERROR!")
        if "f" in parts and not value and not (kind == "str" and "v" in parts):
            return FormulaCell("=" + (parts["f"].text or ""))
        if kind == "n" and value and _integer(element.get("s"), 0) in self._percent_styles:
            return percent_cell(value)
        return None


def _is_folded(column: Element) -> bool:
    return column.get("outlineLevel", "0") != "0"


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else otherwise
