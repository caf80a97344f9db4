"""A cell with those around it, as they stand in the workbook: to look at what was noticed there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rpa_scout.findings import Finding
from rpa_scout.findings.address import column_letters
from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.files.sheets import open_sheets
from rpa_scout.reading.files.sources import SurveyFile
from rpa_scout.reading.files.workbooks import RawSheet

__all__ = ["Neighbourhood", "cell_neighbourhood"]

_ADDRESS: Final = re.compile(r"([A-Z]+)([0-9]+)")
_ROWS_AROUND: Final = 2
_COLUMNS_AROUND: Final = 3
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Cells around one.

    Attributes
    ----------
    columns : tuple of str
        Letters of the columns.
    rows : tuple of int
        Numbers of the rows, counted from 1; the row of the headings comes first where it is known.
    cells : tuple of tuple of str
        Texts by row and column.
    marked : tuple of (int, int)
        Position in `cells` of the cell itself.
    """

    columns: tuple[str, ...]
    rows: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    marked: tuple[int, int]


def cell_neighbourhood(
    path: Path,
    sheet: str,
    cell: str,
    header_row: int | None = None,
    *,
    passwords: Sequence[str] = (),
) -> Neighbourhood | Finding | None:
    """Read the cells around one.

    Parameters
    ----------
    path : Path
        The workbook.
    sheet : str
        Name of the sheet; a CSV file has none.
    cell : str
        Address, such as ``F12``.
    header_row : int, optional
        Row of the headings, counted from 1; it is shown above.
    passwords : sequence of str, optional
        Passwords to try where the file is protected.

    Returns
    -------
    Neighbourhood or Finding or None
        The cells; the reason why the file cannot be read; None where it has no such sheet, or the
        address is none.
    """
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        return None
    opened = open_sheets(SurveyFile(path, path.name), passwords=passwords)
    if isinstance(opened, Finding):
        return opened
    named = next((one for one in opened if one.name == sheet), None)
    if named is None:
        return None
    return _around(named, int(found[2]) - 1, _column_number(found[1]), header_row)


def _around(sheet: RawSheet, row: int, column: int, header_row: int | None) -> Neighbourhood:
    width = max(len(sheet.grid.columns), column + 1)
    height = max(sheet.grid.height, row + 1)
    first = max(0, min(column - _COLUMNS_AROUND, width - 2 * _COLUMNS_AROUND - 1))
    across = range(first, min(width, first + 2 * _COLUMNS_AROUND + 1))
    down = [*range(max(0, row - _ROWS_AROUND), min(height, row + _ROWS_AROUND + 1))]
    if header_row is not None and header_row - 1 < down[0]:
        down.insert(0, header_row - 1)
    cells = tuple(tuple(_text(sheet, one, place) for place in across) for one in down)
    return Neighbourhood(
        tuple(map(column_letters, across)),
        tuple(one + 1 for one in down),
        cells,
        (down.index(row), column - across.start),
    )


def _text(sheet: RawSheet, row: int, column: int) -> str:
    columns = sheet.grid.columns
    if column >= len(columns) or row >= sheet.grid.height:
        return ""
    cell: Cell = columns[column][row]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1
