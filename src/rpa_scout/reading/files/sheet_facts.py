"""What calamine does not report about a sheet, and how far its cells may reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from rpa_scout.findings import cell_address
from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.files.refusal import RefusedError

__all__ = [
    "CELLS_AT_MOST",
    "LAST_COLUMN",
    "LAST_ROW",
    "Position",
    "Range",
    "SheetFacts",
    "TableEnd",
    "check_extents",
    "is_too_large",
    "table_end",
]

Value = TypeVar("Value")

Position = tuple[int, int]
Range = tuple[Position, Position]
"""First and last cell of a merged range, row and column counted from 0."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of any sheet, counted from 1."""

CELLS_AT_MOST = 6_000_000
"""calamine lays sheets out as full rectangles of 32 bytes a cell; 100,000 tasks take 3 million."""

_SPARSE_AT_MOST, _DENSE = 2_500_000, 4
"""In a larger rectangle at least every fourth cell is filled."""

_SPECIAL_AT_MOST = 1_000_000
"""Ten columns of percentages for 100,000 tasks; each such cell takes 200 bytes."""

_GAP_ROWS, _GAP_COLUMNS = 1_000, 200
"""So many empty rows or columns end a table."""


@dataclass(slots=True)
class SheetFacts:
    """What was seen in one sheet; rows and columns are counted from 0, -1 stands for none."""

    special: dict[Position, Cell] = field(default_factory=dict)
    """Cells that calamine gives as blank or as another number."""

    struck: dict[Position, str] = field(default_factory=dict)
    """Cells with struck-out text, and what of the text is not struck out."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    """Without columns that are folded into a group: they have a sign to unfold them."""

    last_row: int = -1
    last_column: int = -1
    filled: int = 0
    """Cells that may hold a value, and how far they reach."""

    merged: list[Range] = field(default_factory=list)
    """Merged ranges; only of an .ods, calamine knows the others."""

    cut_at: str = ""
    """First cell that stands so far away that it is not read."""

    @property
    def laid_out(self) -> int:
        """Cells of the rectangle from A1 to the last cell."""
        return (self.last_row + 1) * (self.last_column + 1)

    def note_filled(self, row: int, column: int, count: int = 1) -> None:
        """Take in cells that may hold a value."""
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        self.filled += count

    def note_special(self, row: int, column: int, cell: Cell) -> None:
        """Take in a cell that calamine gives as something else."""
        self.special[row, column] = cell
        self._check_number()

    def note_struck(self, row: int, column: int, remaining: str) -> None:
        """Take in a cell with struck-out text."""
        self.struck[row, column] = remaining
        self._check_number()

    def _check_number(self) -> None:
        if len(self.special) + len(self.struck) > _SPECIAL_AT_MOST:
            raise RefusedError("file_too_large", size=f"> {_SPECIAL_AT_MOST:,}")

    def cut_behind(self, end: TableEnd) -> None:
        """Forget what stands behind the end of the table."""
        self.last_row, self.last_column, self.cut_at = end.last_row, end.last_column, end.beyond
        self.special = end.within(self.special)
        self.struck = end.within(self.struck)


def is_too_large(laid_out: int, filled: int) -> bool:
    """Tell whether a rectangle of cells is too large, or nearly empty and large."""
    return laid_out > CELLS_AT_MOST or laid_out > max(_SPARSE_AT_MOST, _DENSE * filled)


def check_extents(facts: Iterable[SheetFacts]) -> None:
    """Refuse a workbook whose sheets take too much memory together."""
    sheets = list(facts)
    if is_too_large(sum(sheet.laid_out for sheet in sheets), sum(sheet.filled for sheet in sheets)):
        largest = max(sheets, key=lambda sheet: sheet.laid_out)
        size = f"{largest.last_row + 1:,} × {largest.last_column + 1:,}"
        raise RefusedError("file_too_large", size=size)


@dataclass(frozen=True, slots=True)
class TableEnd:
    """Where the cells that stand together end, and the first cell beyond, or ``""``."""

    last_row: int
    last_column: int
    beyond: str

    def within(self, cells: Mapping[Position, Value]) -> dict[Position, Value]:
        """Return the cells that stand in the table."""
        return {
            (row, column): cell
            for (row, column), cell in cells.items()
            if row <= self.last_row and column <= self.last_column
        }


def table_end(columns_by_row: Mapping[int, set[int]]) -> TableEnd:
    """Find the gap that separates a table from stray cells."""
    last_row = _before_gap(columns_by_row, _GAP_ROWS)
    near = (columns for row, columns in columns_by_row.items() if row <= last_row)
    last_column = _before_gap(set().union(*near), _GAP_COLUMNS)
    beyond = [
        (row, column)
        for row, columns in columns_by_row.items()
        for column in columns
        if row > last_row or column > last_column
    ]
    return TableEnd(last_row, last_column, cell_address(*min(beyond)) if beyond else "")


def _before_gap(numbers: Iterable[int], gap: int) -> int:
    ordered = sorted(numbers)
    for number, following in pairwise(ordered):
        if following - number > gap:
            return number
    return ordered[-1] if ordered else -1
