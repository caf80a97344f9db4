"""The sheet of the tasks that are not candidates, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.candidates import reason_sentence
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.ranking_sheet import sheet_columns, task_columns
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _

_AUTOMATED = "automated"


def write_automated_sheet(sheet: Worksheet, styles: Styles, report: RankingReport) -> None:
    """Write the tasks that are automated already; their hours are in no sum of the ranking."""
    rows = report.rows[report.rows["not_candidate_because"] == _AUTOMATED]
    title = _("Tasks that are automated already")
    notes = [
        _(
            "{count:,} tasks. The survey or the register says so; see the register for actuals."
        ).format(count=len(rows))
    ]
    columns = [
        *task_columns(rows, report.labels),
        Column(_("What it means and what to do"), 70, "wrapped", [*_sentences(report, rows)]),
        *sheet_columns(("means", "hours_per_year", "task_id"), rows, report.labels),
    ]
    unbanded = [replace(column, band="") for column in columns]
    write_table_sheet(sheet, styles, (title, notes), unbanded, 3)


def write_not_candidates_sheet(sheet: Worksheet, styles: Styles, report: RankingReport) -> None:
    """Write every other task that is not a candidate, in ranking order, with the reason."""
    reasons_given = report.rows["not_candidate_because"]
    rows = report.rows[reasons_given.notna() & (reasons_given != _AUTOMATED)]
    notes = [
        _(
            "{count:,} of {all:,} tasks are no candidates; they are in no sum of the targets."
        ).format(count=len(rows), all=len(report.rows)),
        _(
            "A figure to be confirmed keeps a task out of sums until a person confirms or corrects "
            "it. To adopt a task of this list needs a reason, and is marked."
        ),
    ]
    band = _("Why it is no candidate")
    reasons = sheet_columns(("not_candidate_because",), rows, report.labels)
    columns = [
        *task_columns(rows, report.labels),
        *(replace(column, band=band) for column in reasons),
        Column(_("What it means and what to do"), 70, "wrapped", [*_sentences(report, rows)], band),
        *sheet_columns(("hours_per_year", "task_id"), rows, report.labels),
    ]
    heading = _("Tasks that are no candidates, and why"), notes
    write_table_sheet(sheet, styles, heading, columns, 3)


def _sentences(report: RankingReport, rows: pd.DataFrame) -> Iterator[str]:
    """Yield the meaning of each reason; name unconfirmed figures."""
    rule, policy = report.assessment.candidacy, report.assessment.policy
    for task_id, code in zip(rows["task_id"], rows["not_candidate_because"], strict=True):
        task = report.assessment.position_of(task_id)
        yield rule.sentence(task) if rule.codes[task] == code else reason_sentence(code, policy)
