"""What calamine does not tell of an .xls, and a copy of it that calamine can read without harm.

The stream of an .xls is a sequence of records, each with its number and length. Only the few that
matter are read. In the copy,

- the container is a new one around the checked stream,
- sheets do not say how large they are: calamine makes room for what they say,
- the code page is UTF-16 in BIFF8, whose texts are so whatever the record says,
- cells far away from the list are blank cells, so that calamine does not lay out what lies between.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rpa_scout.reading.files.cells import Cell, ErrorCell, percent_cell
from rpa_scout.reading.files.ole_container import Container, container_of
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import SheetFacts, is_too_large, table_end
from rpa_scout.reading.files.workbook_part import shows_percent

__all__ = ["ReadableXls", "readable_xls"]

_BOF, _EOF, _SHEET, _FORMAT, _XF, _SST, _CONTINUE = 0x0809, 0x000A, 0x0085, 0x041E, 0xE0, 0xFC, 0x3C
_ROW, _COLUMNS, _DIMENSIONS, _FILEPASS, _CODE_PAGE = 0x0208, 0x007D, 0x0200, 0x002F, 0x0042
_NUMBER, _LABEL, _BOOLERR, _STRING, _RK = 0x0203, 0x0204, 0x0205, 0x0207, 0x027E
_LABEL_SST, _MULRK, _FORMULA, _BLANK = 0x00FD, 0x00BD, 0x0006, 0x0201
_CELLS = frozenset((_NUMBER, _LABEL, _BOOLERR, _RK, _LABEL_SST, _MULRK, _FORMULA))

_BIFF8 = b"\x00\x06"
_UTF_16 = 1200
_LENGTH_IN_BIFF8 = 14
_ROWS, _COLUMNS_OF_XLS = 65_536, 256
_HIDDEN_ROW, _OUTLINE_LEVEL, _ERROR_RESULT = 0x0020, 0x0700, 2
_LEAST_BYTES_OF_TEXT = 3
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_RECORDS_AT_MOST, _LEAST_RECORDS = 4_000_000, 1_000
"""65,536 rows of 40 columns have 2.6 million; sheets that claim one another's would never end."""

_BUILT_IN_PERCENT = (9, 10)
_RAW_STREAM = re.compile(rb"\x09[\x00\x02\x04\x08]")


@dataclass(frozen=True, slots=True)
class ReadableXls:
    """A copy of an .xls for calamine, and what was seen on the way.

    `facts` are by name of the sheet, and empty where the records are older than BIFF8; `extents`
    are those of all sheets, for calamine reads all of them.
    """

    content: bytes
    facts: dict[str, SheetFacts] = field(default_factory=dict)
    extents: list[SheetFacts] = field(default_factory=list)


