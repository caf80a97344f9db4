"""What calamine does not tell of an .xls, and a copy of it that calamine can read without harm.

The stream of an .xls is a sequence of records, each with its number and length. Only the few that
matter are read. In the copy,

- the container is a new one around the checked stream,
- sheets do not say how large they are: calamine makes room for what they say,
- the code page is UTF-16 in BIFF8, whose texts are so whatever the record says,
- number formats of the file have numbers of their own: calamine takes 14 for a date even where the
  file defines it as something else,
- formulas have the number that they have in Excel 97, or are the numbers that they result in,
- cells far away from the list are blank cells, so that calamine does not lay out what lies between.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field

from rpa_scout.reading.files.cells import Cell, percent_cell
from rpa_scout.reading.files.excel.formats import BUILT_IN_PERCENT, shows_percent
from rpa_scout.reading.files.old_excel.container import Container, container_of
from rpa_scout.reading.files.old_excel.records import (
    Kind,
    Record,
    RecordStream,
    cells_of,
    error_cell,
    unpacked,
)
from rpa_scout.reading.files.old_excel.texts import (
    RichText,
    rich_label,
    shared_texts,
    short_text,
)
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import SheetFacts, is_too_large, table_end

_BIFF8 = b"\x00\x06"
_BOF_BEFORE = (0x0009, 0x0209, 0x0409)
"""Beginnings of workbooks of Excel 2, 3 and 4; of Excel 95 the version alone is another."""

_UTF_16 = 1200
_LENGTH_IN_BIFF8 = 14
_ROWS, _COLUMNS_OF_XLS = 65_536, 256
_HIDDEN_ROW, _OUTLINE_LEVEL = 0x0020, 0x0700
_NO_NUMBER = b"\xff\xff"
_TEXT_RESULT, _BOOL_RESULT, _ERROR_RESULT = 0, 1, 2
_STRIKEOUT = 0x0008
_LEAST_BYTES_OF_TEXT = 3
_OWN_FORMATS = range(164, 383)
"""The numbers that Excel gives to formats of a file, and calamine looks up."""
_UNUSED_FONT = 4
_RAW_STREAM = re.compile(rb"\x09[\x00\x02\x04\x08]")


@dataclass(frozen=True, slots=True)
class ReadableXls:
    """A copy of an .xls for calamine, and what was seen on the way.

    `facts` are by name of the sheet; `extents` are those of all sheets, for calamine reads all.
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
    except (struct.error, IndexError, LookupError, ValueError, OverflowError) as error:
        raise RefusedError("file_damaged") from error
    return ReadableXls(container_of(name, bytes(book.stream.content)), book.facts, book.extents)


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


class _Book:
    """The records of one workbook; the stream is changed on the way."""

    def __init__(self, stream: bytes) -> None:
        self.stream = RecordStream(stream)
        self.facts: dict[str, SheetFacts] = {}
        self.extents: list[SheetFacts] = []
        first = next(self.stream.records(0), None)
        if first is None or first.kind not in (Kind.BOF, *_BOF_BEFORE):
            raise RefusedError("file_damaged")
        if first.kind != Kind.BOF or first.content[:2] != _BIFF8:
            # calamine garbles the texts of those, which are bytes of a code page.
            raise RefusedError("file_before_excel_97")
        self._sheets: list[tuple[str, int]] = []
        self._formats = _Formats()
        self._texts: list[RichText] = []

    def read(self) -> None:
        """Read the records of the workbook and of all its sheets."""
        for record in self.stream.records(0):
            if record.kind == Kind.FILEPASS:
                return  # what follows is encrypted
            if record.kind == Kind.EOF:
                break
            self._look_at_workbook(record)
        self._formats.give_own_numbers(self.stream)
        for name, position in self._sheets:
            facts = _Sheet(self.stream, self._formats, self._texts).facts_at(position)
            self.extents.append(facts)
            self.facts[name] = facts

    def _look_at_workbook(self, record: Record) -> None:
        kind, content = record.kind, record.content
        if kind == Kind.SHEET:
            (position,) = struct.unpack_from("<I", content, 0)
            name = short_text(content[6:], wide_length=False)
            self._sheets.append((name, position))
        elif kind == Kind.FORMAT:
            code = short_text(content[2:], wide_length=True)
            self._formats.note_format(record, code)
        elif kind == Kind.FONT:
            self._formats.note_font(bool(struct.unpack_from("<H", content, 2)[0] & _STRIKEOUT))
        elif kind == Kind.XF:
            self._formats.cells.append((record, *struct.unpack_from("<HH", content, 0)))
        elif kind == Kind.CODE_PAGE:
            self.stream.overwrite(record, 0, struct.pack("<H", _UTF_16))
        elif kind == Kind.SST:
            pieces = self.stream.continued(record)
            _check_texts(pieces)
            if self._formats.struck_fonts:  # fonts stand in front of the texts
                self._texts = list(shared_texts(pieces))


