"""Sparing calamine the search for merged ranges where there are none.

calamine goes through the XML of a sheet twice, for the values and for the list of merged ranges,
which stands behind them; the second time it stops at that list. So a small sheet without merged
ranges is handed to it with an empty list in front, which saves a third of its time.
"""

from __future__ import annotations

from collections.abc import Mapping

from rpa_scout.reading.files.safety import Package
from rpa_scout.reading.files.sheet_scan import SheetScan

__all__ = ["with_empty_lists"]

_NO_RANGES = b'<mergeCells count="0"/>'
_DATA = b"<sheetData"


def with_empty_lists(
    content: bytes, package: Package, parts: Mapping[str, str], scans: Mapping[str, SheetScan]
) -> bytes:
    """Put an empty list of merged ranges in front of the values of every sheet without any.

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
    bytes
        The workbook for calamine; `content` itself where there is no such sheet.
    """
    sheets = {}
    for sheet, scan in scans.items():
        head, data, rest = scan.unmerged.partition(_DATA)
        # Of a part that does not have the sum that the archive gives, calamine shall say so.
        if data and package.is_intact(parts[sheet], scan.unmerged):
            sheets[parts[sheet]] = b"".join((head, _NO_RANGES, data, rest))
    return package.with_parts(sheets) if sheets else content
