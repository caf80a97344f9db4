"""The sheet of contested tasks, and of how far each weight may move."""

from __future__ import annotations

from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from rpa_scout.chances import ALMOST_IMPOSSIBLE
from rpa_scout.policy.declared import labels_of
from rpa_scout.rank_robustness.result import RankRobustness
from rpa_scout.rank_robustness.texts import robustness_sentences, weight_range_text
from rpa_scout.ranking.report import RankingReport
from rpa_scout.reporting.ranking_sheet import sheet_columns
from rpa_scout.reporting.workbook_printing import breaks_before_cut_tables, set_up_print
from rpa_scout.reporting.workbook_styles import LINE_HEIGHT, Styles
from rpa_scout.reporting.workbook_table import Column, write_heading, write_table
from rpa_scout.text import _

_CONTESTED = ("rank", "task_id", "department", "name", "in_first_share", "rank_p10", "rank_p90")
_RANK_WIDTH = 30.0
"""Width of the last columns: below them stand weights in words."""


def write_robustness_sheet(
    sheet: Worksheet, styles: Styles, report: RankingReport, robustness: RankRobustness
) -> None:
    """Write the contested tasks, then by criterion the range of its weight."""
    title = _("Tasks on which opinions may differ")
    notes = [
        *robustness_sentences(robustness),
        _(
            "Below: between which shares the weight of one criterion may move, the others keeping "
            "their proportions, before the first {first} change."
        ).format(first=robustness.first),
    ]
    row = write_heading(sheet, styles, title, notes)
    contested = {task.task_id for task in robustness.contested}
    rows = report.rows[report.rows["task_id"].isin(contested)]
    columns = [
        replace(column, width=_RANK_WIDTH) if name in ("rank_p10", "rank_p90") else column
        for name, column in zip(
            _CONTESTED, sheet_columns(_CONTESTED, rows, report.labels), strict=True
        )
    ]
    tables = [write_table(sheet, styles, columns, row)]
    for columns in (_weight_columns(report, robustness), _first_columns(report, robustness)):
        tables.append(write_table(sheet, styles, columns, tables[-1].last_row + 3))
    table = tables[-1]
    set_up_print(sheet, title, table.last_row, len(_CONTESTED) - 1)
    # The lines above the first table, then each table with the two empty rows behind it.
    heights = [row * LINE_HEIGHT, *(each.points + 2 * LINE_HEIGHT for each in tables)]
    cut = breaks_before_cut_tables(range(len(heights)), heights)
    sheet.set_h_pagebreaks([tables[number - 1].top for number in cut])


def _weight_columns(report: RankingReport, robustness: RankRobustness) -> list[Column]:
    labels = labels_of(report.assessment.scores.scorecard.criterion)
    moves = robustness.weight_moves
    ranges = [weight_range_text(move.lowest, move.highest) for move in moves]
    return [
        Column(_("Criterion"), 48, "strong", [labels[move.criterion] for move in moves], span=4),
        Column(_("Share now"), 10, "percent", [move.share for move in moves]),
        Column(_("Range of the share"), 20, "mark", ranges, span=2),
    ]


def _first_columns(report: RankingReport, robustness: RankRobustness) -> list[Column]:
    """Return the tasks that are the very first with some weights, and these weights."""
    labels = labels_of(report.assessment.scores.scorecard.criterion)
    # Weights of a few draws among thousands would be pages of noise.
    ever_first = [task for task in robustness.ever_first if task.first_share > ALMOST_IMPOSSIBLE]
    rows = report.rows.set_index("task_id", drop=False).loc[[task.task_id for task in ever_first]]
    weights = [
        "\n".join(
            f"{labels[name]}: {share:.1%}" for name, share in (task.central_weights or {}).items()
        )
        for task in ever_first
    ]
    band = _("Very first of all")
    return [
        *sheet_columns(_CONTESTED[:4], rows, report.labels),
        Column(_("Share"), 10, "chance", [task.first_share for task in ever_first], band),
        Column(_("Mean weights with which it is first"), 60, "wrapped", weights, band, span=2),
    ]
