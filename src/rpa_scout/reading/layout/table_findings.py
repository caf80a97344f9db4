"""What is told of one table: its headings, what is hidden, what was filled in or left out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from operator import eq
from typing import TypeVar

from rpa_scout.findings import Finding, column_letters, shortened
from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.files.sheet_facts import Position
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.reading.layout.table_reader import TableReader

__all__ = ["TableFindings"]

Value = TypeVar("Value")

_ASIDE_CODES = {
    "total": "total_row",
    "example": "example_row",
    "note": "note_row",
    "section": "section_title",
}
_SHARED = ("department", "section")


class TableFindings:
    """Makes the findings on one table."""

    def __init__(self, reader: TableReader, table: RawTable) -> None:
        self._reader = reader
        self._table = table
        self._headings = reader.block.headings
        self._sheet = reader.sheet
        self._fields = reader.fields
        self._addresses = reader.at

    def all(self, *, tell_absent: bool) -> list[Finding]:
        """Return the findings about the headings and the lines."""
        return [
            *self._of_headings(),
            *(self._of_absent() if tell_absent else ()),
            *self._of_hiding(),
            *self._of_filling(),
            *self._of_merging(),
            *self._of_unseen(),
            *self._of_asides(),
        ]

    def _at(self, code: str, cell: str, field: str = "", /, **values: str) -> Finding:
        return Finding(code, self._table.file, self._table.sheet, cell, field, values)

    def _heading_cell(self, column: int) -> str:
        return self._addresses.cell(self._headings.labels[column].row, column)

    def _of_headings(self) -> Iterator[Finding]:
        headings = self._headings
        by_column = {column: field_id for field_id, column in headings.columns.items()}
        for column, text in headings.unknown.items():
            values = str(_count(self._table, column))
            if values == "0" and self._addresses.is_sideways:
                continue  # a title above the headings
            yield self._at("column_unknown", self._heading_cell(column), heading=text, count=values)
        for column, text in headings.near.items():
            yield self._at(
                "column_near", self._heading_cell(column), by_column[column], heading=text
            )
        for column, field_id in headings.other_unit.items():
            yield self._at(
                "column_unit",
                self._heading_cell(column),
                field_id,
                heading=headings.labels[column].text,
                form_heading=self._fields[field_id].label,
            )
        for column, field_id in headings.repeated.items():
            yield self._at("column_twice", self._heading_cell(column), field_id)
        yield from self._without_heading()

    def _without_heading(self) -> Iterator[Finding]:
        for column, cells in enumerate(self._table.columns):
            if column in self._headings.labels or _is_numbering(cells):
                continue
            if count := _count(self._table, column):
                letters = column_letters(column)
                yield self._at(
                    "column_without_heading",
                    self._addresses.cell(self._headings.row, column),
                    column=letters,
                    count=str(count),
                )

    def _of_absent(self) -> Iterator[Finding]:
        headings = self._headings
        converted = {
            measure.field for measure in self._fields.measure if measure.id in headings.measures
        }
        present = {*headings.columns, *converted}
        absent = [field for field in self._fields if field.is_expected and field.id not in present]
        if absent:
            yield self._at("column_absent", "", columns="、".join(field.label for field in absent))

    def _of_hiding(self) -> Iterator[Finding]:
        if self._table.hidden_rows:
            yield self._at("rows_hidden", "", rows=_spans(sorted(self._table.hidden_rows)))
        hidden = [
            column_letters(column)
            for column in sorted(self._headings.columns.values())
            if column in self._sheet.hidden_columns and _count(self._table, column)
        ]
        if hidden:
            yield self._at("columns_hidden", "", columns="、".join(hidden))

    def _of_filling(self) -> Iterator[Finding]:
        for field_id, filled in self._reader.filled.items():
            column = self._headings.columns[field_id]
            for rows in filled:
                cell = self._addresses.area(rows.first, rows.last, column)
                yield self._at(rows.code, cell, field_id, taken=rows.value)

    def _of_merging(self) -> Iterator[Finding]:
        """Report answers that are merged over several tasks: they count for the first task only."""
        by_column = {
            column: field_id
            for field_id, column in self._headings.columns.items()
            if field_id not in _SHARED
        }
        tasks = set(self._reader.lines.tasks) if self._sheet.merged else set()
        for (first, first_column), (last, _) in sorted(self._sheet.merged):
            merged_field = by_column.get(first_column)
            if merged_field is None or first not in tasks or first == last:
                continue
            if tasks.intersection(range(first + 1, last + 1)):
                yield self._at(
                    "cells_merged",
                    self._addresses.area(first, last, first_column),
                    merged_field,
                )

    def _of_unseen(self) -> Iterator[Finding]:
        """Report what stands in cells and is not seen."""
        by_column = {column: field_id for field_id, column in self._headings.columns.items()}
        name = self._headings.columns.get("name")
        for (row, column), cell in sorted(self._below_headings(self._sheet.struck)):
            if row not in self._reader.struck_rows or column == name:
                yield self._at(
                    "struck_out_text",
                    self._addresses.cell(row, column),
                    by_column.get(column, ""),
                    written=_quoted(cell.written),
                    remaining=_quoted(cell.remaining),
                )
        for (row, column), covered in sorted(self._below_headings(self._sheet.covered)):
            yield self._at(
                "hidden_by_merge",
                self._addresses.cell(row, column),
                by_column.get(column, ""),
                written=_quoted(covered),
            )

    def _below_headings(self, cells: Mapping[Position, Value]) -> Iterator[tuple[Position, Value]]:
        for (row, column), cell in cells.items():
            if row in self._reader.block.rows and column in self._headings.labels:
                yield (row, column), cell

    def _of_asides(self) -> Iterator[Finding]:
        title = self._reader.title_above
        if title is not None and title.field:
            rows = self._addresses.lines(title.row, title.row)
            yield self._at("section_title", rows, written=_quoted(title.text))
        for aside in self._reader.lines.asides:
            rows = self._addresses.lines(aside.first, aside.last)
            yield self._at(_ASIDE_CODES[aside.kind], rows, written=_quoted(aside.text))


def _quoted(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return shortened(str(int(cell)))
    return shortened(str(cell))


def _count(table: RawTable, column: int) -> int:
    """Return how many values stand in a column."""
    if column >= len(table.columns):
        return 0
    return sum(not is_blank(cell) for cell in table.columns[column])


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """Tell whether a column only counts the lines."""
    first = cells[0] if cells else 0
    return isinstance(first, int | float) and all(map(eq, cells, itertools.count(first)))


def _spans(rows: Sequence[int]) -> str:
    """Write row numbers shortly: 3、5～8."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return "、".join(str(first) if first == last else f"{first}～{last}" for first, last in spans)