class _Formats:
    """Number formats and fonts of cells, by position of the format of cells."""

    def __init__(self) -> None:
        self.cells: list[tuple[Record, int, int]] = []
        self.struck_fonts: frozenset[int] = frozenset()
        self._percent = set(BUILT_IN_PERCENT)
        self._defined: dict[int, Record] = {}
        self._fonts = 0

    def note_format(self, record: Record, code: str) -> None:
        (number,) = struct.unpack_from("<H", record.content, 0)
        (self._percent.add if shows_percent(code) else self._percent.discard)(number)
        self._defined[number] = record

    def note_font(self, is_struck: bool) -> None:
        if self._fonts == _UNUSED_FONT:
            self._fonts += 1
        if is_struck:
            self.struck_fonts |= {self._fonts}
        self._fonts += 1

    def give_own_numbers(self, stream: RecordStream) -> None:
        """Move formats that the file defines away from the numbers of the built-in ones."""
        free = (number for number in _OWN_FORMATS if number not in self._defined)
        moved = {
            number: next(free, number) for number in self._defined if number not in _OWN_FORMATS
        }
        for number, own_number in moved.items():
            stream.overwrite(self._defined[number], 0, struct.pack("<H", own_number))
        for record, _, number in self.cells:
            if number in moved:
                stream.overwrite(record, 2, struct.pack("<H", moved[number]))

    def shows_percent(self, style: int) -> bool:
        return style < len(self.cells) and self.cells[style][2] in self._percent

    def strikes_out(self, style: int) -> bool:
        return style < len(self.cells) and self.cells[style][1] in self.struck_fonts


