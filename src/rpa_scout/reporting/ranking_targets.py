"""The sheet of the targets: what it takes to reach the plan's goals, and with what certainty."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.target import (
    Chances,
    CumulativeOutlook,
    SetOutlook,
    TargetOutlook,
    cumulative_outlook,
)
from rpa_scout.policy.model import Target
from rpa_scout.reporting.ranking_chart import CHART_ROWS, add_chart
from rpa_scout.reporting.workbook_cells import write_value
from rpa_scout.reporting.workbook_printing import set_up_print
from rpa_scout.reporting.workbook_styles import LINE_HEIGHT, Styles
from rpa_scout.reporting.workbook_table import Column, Table, write_heading, write_table
from rpa_scout.text import _, language

__all__ = ["write_targets_sheet"]

_SHOWN = 100
_LAST_COLUMN = 10


def write_targets_sheet(
    workbook: Workbook, sheet: Worksheet, styles: Styles, assessment: Assessment
) -> None:
    """Write the targets, what the ranking does for them, and the sums of its first candidates.

    Parameters
    ----------
    workbook : Workbook
        The workbook, which owns the chart.
    sheet : Worksheet
        An empty sheet.
    styles : Styles
        Formats of the workbook.
    assessment : Assessment
        What to show.
    """
    title = _("The ranking against the targets")
    row = write_heading(sheet, styles, title, _notes(assessment))
    row = _section(sheet, styles, row, _("Targets of the plan"))
    row = write_table(sheet, styles, _target_columns(assessment.target), row).last_row + 2
    row = _section(sheet, styles, row, _("What the ranking saves"))
    row = write_table(sheet, styles, _outlook_columns(assessment.target), row).last_row + 2
    chart_row = _section(sheet, styles, row, _("Hours saved by the first candidates together"))
    table = _write_sums(sheet, styles, assessment, chart_row + CHART_ROWS + 1)
    if table.last_row >= table.first_row:
        add_chart(workbook, sheet, table, chart_row)
    sheet.set_h_pagebreaks([table.top])
    repeated = (table.top, table.heading_row)
    set_up_print(sheet, title, table.last_row, _LAST_COLUMN, repeated)


def _section(sheet: Worksheet, styles: Styles, row: int, heading: str) -> int:
    for column in range(_LAST_COLUMN + 1):
        write_value(sheet, row, column, "" if column else heading, styles["section"])
    sheet.set_row(row, 1.5 * LINE_HEIGHT)
    return row + 1


def _notes(assessment: Assessment) -> list[str]:
    simulation = assessment.policy.simulation
    return [
        _needed_sentence(assessment.target),
        assessment.calibration.sentence(),
        _(
            "The range comes from {draws:,} draws of all parameters; {share:.0%} of each "
            "parameter's variance is common to all tasks, so errors do not simply cancel out."
        ).format(draws=simulation.draws, share=simulation.common_share),
        _(
            "Not all tasks adopted go live: what loses time in its trial is not rolled out, and "
            "some never go live for other reasons. The sums count only what does."
        ),
        _(
            "The p50 of a sum is not the sum of the p50s (nor are p10 and p90): the draws are "
            "added up first and the quantiles taken then."
        ),
    ]


def _needed_sentence(target: TargetOutlook) -> str:
    if target.needed_for_goal is None:
        return _("Even all {count:,} candidates together do not reach both goals.").format(
            count=target.candidates
        )
    if target.needed_for_goal == 0:
        return _("Both goals are reached already.")
    return _(
        "Both goals are reached with the first {rank:,} of the ranking, of which {count:,} are "
        "candidates (by the p50 of what those save together that go live, and of their number)."
    ).format(rank=target.needed_for_goal, count=target.candidates_needed)


def _target_columns(target: TargetOutlook) -> list[Column]:
    both = (target.targets.hours, target.targets.tasks)
    labels = [one.label_in(language()) for one in both]
    return [
        Column(_("Target"), 64, "strong", labels, span=4),
        Column(_("Unit"), 13, "mark", [_unit(one) for one in both]),
        Column(_("Baseline"), 13, "whole", [one.baseline for one in both]),
        Column(_("Baseline year"), 13, "row", [one.baseline_year for one in both]),
        Column(_("Goal"), 13, "whole_strong", [one.goal for one in both]),
        Column(_("Goal year"), 13, "row", [one.goal_year for one in both]),
        Column(_("Gap"), 13, "whole_strong", [one.gap for one in both]),
        Column(_("Source"), 36, "wrapped", [one.source for one in both]),
    ]


def _unit(target: Target) -> str:
    return target.unit if language() == "ja" else target.unit_en


def _outlook_columns(target: TargetOutlook) -> list[Column]:
    rows: list[tuple[str, SetOutlook]] = []
    if target.needed is not None:
        label = _("Needed for the goals: the first {rank:,} of the ranking").format(
            rank=target.needed_for_goal
        )
        rows.append((label, target.needed))
    rows.append((_("All candidates"), target.of_all))
    labels, sets = zip(*rows, strict=True)
    hours = _("hours/year")
    band, adopted = _("Hours saved together"), _("Adopted")
    goals, base = _("With the baseline"), target.targets
    saved = [one.hours for one in sets]
    live = [float(one.live.p50) for one in sets]
    return [
        Column(_("Ranking"), 64, "strong", labels, adopted, span=4),
        Column(_("Candidates"), 13, "whole", [one.adopted for one in sets], adopted),
        Column("p10", 13, "whole", [float(one.p10) for one in saved], band, hours),
        Column("p50", 13, "whole_strong", [float(one.p50) for one in saved], band, hours),
        Column("p90", 13, "whole", [float(one.p90) for one in saved], band, hours),
        Column(
            _("Hours (p50)"),
            13,
            "whole",
            [base.hours.baseline + float(one.p50) for one in saved],
            goals,
            hours,
        ),
        Column(
            _("Tasks in use (p50)"),
            13,
            "whole",
            [base.tasks.baseline + one for one in live],
            goals,
            _unit(base.tasks),
        ),
        Column(
            _("Chance of the goals"), 36, "wrapped", [_chances(one.chances) for one in sets], goals
        ),
    ]


def _chances(chances: Chances) -> str:
    return _("hours {hours:.0%}, tasks {tasks:.0%}, both {both:.0%}").format(
        hours=chances.hours, tasks=chances.tasks, both=chances.both
    )


def _state(target: TargetOutlook, saved_hours: float, count: float) -> str:
    hours = saved_hours >= target.targets.hours.gap
    tasks = count >= target.targets.tasks.gap
    if hours and tasks:
        return _("◎ hours and tasks reached")
    if hours or tasks:
        return _("○ hours reached") if hours else _("○ tasks reached")
    return _("not yet")


def _write_sums(sheet: Worksheet, styles: Styles, assessment: Assessment, row: int) -> Table:
    first = max(_SHOWN, assessment.target.candidates_needed or 0)
    sums = cumulative_outlook(
        assessment.simulation, assessment.order, assessment.is_candidate, first
    )
    return write_table(sheet, styles, _sum_columns(assessment, sums), row)


def _sum_columns(assessment: Assessment, sums: CumulativeOutlook) -> list[Column]:
    target, tasks = assessment.target, assessment.inventory.tasks.iloc[sums.positions]
    count = len(sums.positions)
    ranks = np.empty(len(assessment.order), dtype=np.int64)
    ranks[assessment.order] = np.arange(1, len(ranks) + 1)
    saved = sums.saved
    live = sums.live.p50.tolist()
    states = [_state(target, *one) for one in zip(saved.p50.tolist(), live, strict=True)]
    one, task, band, goals = _("Candidate"), _("The task"), _("Hours saved together"), _("Goals")
    hours, unit = _("hours/year"), _unit(target.targets.tasks)
    in_use = [target.targets.tasks.baseline + one for one in live]
    own: Sequence[object] = assessment.savings.p50[sums.positions].tolist()
    return [
        Column(_("No."), 8, "rank", list(range(1, count + 1)), one),
        Column(_("Rank"), 8, "row", ranks[sums.positions].tolist(), task),
        Column(_("Department"), 14, "wrapped", tasks["department"].tolist(), task),
        Column(_("Task name"), 34, "strong", tasks["name"].tolist(), task),
        Column(_("p50 of this task"), 13, "whole", own, task, hours),
        Column("p10", 13, "whole", saved.p10.tolist(), band, hours),
        Column("p50", 13, "whole_strong", saved.p50.tolist(), band, hours),
        Column("p90", 13, "whole", saved.p90.tolist(), band, hours),
        Column(_("Gap to the goal"), 13, "whole", [target.targets.hours.gap] * count, goals, hours),
        Column(_("Tasks in use (p50)"), 13, "whole", in_use, goals, unit),
        Column(_("Goals"), 36, "wrapped", states, goals),
    ]
