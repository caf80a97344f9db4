"""Cells that are merged over several rows, and names that were filled in below them."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.layout.rules.rule import LayoutContext, LayoutRule
from rpa_scout.text import N_

_SHARED = ("department", "section")


def filled_names(context: LayoutContext) -> Iterator[Finding]:
    """Report departments and sections that were taken from other rows."""
    for field_id, filled in context.reader.filled.items():
        column = context.headings.columns[field_id]
        for rows in filled:
            cell = context.addresses.area(rows.first, rows.last, column)
            yield context.finding(rows.code, cell, field_id, taken=rows.value)


def merged_answers(context: LayoutContext) -> Iterator[Finding]:
    """Report answers that are merged over several tasks: they count for the first task only."""
    by_column = {
        column: field_id
        for field_id, column in context.headings.columns.items()
        if field_id not in _SHARED
    }
    tasks = set(context.reader.lines.tasks) if context.sheet.merged else set()
    for (first, first_column), (last, _) in sorted(context.sheet.merged):
        merged_field = by_column.get(first_column)
        if merged_field is None or first not in tasks or first == last:
            continue
        if tasks.intersection(range(first + 1, last + 1)):
            area = context.addresses.area(first, last, first_column)
            yield context.finding("cells_merged", area, merged_field)


RULES = (
    LayoutRule(
        (
            FindingRule(
                "department_merged",
                "info",
                N_("“{field}” was taken from the merged cell: {taken}."),
                N_("Nothing to do if these rows belong to it."),
                quotes="taken",
            ),
            FindingRule(
                "department_filled",
                "info",
                N_("“{field}” is blank here; it was taken from the rows above or below: {taken}."),
                N_("Nothing to do if these rows belong to it."),
                quotes="taken",
            ),
        ),
        filled_names,
        order=30,
    ),
    LayoutRule(
        (
            FindingRule(
                "cells_merged",
                "warning",
                N_(
                    "the cells for “{field}” are merged over several tasks; the first alone has "
                    "the value."
                ),
                N_("Separate the cells, and fill each of them in."),
            ),
        ),
        merged_answers,
        order=31,
    ),
)
