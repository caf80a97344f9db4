"""The cells of a workbook as openpyxl or xlrd gives them, in the terms of our reader."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import openpyxl
import xlrd

from rpa_scout.findings import Finding
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell, PercentCell
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.files.sheets import open_file
from rpa_scout.reading.files.sources import SurveyFile

_ERROR = re.compile("#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\\?|NUM!|N/A)")
_CONTROL = re.compile(r"_x00[0-9A-Fa-f]{2}_|[\x00-\x08\x0b-\x1f]")
"""Signs that nobody sees, and how a workbook spells them; readers differ in decoding these."""
_ESCAPED = re.compile("_?x[0-9A-Fa-f]{4}_")
"""Escapes of signs that XML has no place for; openpyxl undoes only a part of them."""

Cells = Mapping[tuple[int, int], object]


def openpyxl_cells(path: Path) -> dict[str, Cells]:
    """Return the cells with a value, by sheet."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that it does not know
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    return {
        sheet.title: {
            (cell.row - 1, cell.column - 1): value
            for row in sheet.iter_rows()
            for cell in row
            if (value := comparable(cell.value)) is not None
        }
        for sheet in book.worksheets
    }


def xlrd_cells(path: Path) -> dict[str, Cells]:
    """Return the cells with a value, by sheet."""
    book = xlrd.open_workbook(path)
    sheets: dict[str, Cells] = {}
    for sheet in book.sheets():
        cells = {}
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                value = _xlrd_value(sheet.cell(row, column))
                if value is not None:
                    cells[row, column] = value
        sheets[sheet.name] = cells
    return sheets


def _xlrd_value(cell: xlrd.sheet.Cell) -> object:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return "error"
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return "date"
    return comparable(cell.value)


def our_cells(sheet: RawSheet) -> Cells:
    """Return the cells with a value, those that are not seen left out."""
    return {
        (row, column): value
        for column, cells in enumerate(sheet.grid.columns)
        for row, cell in enumerate(cells)
        if (value := comparable(cell)) is not None
    }


def comparable(value: object) -> object:
    """Return what has to be equal: numbers to twelve digits, dates as such, texts as they are."""
    if value is None or value == "" or isinstance(value, FormulaCell):
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, PercentCell):
        value = value.value / 100
    if isinstance(value, int | float):
        return float(f"{value:.12g}")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return "date"
    text = _ESCAPED.sub("", _CONTROL.sub("", str(value)))
    return "error" if isinstance(value, ErrorCell) or _ERROR.fullmatch(text) else text


def compared(path: Path, other_reader: Callable[[Path], Mapping[str, Cells]]) -> int | None:
    """Compare every cell that is seen; return their number, None where a reader refuses."""
    opened = open_file(SurveyFile(path, path.name))
    if isinstance(opened, Finding):
        return None
    try:
        expected = other_reader(path)
    except (KeyError, TypeError, ValueError, xlrd.XLRDError):
        return None  # defects of the other reader
    count = 0
    for sheet in opened.sheets:
        unseen = {*sheet.struck, *sheet.covered, *_below_merged(sheet)}
        theirs = {at: value for at, value in expected[sheet.name].items() if at not in unseen}
        ours = {at: value for at, value in our_cells(sheet).items() if at not in unseen}
        assert ours == theirs, (path.name, sheet.name)
        count += len(ours)
    return count


def _below_merged(sheet: RawSheet) -> Iterator[tuple[int, int]]:
    for (top, left), (bottom, right) in sheet.merged:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    yield row, column
