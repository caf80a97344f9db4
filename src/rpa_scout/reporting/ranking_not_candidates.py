"""The sheet of the tasks that are no candidates: which, and why."""

from __future__ import annotations

import numpy as np
from xlsxwriter.worksheet import Worksheet

from rpa_scout.assessment.assess import Assessment
from rpa_scout.reporting.ranking_sheet import task_columns
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _

__all__ = ["write_not_candidates_sheet"]


def write_not_candidates_sheet(sheet: Worksheet, styles: Styles, assessment: Assessment) -> None:
    """Write every task that is no candidate in the order of the ranking, with the reason."""
    rule, order = assessment.candidacy, assessment.order
    excluded = order[~rule.is_candidate[order]]
    ranking = assessment.ranking[~assessment.ranking["candidate"]]
    notes = [
        _(
            "{count:,} of {all:,} tasks are no candidates; they are in no sum of the targets."
        ).format(count=len(excluded), all=len(order)),
        _(
            "A figure to be confirmed keeps a task out of sums until a person confirms or corrects "
            "it. To adopt a task of this list needs a reason, and is marked."
        ),
    ]
    hours: list[object] = ranking["hours_per_year"].tolist()
    band = _("Why it is no candidate")
    columns = [
        *task_columns(ranking),
        Column(_("Reason"), 18, "wrapped", [rule.label(task) for task in excluded], band),
        Column(
            _("What it means and what to do"), 70, "wrapped", _sentences(assessment, excluded), band
        ),
        Column(_("Hours"), 10, "whole", hours, _("Work now"), _("hours/year")),
        Column(_("Task ID"), 15, "wrapped", ranking["task_id"].tolist(), _("Source")),
    ]
    heading = _("Tasks that are no candidates, and why"), notes
    write_table_sheet(sheet, styles, heading, columns, 3)


def _sentences(
    assessment: Assessment, tasks: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> list[str]:
    return [assessment.candidacy.sentence(task) for task in tasks.tolist()]