def readable_xls(content: bytes) -> ReadableXls:
    """Check an .xls, and make a copy that calamine can read safely."""
    name, stream = _stream(content)
    book = _Book(stream)
    try:
        book.read()
    except (struct.error, IndexError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise RefusedError("file_damaged") from error
    return ReadableXls(container_of(name, bytes(book.stream)), book.facts, book.extents)


def _stream(content: bytes) -> tuple[str, bytes]:
    # Very old programs write the stream without a container.
    if _RAW_STREAM.match(content):
        return "Workbook", content
    container = Container(content)
    for name in ("Workbook", "Book"):
        stream = container.stream(name)
        if stream is not None:
            return name, stream
    raise RefusedError("file_damaged")


class _Record(NamedTuple):
    """A record: its number, where it begins in the stream, and its content."""

    kind: int
    position: int
    content: bytes


class _Book:
    """The records of one workbook; `stream` is changed on the way."""

    def __init__(self, stream: bytes) -> None:
        self.stream = bytearray(stream)
        self.facts: dict[str, SheetFacts] = {}
        self.extents: list[SheetFacts] = []
        # Each is read twice at most, unless sheets claim one another's.
        self._records_left = min(_RECORDS_AT_MOST, _LEAST_RECORDS + len(stream) // 2)
        self._is_biff8 = self._has_texts_in_utf16()
        self._sheets: list[tuple[str, int]] = []
        self._percent_formats = set(_BUILT_IN_PERCENT)
        self._has_percent_format: list[bool] = []

    def read(self) -> None:
        """Read the records of the workbook and of all its sheets."""
        formats: list[int] = []
        for record in self._records(0):
            if record.kind == _FILEPASS:
                return  # what follows is encrypted
            if record.kind == _EOF:
                break
            self._look_at_workbook(record, formats)
        self._has_percent_format = [number in self._percent_formats for number in formats]
        for name, position in self._sheets:
            facts = self._sheet(position)
            self.extents.append(facts)
            if self._is_biff8:
                self.facts[name] = facts

    def _records(self, position: int) -> Iterator[_Record]:
        while position + 4 <= len(self.stream):
            self._records_left -= 1
            if self._records_left < 0:
                raise RefusedError("file_damaged")
            kind, length = struct.unpack_from("<HH", self.stream, position)
            content = bytes(self.stream[position + 4 : position + 4 + length])
            yield _Record(kind, position, content)
            position += 4 + length

    def _has_texts_in_utf16(self) -> bool:
        first = next(self._records(0), None)
        return first is not None and first.kind == _BOF and first.content[:2] == _BIFF8

    def _look_at_workbook(self, record: _Record, formats: list[int]) -> None:
        content = record.content
        if record.kind == _SHEET:
            (position,) = struct.unpack_from("<I", content, 0)
            name = _text(content[6:], content[6], wide_length=False) if self._is_biff8 else ""
            self._sheets.append((name, position))
        elif record.kind == _FORMAT and self._is_biff8:
            self._note_format(content)
        elif record.kind == _XF:
            formats.append(struct.unpack_from("<H", content, 2)[0])
        elif record.kind == _CODE_PAGE and self._is_biff8:
            struct.pack_into("<H", self.stream, record.position + 4, _UTF_16)
        elif record.kind == _SST:
            self._check_texts(record)

    def _note_format(self, content: bytes) -> None:
        (number,) = struct.unpack_from("<H", content, 0)
        code = _text(content[2:], struct.unpack_from("<H", content, 2)[0], wide_length=True)
        (self._percent_formats.add if shows_percent(code) else self._percent_formats.discard)(
            number
        )

    def _check_texts(self, table: _Record) -> None:
        """Refuse a table that declares more texts than its bytes can hold; calamine does not."""
        (count,) = struct.unpack_from("<I", table.content, 4)
        size = len(table.content)
        for record in self._records(table.position + 4 + size):
            if record.kind != _CONTINUE:
                break
            size += len(record.content)
        if count * _LEAST_BYTES_OF_TEXT > size:
            raise RefusedError("file_damaged")

    def _sheet(self, position: int) -> SheetFacts:
        facts = SheetFacts()
        for record in self._records_of_sheet(position):
            self._look_at(record, facts)
        if is_too_large(facts.laid_out, facts.filled):
            self._blank_stray_cells(position, facts)
        return facts

    def _records_of_sheet(self, position: int) -> Iterator[_Record]:
        depth = 0
        for record in self._records(position):
            # Charts are streams of their own inside the sheet's; calamine stops at their end.
            depth += (record.kind == _BOF) - (record.kind == _EOF)
            yield record
            if depth <= 0:
                return

    def _look_at(self, record: _Record, facts: SheetFacts) -> None:
        kind, content = record.kind, record.content
        if kind in _CELLS:
            row, first, last = _cells_of(record)
            facts.note_filled(row, last, last - first + 1)
            if self._is_biff8:
                self._note_special(kind, content, facts)
        elif kind == _DIMENSIONS:
            _check_dimensions(content)
            self.stream[record.position + 4 : record.position + 4 + len(content)] = bytes(
                len(content)
            )
        elif kind == _ROW and self._is_biff8:
            (row,) = struct.unpack_from("<H", content, 0)
            if struct.unpack_from("<H", content, 12)[0] & _HIDDEN_ROW:
                facts.hidden_rows.add(row)
        elif kind == _COLUMNS and self._is_biff8:
            first, last, _, _, options = struct.unpack_from("<HHHHH", content, 0)
            if options & 1 and not options & _OUTLINE_LEVEL:
                facts.hidden_columns.update(range(first, min(last, _COLUMNS_OF_XLS - 1) + 1))

    def _note_special(self, kind: int, content: bytes, facts: SheetFacts) -> None:
        if kind == _MULRK:
            row, first = struct.unpack_from("<HH", content, 0)
            for offset in range((len(content) - 6) // 6):
                style, packed = struct.unpack_from("<HI", content, 4 + 6 * offset)
                if self._shows_percent(style):
                    cell = percent_cell(repr(_unpacked(packed)))
                    if cell is not None:
                        facts.note_special(row, first + offset, cell)
        elif kind in (_BOOLERR, _FORMULA, _NUMBER, _RK):
            row, column, style = struct.unpack_from("<HHH", content, 0)
            special = self._special(kind, content, style)
            if special is not None:
                facts.note_special(row, column, special)

    def _special(self, kind: int, content: bytes, style: int) -> Cell | None:
        if kind == _BOOLERR:
            return _error(content[6]) if content[7] else None
        if kind == _FORMULA and content[12:14] == b"\xff\xff":
            return _error(content[8]) if content[6] == _ERROR_RESULT else None
        if not self._shows_percent(style):
            return None
        if kind == _RK:
            return percent_cell(repr(_unpacked(struct.unpack_from("<I", content, 6)[0])))
        return percent_cell(repr(struct.unpack_from("<d", content, 6)[0]))

    def _shows_percent(self, style: int) -> bool:
        return style < len(self._has_percent_format) and self._has_percent_format[style]

    def _blank_stray_cells(self, position: int, facts: SheetFacts) -> None:
        columns_by_row: dict[int, set[int]] = {}
        for record in self._records_of_sheet(position):
            if record.kind in _CELLS:
                row, first, last = _cells_of(record)
                columns_by_row.setdefault(row, set()).update(range(first, last + 1))
        near = table_end(columns_by_row)
        is_far = False
        for record in self._records_of_sheet(position):
            if record.kind in _CELLS:
                row, _, last = _cells_of(record)
                is_far = row > near.last_row or last > near.last_column
            # The text of a formula follows it in a record without an address.
            if is_far and (record.kind in _CELLS or record.kind == _STRING):
                struct.pack_into("<H", self.stream, record.position, _BLANK)
        facts.cut_behind(near)


def _cells_of(record: _Record) -> tuple[int, int, int]:
    """Return row, first and last column of the cells that a record holds."""
    row, first = struct.unpack_from("<HH", record.content, 0)
    if record.kind != _MULRK:
        return row, first, first
    last = first + (len(record.content) - 6) // 6 - 1
    return row, first, max(first, last)


def _check_dimensions(content: bytes) -> None:
    """Refuse a sheet that declares more than an .xls can hold."""
    layout = "<IIHH" if len(content) >= _LENGTH_IN_BIFF8 else "<HHHH"
    first_row, rows, first_column, columns = struct.unpack_from(layout, content, 0)
    if not (first_row <= rows <= _ROWS and first_column <= columns <= _COLUMNS_OF_XLS):
        raise RefusedError("file_damaged")


def _text(record: bytes, length: int, *, wide_length: bool) -> str:
    """Read a text of BIFF8: its length, a byte that says how it is packed, the characters."""
    start = 2 if wide_length else 1
    if record[start] & 1:
        return record[start + 1 : start + 1 + 2 * length].decode("utf-16-le")
    return record[start + 1 : start + 1 + length].decode("latin-1")


def _error(code: int) -> ErrorCell:
    return ErrorCell(_ERRORS.get(code, "#ERROR!"))


def _unpacked(packed: int) -> float:
    """Unpack an RK number: 30 bits of an integer or of a float, perhaps a hundredfold."""
    if packed & 2:
        number = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        (number,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))
    return number / 100 if packed & 1 else number
