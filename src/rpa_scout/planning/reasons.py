"""Why a task is built in its year, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from rpa_scout.arrays import Positions
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.planning.loads import effort_shares
from rpa_scout.planning.placing import Placing
from rpa_scout.planning.problem import NOT_BUILT, PlanProblem
from rpa_scout.planning.request import PlanRequest
from rpa_scout.planning.result import PlanTask
from rpa_scout.text import N_, _

REASONS: Final = {
    "decided": N_("It has been adopted; the plan keeps to that."),
    "locked": N_("It is locked to {year}."),
    "first_year": N_("There is room for it in {year}, the first year of the plan."),
    "earliest": N_("{year} is the first year in which it may be built."),
    "after_planned_change": N_(
        "It waits for a planned change of system or law; {year} is the first year after it."
    ),
    "in_house_full": N_(
        "In the years before {year} the hours of the city's staff are used by tasks that bring "
        "more per hour."
    ),
    "upkeep_full": N_(
        "Built before {year}, its upkeep would take more hours than the city's staff have left."
    ),
    "vendor_full": N_("In the years before {year} the budget for vendors is used."),
    "department_full": N_(
        "In the years before {year} the department has as many new tasks as are allowed."
    ),
    "chance_first": N_("In {year} it serves the chance of all goals best."),
    "built_before": N_("It has been adopted or built before the first year of the plan."),
    "decided_later": N_("It has been adopted for a year after those of the plan."),
    "refused": N_("It was refused or put on hold."),
    "locked_out": N_("It is locked out of the plan."),
    "not_candidate": N_("It is no candidate: {reason}"),
    "no_year_left": N_("A planned change of system or law leaves no year of the plan for it."),
    "not_in_house_full": N_(
        "The hours of the city's staff are used in all years by tasks that bring more per hour."
    ),
    "not_upkeep_full": N_("Its upkeep would take more hours than the city's staff have left."),
    "not_vendor_full": N_("The budget for vendors is used in all years."),
    "not_department_full": N_("The department has as many new tasks as are allowed in all years."),
    "saves_little": N_("Within the years of the plan it saves too little for its effort."),
    "not_chance_first": N_("Other tasks serve the chance of all goals better."),
}
"""English sentences by code, to be translated when shown."""

_LIMITS = ("in_house", "upkeep", "vendor", "department")


def plan_tasks(
    request: PlanRequest, problem: PlanProblem, choice: Positions
) -> tuple[PlanTask, ...]:
    """Return all tasks of the assessment with year and reason, in the order of the ranking."""
    assessment = request.assessment
    reasons = _Reasons(request, problem, choice)
    shares = effort_shares(problem, choice)
    task_of = {int(row): task for task, row in enumerate(problem.rows)}
    builders = assessment.ranking["builder"].tolist()
    decided = request.builder_of
    tasks = []
    for rank, row in enumerate(assessment.order.tolist()):
        task = task_of.get(row)
        year = NOT_BUILT if task is None else int(choice[task])
        share = 1.0 if task is None or year == NOT_BUILT else float(shares[task])
        hours = float(assessment.build_hours[row] if task is None else problem.build_hours[task])
        code, why = reasons.of(row, task)
        tasks.append(
            PlanTask(
                task_id=str(assessment.inventory.tasks.index[row]),
                fiscal_year=None if year == NOT_BUILT else problem.years[year],
                build_hours=None if np.isnan(hours) else hours * share,
                builder=decided.get(row, builders[rank]),
                code=code,
                why=why,
            )
        )
    return tuple(tasks)


class _Reasons:
    """Gives the reason of every task of one plan."""

    def __init__(self, request: PlanRequest, problem: PlanProblem, choice: Positions) -> None:
        self._request = request
        self._problem = problem
        self._choice = choice
        self._placing = Placing(problem)
        built = np.flatnonzero(choice != NOT_BUILT)
        for task in built[np.lexsort((problem.build_hours[built], choice[built]))].tolist():
            self._placing.build_in(task, int(choice[task]))
        self._prior = {*request.prior.live.tolist(), *request.prior.adopted.tolist()}

    def of(self, row: int, task: int | None) -> tuple[str, str]:
        """Return code and sentence of a task by its positions in assessment and problem."""
        if task is not None and self._choice[task] != NOT_BUILT:
            code = self._why_then(row, task)
            year = self._problem.years[self._choice[task]]
            return code, _(REASONS[code]).format(year=fiscal_year_label(year))
        code = self._why_not(row, task)
        reason = self._request.assessment.candidacy.sentence(row)
        return code, _(REASONS[code]).format(reason=reason)

    def _why_then(self, row: int, task: int) -> str:
        problem, year = self._problem, int(self._choice[task])
        if row in self._request.build_year_of:
            task_id = problem.task_ids[task]
            return "locked" if task_id in self._request.locks else "decided"
        if year == 0:
            return "first_year"
        self._placing.take_out(task)
        before = [self._placing.blocking_limit(task, earlier) for earlier in range(year)]
        self._placing.build_in(task, year)
        allowed = [limit for limit in before if limit != "not_allowed"]
        if not allowed:
            is_waiting = bool(problem.is_waiting[task, year - 1])
            return "after_planned_change" if is_waiting else "earliest"
        return f"{allowed[-1]}_full" if allowed[-1] in _LIMITS else "chance_first"

    def _why_not(self, row: int, task: int | None) -> str:
        request = self._request
        task_id = str(request.assessment.inventory.tasks.index[row])
        outside = {
            "built_before": row in self._prior,
            "decided_later": row in request.decided_later,
            "locked_out": request.locks.get(task_id) == "out",
            "refused": bool(request.locked_out[row]),
        }
        for code, holds in outside.items():
            if holds:
                return code
        if task is None:
            return "not_candidate"
        problem = self._problem
        years = np.flatnonzero(problem.may_build[task])
        if not len(years):
            return "no_year_left" if problem.is_waiting[task].any() else "saves_little"
        if problem.worth[task, years].max() <= 0.0:
            return "saves_little"
        return self._limit_that_excludes(task, years)

    def _limit_that_excludes(self, task: int, years: Positions) -> str:
        def limits() -> Iterator[str | None]:
            for year in years.tolist():
                yield self._placing.blocking_limit(task, year)

        blocking = [limit for limit in limits() if limit is not None]
        if len(blocking) < len(years):
            return "not_chance_first"
        return f"not_{max(_LIMITS, key=blocking.count)}_full"
