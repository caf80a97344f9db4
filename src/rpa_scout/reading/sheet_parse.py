"""The slow way of :mod:`rpa_scout.reading.sheet_scan`: parsing the XML of an unusual sheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from rpa_scout.reading.cells import Cell, ErrorCell, FormulaCell
from rpa_scout.reading.safety import Refused
from rpa_scout.reading.sheet_scan import SheetScan, column_number, percent_cell

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["parse_sheet"]

_TRUE = ("1", "true")
_FAR_RIGHT = 2 * 26


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
    except ET.ParseError as error:
        raise Refused("file_damaged") from error
    return sheet.scan


class _Sheet:
    """Takes in elements as they begin and end."""

    def __init__(self, percent_styles: frozenset[int]) -> None:
        self.scan = SheetScan()
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
        self._row = _integer(element.get("r"), self._row + 2) - 1
        self._column = -1
        if element.get("hidden") in _TRUE:
            self.scan.hidden_rows.add(self._row)

    def _end_cell(self, element: Element) -> None:
        self._column += 1
        address = element.get("r", "").rstrip("0123456789")
        if address.isascii() and address.isupper():
            self._column = column_number(address.encode())
        parts = {child.tag.rpartition("}")[2]: child for child in element}
        cell = self._understood(element, parts)
        if "v" in parts or "is" in parts:
            self.scan.last_row = max(self.scan.last_row, self._row)
            self.scan.many_columns |= self._column >= _FAR_RIGHT
        if cell is not None:
            self.scan.special[self._row, self._column] = cell
        element.clear()

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
