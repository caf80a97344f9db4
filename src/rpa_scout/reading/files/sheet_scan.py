"""What calamine does not tell of a sheet: errors, formulas without result, percentages, hiding.

The XML of the sheet is searched as bytes, without parsing it: a fast search says that there is
nothing of the kind, and a pattern is applied only where there is. Sheets that are not written as
Excel, LibreOffice and the usual libraries do (prefixed elements, cells without addresses) are
parsed instead, by :mod:`rpa_scout.reading.files.sheet_parse`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from rpa_scout.reading.files.cell_addresses import CellAddresses, cell_addresses
from rpa_scout.reading.files.cells import Cell, ErrorCell, FormulaCell, PercentCell
from rpa_scout.reading.files.safety import Refused
from rpa_scout.reading.files.xml_tags import Tags

__all__ = [
    "SheetScan",
    "UnusualXml",
    "column_number",
    "percent_cell",
    "scan_sheet",
    "unescaped",
    "whole_rows",
]

Position = tuple[int, int]


@dataclass(slots=True)
class SheetScan:
    """What was found in the XML of one sheet; rows and columns are counted from 0.

    Attributes
    ----------
    special : dict of (int, int) to Cell
        Cells that stand for what calamine gives as blank or as another number.
    hidden_rows, hidden_columns : set of int
        Hidden rows, and hidden columns other than those folded into a group.
    last_row : int
        Last row that holds a value; -1 where none does.
    rows, last_column : int
        Rows up to the last one written, and last column written, with values or without.
    was_parsed : bool
        Whether the sheet is unusual, so that its bytes cannot be cut.
    merged : list of ((int, int), (int, int))
        First and last cell of every merged range; only of an .ods, calamine knows the others.
    unmerged : bytes
        The whole XML of a small sheet without merged ranges; ``b""`` of others.
    """

    special: dict[Position, Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = -1
    rows: int = 0
    last_column: int = -1
    was_parsed: bool = False
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    unmerged: bytes = b""


class UnusualXml(Exception):  # noqa: N818 - a sign to take another way, never an error
    """The sheet is not written as byte patterns expect."""


_CELL = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)'
_OPEN = rb"(?<!/)>"
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*\bt="e"[^>]*' + _OPEN + rb"(.*?)</c>", re.DOTALL
)
_NO_RESULT = re.compile(
    _CELL + rb">\s*<f\b[^>]*?(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v[^>/]*></v>)?\s*(?:<extLst.*?)?</c>"
)
_EMPTY_RESULT = re.compile(rb"<v\s*/>|<v[^>/]*></v>")
_VALUE = re.compile(rb"<v[^>]*>([^<]*)</v>")
_TYPE = re.compile(rb'\bt="([A-Za-z]+)"')
_ROW = re.compile(rb"<row\b([^>]*)>")
_NUMBERED = re.compile(rb'\br="([0-9]{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\b([^>]*)>")
_FOLDED = re.compile(rb'\boutlineLevel="[1-9]"')
_SPAN = re.compile(rb'\b(min|max)="([0-9]{1,5})"')
_PREFIX = re.compile(rb'<[A-Za-z0-9]+:worksheet|xmlns:\w+="[^"]*/spreadsheetml/(?:2006/)?main"')
_ROW_START, _ROW_END = b"<row ", b"</row>"
_ROW_BYTES = 32 << 20
"""A row, or what follows the last one, never comes near it."""

_ENTITIES = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"', b"apos": "'"}
_ENTITY = re.compile(rb"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot|apos);")


def scan_sheet(pieces: Iterable[Tags], percent_styles: frozenset[int]) -> SheetScan:
    """Search the XML of a sheet.

    Parameters
    ----------
    pieces : iterable of Tags
        The part, cut by :func:`whole_rows`.
    percent_styles : frozenset of int
        Numbers of the cell formats that show percentages.

    Returns
    -------
    SheetScan
        What was found.

    Raises
    ------
    UnusualXml
        The sheet has to be parsed.
    Refused
        The sheet is hostile.
    """
    scan = SheetScan()
    percent = _percent_pattern(percent_styles) if percent_styles else None
    for position, tags in enumerate(pieces):
        rows = tags.piece
        if position == 0:
            head = rows[: rows.find(b"<sheetData")]
            if _PREFIX.search(head):
                raise UnusualXml
            _hidden_columns(head, scan)
        cells = cell_addresses(tags, after=scan.rows)
        # What stands in a comment or a section only looks like a cell.
        if cells is None or tags.has_declarations:
            raise UnusualXml
        _note_extent(cells, scan)
        _look_at_rows(tags, scan)
        _look_at_cells(rows, tags, scan, percent)
    return scan


def whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut the XML of a sheet behind whole rows, so that no cell is torn.

    Parameters
    ----------
    chunks : iterable of bytes
        The part, in pieces.

    Yields
    ------
    bytes
        The part, in other pieces.

    Raises
    ------
    Refused
        One row is larger than any.
    """
    held: list[bytes] = []
    for chunk in chunks:
        last = held[-1] if held else b""
        # Rows without cells have no end of their own.
        cut = max(last.rfind(_ROW_END) + len(_ROW_END), last.rfind(_ROW_START))
        if cut > len(_ROW_END):
            yield b"".join((*held[:-1], last[:cut]))
            held = [last[cut:]]
        held.append(chunk)
        if sum(map(len, held)) > _ROW_BYTES:
            raise Refused("file_too_large", f"> {_ROW_BYTES >> 20} MB")
    yield b"".join(held)


