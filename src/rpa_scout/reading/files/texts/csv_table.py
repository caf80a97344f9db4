"""Tables in text files, separated by commas, tabs, semicolons or bars."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from rpa_scout.reading.files.cells import Cell, FormulaCell
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import CELLS_AT_MOST, LAST_COLUMN, LAST_ROW
from rpa_scout.reading.files.texts.encodings import decoded

_DELIMITERS = ",\t;|"
_LINES_COMPARED, _CHARACTERS_COMPARED = 100, 1 << 16
_ENOUGH_COLUMNS = 6
"""More columns than this make a separator no more likely: a note may hold any number of signs."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_GUARDED = re.compile(r'="((?:[^"]|"")*)"')
_NUMBER = re.compile(r"=([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)")
_FORMULA = re.compile(r"=[-+(]?[A-Za-z0-9(\"$']")


class _Reader(Protocol):
    """What csv.reader returns; its class has no public name in every version of Python."""

    @property
    def line_num(self) -> int:
        """Number of lines read."""

    def __next__(self) -> list[str]:
        """Return the next record."""

    def __iter__(self) -> Iterator[list[str]]:
        """Return itself."""


@dataclass(frozen=True, slots=True)
class OpenQuote:
    """A quotation mark that is not closed in its record."""

    row: int  # Of the table, counted from 0
    line: int  # Of the file, counted from 1
    text: str  # What stands behind the mark


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows of a text file."""

    rows: list[list[Cell]]
    open_quotes: list[OpenQuote] = field(default_factory=list)


def csv_table(content: bytes) -> CsvTable:
    """Read a text file; a quotation mark that is not closed swallows no rows."""
    text = decoded(content)
    lines = list(islice(io.StringIO(text, newline=""), _LINES_COMPARED))
    named = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if named is not None:
        # Excel takes the line for a setting, not for a row.
        delimiter, usual_width = named[1], _widths(lines[1:], named[1])[0]
        text = text[len(lines[0]) :]
    else:
        delimiter, usual_width = _delimiter(lines)
    records = _Records(text, delimiter, usual_width, lines_before=1 if named else 0)
    table = CsvTable(list(_within_limits(records)), records.open_quotes)
    rows = table.rows
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if len(rows) * width > CELLS_AT_MOST:
        raise RefusedError("file_too_large", size=f"{len(rows):,} × {width:,}")
    return table


def _delimiter(lines: Sequence[str]) -> tuple[str, int]:
    """Return the sign that cuts most lines into equally many cells, and how many."""

    def likelihood(delimiter: str) -> tuple[int, int]:
        width, count = _widths(lines, delimiter)
        return count * min(width, _ENOUGH_COLUMNS), width

    delimiter = max(_DELIMITERS, key=likelihood)
    return delimiter, _widths(lines, delimiter)[0]


def _widths(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Return the usual number of cells of a line, and how many lines have it."""
    # Line by line, so that an open quotation mark changes nothing.
    widths = Counter(
        len(_cells_of_line(line[:_CHARACTERS_COMPARED], delimiter))
        for line in lines
        if line.strip()
    )
    del widths[1]  # a line without the delimiter, such as a title, says nothing of it
    return max(widths.items(), key=lambda item: item[1] * item[0], default=(1, 0))


def _cells_of_line(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


class _Records:
    """The records of a text file, one after the other."""

    def __init__(self, text: str, delimiter: str, usual_width: int, lines_before: int) -> None:
        self.open_quotes: list[OpenQuote] = []
        self._text = text
        self._stream = io.StringIO(text, newline="")
        self._delimiter = delimiter
        self._usual_width = usual_width
        self._lines_before = lines_before

    def __iter__(self) -> Iterator[list[str]]:
        row = 0
        reader = self._reader()
        while (start := self._stream.tell()) < len(self._text):
            lines_before = reader.line_num
            record = self._record(reader)
            if record is None or self._has_swallowed(start, record, reader.line_num - lines_before):
                self._lines_before += lines_before + 1
                record = self._first_line_alone(start, row)
                reader = self._reader()
            yield record
            row += 1

    def _reader(self) -> _Reader:
        return csv.reader(iter(self._stream.readline, ""), delimiter=self._delimiter)

    def _record(self, reader: _Reader) -> list[str] | None:
        """Return the next record; None where a cell is longer than any should be."""
        try:
            return next(reader, [])
        except csv.Error:
            return None

    def _first_line_alone(self, start: int, row: int) -> list[str]:
        self._stream.seek(start)
        line = self._stream.readline()
        opened = _open_quote(line, self._delimiter)
        if opened is None:
            raise RefusedError("file_damaged")
        self.open_quotes.append(OpenQuote(row, self._lines_before, line[opened + 1 :].strip()))
        cells = _cells_of_line(line[:opened] + line[opened + 1 :], self._delimiter)
        if not cells:
            raise RefusedError("file_damaged")
        return cells

    def _has_swallowed(self, start: int, record: Sequence[str], line_count: int) -> bool:
        """Tell whether a record took in lines that are records themselves."""
        end = self._stream.tell()
        is_last = end == len(self._text)
        if (line_count == 1 and not is_last) or '"' not in (piece := self._text[start:end]):
            return False
        lines = list(io.StringIO(piece, newline=""))
        if _open_quote(lines[0], self._delimiter) is None:
            return False
        if is_last and _open_quote(piece, self._delimiter) is not None:
            return True
        cells_at_most = max((line.count(self._delimiter) + 1 for line in lines[1:]), default=0)
        # A cell may hold line breaks: it swallowed records only if its row has another width than
        # usual and one of the lines alone has the usual one.
        if _is_well_formed(lines, self._delimiter):
            return len(record) != self._usual_width and cells_at_most >= self._usual_width
        return cells_at_most >= max(3, self._usual_width // 2)


def _is_well_formed(lines: Sequence[str], delimiter: str) -> bool:
    """Tell whether every quotation mark that closes a cell stands at the end of the cell."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _open_quote(text: str, delimiter: str) -> int | None:
    """Return where the quotation mark stands that is open at the end of a text."""
    opened: int | None = None
    is_cell_begin = True
    position = 0
    while position < len(text):
        sign = text[position]
        if opened is None:
            if sign == '"' and is_cell_begin:
                opened = position
        elif sign == '"':
            if text[position + 1 : position + 2] == '"':
                position += 1
            else:
                opened = None
        is_cell_begin = opened is None and sign in (delimiter, "\n", "\r")
        position += 1
    return opened


def _within_limits(records: _Records) -> Iterator[list[Cell]]:
    cells = blank_lines = 0
    for row, record in enumerate(records):
        if not any(record):
            blank_lines += 1  # those at the end of a file cost nothing
            continue
        cells += len(record)
        if len(record) > LAST_COLUMN or cells > CELLS_AT_MOST or row >= LAST_ROW:
            raise RefusedError("file_too_large", size=f"{max(cells, len(record)):,}")
        yield from ([] for _ in range(blank_lines))
        blank_lines = 0
        yield [as_typed(cell) if cell[:1] == "=" else cell for cell in record]


def as_typed(text: str) -> Cell:
    """Return what Excel shows for a text that begins with =: ``="240"`` is 240."""
    guarded = _GUARDED.fullmatch(text.strip())
    if guarded is not None:
        return guarded[1].replace('""', '"')
    number = _NUMBER.fullmatch(text.strip())
    if number is not None:
        return number[1]
    return FormulaCell(text) if _FORMULA.match(text) else text
