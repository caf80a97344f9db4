"""Text that stands in cells and does not count: struck out, or hidden by a merged cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.files.sheet_facts import Position
from rpa_scout.reading.layout.rules.rule import LayoutContext, LayoutRule
from rpa_scout.text import N_

Value = TypeVar("Value")


def unseen_text(context: LayoutContext) -> Iterator[Finding]:
    """Report what stands in cells and is not seen."""
    by_column = {column: field_id for field_id, column in context.headings.columns.items()}
    name = context.headings.columns.get("name")
    for (row, column), cell in sorted(_below_headings(context, context.sheet.struck)):
        if row not in context.reader.struck_rows or column == name:
            yield context.finding(
                "struck_out_text",
                context.addresses.cell(row, column),
                by_column.get(column, ""),
                written=context.quoted(cell.written),
                remaining=context.quoted(cell.remaining),
            )
    for (row, column), covered in sorted(_below_headings(context, context.sheet.covered)):
        yield context.finding(
            "hidden_by_merge",
            context.addresses.cell(row, column),
            by_column.get(column, ""),
            written=context.quoted(covered),
        )


def _below_headings(
    context: LayoutContext, cells: Mapping[Position, Value]
) -> Iterator[tuple[Position, Value]]:
    for (row, column), cell in cells.items():
        if row in context.reader.block.rows and column in context.headings.labels:
            yield (row, column), cell


RULES = (
    LayoutRule(
        (
            FindingRule(
                "struck_out_text",
                "warning",
                N_("struck-out text does not count: “{written}” was read as “{remaining}”."),
                N_(
                    "Nothing to do if it is deleted; if not, remove the line through it. "
                    "A row whose name is struck out is left out."
                ),
            ),
            FindingRule(
                "hidden_by_merge",
                "warning",
                N_("“{written}” does not count: a merged cell hides it."),
                N_("Separate the cells; delete the value, or fill in each row."),
            ),
        ),
        unseen_text,
        order=40,
    ),
)
