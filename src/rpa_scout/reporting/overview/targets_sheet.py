"""The sheet of the targets: candidates needed for the plan's goals, and the chances."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.indicators import Figures, IndicatorState, indicator_states
from rpa_scout.assessment.money import money_sentences
from rpa_scout.assessment.target import CumulativeOutlook, SetOutlook, TargetOutlook
from rpa_scout.assessment.target_texts import chances_sentence, sum_note, target_sentences
from rpa_scout.chances import chance_text
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.reporting.overview.chart import CHART_ROWS, ChartedSums, add_chart
from rpa_scout.reporting.workbook_cells import write_value
from rpa_scout.reporting.workbook_printing import set_up_print
from rpa_scout.reporting.workbook_styles import LINE_HEIGHT, Styles
from rpa_scout.reporting.workbook_table import Column, Table, write_heading, write_table
from rpa_scout.savings.quantiles import QUANTILE_LABELS
from rpa_scout.text import _, language

_SHOWN = 100
_LAST_COLUMN = 10


def write_targets_sheet(
    workbook: Workbook,
    sheet: Worksheet,
    styles: Styles,
    assessment: Assessment,
    figures: Figures | None = None,
) -> ChartedSums:
    """Write the targets, the needed candidates, and the sums of the first candidates."""
    title = _("The ranking against the targets")
    row = write_heading(sheet, styles, title, _notes(assessment))
    row = _section(sheet, styles, row, _("Targets of the plan"))
    row = write_table(sheet, styles, target_columns(assessment.target, figures), row).last_row + 2
    row = _section(sheet, styles, row, _("Hours saved by the ranking"))
    row = write_table(sheet, styles, _outlook_columns(assessment.target), row).last_row + 2
    chart_row = _section(sheet, styles, row, _("Hours saved by the first candidates together"))
    table = _write_sums(sheet, styles, assessment, chart_row + CHART_ROWS + 1)
    sums = ChartedSums(sheet.get_name(), table, assessment.target.hours_gap is not None)
    add_chart(workbook, sheet, sums, chart_row)
    # The chart and what it draws begin a page: it would be cut where the page ends.
    sheet.set_h_pagebreaks([chart_row - 1])
    repeated = (table.top, table.heading_row)
    set_up_print(sheet, title, table.last_row, _LAST_COLUMN, repeated)
    return sums


def _section(sheet: Worksheet, styles: Styles, row: int, heading: str) -> int:
    for column in range(_LAST_COLUMN + 1):
        write_value(sheet, row, column, "" if column else heading, styles["section"])
    sheet.set_row(row, 1.5 * LINE_HEIGHT)
    return row + 1


def _notes(assessment: Assessment) -> list[str]:
    simulation = assessment.policy.simulation
    return [
        *target_sentences(assessment.target),
        *money_sentences(assessment.target, assessment.policy.money),
        assessment.calibration.sentence(),
        _(
            "The range comes from {draws:,} draws of all parameters; {share:.0%} of each "
            "parameter's variance is common to all tasks, so errors do not simply cancel out."
        ).format(draws=simulation.draws, share=simulation.common_share),
        _(
            "Not all tasks adopted go live: what loses time in its trial is not rolled out, and "
            "some never go live for other reasons. The sums count only what does."
        ),
        sum_note(),
    ]


def target_columns(target: TargetOutlook, figures: Figures | None) -> list[Column]:
    """Return the plan's indicators with baseline, goal and gap."""
    states = indicator_states(target, figures)
    indicators = [state.target for state in states]
    labels = [indicator.label_in(language()) for indicator in indicators]
    units = [indicator.unit_in(language()) for indicator in indicators]
    baseline_years = [fiscal_year_label(indicator.baseline_year) for indicator in indicators]
    goal_years = [fiscal_year_label(indicator.goal_year) for indicator in indicators]
    return [
        Column(_("Target"), 64, "strong", labels, span=4),
        Column(_("Unit"), 13, "mark", units),
        Column(_("Baseline"), 13, "whole", [indicator.baseline for indicator in indicators]),
        Column(_("Baseline year"), 14, "mark", baseline_years),
        Column(_("Goal"), 13, "whole_strong", [indicator.goal for indicator in indicators]),
        Column(_("Goal year"), 14, "mark", goal_years),
        Column(_("Gap"), 13, "whole_strong", [state.gap for state in states]),
        Column(_("Source"), 36, "wrapped", [*map(_source, states)]),
    ]


