"""What stands in a cell, as far as a reader of values can say it.

Python types that arrive for a cell: ``str`` (``""`` where the cell is empty), ``float`` (``int`` in
an .xls), ``bool`` (an .ods gives ``1.0`` and ``0.0``), ``datetime.date`` or ``datetime.datetime``
for a date, ``datetime.time`` for a time of the day, ``datetime.timedelta`` for a duration of more
than a day (an .ods gives its ISO text, such as ``PT30H00M00S``), and the three classes of this
module for what would otherwise pass for blank or for another number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice, zip_longest
from operator import itemgetter
from typing import overload

Cell = object
"""What a reader gives for a cell; ``""`` where it is empty."""


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows an error."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula whose result is not stored in the file."""

    formula: str

    def __str__(self) -> str:
        return self.formula


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A number that the workbook shows as a percentage."""

    value: float

    def __str__(self) -> str:
        return f"{self.value:.15g}%"


def percent_cell(stored: str) -> PercentCell | None:
    """Return a share as a percentage: 0.07 is 7 exactly; None where `stored` is no number."""
    try:
        # The shortest spelling of the stored number, lest 0.07 come out as 7.000000000000001.
        return PercentCell(float(Decimal(repr(float(stored))).scaleb(2)))
    except (ValueError, InvalidOperation, OverflowError):
        return None


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0: 26 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell is empty or holds white space only."""
    return cell == "" or (isinstance(cell, str) and not cell.strip())


def blanks(cells: Iterable[Cell]) -> set[Cell]:
    """Return the distinct blank texts among cells: ``""`` and texts of white space."""
    return {cell for cell in set(cells) if isinstance(cell, str) and not cell.strip()}


def picked(cells: Sequence[Cell], positions: Sequence[int]) -> Sequence[Cell]:
    """Return the cells of a column at rising positions."""
    if not positions:
        return ()
    if positions[-1] - positions[0] + 1 == len(positions):
        return cells[positions[0] : positions[-1] + 1]
    chosen: Sequence[Cell] = (
        itemgetter(*positions)(cells) if len(positions) > 1 else (cells[positions[0]],)
    )
    return chosen


_ROWS_AT_ONCE = 500
"""Rows turned in one go: their cells are still in the processor's cache, other threads can run."""


_UNMISTAKABLE = {str, float}


class Grid:
    """The cells of a sheet from A1 on, so that positions are addresses.

    In a long sheet, equal texts share one object, and so do equal numbers, to save memory.
    """

    __slots__ = ("columns", "height")

    def __init__(self, rows: Iterable[Sequence[Cell]] = ()) -> None:
        self.columns: list[list[Cell]] = []
        self.height = 0
        remaining, cells_so_far = iter(rows), _SharedCells()
        while piece := list(islice(remaining, _ROWS_AT_ONCE)):
            is_all = not self.height and len(piece) < _ROWS_AT_ONCE
            self._append(piece, None if is_all else cells_so_far)

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """All rows; each is built when it is read."""
        return _Rows(self)

    def narrowed(self, width: int) -> Grid:
        """Return the first columns alone; they are the same lists."""
        narrow = Grid()
        narrow.columns, narrow.height = self.columns[:width], self.height
        return narrow

    def move(self, down: int, right: int) -> None:
        """Put empty rows above and empty columns on the left."""
        self.height += down
        for column in self.columns:
            column[:0] = [""] * down
        self.columns[:0] = [[""] * self.height for _ in range(right)]

    def put(self, cells: Mapping[tuple[int, int], Cell]) -> None:
        """Replace cells; the sheet grows where they lie outside of it."""
        if not cells:
            return
        self.height = max(self.height, 1 + max(row for row, _ in cells))
        width = max(len(self.columns), 1 + max(column for _, column in cells))
        self.columns += [[] for _ in range(width - len(self.columns))]
        self._fill()
        for (row, column), cell in cells.items():
            self.columns[column][row] = cell

    def _append(self, rows: Sequence[Sequence[Cell]], cells_so_far: _SharedCells | None) -> None:
        columns = list(zip_longest(*rows, fillvalue=""))
        self.columns += [[""] * self.height for _ in range(len(columns) - len(self.columns))]
        for column, cells in zip(self.columns, columns, strict=False):
            column.extend(cells_so_far.shared(cells) if cells_so_far else cells)
        self.height += len(rows)
        if len(columns) < len(self.columns):
            self._fill()

    def _fill(self) -> None:
        for column in self.columns:
            column.extend([""] * (self.height - len(column)))


class _SharedCells:
    """Replaces each text or number by the first equal one."""

    def __init__(self) -> None:
        self._first: dict[Cell, Cell] = {}

    def shared(self, cells: Sequence[Cell]) -> Iterable[Cell]:
        # True is equal to 1.0, and 1 too: where such cells stand, all stay as they are.
        if set(map(type, cells)) <= _UNMISTAKABLE:
            return map(self._first.setdefault, cells, cells)
        return cells


class _Rows(Sequence[Sequence[Cell]]):
    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def __len__(self) -> int:
        return self._grid.height

    @overload
    def __getitem__(self, position: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, position: slice) -> list[Sequence[Cell]]: ...
    def __getitem__(self, position: int | slice) -> Sequence[Cell] | list[Sequence[Cell]]:
        if isinstance(position, slice):
            return [self[row] for row in range(self._grid.height)[position]]
        row = range(self._grid.height)[position]
        return [column[row] for column in self._grid.columns]

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return map(self.__getitem__, range(self._grid.height))
