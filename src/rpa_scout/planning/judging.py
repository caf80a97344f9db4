"""Judging a plan on the policy's draws, which it was not chosen with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.assessment.goal_chances import Chances
from rpa_scout.planning.loads import year_loads
from rpa_scout.planning.problem import NOT_BUILT, PlanGoal, PlanProblem
from rpa_scout.planning.request import PlanRequest
from rpa_scout.planning.result import PlanYear
from rpa_scout.savings.quantiles import quantiles_of


@dataclass(frozen=True)
class Verdict:
    """The results of a plan, by draw."""

    # Hours saved and tasks in use in each year, the start included; shape (Y, draws).
    hours: Floats
    tasks: Floats
    goals: tuple[PlanGoal, ...]  # Goals, with the years in which they are due

    @property
    def chances(self) -> Chances:
        """Chances of reaching the goals when they are due."""
        return Chances.of({goal.indicator: self._reached(goal, goal.year) for goal in self.goals})

    def chances_in(self, year: int) -> Chances:
        """Return how likely the goals are reached in a year, by its position."""
        return Chances.of({goal.indicator: self._reached(goal, year) for goal in self.goals})

    @property
    def hours_in_all_years(self) -> float:
        """Hours saved (p50) in all years of the plan together, the start included."""
        return float(np.median(self.hours.sum(axis=0)))

    def _reached(self, goal: PlanGoal, year: int) -> Bools:
        figures = self.hours if goal.figure == "hours" else self.tasks
        return np.asarray(figures[year] >= goal.amount)


def judged(request: PlanRequest, problem: PlanProblem, choice: Positions) -> Verdict:
    """Return the results of a choice on the policy's draws."""
    simulation = request.assessment.simulation
    prior_hours, prior_live = request.prior.draws(simulation)
    share = problem.build_year_share
    years, draws = len(problem.years), simulation.draws
    built_hours, built_live = np.zeros((years, draws)), np.zeros((years, draws))
    for year in range(years):
        totals = simulation.totals(problem.rows[choice == year])
        built_hours[year], built_live[year] = totals.hours, totals.live
    before_hours = np.cumsum(built_hours, axis=0) - built_hours
    before_live = np.cumsum(built_live, axis=0) - built_live
    starts = [request.start.in_year(year, draws) for year in problem.years]
    start_hours, start_live = (np.stack(parts) for parts in zip(*starts, strict=True))
    return Verdict(
        start_hours + prior_hours + before_hours + share * built_hours,
        start_live + prior_live + before_live + float(share > 0.0) * built_live,
        problem.goals,
    )


def plan_years(
    request: PlanRequest, problem: PlanProblem, choice: Positions, verdict: Verdict
) -> tuple[PlanYear, ...]:
    """Return the years of a plan."""
    loads = year_loads(problem, choice)
    has_price = request.limits.has_price
    return tuple(
        PlanYear(
            fiscal_year=fiscal_year,
            build_hours=float(loads.build_hours[year]),
            upkeep_hours=float(loads.upkeep_hours[year]),
            build_hours_capacity=_limit(problem.in_house_capacity[year] - loads.upkeep_hours[year]),
            vendor_hours=float(loads.vendor_hours[year]),
            vendor_yen=float(loads.vendor_yen[year]) if has_price else None,
            vendor_yen_capacity=_limit(problem.vendor_capacity[year]),
            new_tasks=int(((choice == year) & (choice != NOT_BUILT)).sum()),
            saved_hours_per_year=quantiles_of(verdict.hours[year]),
            live_tasks=quantiles_of(verdict.tasks[year]),
            chances=verdict.chances_in(year),
        )
        for year, fiscal_year in enumerate(problem.years)
    )


def _limit(capacity: float) -> float | None:
    return float(capacity) if np.isfinite(capacity) else None
