"""The first sheet of the ranking workbook: what it says, the plan's indicators, and the chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rpa_scout.assessment.target_texts import (
    all_candidates_sentence,
    headline_sentence,
    start_sentence,
)
from rpa_scout.ranking.candidate_counts import CandidateCounts
from rpa_scout.ranking.columns import column_named
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.overview.chart import CHART_ROWS, ChartedSums, add_chart
from rpa_scout.reporting.overview.targets_sheet import target_columns
from rpa_scout.reporting.ranking_sheet import sheet_columns
from rpa_scout.reporting.workbook_printing import set_up_print
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import write_heading, write_paragraphs, write_table
from rpa_scout.text import _, language

PRINTED_COLUMNS = (
    *("rank", "department", "name", "score", "means", "hours_per_year", "hours_after"),
    *("saved_hours_per_year_p50", "saved_share", "not_candidate_because"),
)
"""With the two columns that follow, twelve fit an A3 page with letters of 8 points or more."""

_RANGE = ("saved_hours_per_year_p10", "saved_hours_per_year_p90")
_DECISION = ("state", "planned_fiscal_year")

_SUMMARY_CHARACTERS = 150.0
_LAST_COLUMN = 10


def write_overview_sheet(
    workbook: Workbook, sheet: Worksheet, styles: Styles, report: RankingReport, sums: ChartedSums
) -> None:
    """Write the summary, the plan's indicators, and the chart over the sums of another sheet."""
    header = report.assessment.policy.policy
    title = _("Overview of the ranking: {title} (version {version})").format(
        title=header.title_in(language()), version=header.version
    )
    row = write_heading(sheet, styles, title, [])
    columns = target_columns(report.assessment.target, report.figures)
    widths = [_SUMMARY_CHARACTERS / (_LAST_COLUMN + 1)] * (_LAST_COLUMN + 1)
    row = write_paragraphs(sheet, styles, row, [*_summary(report)], widths)
    row = write_table(sheet, styles, columns, row + 2).last_row
    add_chart(workbook, sheet, sums, row + 2)
    set_up_print(sheet, title, row + 2 + CHART_ROWS, _LAST_COLUMN)


def _summary(report: RankingReport) -> Iterator[str]:
    rows, target = report.rows, report.assessment.target
    yield _(
        "{departments:,} departments reported {tasks:,} tasks. Candidates: {candidates}; automated "
        "already: {automated:,}; no candidates for other reasons: {others:,}."
    ).format(
        departments=rows["department"].nunique(),
        tasks=len(rows),
        candidates=CandidateCounts.of(report.assessment).text,
        automated=int((rows["not_candidate_because"] == "automated").sum()),
        others=int((~rows["candidate"] & (rows["not_candidate_because"] != "automated")).sum()),
    )
    yield headline_sentence(target)
    yield all_candidates_sentence(target)
    yield start_sentence(target.start, target.targets)


def write_printed_sheet(
    sheet: Worksheet, styles: Styles, report: RankingReport, top: int | None
) -> None:
    """Write the ranking in the columns that fit a page."""
    rows = report.rows if top is None else report.rows.head(top)
    names = (*PRINTED_COLUMNS, *(_DECISION if report.is_decided else _RANGE))
    columns = [
        replace(column, band="", heading=column_named(name).heading("window"))
        for name, column in zip(names, sheet_columns(names, rows, report.labels), strict=True)
    ]
    title = _("Ranking for print")
    notes = [_("Hours a year: now, afterwards and saved (middle estimate), and the share saved.")]
    table = write_table(sheet, styles, columns, write_heading(sheet, styles, title, notes))
    sheet.freeze_panes(table.first_row, 3)
    repeated = (table.top, table.heading_row)
    set_up_print(sheet, title, table.last_row, table.last_column, repeated)
