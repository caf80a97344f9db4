"""Columns whose headings are unknown, near, repeated or missing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from operator import eq

from rpa_scout.findings import Finding, column_letters
from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.files.cells import Cell
from rpa_scout.reading.layout.rules.rule import LayoutContext, LayoutRule
from rpa_scout.text import N_


def headings_that_differ(context: LayoutContext) -> Iterator[Finding]:
    """Report headings that are not those of the form."""
    headings = context.headings
    by_column = {column: field_id for field_id, column in headings.columns.items()}
    for column, text in headings.unknown.items():
        values = str(context.count(column))
        if values == "0" and context.addresses.is_sideways:
            continue  # a title above the headings
        cell = context.heading_cell(column)
        yield context.finding("column_unknown", cell, heading=text, count=values)
    for column, text in headings.near.items():
        cell = context.heading_cell(column)
        yield context.finding("column_near", cell, by_column[column], heading=text)
    for column, field_id in headings.other_unit.items():
        yield context.finding(
            "column_unit",
            context.heading_cell(column),
            field_id,
            heading=headings.labels[column].text,
            form_heading=context.fields[field_id].label,
        )
    for column, field_id in headings.repeated.items():
        yield context.finding("column_twice", context.heading_cell(column), field_id)


def columns_without_heading(context: LayoutContext) -> Iterator[Finding]:
    """Report columns with values below an empty heading."""
    for column, cells in enumerate(context.table.columns):
        if column in context.headings.labels or _is_numbering(cells):
            continue
        if count := context.count(column):
            cell = context.addresses.cell(context.headings.row, column)
            letters = column_letters(column)
            yield context.finding("column_without_heading", cell, column=letters, count=str(count))


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """Tell whether a column only counts the lines."""
    first = cells[0] if cells else 0
    return isinstance(first, int | float) and all(map(eq, cells, itertools.count(first)))


def absent_columns(context: LayoutContext) -> Iterator[Finding]:
    """Report expected columns that a list does not have, once for all lists with its headings."""
    if not context.reports_absent:
        return
    headings = context.headings
    converted = {
        measure.field for measure in context.fields.measure if measure.id in headings.measures
    }
    present = {*headings.columns, *converted}
    absent = [field for field in context.fields if field.is_expected and field.id not in present]
    if absent:
        labels = "、".join(field.label for field in absent)
        yield context.finding("column_absent", "", columns=labels)


RULES = (
    LayoutRule(
        (
            FindingRule(
                "column_unknown",
                "warning",
                N_("the column “{heading}” is none of the survey's; {count} values were not read."),
                N_("If it answers one of the form's questions, give it the form's heading."),
                quotes="heading",
            ),
            FindingRule(
                "column_near",
                "warning",
                N_("the column “{heading}” was taken for “{field}”."),
                N_("If it is something else, give it another heading; if not, use the form's."),
                quotes="heading",
            ),
            FindingRule(
                "column_unit",
                "warning",
                N_("the column “{heading}” looks like “{field}” in another unit; it was not read."),
                N_("Convert the values, and give the column the heading “{form_heading}”."),
                quotes="heading",
            ),
            FindingRule(
                "column_twice",
                "warning",
                N_("two columns are headed “{field}”; the left one was read."),
                N_("Delete or rename the column that does not count."),
            ),
        ),
        headings_that_differ,
        order=10,
    ),
    LayoutRule(
        (
            FindingRule(
                "column_without_heading",
                "warning",
                N_("column {column} has no heading; {count} values were not read."),
                N_("If it answers one of the form's questions, give it the form's heading."),
                quotes="column",
            ),
        ),
        columns_without_heading,
        order=11,
    ),
    LayoutRule(
        (
            FindingRule(
                "column_absent",
                "info",
                N_("columns of the form that are not there count as unknown: {columns}."),
                N_("Add them where the answer is known; it narrows the range of the score."),
                quotes="columns",
            ),
        ),
        absent_columns,
        order=12,
    ),
)
