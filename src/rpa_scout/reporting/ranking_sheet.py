"""The sheet of the ranking: one row per task, best first, in the declared columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.ranking.column import Kind, RankingColumn
from rpa_scout.ranking.columns import column_named, columns_on
from rpa_scout.ranking.formats import value_text
from rpa_scout.ranking.labels import RankingLabels
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Bar, Column, write_table_sheet
from rpa_scout.text import _, language

_STYLES: Final[dict[Kind, str]] = {
    "rank": "rank",
    "whole": "row",
    "text": "wrapped",
    "category": "wrapped",
    "code": "wrapped",
    "codes": "wrapped",
    "score": "tenths",
    "points": "hundredths",
    "hours": "whole",
    "items": "whole",
    "items_per_run": "tenths",
    "share": "percent",
    "chance": "chance",
    "fiscal_year": "mark",
    "yes_no": "mark",
}
_AS_TEXT: Final = frozenset[Kind]({"code", "codes", "yes_no", "fiscal_year"})
_FIXED_COLUMNS: Final = 4


def write_ranking_sheet(
    sheet: Worksheet, styles: Styles, report: RankingReport, top: int | None, city: str = ""
) -> None:
    """Write the ranking, or its first `top` tasks; the name of a city stands before the title."""
    title = _("{label}: {text}").format(label=city, text=_title(report)) if city else _title(report)
    heading = title, _notes(report, top)
    declared = columns_on("workbook", decided=report.is_decided, computed=report.computed_ids)
    rows = report.rows if top is None else report.rows.head(top)
    columns = [_column(column, rows, report.labels) for column in declared]
    # The workbook of a region has no sheets for print.
    printed_elsewhere = "" if city else _("For print")
    write_table_sheet(sheet, styles, heading, columns, _FIXED_COLUMNS, printed_elsewhere)


def task_columns(rows: pd.DataFrame, labels: RankingLabels) -> list[Column]:
    """Return the columns that identify the task of a row: rank, department and name."""
    return sheet_columns(("rank", "department", "name"), rows, labels)


def sheet_columns(names: Iterable[str], rows: pd.DataFrame, labels: RankingLabels) -> list[Column]:
    """Return declared columns of the ranking for selected rows."""
    return [_column(column_named(name), rows, labels) for name in names]


def _column(column: RankingColumn, rows: pd.DataFrame, labels: RankingLabels) -> Column:
    style = _STYLES[column.kind] + ("_strong" if column.strong and column.is_number else "")
    return Column(
        column.heading("workbook"),
        column.characters,
        "strong" if column.strong and not column.is_number else style,
        _cells(column, rows[column.id], labels),
        _(column.band) if column.band else "",
        _(column.unit) if column.unit else "",
        None if column.bar is None else Bar(*column.bar),
    )


def _cells(
    column: RankingColumn, values: pd.Series[Any], labels: RankingLabels
) -> Sequence[object]:
    """Return numbers and texts unchanged, and codes as labels."""
    cells: list[object] = values.tolist()
    if column.kind in _AS_TEXT:
        return [value_text(column, value, labels) for value in cells]
    return cells


def _title(report: RankingReport) -> str:
    header = report.assessment.policy.policy
    return _("Ranking of tasks to automate: {title} (version {version})").format(
        title=header.title_in(language()), version=header.version
    )


def _notes(report: RankingReport, top: int | None) -> list[str]:
    assessment, count = report.assessment, len(report.rows)
    shown = count if top is None else min(top, count)
    if shown < count:
        first = _("The first {shown:,} of {count:,} tasks.").format(shown=shown, count=count)
    else:
        first = _("{count:,} tasks.").format(count=count)
    scorecard = assessment.scores.scorecard.label_in(language())
    return [
        _("{tasks} Scorecard: {scorecard}").format(tasks=first, scorecard=scorecard),
        _(
            "How to read: the score (0–100) lies between “lowest” and “highest”, whatever the "
            "unanswered questions turn out to be; the hours saved reach p50 in one case of two, "
            "p10 in nine of ten and p90 in one of ten; from the break-even number of items per "
            "run on, automation beats doing it by hand."
        ),
        _(
            "An empty cell: unknown. Break-even ―: never reached. Candidate ●: the task counts in "
            "the sums, unless it is on hold or declined; why the others do not is on the sheet "
            "“{sheet}”."
        ).format(sheet=_("Not candidates")),
    ]
