"""The records of an .xls: their numbers, how to walk through them, and what stands in one."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from rpa_scout.reading.files.cells import ErrorCell
from rpa_scout.reading.files.refusal import RefusedError


class Kind:
    """Numbers of the records that matter."""

    BOF, EOF, SHEET, FILEPASS, CODE_PAGE = 0x0809, 0x000A, 0x0085, 0x002F, 0x0042
    FONT, FORMAT, XF, SST, CONTINUE = 0x0031, 0x041E, 0x00E0, 0x00FC, 0x003C
    ROW, COLUMNS, DIMENSIONS = 0x0208, 0x007D, 0x0200
    NUMBER, LABEL, BOOLERR, STRING, RK = 0x0203, 0x0204, 0x0205, 0x0207, 0x027E
    LABEL_SST, RICH_LABEL, MULRK, BLANK = 0x00FD, 0x00D6, 0x00BD, 0x0201
    FORMULA, FORMULA_3, FORMULA_4 = 0x0006, 0x0206, 0x0406

    FORMULAS = frozenset((FORMULA, FORMULA_3, FORMULA_4))
    CELLS = FORMULAS | {NUMBER, LABEL, BOOLERR, RK, LABEL_SST, RICH_LABEL, MULRK}


_RECORDS_AT_MOST, _LEAST_RECORDS = 4_000_000, 1_000
"""65,536 rows of 40 columns have 2.6 million; sheets that claim one another's would never end."""


class Record(NamedTuple):
    """A record: its number, where it begins in the stream, and its content."""

    kind: int
    position: int
    content: bytes


class RecordStream:
    """The stream of a workbook, which is changed on the way."""

    def __init__(self, stream: bytes) -> None:
        self.content = bytearray(stream)
        # Each is read thrice at most, unless sheets claim one another's.
        self._records_left = min(_RECORDS_AT_MOST, _LEAST_RECORDS + len(stream) // 2)

    def records(self, position: int) -> Iterator[Record]:
        """Yield the records from a position on."""
        while position + 4 <= len(self.content):
            self._records_left -= 1
            if self._records_left < 0:
                raise RefusedError("file_damaged")
            kind, length = struct.unpack_from("<HH", self.content, position)
            content = bytes(self.content[position + 4 : position + 4 + length])
            yield Record(kind, position, content)
            position += 4 + length

    def of_sheet(self, position: int) -> Iterator[Record]:
        """Yield the records of one sheet."""
        depth = 0
        for record in self.records(position):
            # Charts are streams of their own inside the sheet's; calamine stops at their end.
            depth += (record.kind == Kind.BOF) - (record.kind == Kind.EOF)
            yield record
            if depth <= 0:
                return

    def continued(self, record: Record) -> list[bytes]:
        """Return the content of a record and of the records that continue it."""
        pieces = [record.content]
        for following in self.records(record.position + 4 + len(record.content)):
            if following.kind != Kind.CONTINUE:
                break
            pieces.append(following.content)
        return pieces

    def rename(self, record: Record, kind: int) -> None:
        """Make another kind of record of it."""
        struct.pack_into("<H", self.content, record.position, kind)

    def overwrite(self, record: Record, offset: int, content: bytes) -> None:
        """Write over a part of a record's content."""
        start = record.position + 4 + offset
        self.content[start : start + len(content)] = content


def cells_of(record: Record) -> tuple[int, int, int]:
    """Return row, first and last column of the cells that a record holds."""
    row, first = struct.unpack_from("<HH", record.content, 0)
    if record.kind != Kind.MULRK:
        return row, first, first
    last = first + (len(record.content) - 6) // 6 - 1
    return row, first, max(first, last)


_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def error_cell(code: int) -> ErrorCell:
    """Return the error of a code, of an .xls or .xlsb."""
    return ErrorCell(_ERRORS.get(code, "#ERROR!"))


def unpacked(packed: int) -> float:
    """Unpack an RK number: 30 bits of an integer or of a float, perhaps a hundredfold."""
    if packed & 2:
        number = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        (number,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))
    return number / 100 if packed & 1 else number
