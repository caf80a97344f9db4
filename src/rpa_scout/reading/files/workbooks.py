"""Workbooks through calamine: values by address, with what it does not tell put in place."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rpa_scout.reading.files.grid import Grid
from rpa_scout.reading.files.safety import Package, Refused
from rpa_scout.reading.files.second_look import look_at_package
from rpa_scout.reading.files.sheet_scan import SheetScan
from rpa_scout.reading.files.trimming import trimmed
from rpa_scout.reading.files.unmerged import with_empty_lists
from rpa_scout.reading.files.xls_records import scan_xls
from rpa_scout.reading.files.xlsx_parts import sheet_parts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["Encrypted", "Range", "RawSheet", "ole_sheets", "package_sheets"]

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, row and column counted from 0."""

_SMALL_SHEET = 5_000
"""Rows that are turned into Python values in one go; with more, other threads would wait long."""


class Encrypted(Exception):  # noqa: N818 - an outcome; it never leaves this package
    """The workbook is encrypted."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands in the file; rows and columns are counted from 0.

    Attributes
    ----------
    name : str
        Name of the sheet; ``""`` in a CSV file.
    grid : Grid
        Its cells.
    merged : list of ((int, int), (int, int))
        First and last cell of each merged range; the value stands in the first.
    hidden_rows, hidden_columns : set of int
        Hidden rows and columns.
    is_hidden : bool
        Whether the sheet itself is hidden.
    cut_at : str
        First cell that stands so far away that it was not read, or ``""``.
    looked_twice : bool
        Whether errors, percentages and hiding could be looked for.
    """

    name: str
    grid: Grid
    merged: list[Range] = field(default_factory=list)
    hidden_rows: Collection[int] = frozenset()
    hidden_columns: Collection[int] = frozenset()
    is_hidden: bool = False
    cut_at: str = ""
    looked_twice: bool = True


def package_sheets(content: bytes, package: Package, skip: Collection[str]) -> list[RawSheet]:
    """Read a zipped workbook: .xlsx, .xlsm or .ods.

    Parameters
    ----------
    content : bytes
        The file.
    package : Package
        Its parts.
    skip : collection of str
        Names of sheets that hold no answers.

    Returns
    -------
    list of RawSheet
        In the order of the workbook.

    Raises
    ------
    Refused
        The workbook is hostile or broken.
    Encrypted
        The workbook is encrypted.
    """
    if package.is_encrypted_ods:
        raise Encrypted
    parts = {} if package.is_ods else sheet_parts(package)
    scans = look_at_package(package, parts, skip)
    whole = trimmed(content, package, parts, scans)
    if whole.cut:
        return _sheets(whole.content, skip, scans, whole.cut)
    try:
        return _sheets(with_empty_lists(content, package, parts, scans), skip, scans, {})
    except Refused:
        # calamine promises nothing about lists that stand elsewhere than Excel writes them.
        return _sheets(content, skip, scans, {})


def ole_sheets(content: bytes, skip: Collection[str]) -> list[RawSheet]:
    """Read an .xls.

    Parameters
    ----------
    content : bytes
        The file.
    skip : collection of str
        Names of sheets that hold no answers.

    Returns
    -------
    list of RawSheet
        In the order of the workbook.

    Raises
    ------
    Refused
        The workbook is broken.
    Encrypted
        The workbook is encrypted.
    """
    return _sheets(content, skip, scan_xls(content), {})


def _sheets(
    content: bytes, skip: Collection[str], scans: Mapping[str, SheetScan], cut: Mapping[str, str]
) -> list[RawSheet]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    sheets = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for one in workbook.sheets_metadata:
                if one.typ != SheetTypeEnum.WorkSheet or one.name in skip:
                    continue
                sheet = workbook.get_sheet_by_name(one.name)
                hidden = one.visible != SheetVisibleEnum.Visible
                sheets.append(_raw_sheet(sheet, scans.get(one.name), hidden, cut.get(one.name, "")))
    except PasswordError as error:
        raise Encrypted from error
    except (CalamineError, OSError) as error:
        raise Refused("file_damaged") from error
    except BaseException as error:
        # A panic of the reader's Rust code derives from BaseException and has no public name.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("file_damaged") from error
    return sheets


def _raw_sheet(
    sheet: CalamineSheet, scan: SheetScan | None, is_hidden: bool, cut_at: str
) -> RawSheet:
    grid = _grid(sheet)
    merged = list(sheet.merged_cell_ranges or ())
    looked_twice = scan is not None
    scan = scan or SheetScan()
    grid.put(scan.special)
    return RawSheet(
        sheet.name,
        grid,
        merged or scan.merged,
        scan.hidden_rows,
        scan.hidden_columns,
        is_hidden,
        cut_at,
        looked_twice,
    )


def _grid(sheet: CalamineSheet) -> Grid:
    """Return all cells from A1 on."""
    if sheet.start is None or sheet.end is None:
        return Grid()
    if sheet.height < _SMALL_SHEET:
        return Grid(sheet.to_python(skip_empty_area=False))
    grid = Grid(sheet.iter_rows())
    # The rows above the first value are given, the columns left of it are not.
    grid.move(sheet.end[0] + 1 - grid.height, sheet.end[1] + 1 - len(grid.columns))
    return grid