def _hidden_columns(head: bytes, scan: SheetScan) -> None:
    for found in _COLUMN.finditer(head):
        # Columns that are folded into a group, as in the form, have a sign to unfold them.
        if _HIDDEN.search(found[1]) and not _FOLDED.search(found[1]):
            span = {name: int(number) for name, number in _SPAN.findall(found[1])}
            scan.hidden_columns.update(range(span.get(b"min", 1) - 1, span.get(b"max", 0)))


def _look_at_rows(tags: Tags, scan: SheetScan) -> None:
    rows = tags.piece
    if tags.holds(b" hi") and b' hidden="' in rows:
        for found in _ROW.finditer(rows):
            if _HIDDEN.search(found[1]) and (number := _NUMBERED.search(found[1])):
                scan.hidden_rows.add(int(number[1]) - 1)
    value = max(-1, rows.rfind(b"<v>"))
    value = max(value, rows.rfind(b"<is>", value + 1), rows.rfind(b"<v ", value + 1))
    if value < 0:
        return
    start = rows.rfind(b"<row ", 0, value)
    number = _NUMBERED.search(rows, start) if start >= 0 else None
    if number is not None:
        scan.last_row = max(scan.last_row, int(number[1]) - 1)


def _note_extent(cells: CellAddresses, scan: SheetScan) -> None:
    scan.rows = max(scan.rows, cells.last_row + 1)
    scan.last_column = max(scan.last_column, cells.last_column)


def _look_at_cells(
    rows: bytes, tags: Tags, scan: SheetScan, percent: re.Pattern[bytes] | None
) -> None:
    if percent is not None:
        _put(scan, percent.finditer(rows), lambda found: _percent(found[3], found[4]))
    if len(tags.elements(b"f")):
        _put(scan, _NO_RESULT.finditer(rows), _formula)
    if tags.holds(b'"e"') and b't="e"' in rows:
        _put(scan, _ERROR.finditer(rows), lambda found: _error(found[3]))


def _put(
    scan: SheetScan,
    found: Iterable[re.Match[bytes]],
    understood: Callable[[re.Match[bytes]], Cell | None],
) -> None:
    for one in found:
        cell = understood(one)
        if cell is not None:
            scan.special[int(one[2]) - 1, column_number(one[1])] = cell


def _error(inside: bytes) -> ErrorCell:
    value = _VALUE.search(inside)
    return ErrorCell(unescaped(value[1]) if value and value[1] else "#ERROR!")


def _formula(found: re.Match[bytes]) -> FormulaCell | None:
    kind = _TYPE.search(found[3])
    # A formula whose result is an empty text stores just that.
    if kind is not None and kind[1] == b"str" and _EMPTY_RESULT.search(found[0]):
        return None
    return FormulaCell("=" + unescaped(found[4] or b""))


def _percent_pattern(styles: frozenset[int]) -> re.Pattern[bytes]:
    numbers = b"|".join(str(one).encode() for one in sorted(styles))
    return re.compile(
        rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*\bs="(?:' + numbers + rb')"[^>]*)'
        rb"(?<!/)>(.*?)</c>",
        re.DOTALL,
    )


def _percent(attributes: bytes, inside: bytes) -> PercentCell | None:
    kind = _TYPE.search(attributes)
    value = _VALUE.search(inside)
    if value is None or (kind is not None and kind[1] != b"n"):
        return None
    return percent_cell(value[1].decode("ascii", "replace"))


def percent_cell(stored: str) -> PercentCell | None:
    """Return a share as a percentage: 0.07 is 7 exactly.

    Parameters
    ----------
    stored : str
        The number as the workbook stores it.

    Returns
    -------
    PercentCell or None
        None where `stored` is no number.
    """
    try:
        # The shortest spelling of the stored number, lest 0.07 come out as 7.000000000000001.
        return PercentCell(float(Decimal(repr(float(stored))).scaleb(2)))
    except (ValueError, InvalidOperation, OverflowError):
        return None


def column_number(letters: bytes) -> int:
    """Return the number of a column, counted from 0.

    Parameters
    ----------
    letters : bytes
        Its letters.

    Returns
    -------
    int
        Its number.

    Examples
    --------
    >>> column_number(b"A"), column_number(b"AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def unescaped(text: bytes) -> str:
    """Return the text of an XML element without child elements.

    Parameters
    ----------
    text : bytes
        What stands between its tags.

    Returns
    -------
    str
        With entities and character references resolved.
    """

    def sign(found: re.Match[bytes]) -> bytes:
        name = found[1]
        if name in _ENTITIES:
            return _ENTITIES[name].encode()
        code = int(b"0" + name[1:], 0) if name[1:2] == b"x" else int(name[1:])
        return chr(code).encode("utf-8", "replace") if code <= sys.maxunicode else b"?"

    return _ENTITY.sub(sign, text).decode("utf-8", "replace")
