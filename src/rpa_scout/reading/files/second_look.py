"""The second look at a zipped workbook: what calamine gives as blank, or without its format.

calamine gives ``""`` for error cells (``#REF!``, ``#N/A``) and for formulas without a stored
result, and the bare number for a percentage (5 % arrives as 0.05). Such cells must not pass for
blank or for another number, so the XML is searched for them, and they are put in place of the
plain ones. An .xls keeps such cells in records of its own (`xls_records`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rpa_scout.reading.files.ods_scan import scan_ods
from rpa_scout.reading.files.safety import Package
from rpa_scout.reading.files.sheet_parse import parse_sheet
from rpa_scout.reading.files.sheet_scan import SheetScan, UnusualXml, scan_sheet, whole_rows
from rpa_scout.reading.files.xlsx_parts import percent_styles
from rpa_scout.reading.files.xml_tags import Tags

__all__ = ["look_at_package"]

_SMALL_BYTES = 4 << 20
"""The XML of some thousand tasks, which is kept until calamine has read it."""


def look_at_package(
    package: Package, parts: Mapping[str, str], skip: Iterable[str]
) -> dict[str, SheetScan]:
    """Search all sheets of a zipped workbook, .xlsx or .ods.

    Parameters
    ----------
    package : Package
        The workbook; every part of it has been unpacked under guard afterwards.
    parts : mapping of str to str
        Part of each sheet of an .xlsx; empty for an .ods.
    skip : iterable of str
        Names of sheets that hold no answers.

    Returns
    -------
    dict of str to SheetScan
        By name of the sheet.

    Raises
    ------
    Refused
        The package is hostile or broken.
    """
    if package.is_ods:
        scans = scan_ods(package.chunks("content.xml"))
    else:
        styles = percent_styles(package)
        scans = {
            sheet: _scanned(package, part, styles)
            for sheet, part in parts.items()
            if sheet not in skip
        }
    package.check_rest()
    return scans


def _scanned(package: Package, part: str, styles: frozenset[int]) -> SheetScan:
    pieces: Iterable[Tags] = package.tagged(part, whole_rows)
    is_small = package.size(part) <= _SMALL_BYTES
    if is_small:
        pieces = list(pieces)
    try:
        scan = scan_sheet(pieces, styles)
    except UnusualXml:
        return parse_sheet(package.chunks(part), styles)
    if is_small and not any(len(tags.elements(b"mergeCells")) for tags in pieces):
        scan.unmerged = b"".join(tags.piece for tags in pieces)
    return scan
