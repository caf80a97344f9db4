"""What calamine does not tell of an .ods: errors, percentages, merged and hidden cells."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from rpa_scout.reading.files.cells import Cell, ErrorCell, FormulaCell
from rpa_scout.reading.files.safety import Refused
from rpa_scout.reading.files.sheet_scan import SheetScan, percent_cell

__all__ = ["scan_ods"]

_CELLS_AT_MOST = 12_000_000
"""Cells that repeated rows and columns with values may stand for; each takes some 30 bytes."""

_IS_LAST = True  # expat takes its arguments without their names
_SPECIAL_AT_MOST = 100_000
_ROWS, _COLUMNS = 1 << 20, 1 << 14
_HIDDEN = ("collapse", "filter")


def scan_ods(chunks: Iterable[bytes]) -> dict[str, SheetScan]:
    """Parse the content of an .ods.

    Parameters
    ----------
    chunks : iterable of bytes
        The part ``content.xml``, in pieces; free of entity declarations.

    Returns
    -------
    dict of str to SheetScan
        By name of the sheet.

    Raises
    ------
    Refused
        The part is no well-formed XML, or stands for more cells than memory holds.
    """
    content = _Content()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = content.start
    parser.EndElementHandler = content.end
    parser.CharacterDataHandler = content.text
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", _IS_LAST)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused("file_damaged") from error
    return content.sheets


class _Content:
    """Takes in elements as they begin and end."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetScan] = {}
        self._sheet = SheetScan()
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._cell: dict[str, str] | None = None
        self._shown = ""
        self._width = 0
        self._in_note = False
        self._folds = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear of the beginning of an element."""
        match name:
            case "table:table":
                self._sheet = self.sheets.setdefault(attributes.get("table:name", ""), SheetScan())
                self._row = self._column = self._width = 0
            case "table:table-column-group":
                self._folds += 1
            case "table:table-column":
                self._pass_columns(attributes)
            case "table:table-row":
                self._rows = _times(attributes, "table:number-rows-repeated")
                self._column = 0
                if attributes.get("table:visibility") in _HIDDEN:
                    hidden = range(self._row, min(_ROWS, self._row + self._rows))
                    self._sheet.hidden_rows.update(hidden)
            case "table:table-cell" | "table:covered-table-cell":
                self._columns = _times(attributes, "table:number-columns-repeated")
                self._cell, self._shown = attributes, ""
            case "office:annotation":
                self._in_note = True

    def text(self, text: str) -> None:
        """Hear of text."""
        if self._cell is not None and not self._in_note:
            self._shown += text

    def end(self, name: str) -> None:
        """Hear of the end of an element."""
        match name:
            case "table:table-column-group":
                self._folds -= 1
            case "office:annotation":
                self._in_note = False
            case "table:table-row":
                self._row += self._rows
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell(self._cell or {})
                self._cell = None
                self._column += self._columns

    def _pass_columns(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, "table:number-columns-repeated")
        # Columns that are folded into a group, as in the form, have a sign to unfold them.
        if attributes.get("table:visibility") in _HIDDEN and not self._folds:
            hidden = range(self._column, min(_COLUMNS, self._column + times))
            self._sheet.hidden_columns.update(hidden)
        self._column += times

    def _end_cell(self, cell: dict[str, str]) -> None:
        self._note_merged(cell)
        if not (self._shown or "office:value-type" in cell or "table:formula" in cell):
            return
        last_row, last_column = self._row + self._rows, self._column + self._columns
        self._width = max(self._width, last_column)
        self._sheet.last_row = max(self._sheet.last_row, last_row - 1)
        if self._width * last_row > _CELLS_AT_MOST:
            raise Refused("file_too_large", f"{last_row:,} × {self._width:,}")
        special = self._understood(cell)
        if special is not None:
            if self._rows * self._columns > _SPECIAL_AT_MOST:
                raise Refused("file_too_large", f"{last_row:,} × {last_column:,}")
            for row in range(self._row, last_row):
                for column in range(self._column, last_column):
                    self._sheet.special[row, column] = special

    def _note_merged(self, cell: dict[str, str]) -> None:
        down = _times(cell, "table:number-rows-spanned")
        right = _times(cell, "table:number-columns-spanned")
        if down * right > 1:
            start = (self._row, self._column)
            self._sheet.merged.append((start, (self._row + down - 1, self._column + right - 1)))

    def _understood(self, cell: dict[str, str]) -> Cell | None:
        if cell.get("calcext:value-type") == "error":
            return ErrorCell(self._shown or "#ERROR!")
        kind = cell.get("office:value-type", "")
        if kind == "percentage":
            return percent_cell(cell.get("office:value", ""))
        if "table:formula" in cell and not kind and not self._shown:
            return FormulaCell("=" + cell["table:formula"].partition("=")[2])
        return None


def _times(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    # More digits than any sheet has rows are as good as too many.
    return int(text[:9]) if text.isascii() and text.isdigit() and text != "0" else 1
