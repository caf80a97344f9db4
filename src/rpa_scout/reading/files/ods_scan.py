"""What calamine does not tell of an .ods: errors, percentages, merged and hidden cells."""

from __future__ import annotations

from itertools import product

from rpa_scout.reading.files.cells import Cell, ErrorCell, FormulaCell, percent_cell
from rpa_scout.reading.files.ods_styles import OdsStyles, StruckText
from rpa_scout.reading.files.package import Elements, parse_part
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import SheetFacts, is_too_large

_ROWS, _COLUMNS = 1 << 20, 1 << 14
_HIDDEN = ("collapse", "filter")


def scan_ods(part: bytes, named_styles: bytes = b"") -> dict[str, SheetFacts]:
    """Parse the content of an .ods; return what was seen by name of the sheet."""
    styles = OdsStyles()
    if b"line-through" in named_styles:
        parse_part("styles.xml", named_styles, styles)
    content = _Content(styles)
    parse_part("content.xml", part, content)
    return content.sheets


class _Content(Elements):
    """Takes in elements as they begin and end."""

    def __init__(self, styles: OdsStyles) -> None:
        self._styles = styles
        self._text = StruckText()
        self._column_styles: list[tuple[range, str]] = []
        self._row_style = ""
        self.sheets: dict[str, SheetFacts] = {}
        self._sheet = SheetFacts()
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._cell: dict[str, str] = {}
        self._shown = ""
        self._hidden: list[range] = []
        self._in_note = False
        self._folds = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        match name:
            case "table":
                self._begin_sheet(attributes.get("table:name", ""))
            case "style" | "text-properties":
                self._styles.start(name, attributes)
            case "table-column-group":
                self._folds += 1
            case "table-column":
                self._pass_columns(attributes)
            case "table-row":
                self._rows = _times(attributes, "table:number-rows-repeated")
                self._column = 0
                self._row_style = attributes.get("table:default-cell-style-name", "")
                if attributes.get("table:visibility") in _HIDDEN:
                    self._hidden.append(range(self._row, self._row + self._rows))
            case "table-cell" | "covered-table-cell":
                self._columns = _times(attributes, "table:number-columns-repeated")
                self._cell, self._shown = attributes, ""
                self._text = StruckText(self._is_struck(attributes))
                self.takes_text = True
            case "annotation":
                self._in_note = True
            case _ if not self._in_note:
                self._text.start(name, attributes, self._styles)

    def _begin_sheet(self, sheet: str) -> None:
        if sheet in self.sheets:
            raise RefusedError("file_damaged")
        self._sheet = self.sheets[sheet] = SheetFacts()
        self._row = self._column = 0
        self._hidden = []
        self._column_styles = []

    def text(self, text: str) -> None:
        """Take in text."""
        if not self._in_note:
            self._shown += text
            self._text.add(text)

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        match name:
            case "table-column-group":
                self._folds -= 1
            case "annotation":
                self._in_note = False
            case "table-row":
                self._row += self._rows
            case "table-cell" | "covered-table-cell":
                self._end_cell(self._cell)
                self._cell, self.takes_text = {}, False
                self._column += self._columns
            case "table":
                # Often all rows below a list are hidden, to the end of the sheet.
                for rows in self._hidden:
                    last = min(rows.stop, self._sheet.last_row + 1)
                    self._sheet.hidden_rows.update(range(rows.start, last))
            case _ if not self._in_note:
                self._text.end(name)

    def _pass_columns(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, "table:number-columns-repeated")
        # Columns that are folded into a group, as in the form, have a sign to unfold them.
        if attributes.get("table:visibility") in _HIDDEN and not self._folds:
            hidden = range(self._column, min(_COLUMNS, self._column + times))
            self._sheet.hidden_columns.update(hidden)
        style = attributes.get("table:default-cell-style-name", "")
        self._column_styles.append((range(self._column, self._column + times), style))
        self._column += times

    def _is_struck(self, cell: dict[str, str]) -> bool:
        """Tell whether the text of a cell is struck out, by the cell's own style or a default."""
        if not self._styles.strikes_out_any:
            return False
        of_column = (style for columns, style in self._column_styles if self._column in columns)
        style = cell.get("table:style-name") or self._row_style or next(of_column, "")
        return bool(self._styles.strikes_out(style))

    def _end_cell(self, cell: dict[str, str]) -> None:
        self._note_merged(cell)
        if not (self._shown or "office:value-type" in cell or "table:formula" in cell):
            return
        last_row, last_column = self._row + self._rows, self._column + self._columns
        self._sheet.note_filled(last_row - 1, last_column - 1, self._rows * self._columns)
        is_outside = last_row > _ROWS or last_column > _COLUMNS
        if is_outside or is_too_large(self._sheet.laid_out, self._sheet.laid_out):
            raise RefusedError("file_too_large", size=f"{last_row:,} × {last_column:,}")
        special = self._understood(cell)
        positions = product(range(self._row, last_row), range(self._column, last_column))
        if self._text.has_struck:
            for row, column in positions:
                self._sheet.note_struck(row, column, self._text.remaining)
        elif special is not None:
            for row, column in positions:
                self._sheet.note_special(row, column, special)

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
        # LibreOffice writes the result "" like one that is not stored.
        may_be_empty = '""' in cell.get("table:formula", "")
        if "table:formula" in cell and not (kind or self._shown or may_be_empty):
            return FormulaCell("=" + cell["table:formula"].partition("=")[2])
        return None


def _times(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    # More digits than any sheet has rows are as good as too many.
    return int(text[:9]) if text.isascii() and text.isdigit() and text != "0" else 1
