"""The sheet of the tasks that are not candidates, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.candidates import reason_sentence
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.ranking_sheet import sheet_columns, task_columns
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _

__all__ = ["write_not_candidates_sheet"]


def write_not_candidates_sheet(sheet: Worksheet, styles: Styles, report: RankingReport) -> None:
    """Write every task that is not a candidate, in ranking order, with the reason."""
    rows = report.rows[report.rows["not_candidate_because"].notna()]
    notes = [
        _(
            "{count:,} of {all:,} tasks are no candidates; they are in no sum of the targets."
        ).format(count=len(rows), all=len(report.rows)),
        _(
            "A figure to be confirmed keeps a task out of sums until a person confirms or corrects "
            "it. To adopt a task of this list needs a reason, and is marked."
        ),
    ]
    columns = [
        *task_columns(rows, report.labels),
        *sheet_columns(("not_candidate_because",), rows, report.labels),
        Column(_("What it means and what to do"), 70, "wrapped", [*_sentences(report, rows)]),
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
