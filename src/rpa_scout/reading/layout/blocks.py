"""Where the tables of a sheet begin and end: one below the other, or side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.files.sheet_facts import Range
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

_LINES_ABOVE, _CELLS_ABOVE = 6, 6

LISTS_AT_MOST = 300
"""In a workbook. Each list is compared with all others, so their number costs its square."""

_HEADING_CELLS_AT_MOST = 300_000
"""Cells of rows that read like headings: thousands of rows, or hundreds in the widest sheet."""


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """The words by which headings are recognised."""

    names: Mapping[str, str]
    spellings: frozenset[str]
    near: NearHeadings

    @classmethod
    def of(cls, fields: FieldSet, names: Mapping[str, str]) -> HeadingWords:
        """Collect the words of the survey's fields."""
        spellings = frozenset(
            word
            for field in fields
            for word in (field.label, field.label_en, field.id, *field.aliases)
        )
        return cls(names, spellings, NearHeadings(fields))


@dataclass(frozen=True, slots=True)
class Block:
    """The place of one table on a sheet; rows and columns are counted from 0."""

    headings: Headings
    above: range
    rows: range
    columns: range


def blocks_of(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[Sequence[Cell]],
    merged: Sequence[Range],
    words: HeadingWords,
    most: int = LISTS_AT_MOST,
) -> list[Block]:
    """Find all tables of a sheet."""
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
        if len(lines) > most:
            break
    lines = lines[:most]
    blocks = [_block(line, lines, len(rows), len(columns)) for line in lines]
    return _with_lines_above(blocks, rows, words)


def _beside_or_below(again: Headings, lines: Sequence[Headings], words: HeadingWords) -> Headings:
    """Remove the headings of tables further left or right from a line of headings."""
    columns = range(min(again.columns.values()), max(again.columns.values()) + 1)
    first, last = 0, max(again.labels) + 1
    for line in lines:
        if max(line.columns.values()) < columns.start:
            first = max(first, max(line.labels) + 1)
        elif min(line.columns.values()) >= columns.stop:
            last = min(last, *line.labels)
    if first > columns.start or last < columns.stop:
        return again
    return headings_within(again, range(first, last), words.names, words.near)


def _with_lines_above(
    blocks: Sequence[Block], rows: Sequence[Sequence[Cell]], words: HeadingWords
) -> list[Block]:
    """Move the line that names a department from the end of the table above to its own table."""
    adjusted = list(blocks)
    for index, block in enumerate(blocks):
        for index_above, block_above in enumerate(blocks):
            if (
                block_above.rows.stop != block.headings.top
                or block_above.headings.row >= block.headings.top
            ):
                continue
            start = _line_with_department(rows, block_above.rows, words)
            if start is not None:
                adjusted[index] = replace(adjusted[index], above=range(start, block.headings.top))
                adjusted[index_above] = replace(
                    adjusted[index_above], rows=range(block_above.rows.start, start)
                )
    return adjusted


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
    spellings = words.spellings | {label.lower for label in first.labels.values()}
    headings_in_row: dict[int, int] = {}
    for column in columns:
        below = column[first.row + 1 :]
        if spellings.isdisjoint(below):
            continue
        for row, cell in enumerate(below, first.row + 1):
            if cell in spellings:
                headings_in_row[row] = headings_in_row.get(row, 0) + 1
    alike = sorted(row for row, count in headings_in_row.items() if count >= MINIMUM_HEADINGS)
    return alike[: _HEADING_CELLS_AT_MOST // len(columns)]


def _block(headings: Headings, lines: Iterable[Headings], height: int, width: int) -> Block:
    """Return the rows and columns of a table, up to the neighbouring tables."""
    leftmost, rightmost = min(headings.labels), max(headings.labels)
    first, last, top, end = 0, width, 0, height
    for line in lines:
        if line is headings:
            continue
        line_leftmost, line_rightmost = min(line.labels), max(line.labels)
        if line_leftmost > rightmost:
            last = min(last, line_leftmost)
        elif line_rightmost < leftmost:
            first = max(first, line_rightmost + 1)
        elif line.top > headings.row:
            end = min(end, line.top)
        else:
            top = max(top, line.row + 1)
    return Block(
        headings, range(top, headings.top), range(headings.row + 1, end), range(first, last)
    )
