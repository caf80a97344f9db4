"""What calamine does not tell of an .xlsb, whose parts are records instead of XML."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rpa_scout.reading.files.cells import Cell, percent_cell
from rpa_scout.reading.files.excel.formats import BUILT_IN_PERCENT, shows_percent
from rpa_scout.reading.files.excel.workbook_part import parts_by_relation
from rpa_scout.reading.files.old_excel.records import error_cell, unpacked
from rpa_scout.reading.files.old_excel.texts import RichText
from rpa_scout.reading.files.package import Package
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import (
    LAST_COLUMN,
    LAST_ROW,
    SheetFacts,
    is_too_large,
    table_end,
)

_ROW, _RK, _ERROR, _REAL, _SHARED_TEXT = 0, 2, 3, 5, 7
_FORMULA_NUMBER, _FORMULA_ERROR, _RICH_TEXT = 9, 11, 62
_CELLS = frozenset((*range(2, 12), _RICH_TEXT))
_TEXT_ITEM, _FONT, _FORMAT, _XF, _COLUMNS, _SHEET, _MERGED = 19, 43, 44, 47, 60, 156, 176
_BEGIN_CELL_FORMATS, _END_CELL_FORMATS = 617, 618
_STRIKEOUT, _HIDDEN_ROW, _HIDDEN_COLUMN, _OUTLINE_LEVEL = 0x0008, 0x10, 0x0001, 0x0700


class _Record(NamedTuple):
    """A record, and the bytes from which it was read."""

    kind: int
    content: bytes
    whole: bytes


def _records(part: bytes) -> Iterator[_Record]:
    position = 0
    while position < len(part):
        begin = position
        kind, position = _number(part, position, 2)
        length, position = _number(part, position, 4)
        if position + length > len(part):
            raise RefusedError("file_damaged")
        content = part[position : position + length]
        position += length
        yield _Record(kind, content, part[begin:position])


def _number(part: bytes, position: int, bytes_at_most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; the eighth says that another byte follows."""
    number = 0
    for offset in range(bytes_at_most):
        byte = part[position + offset]
        number |= (byte & 0x7F) << 7 * offset
        if not byte & 0x80:
            break
    return number, position + offset + 1


def _text(content: bytes, position: int) -> tuple[str, int]:
    """Read a text with its length in front; return where it ends, too."""
    (length,) = struct.unpack_from("<I", content, position)
    end = position + 4 + 2 * length
    return content[position + 4 : end].decode("utf-16-le", "replace"), end


def binary_sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of every sheet by the sheet's name."""
    parts = {}
    for record in _records(package.read("xl/workbook.bin")):
        if record.kind == _SHEET:
            relation, end = _text(record.content, 8)
            name, _ = _text(record.content, end)
            parts[name] = relation
    return parts_by_relation(package, parts, "xl/_rels/workbook.bin.rels")


@dataclass(frozen=True, slots=True)
class BinaryFormats:
    """Positions of cell formats, fonts that strike out, and texts by position."""

    percent: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    struck_fonts: frozenset[int] = frozenset()
    texts: Sequence[RichText] = ()


def binary_formats(package: Package) -> BinaryFormats:
    """Look through the formats and shared texts of a workbook."""
    styles = _Styles()
    for record in _records(package.read("xl/styles.bin")):
        styles.look_at(record)
    return BinaryFormats(
        frozenset(styles.percent),
        frozenset(styles.struck),
        frozenset(styles.struck_fonts),
        _shared_texts(package.read("xl/sharedStrings.bin")) if styles.struck_fonts else (),
    )


class _Styles:
    """Collects the number formats and fonts of cells."""

    def __init__(self) -> None:
        self.percent: set[int] = set()
        self.struck: set[int] = set()
        self.struck_fonts: set[int] = set()
        self._percent_numbers = set(BUILT_IN_PERCENT)
        self._fonts = self._cells = 0
        self._is_in_cells = False

    def look_at(self, record: _Record) -> None:
        kind, content = record.kind, record.content
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", content, 0)
            shows = shows_percent(_text(content, 2)[0])
            (self._percent_numbers.add if shows else self._percent_numbers.discard)(number)
        elif kind == _FONT:
            if struct.unpack_from("<H", content, 2)[0] & _STRIKEOUT:
                self.struck_fonts.add(self._fonts)
            self._fonts += 1
        elif kind in (_BEGIN_CELL_FORMATS, _END_CELL_FORMATS):
            self._is_in_cells = kind == _BEGIN_CELL_FORMATS
        elif kind == _XF and self._is_in_cells:
            _, number, font = struct.unpack_from("<HHH", content, 0)
            if number in self._percent_numbers:
                self.percent.add(self._cells)
            if font in self.struck_fonts:
                self.struck.add(self._cells)
            self._cells += 1


