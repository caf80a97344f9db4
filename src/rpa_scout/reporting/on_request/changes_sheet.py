"""The sheet of what would lift tasks among the first, and of what would drop them."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.rank_robustness.what_would_change import WhatWouldChange
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.ranking_sheet import task_columns
from rpa_scout.reporting.workbook_printing import set_up_print
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_heading, write_table
from rpa_scout.text import _

__all__ = ["write_changes_sheet"]

_COLUMNS = 8


def write_changes_sheet(
    sheet: Worksheet, styles: Styles, report: RankingReport, changes: WhatWouldChange
) -> None:
    """Write what would lift each task below the line, then what would drop each above."""
    title = _("What would have to change")
    notes = [
        _(
            "For tasks below the first {first}: the smallest change that the department can bring "
            "about and that lifts them above. Below: what would drop those that are above."
        ).format(first=changes.first)
    ]
    row = write_heading(sheet, styles, title, notes)
    rows = report.rows.set_index("task_id", drop=False)
    lifted = rows.loc[[task_id for task_id in rows.index if task_id in changes.lifts]]
    dropped = rows.loc[[task_id for task_id in rows.index if task_id in changes.drops]]
    table = write_table(sheet, styles, _lift_columns(report, changes, lifted), row)
    columns = _drop_columns(report, changes, dropped)
    table = write_table(sheet, styles, columns, table.last_row + 3)
    set_up_print(sheet, title, table.last_row, _COLUMNS - 1)


def _lift_columns(
    report: RankingReport, changes: WhatWouldChange, rows: pd.DataFrame
) -> list[Column]:
    lifts = [changes.lifts[task_id] for task_id in rows.index]
    label = report.labels.label
    after = _("Afterwards")
    return [
        *task_columns(rows, report.labels),
        Column(_("Change"), 52, "wrapped", [changes.sentence(lift.task_id) for lift in lifts]),
        Column(_("Advice"), 44, "wrapped", ["\n".join(lift.advice) for lift in lifts]),
        Column(_("Rank"), 7, "rank", [lift.rank for lift in lifts], after),
        Column(_("Means"), 18, "wrapped", [label("means", lift.means) for lift in lifts], after),
        Column(
            _("Hours saved"), 10, "whole", [float(lift.saved_hours_per_year.p50) for lift in lifts],
            after, _("hours/year"),
        ),
    ]  # fmt: skip


def _drop_columns(
    report: RankingReport, changes: WhatWouldChange, rows: pd.DataFrame
) -> list[Column]:
    sentences = ["\n".join(changes.drop_sentences(task_id)) for task_id in rows.index]
    return [
        *task_columns(rows, report.labels),
        Column(_("What would drop it"), 96, "wrapped", sentences, span=2),
    ]
