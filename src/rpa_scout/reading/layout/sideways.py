"""Sheets whose headings stand one below the other: one task a sheet, or tasks in columns.

Such a sheet is turned, so that it is read like any other; its addresses are turned back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from rpa_scout.findings import cell_address, column_letters
from rpa_scout.reading.files.cells import Cell, Grid, is_blank
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.files.sheet_facts import Position, Range
from rpa_scout.reading.layout.heading_labels import heading_key
from rpa_scout.reading.layout.headings import MINIMUM_HEADINGS, OWN_COLUMN

_ROWS_AT_MOST, _COLUMNS_SEARCHED = 500, 20


class Addresses:
    """Addresses of cells by row and column, turned back where the sheet was turned."""

    def __init__(self, *, is_sideways: bool) -> None:
        self.is_sideways = is_sideways

    def cell(self, row: int, column: int) -> str:
        """Return the address of a cell."""
        return cell_address(column, row) if self.is_sideways else cell_address(row, column)

    def area(self, first: int, last: int, column: int) -> str:
        """Return the address of cells one below the other."""
        start, end = self.cell(first, column), self.cell(last, column)
        return start if first == last else f"{start}:{end}"

    def lines(self, first: int, last: int) -> str:
        """Return the address of whole rows."""
        if self.is_sideways:
            return f"{column_letters(first)}:{column_letters(last)}"
        return f"{first + 1}:{last + 1}"


def heading_column(sheet: RawSheet, names: Mapping[str, str]) -> int | None:
    """Return the column in which the survey's headings stand one below the other."""
    if sheet.grid.height > _ROWS_AT_MOST:
        return None
    best, most = None, MINIMUM_HEADINGS - 1
    for column, cells in enumerate(sheet.grid.columns[:_COLUMNS_SEARCHED]):
        fields = {names[key] for key in map(heading_key, cells) if key in names} - {OWN_COLUMN}
        if "name" in fields and len(fields) > most:
            best, most = column, len(fields)
    return best


def turned(sheet: RawSheet, first: int) -> RawSheet:
    """Return a sheet with rows and columns exchanged, blank before the `first` column."""
    rows = list(zip_longest(*sheet.grid.rows, fillvalue=""))
    rows[:first] = [("",) * sheet.grid.height] * first
    return RawSheet(
        sheet.name,
        Grid(rows),
        [_turned(merged) for merged in sheet.merged],
        is_hidden=sheet.is_hidden,
        cut_at=sheet.cut_at,
        looked_twice=sheet.looked_twice,
        struck={(column, row): cell for (row, column), cell in sheet.struck.items()},
        covered={(column, row): cell for (row, column), cell in sheet.covered.items()},
    )


def _turned(merged: Range) -> Range:
    (top, left), (bottom, right) = merged
    return (left, top), (right, bottom)


def answers_beside(
    rows: Sequence[Sequence[Cell]], names: Mapping[str, str], without_column: int
) -> dict[str, tuple[Position, Cell]]:
    """Return the answers that stand right of headings elsewhere than in one column, by field.

    A field that stands there twice is left out.
    """
    answers: dict[str, tuple[Position, Cell]] = {}
    repeated = set()
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            field_id = names.get(heading_key(cell))
            if not field_id or column == without_column:  # a column of the form's own has no field
                continue
            beside = _next_answer(cells, column, names)
            if beside is None:
                continue
            if field_id in answers:
                repeated.add(field_id)
            answers[field_id] = ((row, beside), cells[beside])
    return {field_id: answer for field_id, answer in answers.items() if field_id not in repeated}


def _next_answer(cells: Sequence[Cell], column: int, names: Mapping[str, str]) -> int | None:
    for beside in range(column + 1, len(cells)):
        if not is_blank(cells[beside]):
            return None if heading_key(cells[beside]) in names else beside
    return None
