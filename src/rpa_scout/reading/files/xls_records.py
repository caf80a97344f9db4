"""What calamine does not tell of an .xls: errors, percentages and hidden rows, from its records.

The stream of an .xls (BIFF8) is a sequence of records, each with its number and length. Only the
few that say what is missing are read; formulas always carry their result.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from decimal import Decimal

from rpa_scout.reading.files.broken_files import unless_broken
from rpa_scout.reading.files.cells import Cell, ErrorCell, PercentCell
from rpa_scout.reading.files.safety import Refused
from rpa_scout.reading.files.sheet_scan import SheetScan

__all__ = ["scan_xls", "xls_stream"]

_BOF, _EOF, _SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_ROW, _COLUMNS, _BOOLERR, _FORMULA = 0x0208, 0x007D, 0x0205, 0x0006
_LENGTH_IN_BIFF8 = 14
_DIMENSIONS, _ROWS, _COLUMNS_OF_XLS = 0x0200, 65_536, 256
_NUMBER, _RK, _MULRK, _FILEPASS = 0x0203, 0x027E, 0x00BD, 0x002F
_HIDDEN_ROW, _OUTLINE_LEVEL, _ERROR_RESULT = 0x0020, 0x0700, 2
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_RECORDS_AT_MOST = 5_000_000
"""A full sheet has half of it; sheets that claim one another's records would never end."""

_BUILT_IN_PERCENT = (9, 10)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def xls_stream(content: bytes) -> bytes:
    """Return the stream of records of an .xls.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    bytes
        The stream; ``b""`` where there is none.
    """
    if content[:2] == b"\x09\x08":
        return content
    import olefile

    def stream() -> bytes:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    return bytes(container.openstream(name).read())
        return b""

    return unless_broken(stream, otherwise=b"")


def scan_xls(content: bytes) -> dict[str, SheetScan]:
    """Search the records of an .xls.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    dict of str to SheetScan
        By name of the sheet; empty where there are no records of BIFF8.

    Raises
    ------
    Refused
        The records are broken, or claim more than an .xls can hold.
    """
    stream = xls_stream(content)
    try:
        return _Book(stream).sheets()
    except (struct.error, IndexError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise Refused("file_damaged") from error


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + length]
        position += 4 + length


class _Book:
    """The records of one workbook."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._places: list[tuple[str, int]] = []
        self._percent_formats = set(_BUILT_IN_PERCENT)
        self._percent: list[bool] = []
        self._left = _RECORDS_AT_MOST

    def sheets(self) -> dict[str, SheetScan]:
        formats: list[int] = []
        is_biff8 = self._is_biff8()
        for kind, record in _records(self._stream, 0):
            if kind in (_EOF, _FILEPASS):
                break
            if kind == _SHEET:
                (place,) = struct.unpack_from("<I", record, 0)
                name = _text(record[6:], record[6], wide_length=False) if is_biff8 else ""
                self._places.append((name, place))
            elif kind == _FORMAT and is_biff8:
                self._note_format(record)
            elif kind == _XF:
                formats.append(struct.unpack_from("<H", record, 2)[0])
        if not is_biff8:
            self._check_old_sheets()
            return {}
        self._percent = [number in self._percent_formats for number in formats]
        return {name: self._sheet(place) for name, place in self._places}

    def _check_old_sheets(self) -> None:
        """Look at what sheets before Excel 97 claim; their cells are written in other ways."""
        for place in {0, *(place for _, place in self._places)}:
            for kind, record in _records(self._stream, place):
                self._count()
                if kind == _DIMENSIONS:
                    _check_dimensions(record)

    def _is_biff8(self) -> bool:
        first = next(_records(self._stream, 0), (0, b""))
        return first[0] == _BOF and first[1][:2] == b"\x00\x06"

    def _note_format(self, record: bytes) -> None:
        (number,) = struct.unpack_from("<H", record, 0)
        code = _text(record[2:], struct.unpack_from("<H", record, 2)[0], wide_length=True)
        shows = "%" in _LITERAL.sub("", code)
        (self._percent_formats.add if shows else self._percent_formats.discard)(number)

    def _sheet(self, place: int) -> SheetScan:
        scan = SheetScan()
        depth = 0
        for kind, record in _records(self._stream, place):
            self._count()
            # Charts are streams of their own inside the sheet's.
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 0:
                break
            if depth == 1:
                self._look_at(kind, record, scan)
        return scan

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Refused("file_damaged")

    def _look_at(self, kind: int, record: bytes, scan: SheetScan) -> None:
        if kind == _DIMENSIONS:
            _check_dimensions(record)
        elif kind == _ROW:
            (row,) = struct.unpack_from("<H", record, 0)
            if struct.unpack_from("<H", record, 12)[0] & _HIDDEN_ROW:
                scan.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last, _, _, options = struct.unpack_from("<HHHHH", record, 0)
            if options & 1 and not options & _OUTLINE_LEVEL:
                scan.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _MULRK:
            self._look_at_several(record, scan)
        elif kind in (_BOOLERR, _FORMULA, _NUMBER, _RK):
            row, column, style = struct.unpack_from("<HHH", record, 0)
            cell = self._cell(kind, record, style)
            if cell is not None:
                scan.special[row, column] = cell

    def _look_at_several(self, record: bytes, scan: SheetScan) -> None:
        row, first = struct.unpack_from("<HH", record, 0)
        for place in range((len(record) - 6) // 6):
            style, packed = struct.unpack_from("<HI", record, 4 + 6 * place)
            if self._percent[style]:
                scan.special[row, first + place] = _shown(_unpacked(packed))

    def _cell(self, kind: int, record: bytes, style: int) -> Cell | None:
        if kind == _BOOLERR:
            return _error(record[6]) if record[7] else None
        if kind == _FORMULA and record[12:14] == b"\xff\xff":
            return _error(record[8]) if record[6] == _ERROR_RESULT else None
        if not self._percent[style]:
            return None
        if kind == _RK:
            return _shown(_unpacked(struct.unpack_from("<I", record, 6)[0]))
        return _shown(struct.unpack_from("<d", record, 6)[0])


def _check_dimensions(record: bytes) -> None:
    """Refuse a sheet that claims more than an .xls can hold: readers make room for it."""
    layout = "<IIHH" if len(record) >= _LENGTH_IN_BIFF8 else "<HHHH"
    first_row, rows, first_column, columns = struct.unpack_from(layout, record, 0)
    if not (first_row <= rows <= _ROWS and first_column <= columns <= _COLUMNS_OF_XLS):
        raise Refused("file_damaged")


def _text(record: bytes, length: int, *, wide_length: bool) -> str:
    """Read a text of BIFF8: its length, a byte that says how it is packed, the signs."""
    start = 2 if wide_length else 1
    if record[start] & 1:
        return record[start + 1 : start + 1 + 2 * length].decode("utf-16-le")
    return record[start + 1 : start + 1 + length].decode("latin-1")


def _error(code: int) -> ErrorCell:
    return ErrorCell(_ERRORS.get(code, "#ERROR!"))


def _shown(share: float) -> PercentCell:
    return PercentCell(float(Decimal(repr(share)).scaleb(2)))


def _unpacked(packed: int) -> float:
    """Unpack an RK number: 30 bits of an integer or of a float, perhaps a hundredfold."""
    if packed & 2:
        number = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        (number,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))
    return number / 100 if packed & 1 else number
