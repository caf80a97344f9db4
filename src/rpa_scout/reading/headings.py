"""Finding the line of headings, and which column answers which question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.cells import Cell
from rpa_scout.text import fold

__all__ = ["MINIMUM_HEADINGS", "Headings", "find_headings", "heading_names"]

MINIMUM_HEADINGS = 3
"""So many of the survey's headings make a line the line of headings."""

_ROWS_SEARCHED = 50


@dataclass(frozen=True, slots=True)
class Headings:
    """The line of headings of a sheet.

    Attributes
    ----------
    row : int
        Its row, counted from 0.
    columns : dict of str to int
        Column of every field found, counted from 0.
    unknown : dict of int to str
        Headings that are none of the survey's, by column.
    repeated : dict of int to str
        Fields headed a second time, by column; the first is the one that counts.
    """

    row: int
    columns: Mapping[str, int]
    unknown: Mapping[int, str]
    repeated: Mapping[int, str]


def heading_names(fields: FieldSet) -> dict[str, str]:
    """Return the field id by every folded spelling of its heading.

    Parameters
    ----------
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    dict of str to str
        Labels in both languages, ids and aliases; where two fields share a spelling, the label of
        one wins over the alias of another.
    """
    names: dict[str, str] = {}
    for one in fields:
        for spelling in (one.label, one.label_en, one.id):
            names[fold(spelling)] = one.id
    for one in fields:
        for spelling in one.aliases:
            names.setdefault(fold(spelling), one.id)
    return names


def find_headings(rows: Sequence[Sequence[Cell]], names: Mapping[str, str]) -> Headings | None:
    """Find the line of headings.

    Parameters
    ----------
    rows : sequence of sequence of Cell
        The sheet's cells from A1 on.
    names : mapping of str to str
        Field ids by folded heading, of :func:`heading_names`.

    Returns
    -------
    Headings or None
        The line with most of the survey's headings (the first of equals), or None where no line
        has at least `MINIMUM_HEADINGS`.
    """
    best, best_count = None, MINIMUM_HEADINGS - 1
    for row, cells in enumerate(rows[:_ROWS_SEARCHED]):
        count = len({names[key] for key in map(_folded, cells) if key in names})
        if count > best_count:
            best, best_count = row, count
    return None if best is None else _headings(best, rows[best], names)


def _headings(row: int, cells: Sequence[Cell], names: Mapping[str, str]) -> Headings:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    repeated: dict[int, str] = {}
    for column, cell in enumerate(cells):
        key = _folded(cell)
        if not key:
            continue
        field_id = names.get(key)
        if field_id is None:
            unknown[column] = str(cell)
        elif field_id in columns:
            repeated[column] = field_id
        else:
            columns[field_id] = column
    return Headings(row, columns, unknown, repeated)


def _folded(cell: Cell) -> str:
    return fold(cell) if isinstance(cell, str) else ""
