"""A department written once for several rows: in merged cells, or at the head of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rpa_scout.reading.files.cells import Cell, blanks, is_blank
from rpa_scout.reading.files.sheet_facts import Range


@dataclass(frozen=True, slots=True)
class Filled:
    """Rows that took over a value from further up."""

    code: str
    first: int
    last: int
    value: str


def filled_down(
    column: Sequence[Cell],
    position: int,
    rows: Sequence[int],
    tasks: Sequence[int],
    merged: Sequence[Range],
    *,
    groups: bool,
) -> tuple[Sequence[Cell], list[Filled]]:
    """Fill a column within merged ranges, and, if asked, within groups of rows.

    Groups are filled only where the layout leaves no doubt: the column names one department, or
    each of several once at the head of its rows, with at least as many blanks as names.
    """
    blank = blanks(column)
    if not blank:
        return column, []
    wanted = {row for row in tasks if column[row] in blank}
    if not wanted:
        return column, []
    cells = list(column)
    filled = []
    for (first, first_column), (last, last_column) in sorted(merged):
        if not first_column <= position <= last_column or last == first or is_blank(cells[first]):
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
    # Names that come back lower down would be answers of single rows, not heads of groups.
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
