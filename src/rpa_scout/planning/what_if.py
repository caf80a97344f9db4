"""What a little more of each limit would bring, and in what two plans differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from rpa_scout.assessment.target import Chances
from rpa_scout.planning.choosing import choose
from rpa_scout.planning.judging import judged
from rpa_scout.planning.problem import PlanProblem
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.progress import Progress, Silent
from rpa_scout.text import N_

__all__ = ["LimitGain", "PlanComparison", "TaskMove", "compared_plans", "limit_gains"]

_MORE_HOURS = 100.0
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class LimitGain:
    """What more of one limit would bring.

    Attributes
    ----------
    limit : {"in_house", "vendor", "department"}
        The limit.
    fiscal_year : int or None
        The year in which there is more; None: in all.
    more : float
        How much more: hours, yen, or tasks.
    hours : float
        Hours saved a year (p50) more when the goal is due.
    chance : float
        By how much the chance of both goals rises, on the draws that plans are judged on.
    """

    limit: str
    fiscal_year: int | None
    more: float
    hours: float
    chance: float


@dataclass(frozen=True, slots=True)
class TaskMove:
    """A task that two plans build in different years.

    Attributes
    ----------
    task_id : str
        Id of the task.
    before, after : int or None
        Fiscal years; None: not in the plan.
    """

    task_id: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """In what two plans differ.

    Attributes
    ----------
    moves : tuple of TaskMove
        Tasks that are built in another year, or in one plan only.
    hours : float
        Hours saved a year (p50) in the last year, after less before.
    build_hours : float
        Hours of the city's staff for building in all years, after less before.
    chances : Chances
        Chances, after less before.
    """

    moves: tuple[TaskMove, ...]
    hours: float
    build_hours: float
    chances: Chances


def limit_gains(plan: FiscalPlan, progress: Progress | None = None) -> tuple[LimitGain, ...]:
    """Return what 100 hours, their price, or one task more of each limit would bring.

    Each is planned anew from the plan as it is, without whole numbers for the sake of time; so it
    is at least this much.
    """
    progress = progress or Silent()
    relaxed = [*_with_more(plan)]
    progress.start(N_("Planning with more of each limit"), len(relaxed))
    before = judged(plan.request, plan.problem, plan.choice)
    gains = []
    for limit, year, more, problem in relaxed:
        chosen = choose(problem, progress, _SECONDS, plan.choice, quick=True)
        after = judged(plan.request, problem, chosen.choice)
        gains.append(
            LimitGain(
                limit,
                year,
                more,
                after.hours_at_goal - before.hours_at_goal,
                after.chances.both - before.chances.both,
            )
        )
        progress.advance()
    return tuple(gains)


def _with_more(plan: FiscalPlan) -> Iterator[tuple[str, int | None, float, PlanProblem]]:
    """Yield limit, year, how much more, and the problem with it."""
    problem = plan.problem
    for number, year in enumerate(problem.years):
        step = np.zeros(len(problem.years))
        step[number] = 1.0
        if not problem.may_build[:, number].any():
            continue
        if np.isfinite(problem.in_house_capacity[number]):
            capacity = problem.in_house_capacity + step * _MORE_HOURS
            yield "in_house", year, _MORE_HOURS, replace(problem, in_house_capacity=capacity)
        if np.isfinite(problem.vendor_capacity[number]):
            more = _MORE_HOURS * _yen_per_hour(problem)
            capacity = problem.vendor_capacity + step * more
            yield "vendor", year, more, replace(problem, vendor_capacity=capacity)
    if np.isfinite(problem.department_limit):
        limit = problem.department_limit + 1.0
        yield "department", None, 1.0, replace(problem, department_limit=limit)


def _yen_per_hour(problem: PlanProblem) -> float:
    hours = float(problem.build_hours[problem.is_vendor].sum())
    return float(problem.vendor_yen.sum()) / hours if hours > 0.0 else 0.0


def compared_plans(before: FiscalPlan, after: FiscalPlan) -> PlanComparison:
    """Return in what two plans of the same tasks differ."""
    years = before.year_of, after.year_of
    ids = dict.fromkeys(task.task_id for plan in (before, after) for task in plan.tasks)
    moves = tuple(
        TaskMove(task_id, years[0].get(task_id), years[1].get(task_id))
        for task_id in ids
        if years[0].get(task_id) != years[1].get(task_id)
    )
    return PlanComparison(
        moves=moves,
        hours=_last_hours(after) - _last_hours(before),
        build_hours=_build_hours(after) - _build_hours(before),
        chances=Chances(
            *(
                getattr(after.chances, name) - getattr(before.chances, name)
                for name in ("hours", "tasks", "both")
            )
        ),
    )


def _last_hours(plan: FiscalPlan) -> float:
    return float(plan.years[-1].saved_hours_per_year.p50)


def _build_hours(plan: FiscalPlan) -> float:
    return sum(year.build_hours for year in plan.years)
