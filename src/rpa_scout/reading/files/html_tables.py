"""Tables in HTML: many systems export it under the name of an .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.files.safety import Refused
from rpa_scout.reading.files.texts import decoded

__all__ = ["html_rows"]

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_CELLS_AT_MOST = 2_000_000
_SPAN_AT_MOST = 1_000


Range = tuple[tuple[int, int], tuple[int, int]]


def html_rows(content: bytes) -> tuple[list[list[Cell]], list[Range]]:
    """Read all tables of a page, one below the other.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    rows : list of list of str
        Rows; a cell over several columns or rows is followed by empty ones.
    merged : list of ((int, int), (int, int))
        First and last cell of each of those, row and column counted from 0.

    Raises
    ------
    Refused
        The file is no text, or far too large.
    """
    page = _Page()
    # Never closed: on markup without an end that takes the square of the length in time.
    page.feed(_text(content))
    if "<" in page.rawdata:
        raise Refused("file_damaged")
    page.end_row()
    return page.rows, page.merged


def _text(content: bytes) -> str:
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
        """Hear of text."""
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
        self._count += self._right
        if self._count > _CELLS_AT_MOST:
            raise Refused("file_too_large", f"> {_CELLS_AT_MOST:,}")

    def _pass_taken(self) -> None:
        """Leave out columns that a cell further up reaches down into."""
        while self._taken.get(len(self._row)):
            self._row.append("")

    def end_row(self) -> None:
        """End the row that is being read."""
        self._end_cell()
        if self._row:
            self.rows.append(self._row)
            self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}
        self._row = []


def _span(text: str | None) -> int:
    return max(1, min(int(text), _SPAN_AT_MOST)) if text and text.isdecimal() else 1
