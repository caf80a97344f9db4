"""Live and adopted against the targets, year by year, on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

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
from rpa_scout.text import _

__all__ = ["print_target", "target_json"]

_NARROW = 100


def print_target(found: FiscalTarget, out: Console) -> None:
    """Print the years, where the plan starts, and what is missing."""
    out.print(_years_table(found, narrow=out.width < _NARROW))
    for line in (
        *_baseline_lines(found),
        *_goal_lines(found),
        *_ahead_lines(found),
        *_measured_lines(found.measured),
    ):
        out.print(line, markup=False, soft_wrap=True)
    if found.measured.tasks:
        out.print(_measured_table(found.measured))


def _years_table(found: FiscalTarget, *, narrow: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="bold", padding=(0, 1))
    table.add_column(_("Fiscal year"), no_wrap=True)
    headings = [
        _("Live\nhours/year"),
        _("Adopted, estimated\np50 (p10–p90)"),
        _("Together\np50 (p10–p90)"),
        _("Tasks\nlive + adopted"),
        _("Chance of\nhours / tasks / both"),
    ]
    shown = [place for place in range(len(headings)) if not (narrow and place == 1)]
    for place in shown:
        table.add_column(headings[place], justify="right")
    for one in found.years:
        cells = _year_cells(one)
        table.add_row(fiscal_year_label(one.fiscal_year), *(cells[place] for place in shown))
    return table


def _year_cells(one: YearOutlook) -> list[str]:
    carried = one.live is not None and one.live.carried > 0
    live = f"{one.live_hours:,.0f}" + ("*" if carried else "")
    chances = (one.chances.hours, one.chances.tasks, one.chances.both)
    return [
        live,
        _range(one.adopted_hours) if one.adopted else "–",
        _range(one.hours),
        f"{one.live_tasks:,.0f} + {len(one.adopted):,}",
        " / ".join(map(chance_text, chances)),
    ]


def _range(hours: Quantiles) -> str:
    low, middle, high = float(hours.p10), float(hours.p50), float(hours.p90)
    return f"{middle:,.0f}" if low == high else f"{middle:,.0f} ({low:,.0f}–{high:,.0f})"


def _baseline_lines(found: FiscalTarget) -> Iterator[str]:
    base = found.baseline
    yield start_sentence(found.start, found.targets)
    if base.register_hours is None or base.register_tasks is None:
        yield _("The register of running automations is not imported yet.")
        return
    if base.source == "plan_and_register":
        yield _("Declare it complete with “actuals import --complete” once it names all of them.")
        if base.ended_in_plan:
            yield _(
                "{count:,} tasks of the plan's figures have ended by the register; they are "
                "counted until it is declared complete."
            ).format(count=base.ended_in_plan)
    yield _(
        "Baseline: {hours:,.0f} hours by the register, {plan_hours:,.0f} by the plan "
        "({hours_difference:+,.0f}); {tasks:,.0f} tasks by the register, {plan_tasks:,.0f} by the "
        "plan ({tasks_difference:+,.0f})."
    ).format(
        hours=base.register_hours,
        plan_hours=base.plan_hours,
        hours_difference=base.hours_difference,
        tasks=base.register_tasks,
        plan_tasks=base.plan_tasks,
        tasks_difference=base.tasks_difference,
    )
    if any(one.live is not None and one.live.carried for one in found.years):
        yield _("* Years without a measurement have the hours of the nearest year measured.")
    ended = found.goal.live.ended_tasks if found.goal.live else 0
    if ended and base.source == "register":
        yield _("{count:,} tasks are no longer automated; they are not counted.").format(
            count=ended
        )


def _goal_lines(found: FiscalTarget) -> Iterator[str]:
    goal, targets = found.goal, found.targets
    yield _(
        "{year}: goal {hours:,.0f} hours and {tasks:,.0f} tasks; missing {hours_gap:,.0f} hours "
        "and {tasks_gap:,.0f} tasks (p50)."
    ).format(
        year=fiscal_year_label(goal.fiscal_year),
        hours=targets.hours.goal,
        tasks=targets.tasks.goal,
        hours_gap=found.hours_gap,
        tasks_gap=found.tasks_gap,
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
    if found.unplanned.tasks:
        yield _(
            "Adopted without a fiscal year, and counted in the goals' year alone: {count:,} tasks, "
            "{hours} hours a year."
        ).format(count=len(found.unplanned.tasks), hours=_range(found.unplanned.hours))


def _ahead_lines(found: FiscalTarget) -> Iterator[str]:
    if found.ahead is None:
        return
    for needed in found.ahead.needed_for:
        yield needed_sentence(needed)
    yield all_candidates_sentence(found.ahead)
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
    for one in measured.tasks:
        ratio = "–" if one.ratio is None else f"{one.ratio:.2f}"
        table.add_row(
            escape(one.department),
            escape(one.name),
            fiscal_year_label(one.fiscal_year),
            f"{one.measured_hours:,.0f}",
            _range(one.estimated),
            ratio,
        )
    return table


def _year_json(year: YearOutlook) -> dict[str, Any]:
    content = plain(year)
    assert isinstance(content, dict)
    if content["live"] is not None:
        del content["live"]["hours_of"]  # keys of tasks that may be pairs of names
    return content


def target_json(found: FiscalTarget) -> dict[str, Any]:
    """Return the targets by year as JSON's types."""
    base, measured = found.baseline, found.measured
    return {
        "targets": plain(found.targets),
        "baseline": {
            **plain(base),
            "hours_difference": base.hours_difference,
            "tasks_difference": base.tasks_difference,
        },
        "years": [_year_json(year) for year in found.years],
        "unplanned": plain(found.unplanned),
        "ahead": None if found.ahead is None else ranking_target_json(found.ahead),
        "hours_gap": found.hours_gap,
        "tasks_gap": found.tasks_gap,
        "measured": {
            "tasks": [{**plain(one), "ratio": one.ratio} for one in measured.tasks],
            "measured_hours": measured.measured_hours,
            "estimated": plain(measured.estimated),
            "ratio": measured.ratio,
            "ratio_range": plain(measured.ratio_range),
        },
    }