class _Sheet:
    """The records of one sheet."""

    def __init__(self, stream: RecordStream, formats: _Formats, texts: list[RichText]) -> None:
        self._stream = stream
        self._formats = formats
        self._texts = texts
        self._facts = SheetFacts()
        self._waits_for_text: tuple[int, int] | None = None

    def facts_at(self, position: int) -> SheetFacts:
        """Return what was seen of the sheet that begins there."""
        for record in self._stream.of_sheet(position):
            self._look_at(record)
        if is_too_large(self._facts.laid_out, self._facts.filled):
            self._blank_stray_cells(position)
        return self._facts

    def _look_at(self, record: Record) -> None:
        kind, content, facts = record.kind, record.content, self._facts
        if kind in Kind.CELLS:
            row, first, last = cells_of(record)
            facts.note_filled(row, last, last - first + 1)
            self._note_struck(record, row, first, last)
            self._note_special(record, row, first)
        elif kind == Kind.STRING and self._waits_for_text:
            facts.note_special(*self._waits_for_text, short_text(content, wide_length=True))
            self._waits_for_text = None
        elif kind == Kind.DIMENSIONS:
            _check_dimensions(content)
            self._stream.overwrite(record, 0, bytes(len(content)))
        elif kind == Kind.ROW:
            (row,) = struct.unpack_from("<H", content, 0)
            if struct.unpack_from("<H", content, 12)[0] & _HIDDEN_ROW:
                facts.hidden_rows.add(row)
        elif kind == Kind.COLUMNS:
            first, last, _, _, options = struct.unpack_from("<HHHHH", content, 0)
            if options & 1 and not options & _OUTLINE_LEVEL:
                facts.hidden_columns.update(range(first, min(last, _COLUMNS_OF_XLS - 1) + 1))

    def _note_struck(self, record: Record, row: int, first: int, last: int) -> None:
        if not self._formats.struck_fonts:
            return
        kind, content = record.kind, record.content
        if kind == Kind.MULRK:
            for column in range(first, last + 1):
                (style,) = struct.unpack_from("<H", content, 4 + 6 * (column - first))
                if self._formats.strikes_out(style):
                    self._facts.note_struck(row, column, "")
            return
        (style,) = struct.unpack_from("<H", content, 4)
        in_struck_cell = self._formats.strikes_out(style)
        text = self._rich_text(kind, content)
        if text is None:
            if in_struck_cell:
                self._facts.note_struck(row, first, "")
            return
        remaining = text.not_struck(self._formats.struck_fonts, in_struck_cell=in_struck_cell)
        if remaining != text.text:
            self._facts.note_struck(row, first, remaining)

    def _rich_text(self, kind: int, content: bytes) -> RichText | None:
        if kind == Kind.LABEL_SST:
            (number,) = struct.unpack_from("<I", content, 6)
            return self._texts[number] if number < len(self._texts) else None
        return rich_label(content) if kind == Kind.RICH_LABEL else None

    def _note_special(self, record: Record, row: int, column: int) -> None:
        kind, content = record.kind, record.content
        if kind == Kind.MULRK:
            for offset in range((len(content) - 6) // 6):
                style, packed = struct.unpack_from("<HI", content, 4 + 6 * offset)
                if self._formats.shows_percent(style):
                    self._note(row, column + offset, percent_cell(repr(unpacked(packed))))
        elif kind == Kind.RICH_LABEL:
            # calamine passes over such labels.
            self._note(row, column, rich_label(content).text)
        elif kind in (Kind.BOOLERR, Kind.NUMBER, Kind.RK):
            self._note(row, column, self._special(record))
        elif kind in Kind.FORMULAS:
            self._note_formula(record, row, column)

    def _note(self, row: int, column: int, cell: Cell | None) -> None:
        if cell is not None:
            self._facts.note_special(row, column, cell)

    def _special(self, record: Record) -> Cell | None:
        content = record.content
        if record.kind == Kind.BOOLERR:
            return error_cell(content[6]) if content[7] else None
        (style,) = struct.unpack_from("<H", content, 4)
        if not self._formats.shows_percent(style):
            return None
        if record.kind == Kind.RK:
            return percent_cell(repr(unpacked(struct.unpack_from("<I", content, 6)[0])))
        return percent_cell(repr(struct.unpack_from("<d", content, 6)[0]))

    def _note_formula(self, record: Record, row: int, column: int) -> None:
        content = record.content
        if content[12:14] != _NO_NUMBER:
            self._note(row, column, self._special(record))
            if record.kind != Kind.FORMULA:
                # Behind the result such records are laid out in another way.
                self._stream.rename(record, Kind.NUMBER)
            return
        if content[6] == _ERROR_RESULT:
            self._note(row, column, error_cell(content[8]))
        if record.kind == Kind.FORMULA:
            return
        if content[6] == _TEXT_RESULT:
            self._waits_for_text = (row, column)
        elif content[6] == _BOOL_RESULT:
            self._note(row, column, bool(content[8]))
        self._stream.rename(record, Kind.BLANK)

    def _blank_stray_cells(self, position: int) -> None:
        columns_by_row: dict[int, set[int]] = {}
        for record in self._stream.of_sheet(position):
            if record.kind in Kind.CELLS:
                row, first, last = cells_of(record)
                columns_by_row.setdefault(row, set()).update(range(first, last + 1))
        near = table_end(columns_by_row)
        is_far = False
        for record in self._stream.of_sheet(position):
            if record.kind in Kind.CELLS:
                row, _, last = cells_of(record)
                is_far = row > near.last_row or last > near.last_column
            # The text of a formula follows it in a record without an address.
            if is_far and (record.kind in Kind.CELLS or record.kind == Kind.STRING):
                self._stream.rename(record, Kind.BLANK)
        self._facts.cut_behind(near)


def _check_texts(pieces: list[bytes]) -> None:
    """Refuse a table that declares more texts than its bytes can hold; calamine does not."""
    (count,) = struct.unpack_from("<I", pieces[0], 4)
    if count * _LEAST_BYTES_OF_TEXT > sum(map(len, pieces)):
        raise RefusedError("file_damaged")


def _check_dimensions(content: bytes) -> None:
    """Refuse a sheet that declares more than an .xls can hold."""
    layout = "<IIHH" if len(content) >= _LENGTH_IN_BIFF8 else "<HHHH"
    first_row, rows, first_column, columns = struct.unpack_from(layout, content, 0)
    if not (first_row <= rows <= _ROWS and first_column <= columns <= _COLUMNS_OF_XLS):
        raise RefusedError("file_damaged")
