"""A plan by fiscal year as tables on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from rpa_scout.chances import chance_text
from rpa_scout.cli.screen import print_line, print_lines
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.fiscal_years import fiscal_year_in_full
from rpa_scout.planning.comparing import PlanComparison
from rpa_scout.planning.result import FiscalPlan, PlanTask, PlanYear
from rpa_scout.planning.texts import (
    BUILDER_LABELS,
    comparison_sentence,
    gain_text,
    plan_money_sentences,
    plan_sentences,
    points_text,
    range_text,
)
from rpa_scout.planning.what_if import LimitGain
from rpa_scout.text import _

_NOTHING = "―"


def print_plan(
    plan: FiscalPlan,
    out: Console,
    top: int,
    gains: Sequence[LimitGain] | None = None,
    comparison: PlanComparison | None = None,
) -> None:
    """Print years, the first tasks, how the plan was chosen, and what was asked beside it."""
    out.print(_years_table(plan))
    _print_tasks(plan, out, top)
    print_lines(plan_sentences(plan), out)
    print_lines(plan_money_sentences(plan), out)
    if gains is not None:
        out.print(_gains_table(gains))
    if comparison is not None:
        _print_comparison(plan, comparison, out)


def _years_table(plan: FiscalPlan) -> ScreenTable:
    table = ScreenTable(_("Plan by fiscal year"))
    table.add_column(_("Fiscal year (from April)"))
    table.add_columns(
        _("New tasks"),
        _("Build hours / capacity"),
        _("Vendor yen / limit"),
        _("Saved hours/year\np50 (p10–p90)"),
        _("Tasks in use\np50 (p10–p90)"),
        _("Chance of all goals"),
        number=True,
    )
    for year in plan.years:
        table.add_row(*_year_cells(year))
    return table


def _year_cells(year: PlanYear) -> tuple[str, ...]:
    saved, live = year.saved_hours_per_year, year.live_tasks
    return (
        fiscal_year_in_full(year.fiscal_year),
        f"{year.new_tasks:,}",
        _of_limit(year.build_hours, year.build_hours_capacity),
        _of_limit(year.vendor_yen, year.vendor_yen_capacity),
        range_text(saved),
        range_text(live),
        chance_text(year.chances.both),
    )


def _of_limit(used: float | None, limit: float | None) -> str:
    if used is None:
        return _NOTHING
    return f"{used:,.0f} / " + (_("no limit") if limit is None else f"{limit:,.0f}")


def _print_tasks(plan: FiscalPlan, out: Console, top: int) -> None:
    """Print the tasks of the plan by year, then those left out in the order of the ranking."""
    planned = sorted(
        (task for task in plan.tasks if task.fiscal_year is not None),
        key=lambda task: task.fiscal_year or 0,
    )
    left_out = [task for task in plan.tasks if task.fiscal_year is None]
    table = ScreenTable(_("Tasks by fiscal year"))
    table.add_columns(_("Fiscal year"), _("Task id"), _("Task"), _("In-house or vendor"))
    table.add_column(_("Build hours"), number=True)
    table.add_column(_("Reason"))
    names = plan.request.assessment.inventory.tasks["name"]
    for task in [*planned, *left_out][:top]:
        table.add_row(*_task_cells(task, str(names[task.task_id] or "")))
    out.print(table)
    counts = _("{planned:,} tasks in the plan, {left_out:,} not.")
    line = counts.format(planned=len(planned), left_out=len(left_out))
    if len(plan.tasks) > top:
        line += " " + _("Shown: the first {top:,} (--top N shows more; --json holds all).").format(
            top=top
        )
    print_line(line, out)


def _task_cells(task: PlanTask, name: str) -> tuple[str, ...]:
    if task.fiscal_year is None:
        return _NOTHING, task.task_id, name, "", "", task.why
    builder = _(BUILDER_LABELS[task.builder]) if task.builder in BUILDER_LABELS else _NOTHING
    hours = _NOTHING if task.build_hours is None else f"{task.build_hours:,.0f}"
    return fiscal_year_in_full(task.fiscal_year), task.task_id, name, builder, hours, task.why


def _gains_table(gains: Sequence[LimitGain]) -> ScreenTable:
    table = ScreenTable(_("What more of a limit would bring"))
    table.add_column(_("More of the limit"))
    table.add_columns(_("Saved hours\nin all years"), _("Chance of all goals"), number=True)
    for gain in gains:
        table.add_row(gain_text(gain), f"{gain.hours:+,.0f}", points_text(gain.chance))
    if not gains:
        table.add_row(_("No limit is set."), "", "")
    return table


def _print_comparison(plan: FiscalPlan, comparison: PlanComparison, out: Console) -> None:
    table = ScreenTable(_("Differences from the earlier plan"))
    table.add_columns(_("Task id"), _("Task"), _("Before"), _("Now"))
    names = plan.request.assessment.inventory.tasks["name"]
    for move in comparison.moves:
        before, after = (
            _("not in the plan") if year is None else fiscal_year_in_full(year)
            for year in (move.before, move.after)
        )
        table.add_row(move.task_id, str(names.get(move.task_id) or ""), before, after)
    if comparison.moves:
        out.print(table)
    print_line(comparison_sentence(comparison), out)
