"""Heights of rows: Excel fits a row to its text only where no cell of it is merged."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from rpa_scout.characters import half_widths

_DEFAULT_WIDTH: Final = 8.43
_DEFAULT_SIZE: Final = 11.0
_LINE: Final = 1.45
"""Height of a line over the size of its letters; Noto CJK, a stand-in for BIZ UD, has 1.448."""
_PADDING: Final = 4.0  # points on both sides of the text of a cell
_ABOVE_AND_BELOW: Final = 1.0
_BREAK: Final = 1.0  # half-width characters left empty: no 、 or 」 begins a line


def fit_heights(sheet: Worksheet) -> None:
    """Make the rows with wrapped text high enough; no row gets lower than the template has it."""
    widths = _widths(sheet)
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        needed = 0.0
        for cell in _wrapped(row):
            area = merged.get((number, cell.column))
            last = cell.column if area is None else area.max_col
            rows = 1 if area is None else area.max_row - area.min_row + 1
            columns = range(cell.column, last + 1)
            points = sum(_points(widths.get(column, _DEFAULT_WIDTH)) for column in columns)
            needed = max(needed, _text_height(cell, points) / rows)
        dimension = sheet.row_dimensions[number]
        if needed > (dimension.height or 0.0) and needed > 0.0:
            dimension.height = needed


def _wrapped(row: tuple[Cell | MergedCell, ...]) -> Iterator[Cell]:
    for cell in row:
        if isinstance(cell, Cell) and isinstance(cell.value, str) and cell.alignment.wrap_text:
            yield cell


def _widths(sheet: Worksheet) -> dict[int, float]:
    """Return the widths of the columns in half-width characters."""
    widths: dict[int, float] = {}
    for letter, dimension in sheet.column_dimensions.items():
        first = dimension.min or column_index_from_string(letter)
        # One entry of the file may stand for several columns side by side.
        for column in range(first, (dimension.max or first) + 1):
            widths[column] = dimension.width
    return widths


def _points(width: float) -> float:
    """Return the width of a column in points: BIZ UD has digits of 7.3 pixels at 96 dpi."""
    return width * 7.3 * 0.75


def _text_height(cell: Cell, points: float) -> float:
    size = float(cell.font.sz or _DEFAULT_SIZE)
    room = max((points - _PADDING) / (size / 2.0), 2.0)  # half-width characters
    lines = sum(_lines(half_widths(part), room) for part in str(cell.value).split("\n"))
    return lines * size * _LINE + _ABOVE_AND_BELOW


def _lines(characters: int, room: float) -> int:
    return 1 if characters <= room else math.ceil(characters / max(room - _BREAK, 1.0))
