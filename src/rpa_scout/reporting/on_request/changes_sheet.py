"""The sheet of what would lift tasks among the first, and of what would drop them."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.rank_robustness.what_would_change import WhatWouldChange
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.ranking_sheet import task_columns
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _

_FIXED_COLUMNS = 3


def write_lifts_sheet(
    sheet: Worksheet, styles: Styles, report: RankingReport, changes: WhatWouldChange
) -> None:
    """Write what would lift each task below the line."""
    note = _(
        "For tasks below the first {first}: the smallest change that the department can bring "
        "about and that lifts them above."
    ).format(first=changes.first)
    heading = _("What would have to change"), [note]
    columns = _lift_columns(report, changes, _rows(report, changes.lifts))
    write_table_sheet(sheet, styles, heading, columns, _FIXED_COLUMNS)


def write_drops_sheet(
    sheet: Worksheet, styles: Styles, report: RankingReport, changes: WhatWouldChange
) -> None:
    """Write what would drop each task above the line."""
    note = _(
        "For the first {first} tasks: single answers with which they would fall below."
    ).format(first=changes.first)
    heading = _("What would drop it"), [note]
    columns = _drop_columns(report, changes, _rows(report, changes.drops))
    write_table_sheet(sheet, styles, heading, columns, _FIXED_COLUMNS)


def _rows(report: RankingReport, task_ids: Container[str]) -> pd.DataFrame:
    rows = report.rows.set_index("task_id", drop=False)
    return rows.loc[[task_id for task_id in rows.index if task_id in task_ids]]


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
            _("Hours saved"), 12, "whole", [float(lift.saved_hours_per_year.p50) for lift in lifts],
            after, _("hours/year"),
        ),
    ]  # fmt: skip


def _drop_columns(
    report: RankingReport, changes: WhatWouldChange, rows: pd.DataFrame
) -> list[Column]:
    sentences = ["\n".join(changes.drop_sentences(task_id)) for task_id in rows.index]
    return [
        *task_columns(rows, report.labels),
        Column(_("What would drop it"), 96, "wrapped", sentences),
    ]
