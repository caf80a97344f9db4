"""Keeping a stray cell at the end of a sheet from blowing it up in memory.

calamine lays a sheet out as a full rectangle, so that one value in row 1,048,576 takes gigabytes.
Such a sheet is cut behind its table before it is parsed; what is cut off is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rpa_scout.findings import cell_address
from rpa_scout.reading.files.safety import Package, Refused
from rpa_scout.reading.files.sheet_scan import SheetScan, column_number

__all__ = ["Trimmed", "trimmed"]

_CELLS_AT_MOST = 12_000_000
"""Cells of the rectangle that is laid out: 100,000 tasks take 3 million; each some 30 bytes."""

_GAP_ROWS, _GAP_COLUMNS = 1_000, 200
"""So many empty rows or columns end a table."""

_ADDRESS = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_ROW = re.compile(rb'<row r="([0-9]{1,7})"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A workbook without what stands far from its tables.

    Attributes
    ----------
    content : bytes
        The workbook.
    cut : dict of str to str
        First cell that was cut off, by sheet.
    """

    content: bytes
    cut: Mapping[str, str]


def trimmed(
    content: bytes, package: Package, parts: Mapping[str, str], scans: Mapping[str, SheetScan]
) -> Trimmed:
    """Cut stray cells off, where there are any so far away that they matter.

    Parameters
    ----------
    content : bytes
        The workbook.
    package : Package
        Its parts.
    parts : mapping of str to str
        Part of each sheet.
    scans : mapping of str to SheetScan
        What was found in each sheet.

    Returns
    -------
    Trimmed
        The same bytes where nothing is to be cut off.

    Raises
    ------
    Refused
        The table itself is too large.
    """
    cut: dict[str, str] = {}
    for sheet, scan in scans.items():
        laid_out = (scan.last_row + 1) * (scan.last_column + 1)
        if laid_out <= _CELLS_AT_MOST or sheet not in parts:
            continue
        if scan.was_parsed:
            raise Refused("file_too_large", f"{scan.last_row + 1:,} × {scan.last_column + 1:,}")
        last_row, last_column, beyond = _table_end(package.chunks(parts[sheet]))
        if (last_row + 1) * (last_column + 1) > _CELLS_AT_MOST:
            raise Refused("file_too_large", f"{last_row + 1:,} × {last_column + 1:,}")
        if not beyond:
            continue
        cut[sheet] = beyond
        part = _without(b"".join(package.chunks(parts[sheet])), last_row, last_column)
        content = package.with_parts({parts[sheet]: part})
        package = Package(content)
    return Trimmed(content, cut)


def _table_end(chunks: Iterable[bytes]) -> tuple[int, int, str]:
    """Return last row and column of what stands together, and the first cell beyond."""
    columns_of: dict[int, set[int]] = {}
    for letters, number in _ADDRESS.findall(b"".join(chunks)):
        columns_of.setdefault(int(number) - 1, set()).add(column_number(letters))
    last_row = _before_gap(columns_of, _GAP_ROWS)
    together = {column for row, some in columns_of.items() if row <= last_row for column in some}
    last_column = _before_gap(together, _GAP_COLUMNS)
    beyond = [
        (row, column)
        for row, some in columns_of.items()
        for column in some
        if row > last_row or column > last_column
    ]
    return last_row, last_column, cell_address(*min(beyond)) if beyond else ""


def _before_gap(numbers: Iterable[int], gap: int) -> int:
    ordered = sorted(numbers)
    for one, following in pairwise(ordered):
        if following - one > gap:
            return one
    return ordered[-1] if ordered else -1


def _without(part: bytes, last_row: int, last_column: int) -> bytes:
    def kept_row(found: re.Match[bytes]) -> bytes:
        return found[0] if int(found[1]) - 1 <= last_row else b""

    def kept_cell(found: re.Match[bytes]) -> bytes:
        return found[0] if column_number(found[1]) <= last_column else b""

    return _CELL.sub(kept_cell, _ROW.sub(kept_row, part))
