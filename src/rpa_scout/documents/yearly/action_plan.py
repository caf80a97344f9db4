"""The action plan: which task in which quarter, and what each fiscal year comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rpa_scout.documents.basis import DocumentBasis
from rpa_scout.documents.council.lists import GoalOutlook, indicator_lines
from rpa_scout.documents.filling.excel_template import ExcelTemplate, SheetContent, Value
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.shipped import template_path
from rpa_scout.documents.task_lines import task_line
from rpa_scout.documents.wording import (
    chance_in_words,
    era_date,
    in_japanese,
    middle_and_range,
    rounded,
    whole,
    year_label,
)
from rpa_scout.documents.yearly.quarters import (
    QUARTERS,
    STAGES,
    BuildSpan,
    build_spans,
    stages_of,
)
from rpa_scout.fiscal_target.planned import ADOPTED_STATES
from rpa_scout.planning.result import FiscalPlan, PlanTask, PlanYear
from rpa_scout.policy.targets import Target, Targets
from rpa_scout.savings.quantiles import Quantiles

_TITLE: Final = "RPA・AI活用アクションプラン"
_YEARS_IN_TEMPLATE: Final = 5
_NO_LIMIT: Final = "制限なし"
_BUILT_BY: Final = {"in_house": "内製", "vendor": "委託"}


def action_plan(basis: DocumentBasis, plan: FiscalPlan, issue: Issue) -> bytes:
    """Return the action plan as a workbook."""
    template = ExcelTemplate(template_path("action_plan", ".xlsx", issue.template))
    years = [year.fiscal_year for year in plan.years]
    with in_japanese():
        tasks, totals = plan_lines(basis, plan), year_lines(plan)
        indicators = indicator_lines(basis, _goal_outlook(plan))
    values: dict[str, Value] = {
        "件名": _TITLE,
        "日付": era_date(issue.date),
        "文書番号": issue.number,
        "期間": f"{year_label(years[0])}～{year_label(years[-1])}",
        "業務数": f"{len(tasks):,}",
        "達成の確率": chance_in_words(plan.chances.both),
        "凡例": "、".join(f"{sign}＝{stage}" for sign, stage in STAGES.items()),
        "版": basis.version,
    }
    values |= {f"年度{number}": year_label(year) for number, year in enumerate(years, start=1)}
    template.fill_all(
        SheetContent(values, {"行動計画": tasks, "年度計": totals, "指標": indicators})
    )
    _hide_quarters(template, QUARTERS * len(years))
    return template.content(_TITLE, "action_plan")


def _goal_outlook(plan: FiscalPlan) -> GoalOutlook:
    """Return what the last year of the plan comes to, in which the goals are due."""
    last = plan.years[-1]
    return GoalOutlook(last.saved_hours_per_year, last.live_tasks, plan.chances)


def _hide_quarters(template: ExcelTemplate, count: int) -> None:
    """Hide the columns of the quarters after the last year of the plan."""
    for number in range(count + 1, QUARTERS * _YEARS_IN_TEMPLATE + 1):
        column = template.cells_of(f"行動計画.期{number}")
        if column is not None:
            column.hide()


def plan_lines(basis: DocumentBasis, plan: FiscalPlan) -> list[dict[str, Value]]:
    """Return the tasks of the plan by year, then by rank, with a stage for every quarter."""
    years = [year.fiscal_year for year in plan.years]
    planned = [
        task
        for task in plan.tasks
        if task.fiscal_year is not None and task.task_id in basis.line_of
    ]
    planned.sort(key=lambda task: task.fiscal_year or 0)
    spans = build_spans(planned, years, _hours_a_year(plan))
    before = [task for task in plan.tasks if _is_built_before(basis, task)]
    spans |= {task.task_id: _span_before(basis, task, years[0]) for task in before}
    count = QUARTERS * len(years)
    lines: list[dict[str, Value]] = []
    for number, task in enumerate([*before, *planned], start=1):
        stages = stages_of(spans[task.task_id], count)
        lines.append(
            {
                **task_line(basis, basis.line_of[task.task_id]),
                "番号": float(number),
                "作成年度": year_label(task.fiscal_year),
                "作成区分": _BUILT_BY.get(str(task.builder), ""),
                "作成時間": rounded(task.build_hours),
                "理由": task.why,
                **{f"期{quarter}": stage for quarter, stage in enumerate(stages, start=1)},
                "検証": None,
            }
        )
    return lines


def _is_built_before(basis: DocumentBasis, task: PlanTask) -> bool:
    """Return whether a task was adopted for a year before those of the plan."""
    decision = basis.decisions.get(task.task_id)
    is_adopted = decision is not None and decision.state in ADOPTED_STATES
    return is_adopted and task.fiscal_year is None and task.task_id in basis.line_of


def _span_before(basis: DocumentBasis, task: PlanTask, first_year: int) -> BuildSpan:
    """Return the quarters of a task that counts from its planned year on."""
    year = basis.decisions[task.task_id].fiscal_year or first_year
    used_from = QUARTERS * (year - first_year)
    return BuildSpan(used_from - QUARTERS, used_from - 1, used_from)


def _hours_a_year(plan: FiscalPlan) -> dict[tuple[int, str], float]:
    """Return the hours of each year and builder: what there is, or what is used of it."""
    hours: dict[tuple[int, str], float] = {}
    for year in plan.years:
        hours[year.fiscal_year, "in_house"] = year.build_hours_capacity or 0.0
        hours[year.fiscal_year, "vendor"] = 0.0
    for key, used in _used(plan.tasks).items():
        hours[key] = max(hours.get(key, 0.0), used)
    return hours


def _used(tasks: Sequence[PlanTask]) -> dict[tuple[int, str], float]:
    used: dict[tuple[int, str], float] = {}
    for task in tasks:
        if task.fiscal_year is not None:
            key = task.fiscal_year, str(task.builder)
            used[key] = used.get(key, 0.0) + (task.build_hours or 0.0)
    return used


def year_lines(plan: FiscalPlan) -> list[dict[str, Value]]:
    """Return what each fiscal year comes to, and how far it is from the goals."""
    targets = plan.request.assessment.policy.targets
    return [_year(year, targets) for year in plan.years]


def _year(year: PlanYear, targets: Targets) -> dict[str, Value]:
    saved, live = year.saved_hours_per_year, year.live_tasks
    yen = "―" if year.vendor_yen is None else f"{whole(year.vendor_yen)}円"
    limit = "" if year.vendor_yen_capacity is None else f"／{whole(year.vendor_yen_capacity)}円"
    capacity = year.build_hours_capacity
    return {
        "年度": year_label(year.fiscal_year),
        "新規": float(year.new_tasks),
        "稼働業務数": middle_and_range(live),
        "削減時間": middle_and_range(saved),
        "目標との差": _difference(saved, targets.of_figure("hours"), "時間"),
        "業務数の差": _difference(live, targets.of_figure("tasks"), "業務"),
        "作成時間": rounded(year.build_hours),
        "能力": _NO_LIMIT if capacity is None else whole(capacity),
        "維持管理": rounded(year.upkeep_hours),
        "委託費": f"{yen}{limit}",
        "確率": chance_in_words(year.chances.both),
        "検証": None,
    }


def _difference(reached: Quantiles, target: Target | None, unit: str) -> str:
    if target is None:
        return "―"
    missing = target.goal - float(reached.p50)
    return f"あと{whole(missing)}{unit}" if missing > 0.0 else f"達成（＋{whole(-missing)}{unit}）"
