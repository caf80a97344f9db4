"""Live and adopted tasks against the targets by year, on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rpa_scout.assessment.indicators import Figures, figure_text
from rpa_scout.assessment.target_texts import (
    all_candidates_sentence,
    needed_sentence,
    start_sentence,
    sum_note,
)
from rpa_scout.chances import chance_text
from rpa_scout.cli.project.plain import plain
from rpa_scout.fiscal_target.measured import MeasuredBesideEstimated
from rpa_scout.fiscal_target.target import FiscalTarget, YearOutlook
from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.reporting.ranking_json import target_json as ranking_target_json
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.text import _, language

__all__ = ["print_entered", "print_target", "target_json"]

_NARROW = 100  # below this width the column of the adopted tasks is left out


def print_target(outlook: FiscalTarget, out: Console) -> None:
    """Print the years, the baseline of the plan, and what is missing to the targets."""
    out.print(_years_table(outlook, narrow=out.width < _NARROW))
    for line in (
        *_baseline_lines(outlook),
        *_goal_lines(outlook),
        *_ahead_lines(outlook),
        *_measured_lines(outlook.measured),
    ):
        out.print(line, markup=False, soft_wrap=True)
    if outlook.measured.tasks:
        out.print(_measured_table(outlook.measured))


def print_entered(outlook: FiscalTarget, figures: Figures, out: Console) -> None:
    """Print the indicators whose figures are entered by hand."""
    for name, target in outlook.targets.entered.items():
        entered = [
            f"{fiscal_year_label(year)} {figure_text(figure)}"
            for year, figure in sorted(figures.get(name, {}).items())
        ]
        line = _("{label} (entered by hand): goal {goal} {unit} in {year}; {figures}").format(
            label=target.label_in(language()),
            goal=figure_text(target.goal),
            unit=target.unit_in(language()),
            year=fiscal_year_label(target.goal_year),
            figures=_(", ").join(entered) or _("none yet"),
        )
        out.print(line, markup=False, soft_wrap=True)


def _years_table(outlook: FiscalTarget, *, narrow: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1))
    table.add_column(_("Fiscal year"), no_wrap=True)
    headings = [
        _("Live\nhours/year"),
        _("Adopted, estimated\np50 (p10–p90)"),
        _("Together\np50 (p10–p90)"),
        _("Tasks\nlive + adopted"),
        _("Chance of\neach goal / all"),
    ]
    shown = [column for column in range(len(headings)) if not (narrow and column == 1)]
    for column in shown:
        table.add_column(headings[column], justify="right")
    for year in outlook.years:
        cells = _year_cells(year)
        table.add_row(fiscal_year_label(year.fiscal_year), *(cells[column] for column in shown))
    return table


def _year_cells(year: YearOutlook) -> list[str]:
    carried = year.live is not None and year.live.carried > 0
    live = f"{year.live_hours:,.0f}" + ("*" if carried else "")
    chances = (*year.chances.each.values(), year.chances.both)
    return [
        live,
        _range(year.adopted_hours) if year.adopted else "–",
        _range(year.hours),
        f"{year.live_tasks:,.0f} + {len(year.adopted):,}",
        " / ".join(map(chance_text, chances)),
    ]


def _range(hours: Quantiles) -> str:
    low, middle, high = float(hours.p10), float(hours.p50), float(hours.p90)
    return f"{middle:,.0f}" if low == high else f"{middle:,.0f} ({low:,.0f}–{high:,.0f})"


def _baseline_lines(outlook: FiscalTarget) -> Iterator[str]:
    base = outlook.baseline
    yield start_sentence(outlook.start, outlook.targets)
    if base.source == "plan":
        yield _("The register of running automations is not imported yet.")
        return
    if base.source == "plan_and_register":
        yield _("Declare it complete with “actuals import --complete” once it names all of them.")
        if base.ended_in_plan:
            yield _(
                "{count:,} tasks of the plan's figures have ended by the register; they are "
                "counted until it is declared complete."
            ).format(count=base.ended_in_plan)
    if base.hours_difference is not None:
        yield _(
            "Baseline: {hours:,.0f} hours by the register, {plan_hours:,.0f} by the plan "
            "({difference:+,.0f})."
        ).format(
            hours=base.register_hours, plan_hours=base.plan_hours, difference=base.hours_difference
        )
    if base.tasks_difference is not None:
        yield _(
            "Baseline: {tasks:,.0f} tasks by the register, {plan_tasks:,.0f} by the plan "
            "({difference:+,.0f})."
        ).format(
            tasks=base.register_tasks, plan_tasks=base.plan_tasks, difference=base.tasks_difference
        )
    if any(year.live is not None and year.live.carried for year in outlook.years):
        yield _("* Years without a measurement have the hours of the nearest year measured.")
    ended = outlook.goal.live.ended_tasks if outlook.goal.live else 0
    if ended and base.source == "register":
        yield _("{count:,} tasks are no longer automated; they are not counted.").format(
            count=ended
        )


def _goal_lines(outlook: FiscalTarget) -> Iterator[str]:
    goal = outlook.goal
    for target in outlook.targets.computed.values():
        yield _("{label}: goal {goal} {unit} in {year}; missing {gap} (p50).").format(
            label=target.label_in(language()),
            goal=figure_text(target.goal),
            unit=target.unit_in(language()),
            year=fiscal_year_label(target.goal_year),
            gap=figure_text(outlook.gap_of(target)),
        )
    if goal.judged_hours is not None:
        yield _(
            "With hours as people judge them, the adopted save {judged:,.0f} hours a year "
            "(computed: {computed:,.0f})."
        ).format(judged=goal.judged_hours, computed=float(goal.adopted_hours.p50))
    if goal.hours_unknown:
        yield _("Of {count:,} adopted tasks the hours are unknown.").format(
            count=goal.hours_unknown
        )
    if outlook.unplanned.tasks:
        yield _(
            "Adopted without a fiscal year, and counted in the goals' year alone: {count:,} tasks, "
            "{hours} hours a year."
        ).format(count=len(outlook.unplanned.tasks), hours=_range(outlook.unplanned.hours))


def _ahead_lines(outlook: FiscalTarget) -> Iterator[str]:
    if outlook.ahead is None:
        return
    for needed in outlook.ahead.needed_for:
        yield needed_sentence(needed)
    yield all_candidates_sentence(outlook.ahead)
    yield sum_note()


def _measured_lines(measured: MeasuredBesideEstimated) -> Iterator[str]:
    if measured.ratio is None or measured.estimated is None:
        return
    line = _(
        "Measured beside estimated, {count:,} tasks: {measured:,.0f} hours measured, "
        "{estimated} estimated: {ratio:.2f} times"
    ).format(
        count=len(measured.tasks),
        measured=measured.measured_hours,
        estimated=_range(measured.estimated),
        ratio=measured.ratio,
    )
    if measured.ratio_range is not None:
        low, high = measured.ratio_range
        line += f" ({low:.2f}–{high:.2f})"
    yield line


def _measured_table(measured: MeasuredBesideEstimated) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1))
    for heading in (_("Department"), _("Task")):
        table.add_column(heading, overflow="fold")
    for heading in (_("Measured in"), _("Measured"), _("Estimated\np50 (p10–p90)"), _("Ratio")):
        table.add_column(heading, justify="right")
    for task in measured.tasks:
        ratio = "–" if task.ratio is None else f"{task.ratio:.2f}"
        table.add_row(
            escape(task.department),
            escape(task.name),
            fiscal_year_label(task.fiscal_year),
            f"{task.measured_hours:,.0f}",
            _range(task.estimated),
            ratio,
        )
    return table


def _year_json(year: YearOutlook) -> dict[str, Any]:
    content = plain(year)
    assert isinstance(content, dict)
    content["chances"] = year.chances.as_data()
    if content["live"] is not None:
        del content["live"]["hours_of"]  # its keys may be pairs of names, which JSON does not allow
    return content


def target_json(outlook: FiscalTarget) -> dict[str, Any]:
    """Return the targets by year as JSON types."""
    base, measured = outlook.baseline, outlook.measured
    return {
        "targets": plain(outlook.targets),
        "baseline": {
            **plain(base),
            "hours_difference": base.hours_difference,
            "tasks_difference": base.tasks_difference,
        },
        "years": [_year_json(year) for year in outlook.years],
        "unplanned": plain(outlook.unplanned),
        "ahead": None if outlook.ahead is None else ranking_target_json(outlook.ahead),
        "hours_gap": outlook.hours_gap,
        "tasks_gap": outlook.tasks_gap,
        "measured": {
            "tasks": [{**plain(task), "ratio": task.ratio} for task in measured.tasks],
            "measured_hours": measured.measured_hours,
            "estimated": plain(measured.estimated),
            "ratio": measured.ratio,
            "ratio_range": plain(measured.ratio_range),
        },
    }
