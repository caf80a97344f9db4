"""From one sheet to its lists of tasks, with what was left out or taken from elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import eq
from typing import TypeVar

from rpa_scout.findings import Finding, cell_address, column_letters, shortened
from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import Cell, is_blank, picked
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.files.sheet_facts import Position
from rpa_scout.reading.layout.blocks import LISTS_AT_MOST, Block, HeadingWords, blocks_of
from rpa_scout.reading.layout.department_names import department_above
from rpa_scout.reading.layout.fill_down import Filled, filled_down
from rpa_scout.reading.layout.lines import Lines, sorted_lines
from rpa_scout.reading.layout.list_years import ListYear, list_year
from rpa_scout.reading.layout.none_box import ticked_none_box
from rpa_scout.reading.layout.raw_table import RawTable

__all__ = ["tables_of_sheet"]

Value = TypeVar("Value")

_ASIDE_CODES = {"total": "total_row", "example": "example_row", "note": "note_row"}
_SHARED = ("department", "section")
_COLUMNS_SEARCHED = 1_000
"""A list of tasks has some thirty columns."""


def tables_of_sheet(
    file: str,
    sheet: RawSheet,
    fields: FieldSet,
    words: HeadingWords,
    most: int = LISTS_AT_MOST,
) -> tuple[list[RawTable], list[Finding]]:
    """Read the lists of tasks of one sheet."""
    grid = sheet.grid.narrowed(_COLUMNS_SEARCHED)
    rows = grid.rows
    blocks = blocks_of(rows, grid.columns, sheet.merged, words, most + 1)
    tables: list[RawTable] = []
    findings = [*_of_columns_beyond(file, sheet)] if blocks else []
    if len(blocks) > most:
        unread = blocks.pop()
        cell = cell_address(unread.headings.row, unread.columns.start)
        limit = str(LISTS_AT_MOST)
        findings.append(
            Finding("lists_too_many", file=file, sheet=sheet.name, cell=cell, expected=limit)
        )
    for block in blocks:
        reader = _TableReader(file, sheet, fields, grid.columns, block)
        above = [row[slice_of(block.columns)] for row in rows[slice_of(block.above)]]
        table = replace(
            reader.table(department_above(above, words.names), list_year(sheet.name, above)),
            none_box=ticked_none_box(above, block.above.start, block.columns.start, fields),
        )
        headings_so_far = {frozenset(earlier.headings.columns) for earlier in tables}
        tables.append(table)
        findings += reader.findings(
            table, tell_absent=frozenset(block.headings.columns) not in headings_so_far
        )
    return tables, findings


def _of_columns_beyond(file: str, sheet: RawSheet) -> Iterator[Finding]:
    """Report values beyond the columns that are searched."""
    for column, cells in enumerate(sheet.grid.columns[_COLUMNS_SEARCHED:], _COLUMNS_SEARCHED):
        row = next((row for row, cell in enumerate(cells) if not is_blank(cell)), None)
        if row is not None:
            address = cell_address(row, column)
            yield Finding(
                "cells_far_away", file=file, sheet=sheet.name, cell=address, expected=address
            )
            return


def slice_of(numbers: range) -> slice:
    """Return the slice that a range stands for."""
    return slice(numbers.start, numbers.stop)


@dataclass(slots=True)
class _TableReader:
    """Cuts one table out of its sheet."""

    file: str
    sheet: RawSheet
    fields: FieldSet
    columns: Sequence[Sequence[Cell]]
    block: Block
    lines: Lines = field(init=False)
    struck_rows: frozenset[int] = field(init=False)
    filled: dict[str, list[Filled]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.block.columns) < len(self.columns):
            nothing = ("",) * self.sheet.grid.height
            self.columns = [
                column if position in self.block.columns else nothing
                for position, column in enumerate(self.columns)
            ]
        lines = sorted_lines(
            self.columns,
            self.block.rows,
            self.fields,
            self.block.headings.columns,
            self.sheet.merged,
        )
        name = self.block.headings.columns.get("name")
        self.struck_rows = frozenset(
            row
            for (row, column), cell in self.sheet.struck.items()
            if column == name and not cell.remaining.strip() and row in self.block.rows
        )
        tasks = [row for row in lines.tasks if row not in self.struck_rows]
        self.lines = Lines(tasks, lines.asides) if self.struck_rows else lines

    def table(self, above: str, year: ListYear | None) -> RawTable:
        """Return the table."""
        tasks = self.lines.tasks
        columns = [picked(column, tasks) for column in self.columns]
        completed = {}
        for field_id in _SHARED:
            position = self.block.headings.columns.get(field_id)
            if position is not None and position < len(columns) and tasks:
                groups = field_id == "department" and not above
                column = self._filled(field_id, position, groups=groups)
                if self.filled[field_id]:
                    completed[field_id] = column
        hidden = self.sheet.hidden_rows
        return RawTable(
            self.file,
            self.sheet.name,
            self.block.headings,
            tuple(columns) if tasks else (),
            [row + 1 for row in tasks],
            above,
            "cell" if above else "",
            frozenset(row + 1 for row in tasks if row in hidden) if hidden else frozenset(),
            completed=completed,
            year=year,
        )

    def _filled(self, field_id: str, position: int, *, groups: bool) -> Sequence[Cell]:
        aside = {
            row
            for lines_aside in self.lines.asides
            for row in range(lines_aside.first, lines_aside.last + 1)
        }
        rows = [row for row in self.block.rows if row not in aside] if groups else []
        column, self.filled[field_id] = filled_down(
            self.columns[position],
            position,
            rows,
            self.lines.tasks,
            self.sheet.merged,
            groups=groups,
        )
        return picked(column, self.lines.tasks)

    def findings(self, table: RawTable, *, tell_absent: bool) -> list[Finding]:
        """Return the findings about the headings and the lines."""
        return [
            *self._of_headings(table),
            *(self._of_absent() if tell_absent else ()),
            *self._of_hiding(table),
            *self._of_filling(),
            *self._of_merging(),
            *self._of_unseen(),
            *self._of_asides(),
        ]

    def _at(self, code: str, cell: str, **parts: str) -> Finding:
        return Finding(code, file=self.file, sheet=self.sheet.name, cell=cell, **parts)

    def _heading_cell(self, column: int) -> str:
        return cell_address(self.block.headings.labels[column].row, column)

    def _of_headings(self, table: RawTable) -> Iterator[Finding]:
        headings = self.block.headings
        by_column = {column: field_id for field_id, column in headings.columns.items()}
        for column, text in headings.unknown.items():
            values = str(_count(table, column))
            yield self._at(
                "column_unknown", self._heading_cell(column), value=text, expected=values
            )
        for column, text in headings.near.items():
            yield self._at(
                "column_near", self._heading_cell(column), field=by_column[column], value=text
            )
        for column, field_id in headings.other_unit.items():
            yield self._at(
                "column_unit",
                self._heading_cell(column),
                field=field_id,
                value=headings.labels[column].text,
                expected=self.fields[field_id].label,
            )
        for column, field_id in headings.repeated.items():
            yield self._at("column_twice", self._heading_cell(column), field=field_id)
        yield from self._without_heading(table)

    def _without_heading(self, table: RawTable) -> Iterator[Finding]:
        for column, cells in enumerate(table.columns):
            if column in self.block.headings.labels or _is_numbering(cells):
                continue
            if count := _count(table, column):
                letters = column_letters(column)
                yield self._at(
                    "column_without_heading",
                    cell_address(self.block.headings.row, column),
                    value=letters,
                    expected=str(count),
                )

    def _of_absent(self) -> Iterator[Finding]:
        present = self.block.headings.columns
        absent = [field for field in self.fields if field.is_expected and field.id not in present]
        if absent:
            yield self._at("column_absent", "", value="、".join(field.label for field in absent))

    def _of_hiding(self, table: RawTable) -> Iterator[Finding]:
        if table.hidden_rows:
            yield self._at("rows_hidden", "", value=_spans(sorted(table.hidden_rows)))
        hidden = [
            column_letters(column)
            for column in sorted(self.block.headings.columns.values())
            if column in self.sheet.hidden_columns and _count(table, column)
        ]
        if hidden:
            yield self._at("columns_hidden", "", value="、".join(hidden))

    def _of_filling(self) -> Iterator[Finding]:
        for field_id, filled in self.filled.items():
            column = self.block.headings.columns[field_id]
            for rows in filled:
                cell = _area(rows.first, rows.last, column)
                yield self._at(rows.code, cell, field=field_id, value=rows.value)

    def _of_merging(self) -> Iterator[Finding]:
        """Report answers that are merged over several tasks: they count for the first task only."""
        by_column = {
            column: field_id
            for field_id, column in self.block.headings.columns.items()
            if field_id not in _SHARED
        }
        tasks = set(self.lines.tasks) if self.sheet.merged else set()
        for (first, first_column), (last, _) in sorted(self.sheet.merged):
            merged_field = by_column.get(first_column)
            if merged_field is None or first not in tasks or first == last:
                continue
            if tasks.intersection(range(first + 1, last + 1)):
                yield self._at("cells_merged", _area(first, last, first_column), field=merged_field)

    def _of_unseen(self) -> Iterator[Finding]:
        """Report what stands in cells and is not seen."""
        by_column = {column: field_id for field_id, column in self.block.headings.columns.items()}
        name = self.block.headings.columns.get("name")
        for (row, column), cell in sorted(self._below_headings(self.sheet.struck)):
            if row not in self.struck_rows or column == name:
                yield self._at(
                    "struck_out_text",
                    cell_address(row, column),
                    field=by_column.get(column, ""),
                    value=_quoted(cell.written),
                    expected=_quoted(cell.remaining),
                )
        for (row, column), covered in sorted(self._below_headings(self.sheet.covered)):
            yield self._at(
                "hidden_by_merge",
                cell_address(row, column),
                field=by_column.get(column, ""),
                value=_quoted(covered),
            )

    def _below_headings(self, cells: Mapping[Position, Value]) -> Iterator[tuple[Position, Value]]:
        for (row, column), cell in cells.items():
            if row in self.block.rows and column in self.block.headings.labels:
                yield (row, column), cell

    def _of_asides(self) -> Iterator[Finding]:
        for aside in self.lines.asides:
            rows = f"{aside.first + 1}:{aside.last + 1}"
            yield self._at(_ASIDE_CODES[aside.kind], rows, value=_quoted(aside.text))


def _quoted(cell: Cell) -> str:
    is_whole = isinstance(cell, float) and cell.is_integer()
    return shortened(str(int(cell) if is_whole else cell))  # type: ignore[call-overload]


def _count(table: RawTable, column: int) -> int:
    """Return how many values stand in a column."""
    if column >= len(table.columns):
        return 0
    return sum(not is_blank(cell) for cell in table.columns[column])


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """Tell whether a column only counts the lines."""
    first = cells[0] if cells else 0
    return isinstance(first, int | float) and all(map(eq, cells, itertools.count(first)))


def _area(first: int, last: int, column: int) -> str:
    start, end = cell_address(first, column), cell_address(last, column)
    return start if first == last else f"{start}:{end}"


def _spans(rows: Sequence[int]) -> str:
    """Write row numbers shortly: 3、5–8."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return "、".join(str(first) if first == last else f"{first}～{last}" for first, last in spans)
