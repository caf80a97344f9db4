"""Rules on sheets, headings, columns and lines."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

RULES = (
    FindingRule(
        "no_survey_table",
        "error",
        N_("no list of tasks was found: no line has at least {expected} of the survey's headings."),
        N_("Use the survey form, or name the columns as the form does."),
    ),
    FindingRule(
        "column_missing",
        "error",
        N_("the column “{field}” is missing."),
        N_("Add the column; its heading is {expected}."),
    ),
    FindingRule(
        "column_absent",
        "info",
        N_("columns of the form that are not there count as unknown: {value}."),
        N_("Add them where the answer is known; it narrows the range of the score."),
    ),
    FindingRule(
        "column_unknown",
        "warning",
        N_("the column “{value}” is none of the survey's; it was not read."),
        N_("If it answers one of the form's questions, give it the form's heading."),
    ),
    FindingRule(
        "column_twice",
        "warning",
        N_("two columns are headed “{field}”; the left one was read."),
        N_("Delete or rename the column that does not count."),
    ),
    FindingRule(
        "no_rows",
        "warning",
        N_("the list of tasks is empty."),
        N_("Ask the department whether it has nothing to report."),
    ),
)
