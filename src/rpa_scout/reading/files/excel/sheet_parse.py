"""Parsing the XML of an .xlsx sheet: for sheets that are not plain or hold special cells."""

from __future__ import annotations

import re

from rpa_scout.reading.files.cells import Cell, ErrorCell, FormulaCell, column_number, percent_cell
from rpa_scout.reading.files.excel.formats import Formats, Runs
from rpa_scout.reading.files.package import Elements, parse_part
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import LAST_COLUMN, LAST_ROW, SheetFacts

_TRUE = ("1", "true")
_ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_DEPTHS = {"sheetData": 2, "row": 3, "c": 4}
_DIGITS_AT_MOST = 18


def parse_sheet(name: str, part: bytes, formats: Formats) -> SheetFacts:
    """Parse a sheet; refuse it if other readers could understand it in another way."""
    sheet = _Sheet(formats)
    parse_part(name, part, sheet)
    if not sheet.has_data:
        raise RefusedError("file_damaged")
    return sheet.facts


class _Sheet(Elements):
    """Takes in rows and cells."""

    def __init__(self, formats: Formats) -> None:
        self.facts = SheetFacts()
        self.has_data = False
        self._is_in_data = self._is_in_cell = False
        self._formats = formats
        self._row = self._column = -1
        self._hidden_columns = 0
        self._cell: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        """Texts inside the cell, by the name of the element."""
        self._inside = ""
        self._runs = Runs()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        if self._is_in_cell:
            self._begin_content(name, attributes)
        elif self._is_in_data and name in _DEPTHS:
            if _DEPTHS[name] != self.depth:
                raise RefusedError("file_damaged")
            if name == "row":
                self._begin_row(attributes)
            else:
                self._begin_cell(attributes)
        elif name == "sheetData":
            # calamine takes the first one at any depth.
            if self.has_data or self.depth != _DEPTHS[name]:
                raise RefusedError("file_damaged")
            self.has_data = self._is_in_data = True
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._hide_columns(attributes)

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if self._is_in_cell:
            self._runs.end(name)
            if self.depth == _DEPTHS["c"]:
                self._end_cell()
            elif self.depth == _DEPTHS["c"] + 1 or name == "t":
                self.takes_text = False
        elif name == "sheetData":
            self._is_in_data = False

    def text(self, text: str) -> None:
        """Take in the text of a formula or value."""
        if self._inside == "is":
            self._runs.text(text)
        else:
            self._texts[self._inside] += text

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("outlineLevel", "0") == "0":
            first, last = _integer(attributes, "min", 1), _integer(attributes, "max", 0)
            columns = range(first - 1, min(last, LAST_COLUMN))
            self._hidden_columns += len(columns)
            # Definitions of columns do not overlap; thousands over all columns would take minutes.
            if self._hidden_columns > 2 * LAST_COLUMN:
                raise RefusedError("file_damaged")
            self.facts.hidden_columns.update(columns)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        row = _integer(attributes, "r", self._row + 2) - 1
        # calamine takes the first row for the uppermost, and the last for the lowest.
        if not self._row < row < LAST_ROW:
            raise RefusedError("file_damaged")
        self._row, self._column = row, -1
        if attributes.get("hidden") in _TRUE:
            self.facts.hidden_rows.add(row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        self._column = self._column + 1 if address is None else self._column_of(address)
        if self._column >= LAST_COLUMN:
            raise RefusedError("file_damaged")
        self._cell = attributes
        self._texts = {}
        self._runs = Runs()
        self._is_in_cell = True

    def _column_of(self, address: str) -> int:
        """Return the column of an address, which has to lie in the row that it stands in."""
        match = _ADDRESS.fullmatch(address)
        if match is None or int(match[2]) != self._row + 1:
            raise RefusedError("file_damaged")
        return column_number(match[1])

    def _begin_content(self, name: str, attributes: dict[str, str]) -> None:
        if name in _DEPTHS:
            raise RefusedError("file_damaged")
        if self.depth == _DEPTHS["c"] + 1:
            self._texts[name] = ""
            self._inside = name
            self.takes_text = name in ("f", "v")
        elif self._inside == "is":
            self._runs.start(name, attributes)
            self.takes_text = name == "t"

    def _end_cell(self) -> None:
        self._is_in_cell = False
        if not self._texts:
            return
        # Whatever stands inside: what counts as a value differs between readers.
        self.facts.note_filled(self._row, self._column)
        remaining = self._remaining()
        if remaining is not None:
            self.facts.note_struck(self._row, self._column, remaining)
        cell = self._understood()
        if cell is not None:
            self.facts.note_special(self._row, self._column, cell)

    def _remaining(self) -> str | None:
        """Return what is not struck out, None where nothing is struck out."""
        in_struck_cell = _integer(self._cell, "s", 0) in self._formats.struck
        runs = self._runs if self._runs.whole else None
        if self._cell.get("t") == "s":
            number = self._texts.get("v", "")[:_DIGITS_AT_MOST]
            runs = self._formats.texts.get(int(number)) if number.isdecimal() else None
        if runs is None:
            return "" if in_struck_cell else None
        return runs.remaining(in_struck_cell=in_struck_cell)

    def _understood(self) -> Cell | None:
        kind, value = self._cell.get("t", "n"), self._texts.get("v")
        if kind == "e":
            return ErrorCell(value or "#ERROR!")
        # A formula whose result is an empty text stores just that.
        if "f" in self._texts and not value and not (kind == "str" and value is not None):
            return FormulaCell("=" + self._texts["f"])
        if kind == "n" and value and _integer(self._cell, "s", 0) in self._formats.percent:
            return percent_cell(value)
        return None


def _integer(attributes: dict[str, str], name: str, otherwise: int) -> int:
    text = attributes.get(name)
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS_AT_MOST):
        raise RefusedError("file_damaged")
    return int(text)
