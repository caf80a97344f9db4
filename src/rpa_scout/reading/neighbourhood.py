"""The cells around a cell, as they stand in the workbook, to show where a finding is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rpa_scout.findings import Finding
from rpa_scout.findings.address import column_letters
from rpa_scout.reading.files.cells import Cell, FormulaCell, column_number
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.files.sheets import open_sheets
from rpa_scout.reading.files.sources import SurveyFile
from rpa_scout.text import _

_ADDRESS: Final = re.compile(r"([A-Z]+)([0-9]+)")
_ROWS_AROUND: Final = 2
_COLUMNS_AROUND: Final = 3


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The cells around a cell; `marked` is its position in `cells`."""

    columns: tuple[str, ...]
    rows: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    marked: tuple[int, int]


def cell_neighbourhood(
    path: Path, sheet: str, cell: str, header_row: int | None = None
) -> Neighbourhood | Finding | None:
    """Read the cells around a cell; None where there is no such sheet or address."""
    address = _ADDRESS.fullmatch(cell)
    if address is None:
        return None
    opened = open_sheets(SurveyFile(path, path.name))
    if isinstance(opened, Finding):
        return opened
    page = next((candidate for candidate in opened if candidate.name == sheet), None)
    if page is None:
        return None
    return _around(page, int(address[2]) - 1, column_number(address[1]), header_row)


def _around(sheet: RawSheet, row: int, column: int, header_row: int | None) -> Neighbourhood:
    width = max(len(sheet.grid.columns), column + 1)
    height = max(sheet.grid.height, row + 1)
    first = max(0, min(column - _COLUMNS_AROUND, width - 2 * _COLUMNS_AROUND - 1))
    across = range(first, min(width, first + 2 * _COLUMNS_AROUND + 1))
    down = [*range(max(0, row - _ROWS_AROUND), min(height, row + _ROWS_AROUND + 1))]
    if header_row is not None and header_row - 1 < down[0]:
        down.insert(0, header_row - 1)
    cells = tuple(
        tuple(_text(sheet, row_number, column_number) for column_number in across)
        for row_number in down
    )
    return Neighbourhood(
        tuple(map(column_letters, across)),
        tuple(row_number + 1 for row_number in down),
        cells,
        (down.index(row), column - across.start),
    )


def _text(sheet: RawSheet, row: int, column: int) -> str:
    columns = sheet.grid.columns
    if column >= len(columns) or row >= sheet.grid.height:
        return ""
    cell: Cell = columns[column][row]
    if isinstance(cell, FormulaCell):
        # Excel would show a result here; the formula itself would be taken for an answer.
        return _("(formula)")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
