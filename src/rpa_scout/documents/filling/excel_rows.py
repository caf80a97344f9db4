"""Repeat the rows of a sheet: what stands below moves down with its looks."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet


def repeat_rows(sheet: Worksheet, first: int, height: int, times: int) -> None:
    """Have `times` copies of a block of rows below each other, the block itself being one.

    openpyxl's own insertion of rows leaves heights, merged cells and breaks where they were.
    """
    added = (times - 1) * height
    last_block_row = first + height - 1
    if added > 0:
        _move_below(sheet, last_block_row, added)
        for copy_number in range(1, times):
            _copy_block(sheet, first, height, copy_number * height)


def _move_below(sheet: Worksheet, after: int, added: int) -> None:
    """Move all that stands below a row down."""
    heights = {
        row: copy(dimension) for row, dimension in sheet.row_dimensions.items() if row > after
    }
    merged = [area for area in sheet.merged_cells.ranges if area.min_row > after]
    bounds = [CellRange(area.coord) for area in merged]
    for area in bounds:
        sheet.unmerge_cells(area.coord)
    if sheet.max_row > after:
        last = f"{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        sheet.move_range(f"A{after + 1}:{last}", rows=added)
    for area in bounds:
        area.shift(row_shift=added)
        sheet.merge_cells(area.coord)
    for row in heights:
        del sheet.row_dimensions[row]
    for row, dimension in heights.items():
        moved = sheet.row_dimensions[row + added]
        moved.height, moved.hidden = dimension.height, dimension.hidden
    for row_break in sheet.row_breaks.brk:
        if row_break.id > after:
            row_break.id += added
    _extend_print_area(sheet, after, added)


def _extend_print_area(sheet: Worksheet, after: int, added: int) -> None:
    area = sheet.print_area
    if not area or "," in area:
        return
    left, top, right, bottom = range_boundaries(area.split("!")[-1].replace("$", ""))
    if left is None or top is None or right is None or bottom is None:
        return
    if bottom >= after:
        cells = CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom + added)
        sheet.print_area = cells.coord


def _copy_block(sheet: Worksheet, first: int, height: int, shift: int) -> None:
    last = first + height - 1
    for row in sheet.iter_rows(min_row=first, max_row=last):
        for column, cell in enumerate(row, start=1):
            below = sheet.cell((cell.row or 0) + shift, column, cell.value)
            if cell.has_style:
                _copy_looks(cell, below)
    for row_number in range(first, last + 1):
        if row_number in sheet.row_dimensions:
            heights = sheet.row_dimensions
            heights[row_number + shift].height = heights[row_number].height
    for area in [*sheet.merged_cells.ranges]:
        if area.min_row >= first and area.max_row <= last:
            copied = CellRange(area.coord)
            copied.shift(row_shift=shift)
            sheet.merge_cells(copied.coord)


def _copy_looks(cell: StyleableObject, below_cell: StyleableObject) -> None:
    """Copy the looks of a cell; merged cells have looks too, the borders around the area."""
    below: Any = below_cell  # The stubs let only new styles be set.
    below.font, below.fill, below.border = copy(cell.font), copy(cell.fill), copy(cell.border)
    below.alignment, below.number_format = copy(cell.alignment), cell.number_format
    below.protection = copy(cell.protection)
