"""A department written once for several rows: in merged cells, or at the head of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rpa_scout.reading.files.cells import Cell, blanks, is_blank
from rpa_scout.reading.files.workbooks import Range

__all__ = ["Filled", "filled_down"]


@dataclass(frozen=True, slots=True)
class Filled:
    """Rows that took over a value from further up.

    Attributes
    ----------
    code : str
        Code of the finding.
    first, last : int
        First and last of these rows, counted from 0.
    value : str
        What they took over.
    """

    code: str
    first: int
    last: int
    value: str


def filled_down(
    column: Sequence[Cell],
    place: int,
    rows: Sequence[int],
    tasks: Sequence[int],
    merged: Sequence[Range],
    *,
    groups: bool,
) -> tuple[Sequence[Cell], list[Filled]]:
    """Fill a column within merged ranges, and, if asked, within groups of rows.

    Groups are filled only where the layout leaves no doubt: the column names one department, or
    each of several once at the head of its rows, with at least as many blanks as names.

    Parameters
    ----------
    column : sequence of Cell
        The column, from row 1 on.
    place : int
        Its number, counted from 0.
    rows : sequence of int
        Rows of the table that may name a department, counted from 0.
    tasks : sequence of int
        Those of them that hold tasks.
    merged : sequence of ((int, int), (int, int))
        Merged ranges of the sheet.
    groups : bool
        Whether blanks below a value may belong to it without being merged.

    Returns
    -------
    column : sequence of Cell
        The same length.
    filled : list of Filled
        What was filled.
    """
    blank = blanks(column)
    if not blank:
        return column, []
    wanted = {row for row in tasks if column[row] in blank}
    if not wanted:
        return column, []
    cells = list(column)
    filled = []
    for (first, left), (last, right) in sorted(merged):
        if not left <= place <= right or last == first or is_blank(cells[first]):
            continue
        below = sorted(wanted.intersection(range(first + 1, last + 1)))
        for row in below:
            cells[row] = cells[first]
        if below:
            value = str(cells[first]).strip()
            filled.append(Filled("department_merged", below[0], below[-1], value))
            wanted.difference_update(below)
    if groups and wanted:
        filled += _fill_groups(cells, rows, wanted)
    return cells, filled


def _fill_groups(cells: list[Cell], rows: Sequence[int], wanted: set[int]) -> list[Filled]:
    names = [str(cells[row]).strip() for row in rows if not is_blank(cells[row])]
    one_only = len(set(names)) == 1
    grouped = len(set(names)) == len(names) and 0 < len(names) <= len(wanted)
    head = next((row for row in rows if not is_blank(cells[row])), None)
    if head is None or not (one_only or (grouped and head < min(wanted))):
        return []
    filled: list[Filled] = []
    name = cells[head]
    for row in rows:
        if row not in wanted:
            name = name if is_blank(cells[row]) else cells[row]
            continue
        cells[row] = name
        value = str(name).strip()
        before = filled[-1] if filled else None
        if before is not None and (before.value, before.last) == (value, row - 1):
            filled[-1] = Filled(before.code, before.first, row, value)
        else:
            filled.append(Filled("department_filled", row, row, value))
    return filled
