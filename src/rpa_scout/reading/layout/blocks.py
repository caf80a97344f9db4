"""Where the tables of a sheet begin and end: one below the other, or side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.files.workbooks import Range
from rpa_scout.reading.layout.department_names import names_department
from rpa_scout.reading.layout.headings import (
    MINIMUM_HEADINGS,
    Headings,
    find_headings,
    headings_beside,
    headings_from,
    headings_within,
)
from rpa_scout.reading.layout.near_headings import NearHeadings

__all__ = ["Block", "HeadingWords", "blocks_of"]

_LINES_ABOVE, _CELLS_ABOVE = 6, 6


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """What headings are known by.

    Attributes
    ----------
    names : dict of str to str
        Field ids by folded heading.
    spellings : frozenset of str
        Headings as they are usually written.
    near : NearHeadings
        Finds what other headings probably mean.
    """

    names: Mapping[str, str]
    spellings: frozenset[str]
    near: NearHeadings

    @classmethod
    def of(cls, fields: FieldSet, names: Mapping[str, str]) -> HeadingWords:
        """Collect the words of the survey's fields."""
        spellings = frozenset(
            word for one in fields for word in (one.label, one.label_en, one.id, *one.aliases)
        )
        return cls(names, spellings, NearHeadings(fields))


@dataclass(frozen=True, slots=True)
class Block:
    """The place of one table on a sheet; rows and columns are counted from 0.

    Attributes
    ----------
    headings : Headings
        Its headings.
    above : range
        Rows above the headings that belong to no other table.
    rows : range
        Rows below the headings, to the next table or the end of the sheet.
    columns : range
        Columns that are its own.
    """

    headings: Headings
    above: range
    rows: range
    columns: range


def blocks_of(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[Sequence[Cell]],
    merged: Sequence[Range],
    words: HeadingWords,
) -> list[Block]:
    """Find all tables of a sheet.

    Parameters
    ----------
    rows, columns : sequence of sequence of Cell
        The sheet's cells from A1 on, by row and by column.
    merged : sequence of ((int, int), (int, int))
        Its merged ranges.
    words : HeadingWords
        What headings are known by.

    Returns
    -------
    list of Block
        From top to bottom, then from left to right.
    """
    first = find_headings(rows, words.names, words.near, merged)
    if first is None:
        return []
    lines = headings_beside(first, words.names, words.near)
    for row in _rows_like_headings(columns, first, words):
        if row <= lines[-1].row:
            continue
        again = headings_from(rows, row, words.names, words.near, merged)
        if again is not None and again.top > lines[-1].row and "name" in again.columns:
            again = _beside_or_below(again, lines, words)
            lines += headings_beside(again, words.names, words.near)
    blocks = [_block(one, lines, len(rows), len(columns)) for one in lines]
    return _with_lines_above(blocks, rows, words)


def _beside_or_below(again: Headings, lines: Sequence[Headings], words: HeadingWords) -> Headings:
    """Leave the cells of a table further left or right out of a line of headings."""
    own = range(min(again.columns.values()), max(again.columns.values()) + 1)
    first, last = 0, max(again.labels) + 1
    for other in lines:
        if max(other.columns.values()) < own.start:
            first = max(first, max(other.labels) + 1)
        elif min(other.columns.values()) >= own.stop:
            last = min(last, *other.labels)
    if first > own.start or last < own.stop:
        return again
    return headings_within(again, range(first, last), words.names, words.near)


def _with_lines_above(
    blocks: Sequence[Block], rows: Sequence[Sequence[Cell]], words: HeadingWords
) -> list[Block]:
    """Give a table the line with its department from the end of the table above."""
    given = list(blocks)
    for place, block in enumerate(blocks):
        for before, other in enumerate(blocks):
            if other.rows.stop != block.headings.top or other.headings.row >= block.headings.top:
                continue
            start = _line_with_department(rows, other.rows, words)
            if start is not None:
                given[place] = replace(given[place], above=range(start, block.headings.top))
                given[before] = replace(given[before], rows=range(other.rows.start, start))
    return given


def _line_with_department(
    rows: Sequence[Sequence[Cell]], among: range, words: HeadingWords
) -> int | None:
    """Return the last line above headings that says 「所属：税務課」, with little beside it."""
    for row in reversed(among[-_LINES_ABOVE:]):
        cells = [cell for cell in rows[row] if not is_blank(cell)]
        if len(cells) > _CELLS_ABOVE:
            return None
        if names_department(cells, words.names):
            return row
    return None


def _rows_like_headings(
    columns: Sequence[Sequence[Cell]], first: Headings, words: HeadingWords
) -> list[int]:
    """Return rows further down in which several cells read like headings."""
    known = words.spellings | {label.lower for label in first.labels.values()}
    found: dict[int, int] = {}
    for column in columns:
        below = column[first.row + 1 :]
        if known.isdisjoint(below):
            continue
        for row, cell in enumerate(below, first.row + 1):
            if cell in known:
                found[row] = found.get(row, 0) + 1
    return sorted(row for row, count in found.items() if count >= MINIMUM_HEADINGS)


def _block(one: Headings, lines: Iterable[Headings], height: int, width: int) -> Block:
    """Give a table the rows and columns up to its neighbours."""
    left, right = min(one.labels), max(one.labels)
    first, last, top, end = 0, width, 0, height
    for other in lines:
        if other is one:
            continue
        other_left, other_right = min(other.labels), max(other.labels)
        if other_left > right:
            last = min(last, other_left)
        elif other_right < left:
            first = max(first, other_right + 1)
        elif other.top > one.row:
            end = min(end, other.top)
        else:
            top = max(top, other.row + 1)
    return Block(one, range(top, one.top), range(one.row + 1, end), range(first, last))
