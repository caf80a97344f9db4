"""Tables in text files, in the encodings and with the separators that Japanese offices use.

CSV, and HTML: many systems export it under the name of an .xls.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser

from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import Range

__all__ = ["csv_rows", "decoded", "html_rows"]

_COLUMNS_AT_MOST, _CELLS_AT_MOST = 16_384, 6_000_000
"""What a sheet has, and twice what 100,000 tasks need."""

_ENCODINGS = ("utf-8-sig", "cp932")


def decoded(content: bytes) -> str:
    """Decode a text file."""
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise RefusedError("file_encoding")


def _within_limits(lines: Iterable[list[str]]) -> Iterator[list[Cell]]:
    cells = 0
    for line in lines:
        cells += len(line)
        if len(line) > _COLUMNS_AT_MOST or cells > _CELLS_AT_MOST:
            raise RefusedError("file_too_large", f"{max(cells, len(line)):,}")
        yield list(line)


def csv_rows(content: bytes) -> list[list[Cell]]:
    """Read a CSV file, separated by commas, tabs or semicolons."""
    text = decoded(content)
    start = text[:4096]
    delimiter = max(",\t;", key=start.count)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = list(_within_limits(lines))
    except csv.Error as error:
        raise RefusedError("file_damaged") from error
    while rows and not any(rows[-1]):
        rows.pop()
    _check_rectangle(rows)
    return rows


_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_PAGE_CELLS_AT_MOST = 2_000_000
_SPAN_AT_MOST = 1_000


def html_rows(content: bytes) -> tuple[list[list[Cell]], list[Range]]:
    """Read all tables of a page, one below the other."""
    page = _Page()
    # Never closed: on markup without an end that takes the square of the length in time.
    page.feed(_page_text(content))
    if "<" in page.rawdata:
        raise RefusedError("file_damaged")
    page.end_row()
    _check_rectangle(page.rows)
    return page.rows, page.merged


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
        self.merged: list[Range] = []
        self._row: list[Cell] = []
        self._text: list[str] | None = None
        self._right = self._down = 1
        self._taken: dict[int, int] = {}
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._text = []
            spans = dict(attrs)
            self._right, self._down = _span(spans.get("colspan")), _span(spans.get("rowspan"))
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell, a row or a table."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self.end_row()

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        self._pass_taken()
        first = len(self._row)
        self._row += ["".join(self._text).strip(), *[""] * (self._right - 1)]
        self._text = None
        if self._down > 1:
            self._taken |= dict.fromkeys(range(first, len(self._row)), self._down)
        if self._down * self._right > 1:
            row = len(self.rows)
            self.merged.append(((row, first), (row + self._down - 1, len(self._row) - 1)))
        self._count_cells(self._right)

    def _count_cells(self, count: int) -> None:
        self._count += count
        if self._count > _PAGE_CELLS_AT_MOST:
            raise RefusedError("file_too_large", f"> {_PAGE_CELLS_AT_MOST:,}")

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


def _span(text: str | None) -> int:
    return max(1, min(int(text), _SPAN_AT_MOST)) if text and text.isdecimal() else 1


def _check_rectangle(rows: Sequence[Sequence[Cell]]) -> None:
    """Refuse rows that take too much memory once all are as long as the longest."""
    width = max(map(len, rows), default=0)
    if len(rows) * width > _CELLS_AT_MOST:
        raise RefusedError("file_too_large", f"{len(rows):,} × {width:,}")
