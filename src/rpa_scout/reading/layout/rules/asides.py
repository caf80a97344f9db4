"""Rows that are no tasks: totals, examples, notes and titles."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.layout.rules.rule import LayoutContext, LayoutRule
from rpa_scout.text import N_

_CODES = {
    "total": "total_row",
    "example": "example_row",
    "note": "note_row",
    "section": "section_title",
}


def rows_without_task(context: LayoutContext) -> Iterator[Finding]:
    """Report the rows that were not taken for tasks."""
    title = context.reader.title_above
    if title is not None and title.field:
        rows = context.addresses.lines(title.row, title.row)
        yield context.finding("section_title", rows, written=context.quoted(title.text))
    for aside in context.reader.lines.asides:
        rows = context.addresses.lines(aside.first, aside.last)
        yield context.finding(_CODES[aside.kind], rows, written=context.quoted(aside.text))


RULES = (
    LayoutRule(
        (
            FindingRule(
                "total_row",
                "info",
                N_("left out as a row of totals: “{written}”."),
                N_("If it is a task, give it the name of the task."),
            ),
            FindingRule(
                "example_row",
                "info",
                N_("left out as an example: “{written}”."),
                N_("If it is a task, take the word for example out of its name."),
            ),
            FindingRule(
                "note_row",
                "info",
                N_("left out as a note: “{written}”."),
                N_("If it is a task, write it into the column for the name."),
            ),
            FindingRule(
                "section_title",
                "info",
                N_("“{written}” stands alone in its row: taken for the title of the rows below."),
                N_("If it is a task, fill in its other columns."),
            ),
        ),
        rows_without_task,
        order=50,
    ),
)
