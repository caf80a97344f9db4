"""A sheet as a person sees it: struck-out text and what merged ranges hide are taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rpa_scout.reading.files.cells import Cell, Grid, is_blank
from rpa_scout.reading.files.refusal import RefusedError
from rpa_scout.reading.files.sheet_facts import Position, Range, SheetFacts

_MERGED_CELLS_AT_MOST = 6_000_000
"""Cells of all merged ranges; ranges may not overlap, but a hostile file has them so."""


_COLUMNS_OF_A_LIST = 1_000


@dataclass(frozen=True, slots=True)
class StruckCell:
    """A cell with struck-out text: all that stands in it, and what is not struck out."""

    written: Cell
    remaining: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it is seen; rows and columns are counted from 0.

    Of a merged range the value stands in the first cell; `covered` holds other values that lie
    below it. `cut_at` is the first cell that stands so far away that it was not read;
    `looked_twice` says whether errors, percentages and hiding could be looked for. The name is
    ``""`` in a CSV file.
    """

    name: str
    grid: Grid
    merged: Sequence[Range] = ()
    hidden_rows: Collection[int] = frozenset()
    hidden_columns: Collection[int] = frozenset()
    is_hidden: bool = False
    cut_at: str = ""
    looked_twice: bool = True
    struck: Mapping[Position, StruckCell] = field(default_factory=dict)
    covered: Mapping[Position, Cell] = field(default_factory=dict)


def shown_sheet(
    name: str,
    grid: Grid,
    facts: SheetFacts | None,
    merged: Iterable[Range] = (),
    *,
    is_hidden: bool = False,
) -> RawSheet:
    """Put what is known of a sheet's cells into its grid."""
    looked_twice = facts is not None
    facts = facts or SheetFacts()
    grid.put(facts.special)
    struck = _take_out_struck(grid, facts.struck)
    merged = list(merged or facts.merged)
    ranges = _within(grid, merged)
    hiding = _within(grid, [each for each in merged if _is_plausible(each)])
    return RawSheet(
        name,
        grid,
        ranges,
        facts.hidden_rows,
        facts.hidden_columns,
        is_hidden,
        facts.cut_at,
        looked_twice,
        struck,
        _take_out_covered(grid, hiding),
    )


def _take_out_struck(grid: Grid, remaining: Mapping[Position, str]) -> dict[Position, StruckCell]:
    struck = {
        (row, column): StruckCell(grid.columns[column][row], text)
        for (row, column), text in remaining.items()
        if column < len(grid.columns)
        and row < grid.height
        and not is_blank(grid.columns[column][row])
    }
    grid.put({position: cell.remaining for position, cell in struck.items()})
    return struck


def _take_out_covered(grid: Grid, ranges: Iterable[Range]) -> dict[Position, Cell]:
    """Blank the cells that merged ranges hide; those that repeat what is shown stay."""
    covered: dict[Position, Cell] = {}
    for (top, left), (bottom, right) in ranges:
        shown = grid.columns[left][top]
        for column in range(left, right + 1):
            cells = grid.columns[column][top : bottom + 1]
            for row, cell in enumerate(cells, top):
                if not is_blank(cell) and cell != shown:
                    covered[row, column] = cell
    grid.put(dict.fromkeys(covered, ""))
    return covered


def _is_plausible(merged: Range) -> bool:
    """Tell whether a range merges cells of a list, not the whole sheet with all that is in it."""
    (_, left), (_, right) = merged
    return right - left < _COLUMNS_OF_A_LIST


def _within(grid: Grid, merged: Iterable[Range]) -> list[Range]:
    """Clip merged ranges to the cells: a range may reach to the end of the sheet."""
    last_row, last_column = grid.height - 1, len(grid.columns) - 1
    ranges = [
        (first, (min(last[0], last_row), min(last[1], last_column)))
        for first, last in merged
        if first[0] <= last_row and first[1] <= last_column
    ]
    if sum(map(_area, ranges)) > _MERGED_CELLS_AT_MOST:
        raise RefusedError("file_damaged")
    return ranges


def _area(merged: Range) -> int:
    (top, left), (bottom, right) = merged
    return (bottom - top + 1) * (right - left + 1)
