"""Rows and columns that are hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rpa_scout.findings import Finding, column_letters
from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.layout.rules.rule import LayoutContext, LayoutRule
from rpa_scout.text import N_


def hidden_lines(context: LayoutContext) -> Iterator[Finding]:
    """Report rows and columns that were read although they are hidden."""
    if context.table.hidden_rows:
        yield context.finding("rows_hidden", "", rows=_spans(sorted(context.table.hidden_rows)))
    hidden = [
        column_letters(column)
        for column in sorted(context.headings.columns.values())
        if column in context.sheet.hidden_columns and context.count(column)
    ]
    if hidden:
        yield context.finding("columns_hidden", "", columns="、".join(hidden))


def _spans(rows: Sequence[int]) -> str:
    """Write row numbers shortly: 3、5～8."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return "、".join(str(first) if first == last else f"{first}～{last}" for first, last in spans)


RULES = (
    LayoutRule(
        (
            FindingRule(
                "rows_hidden",
                "info",
                N_("rows that are hidden were read all the same: {rows}."),
                N_("Delete the rows if they are not to count."),
                quotes="rows",
            ),
            FindingRule(
                "columns_hidden",
                "info",
                N_("columns that are hidden were read all the same: {columns}."),
                N_("Delete the columns if they are not to count."),
                quotes="columns",
            ),
        ),
        hidden_lines,
        order=20,
    ),
)
