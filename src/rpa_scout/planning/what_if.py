"""What a little more of each limit would bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rpa_scout.assessment.goal_chances import rise
from rpa_scout.planning.choosing import choose
from rpa_scout.planning.judging import judged
from rpa_scout.planning.problem import PlanProblem
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.progress import Progress, Silent
from rpa_scout.text import N_

_MORE_HOURS = 100.0
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class LimitGain:
    """What more of one limit would bring."""

    limit: str  # The limit: "in_house", "vendor" or "department"
    fiscal_year: int | None  # The year in which there is more; None: in all
    more: float  # How much more: hours, yen, or tasks
    hours: float  # Hours saved (p50) more in all years of the plan together
    # By how much the chance of all goals rises, on the draws that plans are judged on; None where
    # no indicator is computed.
    chance: float | None

    def as_data(self) -> dict[str, Any]:
        """Return the gain as JSON has it."""
        return {
            "limit": self.limit,
            "year": self.fiscal_year,
            "more": self.more,
            "saved_hours_in_all_years": self.hours,
            "chance": self.chance,
        }


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
        hours = after.hours_in_all_years - before.hours_in_all_years
        chance = rise(before.chances.both, after.chances.both)
        if hours < 0.0 and not (chance and chance > 0.0):
            # Chosen with other draws, it may be worse on these; the plan as it is stays possible.
            hours, chance = 0.0, rise(chance, chance)
        gains.append(LimitGain(limit, year, more, hours, chance))
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
