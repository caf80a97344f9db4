"""The cells of a sheet by column, for everything that is read is looked at column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import overload

from rpa_scout.reading.files.cells import Cell

__all__ = ["Grid"]

_ROWS_AT_ONCE = 500
"""Rows turned in one go: their cells are still in the processor's cache, other threads can run."""


_UNMISTAKABLE = {str, float}


class Grid:
    """The cells of a sheet from A1 on, so that positions are addresses.

    In a long sheet, equal texts are one object, and equal numbers: cheap to keep and to compare.

    Parameters
    ----------
    rows : iterable of sequence of Cell, optional
        Its rows; they may differ in length.

    Attributes
    ----------
    columns : list of list of Cell
        All columns, each as long as the sheet; ``""`` where a cell is empty.
    height : int
        Number of rows.
    """

    __slots__ = ("columns", "height")

    def __init__(self, rows: Iterable[Sequence[Cell]] = ()) -> None:
        self.columns: list[list[Cell]] = []
        self.height = 0
        remaining, known = iter(rows), _KnownCells()
        while piece := list(islice(remaining, _ROWS_AT_ONCE)):
            is_all = not self.height and len(piece) < _ROWS_AT_ONCE
            self._append(piece, None if is_all else known)

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """All rows, each put together when it is asked for."""
        return _Rows(self)

    def move(self, down: int, right: int) -> None:
        """Put empty rows above and empty columns on the left."""
        self.height += down
        for column in self.columns:
            column[:0] = [""] * down
        self.columns[:0] = [[""] * self.height for _ in range(right)]

    def put(self, cells: Mapping[tuple[int, int], Cell]) -> None:
        """Put cells in place of what stands there; the sheet grows where they stand beyond it.

        Parameters
        ----------
        cells : mapping of (int, int) to Cell
            Cells by row and column, counted from 0.
        """
        if not cells:
            return
        self.height = max(self.height, 1 + max(row for row, _ in cells))
        width = max(len(self.columns), 1 + max(column for _, column in cells))
        self.columns += [[] for _ in range(width - len(self.columns))]
        self._fill()
        for (row, column), cell in cells.items():
            self.columns[column][row] = cell

    def _append(self, rows: Sequence[Sequence[Cell]], known: _KnownCells | None) -> None:
        columns = list(zip_longest(*rows, fillvalue=""))
        self.columns += [[""] * self.height for _ in range(len(columns) - len(self.columns))]
        for column, cells in zip(self.columns, columns, strict=False):
            column.extend(known.shared(cells) if known else cells)
        self.height += len(rows)
        if len(columns) < len(self.columns):
            self._fill()

    def _fill(self) -> None:
        for column in self.columns:
            column.extend([""] * (self.height - len(column)))


class _KnownCells:
    """Replaces a text or number by the first that was equal to it."""

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
    def __getitem__(self, place: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, place: slice) -> list[Sequence[Cell]]: ...
    def __getitem__(self, place: int | slice) -> Sequence[Cell] | list[Sequence[Cell]]:
        if isinstance(place, slice):
            return [self[row] for row in range(self._grid.height)[place]]
        row = range(self._grid.height)[place]
        return [column[row] for column in self._grid.columns]

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return map(self.__getitem__, range(self._grid.height))
