"""A plan whose tasks a person moves: judged at once, without choosing anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from rpa_scout.arrays import Positions
from rpa_scout.planning.choosing import Chosen
from rpa_scout.planning.loads import year_loads
from rpa_scout.planning.plan import plan_of
from rpa_scout.planning.problem import NOT_BUILT, PlanProblem
from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.planning.scenarios import merit
from rpa_scout.planning.shortage import Shortage
from rpa_scout.planning.stating import plan_problem

_LEAST = 1e-6


def moved(before: FiscalPlan, locks: Mapping[str, Lock]) -> FiscalPlan:
    """Return a plan with other locks in which all other tasks stay where they are.

    A task whose lock was removed stays in its year, or returns to the year that was decided for it.
    Chances, hours and efforts are judged as for any plan; limits may be exceeded (see
    `exceeded_limits`). Planning anew with the same locks keeps the limits.
    """
    request = replace(before.request, locks=dict(locks))
    problem = plan_problem(request)
    choice = _carried(before, problem)
    # Locked to a year, or decided for one: the decision holds again when its lock is removed.
    has_one_year = problem.must_build & (problem.may_build.sum(axis=1) == 1)
    choice[has_one_year] = problem.may_build[has_one_year].argmax(axis=1)
    return plan_of(request, problem, Chosen(choice, merit(problem, choice), None, "by_hand"))


def _carried(before: FiscalPlan, problem: PlanProblem) -> Positions:
    """Return a plan as a choice of another problem; what has no year there is not built."""
    years = {year: position for position, year in enumerate(problem.years)}
    year_of = before.year_of
    positions = (years.get(year_of.get(task_id, -1), NOT_BUILT) for task_id in problem.task_ids)
    return np.fromiter(positions, np.intp, count=problem.count)


def exceeded_limits(plan: FiscalPlan) -> tuple[Shortage, ...]:
    """Return by how much a plan exceeds its limits in which years; nothing if it keeps them."""
    problem = plan.problem
    loads = year_loads(problem, plan.choice)
    most_new = loads.new_tasks.max(axis=0, initial=0).astype(np.float64)
    excess = {
        "in_house": loads.build_hours + loads.upkeep_hours - problem.in_house_capacity,
        "vendor": loads.vendor_yen - problem.vendor_capacity,
        "department": most_new - problem.department_limit,
    }
    return tuple(
        Shortage(limit, year, float(amount))
        for limit, amounts in excess.items()
        for year, amount in zip(problem.years, amounts.tolist(), strict=True)
        if amount > _LEAST
    )
