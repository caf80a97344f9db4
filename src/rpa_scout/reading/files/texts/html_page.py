"""Tables of HTML pages: many systems export them under the name of an .xls."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import CELLS_AT_MOST, SheetFacts
from rpa_scout.reading.files.texts.csv_table import as_typed
from rpa_scout.reading.files.texts.encodings import decoded

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_PAGE_CELLS_AT_MOST = 2_000_000
_SPAN_AT_MOST = 1_000
_STRIKING = ("s", "strike", "del")


def html_rows(content: bytes) -> tuple[list[list[Cell]], SheetFacts]:
    """Read all tables of a page, one below the other."""
    page = _Page()
    # Never closed: on markup without an end that takes the square of the length in time.
    page.feed(_page_text(content))
    if "<" in page.rawdata:
        raise RefusedError("file_damaged")
    page.end_row()
    _check_rectangle(page.rows)
    return page.rows, page.facts


def _page_text(content: bytes) -> str:
    named = _CHARSET.search(content[:4096])
    if named is not None:
        try:
            return content.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(content)


class _Page(HTMLParser):
    """Collects the cells of tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.facts = SheetFacts()
        self._row: list[Cell] = []
        self._text: list[str] | None = None
        self._remaining: list[str] = []
        self._struck_by: list[str] = []
        self._right = self._down = 1
        self._taken: dict[int, int] = {}
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            spans = dict(attrs)
            self._text, self._remaining = [], []
            self._struck_by = [tag] if _strikes_out(spans) else []
            self._right, self._down = _span(spans.get("colspan")), _span(spans.get("rowspan"))
        elif tag == "br":
            self.handle_data("\n")
        elif tag in _STRIKING or tag in self._struck_by or _strikes_out(dict(attrs)):
            self._struck_by.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a cell, a row or a table."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self.end_row()
        elif tag in self._struck_by:
            self._struck_by.remove(tag)

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self._text is not None:
            self._text.append(data)
            if not self._struck_by:
                self._remaining.append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        self._pass_taken()
        first = len(self._row)
        text, remaining = "".join(self._text).strip(), "".join(self._remaining).strip()
        self._row += [as_typed(text), *[""] * (self._right - 1)]
        if remaining != text:
            self.facts.note_struck(len(self.rows), first, remaining)
        self._text = None
        if self._down > 1:
            self._taken |= dict.fromkeys(range(first, len(self._row)), self._down)
        if self._down * self._right > 1:
            row = len(self.rows)
            self.facts.merged.append(((row, first), (row + self._down - 1, len(self._row) - 1)))
        self._count_cells(self._right)

    def _count_cells(self, count: int) -> None:
        self._count += count
        if self._count > _PAGE_CELLS_AT_MOST:
            raise RefusedError("file_too_large", size=f"> {_PAGE_CELLS_AT_MOST:,}")

    def _pass_taken(self) -> None:
        """Skip columns that a cell of a row above spans."""
        while self._taken.get(len(self._row)):
            self._row.append("")
            self._count_cells(1)

    def end_row(self) -> None:
        """End the row that is being read."""
        self._end_cell()
        if self._row:
            self.rows.append(self._row)
            self._taken = {
                column: rows_left - 1 for column, rows_left in self._taken.items() if rows_left > 1
            }
        self._row = []


def _strikes_out(attributes: Mapping[str, str | None]) -> bool:
    return "line-through" in (attributes.get("style") or "")


def _span(text: str | None) -> int:
    return max(1, min(int(text), _SPAN_AT_MOST)) if text and text.isdecimal() else 1


def _check_rectangle(rows: Sequence[Sequence[Cell]]) -> None:
    """Refuse rows that take too much memory once all are as long as the longest."""
    width = max(map(len, rows), default=0)
    if len(rows) * width > CELLS_AT_MOST:
        raise RefusedError("file_too_large", size=f"{len(rows):,} × {width:,}")
