"""From one sheet to its lists of tasks, with what was left out or taken from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rpa_scout.findings import Finding, cell_address
from rpa_scout.findings.rule import FindingRule
from rpa_scout.findings.rules import found
from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.cells import is_blank
from rpa_scout.reading.files.raw_sheet import RawSheet
from rpa_scout.reading.layout import rules
from rpa_scout.reading.layout.blocks import LISTS_AT_MOST, HeadingWords, blocks_of
from rpa_scout.reading.layout.choice_columns import with_choice_columns
from rpa_scout.reading.layout.department_names import department_above
from rpa_scout.reading.layout.list_years import list_year
from rpa_scout.reading.layout.measure_columns import with_measures
from rpa_scout.reading.layout.none_box import ticked_none_box
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.reading.layout.rules.rule import LayoutContext
from rpa_scout.reading.layout.sideways import Addresses, answers_beside, heading_column, turned
from rpa_scout.reading.layout.table_reader import TableReader
from rpa_scout.text import N_

_COLUMNS_SEARCHED = 1_000
"""A list of tasks has some thirty columns."""


def tables_of_sheet(
    file: str,
    sheet: RawSheet,
    fields: FieldSet,
    words: HeadingWords,
    most: int = LISTS_AT_MOST,
    *,
    may_be_sideways: bool = True,
) -> tuple[list[RawTable], list[Finding]]:
    """Read the lists of tasks of one sheet."""
    tables, findings = _tables(file, sheet, fields, words, most)
    if not may_be_sideways or any("name" in table.headings.columns for table in tables):
        return tables, findings
    column = heading_column(sheet, words.names)
    if column is None:
        return tables, findings
    return _sideways_tables(file, sheet, fields, words, column, most)


def _sideways_tables(
    file: str, sheet: RawSheet, fields: FieldSet, words: HeadingWords, column: int, most: int
) -> tuple[list[RawTable], list[Finding]]:
    """Read a sheet whose headings stand one below the other in a column."""
    tables, findings = _tables(file, turned(sheet, column), fields, words, most, is_sideways=True)
    rows = sheet.grid.rows
    answers = answers_beside(rows, words.names, column)
    department = department_above(rows, words.names)
    completed = []
    for table in tables:
        columns = table.headings.columns
        beside = {
            field_id: [answer]
            for field_id, (_, answer) in answers.items()
            if field_id not in columns and table.count == len(tables) == 1
        }
        completed.append(
            replace(
                table,
                department_above=table.department_above
                or ("" if "department" in {*columns, *beside} else department),
                department_origin=table.department_origin or ("cell" if department else ""),
                completed={**table.completed, **beside},
            )
        )
    return completed, findings


def _tables(
    file: str,
    sheet: RawSheet,
    fields: FieldSet,
    words: HeadingWords,
    most: int,
    *,
    is_sideways: bool = False,
) -> tuple[list[RawTable], list[Finding]]:
    grid = sheet.grid.narrowed(_COLUMNS_SEARCHED)
    rows = grid.rows
    blocks = blocks_of(rows, grid.columns, sheet.merged, words, most + 1)
    tables: list[RawTable] = []
    findings = [*_of_columns_beyond(file, sheet)] if blocks and not is_sideways else []
    if len(blocks) > most:
        unread = blocks.pop()
        cell = cell_address(unread.headings.row, unread.columns.start)
        limit = str(LISTS_AT_MOST)
        findings.append(
            Finding(
                "lists_too_many", file=file, sheet=sheet.name, cell=cell, values={"limit": limit}
            )
        )
    for plain_block in blocks:
        block = with_choice_columns(plain_block, rows, fields, words.names)
        headings = with_measures(block.headings, grid.columns, block.rows, fields, words.near)
        block = replace(block, headings=headings)
        reader = TableReader(
            file, sheet, fields, grid.columns, block, Addresses(is_sideways=is_sideways)
        )
        above = [row[slice_of(block.columns)] for row in rows[slice_of(block.above)]]
        table = replace(
            reader.table(department_above(above, words.names), list_year(sheet.name, above)),
            none_box=ticked_none_box(above, block.above.start, block.columns.start, fields),
        )
        headings_so_far = {frozenset(earlier.headings.columns) for earlier in tables}
        tables.append(table)
        reports_absent = frozenset(block.headings.columns) not in headings_so_far
        findings += found(rules, LayoutContext(reader, table, reports_absent))
    # A title between two tables is told of both.
    return tables, list(dict.fromkeys(findings))


def _of_columns_beyond(file: str, sheet: RawSheet) -> Iterator[Finding]:
    """Report values beyond the columns that are searched."""
    for column, cells in enumerate(sheet.grid.columns[_COLUMNS_SEARCHED:], _COLUMNS_SEARCHED):
        row = next((row for row, cell in enumerate(cells) if not is_blank(cell)), None)
        if row is not None:
            address = cell_address(row, column)
            yield Finding(
                "cells_far_away",
                file=file,
                sheet=sheet.name,
                cell=address,
                values={"first_cell": address},
            )
            return


def slice_of(numbers: range) -> slice:
    """Return the slice that a range stands for."""
    return slice(numbers.start, numbers.stop)


RULES = (
    FindingRule(
        "lists_too_many",
        "error",
        N_("the workbook holds more than {limit} lists; those further on were not read."),
        N_("Put the tasks below one line of headings, or divide the workbook; then try again."),
    ),
)
