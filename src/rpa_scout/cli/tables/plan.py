"""A plan by fiscal year as tables on the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rpa_scout.chances import chance_text
from rpa_scout.planning.result import FiscalPlan, PlanYear
from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.text import N_, _

__all__ = ["print_plan"]

_METHODS = {
    "greedy": N_("no limit binds; every task in its first year"),
    "greedy_lp_bound": N_("most hours per effort first, checked against the linear relaxation"),
    "mip": N_("integer programming (HiGHS)"),
    "mip_with_chance": N_("integer programming (HiGHS) with drawn scenarios"),
}
_BUILDERS = {"in_house": N_("in-house"), "vendor": N_("vendor")}


def print_plan(plan: FiscalPlan, out: Console, top: int) -> None:
    """Print years, the first tasks, and how the plan was chosen."""
    out.print(_years_table(plan))
    out.print(_tasks_table(plan, top))
    chance = _("Chance of both goals (estimate): {both}; hours {hours}, tasks {tasks}")
    chances = {
        name: chance_text(getattr(plan.chances, name)) for name in ("both", "hours", "tasks")
    }
    out.print(chance.format(**chances), markup=False, soft_wrap=True)
    gap = _("not proved") if plan.gap is None else f"{plan.gap:.2%}"
    method = _("Method: {method}; at most so far from the best plan: {gap}")
    out.print(method.format(method=_(_METHODS[plan.method]), gap=gap), markup=False, soft_wrap=True)


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", header_style="bold", box=SIMPLE_HEAD)


def _years_table(plan: FiscalPlan) -> Table:
    table = _table(_("Plan by fiscal year"))
    table.add_column(_("Fiscal year"))
    for heading in (
        _("New tasks"),
        _("Build hours / capacity"),
        _("Vendor yen"),
        _("Saved hours/year\np50 (p10–p90)"),
        _("Tasks in use"),
        _("Chance of both"),
    ):
        table.add_column(heading, justify="right")
    for year in plan.years:
        table.add_row(*_year_cells(year))
    return table


def _year_cells(year: PlanYear) -> tuple[str, ...]:
    saved = year.saved_hours_per_year
    return (
        _("{label} (from April {year})").format(
            label=fiscal_year_label(year.fiscal_year), year=year.fiscal_year
        ),
        f"{year.new_tasks:,}",
        f"{year.build_hours:,.0f} / {_number(year.build_hours_capacity)}",
        _number(year.vendor_yen),
        _("{value} ({low}–{high})").format(
            value=_number(float(saved.p50)),
            low=_number(float(saved.p10)),
            high=_number(float(saved.p90)),
        ),
        _number(float(year.live_tasks.p50)),
        chance_text(year.chances.both),
    )


def _number(value: float | None) -> str:
    return "―" if value is None else f"{value:,.0f}"


def _tasks_table(plan: FiscalPlan, top: int) -> Table:
    table = _table(_("Tasks by fiscal year"))
    for heading in (_("Task id"), _("Task"), _("Fiscal year"), _("Built by"), _("Reason")):
        table.add_column(heading, overflow="fold")
    names = plan.request.assessment.inventory.tasks["name"]
    for task in plan.tasks[:top]:
        year = "―" if task.fiscal_year is None else fiscal_year_label(task.fiscal_year)
        builder = _(_BUILDERS[task.builder]) if task.builder in _BUILDERS else "―"
        cells = (task.task_id, str(names[task.task_id] or ""), year, builder, task.why)
        table.add_row(*map(escape, cells))
    return table