def _source(state: IndicatorState) -> str:
    """Return the section of the plan, and the figures entered by hand."""
    if state.is_computed:
        return str(state.target.source)
    figures = [f"{fiscal_year_label(year)}: {figure:,g}" for year, figure in state.entered.items()]
    entered = _("Entered by hand: {figures}").format(figures=", ".join(figures) or _("none yet"))
    return f"{state.target.source}\n{entered}"


def _outlook_columns(target: TargetOutlook) -> list[Column]:
    label = _("{chance} chance of all goals: the first {rank:,} of the ranking")
    rows: list[tuple[str, SetOutlook]] = [
        (label.format(chance=chance_text(needed.chance), rank=needed.first), needed.outlook)
        for needed in target.needed_for
        if needed.outlook is not None
    ]
    rows.append((_("All candidates"), target.of_all))
    labels, sets = zip(*rows, strict=True)
    hours = _("hours/year")
    adopted = _("Adopted")
    goals = _("With the starting point")
    saved = [outlook.hours for outlook in sets]
    return [
        Column(_("Ranking"), 64, "strong", labels, adopted, span=4),
        Column(_("Candidates"), 13, "whole", [outlook.adopted for outlook in sets], adopted),
        *_together(lambda name: [float(getattr(saving, name)) for saving in saved]),
        Column(
            _("Hours (p50)"),
            13,
            "whole",
            [float(outlook.total_hours.p50) for outlook in sets],
            goals,
            hours,
        ),
        Column(
            _("Tasks in use (p50)"),
            13,
            "whole",
            [float(outlook.total_tasks.p50) for outlook in sets],
            goals,
            _("tasks"),
        ),
        Column(
            _("Chance of the goals"),
            36,
            "wrapped",
            [chances_sentence(outlook.chances, target.targets) for outlook in sets],
            goals,
        ),
    ]


def _together(hours_of: Callable[[str], Sequence[object]]) -> Iterator[Column]:
    """Yield the columns of the hours that several tasks save together."""
    band, unit = _("Hours saved together"), _("hours/year")
    for name, label in QUANTILE_LABELS.items():
        style = "whole_strong" if name == "p50" else "whole"
        yield Column(_(label), 13, style, hours_of(name), band, unit)


def _write_sums(sheet: Worksheet, styles: Styles, assessment: Assessment, row: int) -> Table:
    reached = [needed.outlook for needed in assessment.target.needed_for if needed.outlook]
    sums = assessment.target.curve(max([_SHOWN, *(outlook.adopted for outlook in reached)]))
    return write_table(sheet, styles, _sum_columns(assessment, sums), row)


def _sum_columns(assessment: Assessment, sums: CumulativeOutlook) -> list[Column]:
    target, tasks = assessment.target, assessment.inventory.tasks.iloc[sums.positions]
    count = len(sums.positions)
    ranks = np.empty(len(assessment.order), dtype=np.int64)
    ranks[assessment.order] = np.arange(1, len(ranks) + 1)
    saved = sums.saved
    chances = [chance_text(both) for both in sums.both.tolist()]
    candidate, task, goals = _("Candidate"), _("The task"), _("Goals")
    hours, unit = _("hours/year"), _("tasks")
    in_use = sums.total_tasks.p50.tolist()
    own_hours: Sequence[object] = assessment.savings.p50[sums.positions].tolist()
    return [
        Column(_("No."), 8, "rank", list(range(1, count + 1)), candidate),
        Column(_("Rank"), 8, "row", ranks[sums.positions].tolist(), task),
        Column(_("Department"), 14, "wrapped", tasks["department"].tolist(), task),
        Column(_("Task name"), 34, "strong", tasks["name"].tolist(), task),
        Column(_("p50 of this task"), 13, "whole", own_hours, task, hours),
        *_together(lambda name: getattr(saved, name).tolist()),
        Column(_("Gap to the goal"), 13, "whole", [target.hours_gap] * count, goals, hours),
        Column(_("Tasks in use (p50)"), 13, "whole", in_use, goals, unit),
        Column(_("Chance of all goals"), 36, "wrapped", chances, goals),
    ]