def _shared_texts(part: bytes) -> list[RichText]:
    return [_rich_text(record.content) for record in _records(part) if record.kind == _TEXT_ITEM]


def _rich_text(content: bytes) -> RichText:
    text, end = _text(content, 1)
    count = struct.unpack_from("<I", content, end)[0] if content[0] & 1 else 0
    runs = (struct.unpack_from("<HH", content, end + 4 + 4 * run) for run in range(count))
    return RichText(text, tuple(runs))


def binary_sheet(part: bytes, formats: BinaryFormats) -> tuple[SheetFacts, bytes]:
    """Return what was seen of a sheet, and its part without stray cells."""
    sheet = _BinarySheet(formats)
    for record in _records(part):
        sheet.look_at(record)
    facts = sheet.facts
    if is_too_large(facts.laid_out, facts.filled):
        part = _without_stray_cells(part, facts)
    return facts, part


class _BinarySheet:
    """Takes in the records of a sheet."""

    def __init__(self, formats: BinaryFormats) -> None:
        self.facts = SheetFacts()
        self._formats = formats
        self._row = 0

    def look_at(self, record: _Record) -> None:
        kind, content = record.kind, record.content
        if kind == _ROW:
            (self._row,) = struct.unpack_from("<I", content, 0)
            if self._row >= LAST_ROW:
                raise RefusedError("file_damaged")
            if content[11] & _HIDDEN_ROW:
                self.facts.hidden_rows.add(self._row)
        elif kind in _CELLS:
            self._look_at_cell(kind, content)
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", content, 0)
            if flags & _HIDDEN_COLUMN and not flags & _OUTLINE_LEVEL:
                self.facts.hidden_columns.update(range(first, min(last, LAST_COLUMN - 1) + 1))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", content, 0)
            self.facts.merged.append(((top, left), (bottom, right)))

    def _look_at_cell(self, kind: int, content: bytes) -> None:
        column, style = struct.unpack_from("<II", content, 0)
        style &= 0xFFFFFF
        if column >= LAST_COLUMN:
            raise RefusedError("file_damaged")
        self.facts.note_filled(self._row, column)
        special = self._special(kind, content, style)
        if special is not None:
            self.facts.note_special(self._row, column, special)
        if self._formats.struck_fonts:
            self._note_struck(kind, content, column, in_struck_cell=style in self._formats.struck)

    def _special(self, kind: int, content: bytes, style: int) -> Cell | None:
        if kind in (_ERROR, _FORMULA_ERROR):
            return error_cell(content[8])
        if kind == _RICH_TEXT:
            return _rich_text(content[8:]).text
        if style not in self._formats.percent:
            return None
        if kind == _RK:
            return percent_cell(repr(unpacked(struct.unpack_from("<I", content, 8)[0])))
        if kind in (_REAL, _FORMULA_NUMBER):
            return percent_cell(repr(struct.unpack_from("<d", content, 8)[0]))
        return None

    def _note_struck(self, kind: int, content: bytes, column: int, *, in_struck_cell: bool) -> None:
        text: RichText | None = None
        if kind == _SHARED_TEXT:
            (number,) = struct.unpack_from("<I", content, 8)
            text = self._formats.texts[number]
        elif kind == _RICH_TEXT:
            text = _rich_text(content[8:])
        if text is None:
            if in_struck_cell:
                self.facts.note_struck(self._row, column, "")
            return
        remaining = text.not_struck(self._formats.struck_fonts, in_struck_cell=in_struck_cell)
        if remaining != text.text:
            self.facts.note_struck(self._row, column, remaining)


def _without_stray_cells(part: bytes, facts: SheetFacts) -> bytes:
    columns_by_row: dict[int, set[int]] = {}
    for row, column, _ in _placed(part):
        if column >= 0:
            columns_by_row.setdefault(row, set()).add(column)
    near = table_end(columns_by_row)
    facts.cut_behind(near)
    return b"".join(
        record.whole
        for row, column, record in _placed(part)
        if column < 0 or (row <= near.last_row and column <= near.last_column)
    )


def _placed(part: bytes) -> Iterator[tuple[int, int, _Record]]:
    """Yield records with row and column; the column is -1 where the record is no filled cell."""
    row = 0
    for record in _records(part):
        if record.kind == _ROW:
            (row,) = struct.unpack_from("<I", record.content, 0)
        is_cell = record.kind in _CELLS
        yield row, struct.unpack_from("<I", record.content, 0)[0] if is_cell else -1, record
