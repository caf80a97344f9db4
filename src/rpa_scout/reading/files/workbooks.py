"""Workbooks as sheets of cells: values from calamine, and what it does not tell put in place.

calamine gives ``""`` for error cells (``#REF!``, ``#N/A``) and for formulas without a stored
result, and the bare number for a percentage (5 % arrives as 0.05). Such cells must not pass for
blank or for another number. So every workbook is looked at before calamine reads it: for these
cells, and for how far its cells reach, because calamine lays out the whole rectangle in memory.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from rpa_scout.reading.files.cells import Grid
from rpa_scout.reading.files.child_reader import sheets_from_child
from rpa_scout.reading.files.excel.binary import (
    binary_formats,
    binary_sheet,
    binary_sheet_parts,
)
from rpa_scout.reading.files.excel.formats import formats_of
from rpa_scout.reading.files.excel.plain_sheet import plain_sheet
from rpa_scout.reading.files.excel.sheet_parse import parse_sheet
from rpa_scout.reading.files.excel.workbook_part import sheet_parts
from rpa_scout.reading.files.native_reader import (
    DamagedError,
    NativeSheet,
    ProtectedError,
    native_sheets,
)
from rpa_scout.reading.files.ods_scan import scan_ods
from rpa_scout.reading.files.old_excel.book import readable_xls
from rpa_scout.reading.files.package import Package
from rpa_scout.reading.files.raw_sheet import RawSheet, shown_sheet
from rpa_scout.reading.files.refusal import EncryptedError, RefusedError
from rpa_scout.reading.files.sheet_facts import SheetFacts, check_extents

_WORKSHEETS = "xl/worksheets/"


def package_sheets(content: bytes, package: Package, skip: Collection[str]) -> list[RawSheet]:
    """Read a zipped workbook, .xlsx, .xlsm or .ods, without the sheets in `skip`."""
    if package.is_encrypted_ods:
        raise EncryptedError
    if package.is_ods:
        facts = scan_ods(package.read("content.xml"), package.read("styles.xml"))
        package.check_unread()
        check_extents(facts.values())
        return _raw_sheets(sheets_from_child(content, package.unpacked_bytes, skip), facts)
    looked = (_look_at_binary if package.is_binary else _look_at_sheets)(package, skip)
    package.check_unread()
    check_extents(looked.facts.values())
    if looked.cut_parts:
        content = package.with_parts(looked.cut_parts)
    if looked.is_plain and package.is_unambiguous:
        return _raw_sheets(native_sheets(content, skip), looked.facts)
    return _raw_sheets(sheets_from_child(content, package.unpacked_bytes, skip), looked.facts)


@dataclass(slots=True)
class _Looked:
    """What was seen in the sheets of an .xlsx."""

    facts: dict[str, SheetFacts] = field(default_factory=dict)
    cut_parts: dict[str, bytes] = field(default_factory=dict)
    is_plain: bool = True


def _look_at_sheets(package: Package, skip: Collection[str]) -> _Looked:
    looked = _Looked()
    formats = formats_of(package)
    for sheet, name in sheet_parts(package).items():
        if sheet in skip:
            continue
        if not name.startswith(_WORKSHEETS):
            # Usually the sheet of a chart; calamine decides by the part's folder.
            looked.is_plain = False
            continue
        part = package.read(name)
        plain = plain_sheet(name, part, formats)
        if plain is None:
            looked.is_plain = False
            looked.facts[sheet] = parse_sheet(name, part, formats)
        else:
            looked.facts[sheet] = plain.facts
            if plain.facts.cut_at:
                looked.cut_parts[name] = plain.part
    return looked


def _look_at_binary(package: Package, skip: Collection[str]) -> _Looked:
    """Look at the sheets of an .xlsb."""
    looked = _Looked(is_plain=False)
    try:
        formats = binary_formats(package)
        for sheet, name in binary_sheet_parts(package).items():
            if sheet in skip or not name.startswith(_WORKSHEETS):
                continue
            looked.facts[sheet], part = binary_sheet(package.read(name), formats)
            if looked.facts[sheet].cut_at:
                looked.cut_parts[name] = part
    except (struct.error, IndexError) as error:
        raise RefusedError("file_damaged") from error
    return looked


def ole_sheets(content: bytes, skip: Collection[str]) -> list[RawSheet]:
    """Read an .xls without the sheets in `skip`."""
    readable = readable_xls(content)
    check_extents(readable.extents)
    sheets = sheets_from_child(readable.content, len(readable.content), skip)
    return _raw_sheets(sheets, readable.facts)


def _raw_sheets(sheets: Iterable[NativeSheet], facts: Mapping[str, SheetFacts]) -> list[RawSheet]:
    try:
        return [_raw_sheet(sheet, facts.get(sheet.name)) for sheet in sheets]
    except ProtectedError as error:
        raise EncryptedError from error
    except DamagedError as error:
        raise RefusedError("file_damaged") from error


def _raw_sheet(sheet: NativeSheet, facts: SheetFacts | None) -> RawSheet:
    grid = Grid(sheet.rows)
    if sheet.end is not None:
        last_row, last_column = sheet.end
        grid.move(last_row + 1 - grid.height, last_column + 1 - len(grid.columns))
    return shown_sheet(sheet.name, grid, facts, sheet.merged, is_hidden=sheet.is_hidden)
