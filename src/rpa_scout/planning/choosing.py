"""Choosing a plan: greedy with a bound, whole numbers where that is not enough, then the chance."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Floats, Positions
from rpa_scout.planning.highs import Solved, solve
from rpa_scout.planning.loads import keeps_limits
from rpa_scout.planning.model import PlanModel, plan_model
from rpa_scout.planning.placing import density_order, filled_up
from rpa_scout.planning.problem import NOT_BUILT, PlanProblem
from rpa_scout.planning.scenarios import Merit, merit
from rpa_scout.planning.shortage import no_plan_error
from rpa_scout.progress import Progress

METHODS = ("greedy", "greedy_lp_bound", "mip", "mip_with_chance", "by_hand")
"""How a plan was chosen: greedy where no limit binds, greedy with the bound of the linear
relaxation (Dantzig 1957), by whole numbers, by whole numbers with a sample of scenarios, or by a
person who moved tasks of a plan."""

_GAP = 1e-3
_GAP_OF_LARGE = 5e-3
_LARGE = 1_000
_SHARE_FOR_SOLVER = 0.8
"""HiGHS looks at the clock now and then only, and ends somewhat later than it should."""

_CHANCE_TASKS = 250
"""So many tasks at most in the model with scenarios; more would not be solved in time."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice, and how good it is proved to be."""

    choice: Positions  # Year of each task; shape (n,)
    merit: Merit  # What it is worth on the draws it was chosen with
    # It is at most by this share worse than the best plan; None where that was not proved.
    gap: float | None
    method: str  # One of `METHODS`


def first_of_ranking(problem: PlanProblem) -> Positions:
    """Return the plan by the rule of the first k: in the ranking's order while there is room."""
    return filled_up(problem, range(problem.count))


def choose(
    problem: PlanProblem,
    progress: Progress,
    seconds: float,
    start: Positions | None = None,
    *,
    quick: bool = False,
) -> Chosen:
    """Choose a plan: the chance first, up to what is wanted, then hours saved early.

    After some seconds the best plan so far is taken. It is not worse than the plan `start`, shape
    (n,). A quick choice does without whole numbers. It raises NoPlanError where what has been
    decided does not fit the limits.
    """
    return _Choosing(problem, progress, seconds, quick=quick).run(start)


class _Choosing:
    """The steps of choosing, with the best plan so far."""

    def __init__(
        self, problem: PlanProblem, progress: Progress, seconds: float, *, quick: bool
    ) -> None:
        self._problem = problem
        self._quick = quick
        self._progress = progress
        self._end = time.monotonic() + _SHARE_FOR_SOLVER * seconds
        self._best: Positions | None = None
        self._merit = Merit(-1.0, -np.inf)

    def run(self, start: Positions | None) -> Chosen:
        problem = self._problem
        density = density_order(problem, problem.expected_hours).tolist()
        self._offer([np.full(problem.count, NOT_BUILT, dtype=np.intp)])
        self._offer([first_of_ranking(problem), filled_up(problem, density)])
        if start is not None:
            self._offer([start, filled_up(problem, density, start)])
        gap, method = self._most_hours()
        if self._best is None:
            raise no_plan_error(problem, self._progress)
        if self._merit.chance < problem.chance_wanted and problem.saved.shape[1]:
            self._offer(self._mixed_choices())
            if self._merit.chance < problem.chance_wanted and not self._quick:
                gap, method = self._most_chance()
            else:
                gap = None
        return Chosen(self._best, self._merit, gap, method)

    def _offer(self, choices: Iterable[Positions]) -> None:
        """Keep the best of some choices that keep the limits."""
        for choice in choices:
            if keeps_limits(self._problem, choice):
                reached = merit(self._problem, choice)
                if self._best is None or reached > self._merit:
                    self._best, self._merit = choice, reached
            self._progress.advance(0)

    def _most_hours(self) -> tuple[float | None, str]:
        """Look for the most hours, whatever the chance; return the proved gap and the method."""
        problem = self._problem
        worths = np.where(problem.may_build, problem.worth, 0.0)
        ceiling = float(worths.max(axis=1, initial=0.0).sum())
        if self._best is not None and ceiling - self._merit.worth <= 1e-9 * max(ceiling, 1.0):
            return 0.0, "greedy"
        model = plan_model(problem)
        relaxed = solve(model, self._progress, whole=False, seconds=self._seconds_left())
        worth = -np.inf
        if relaxed.values is not None and not relaxed.is_infeasible:
            rounded = self._rounded(model, relaxed.values)
            self._offer([rounded])
            if keeps_limits(problem, rounded):
                worth = merit(problem, rounded).worth
        worth = max(worth, self._merit.worth)
        gap = _gap(relaxed.bound, worth)
        if self._quick or relaxed.is_infeasible or gap <= self._gap_wanted():
            return gap, "greedy_lp_bound"
        solved = self._by_whole_numbers(model)
        if solved.values is not None:
            worth = max(worth, float(model.gain @ solved.values))
        return _gap(min(relaxed.bound, solved.bound), worth), "mip"

    def _rounded(self, model: PlanModel, values: Floats) -> Positions:
        """Round the relaxation down and fill up, what it has in part first."""
        problem = self._problem
        part = np.bincount(model.task, values[: len(model.task)], minlength=problem.count).astype(
            np.float64
        )
        density = np.empty(problem.count)
        density[density_order(problem, problem.expected_hours)] = np.arange(problem.count)
        order = np.lexsort((density, -np.round(part, 6)))
        return filled_up(problem, order.tolist(), model.choice(np.floor(values + 1e-6)))

    def _by_whole_numbers(self, model: PlanModel) -> Solved:
        start = None if self._best is None else model.values(self._best)
        solved = solve(
            model,
            self._progress,
            whole=True,
            start=start,
            gap=self._gap_wanted(),
            seconds=self._seconds_left() * 0.6,
        )
        if solved.values is not None:
            choice = model.choice(solved.values)
            self._offer([choice, filled_up(self._problem, range(self._problem.count), choice)])
        return solved

    def _mixed_choices(self) -> Iterable[Positions]:
        """Yield greedy choices between hours and number of tasks."""
        problem = self._problem
        amounts = {goal.figure: goal.amount for goal in problem.goals}
        hours = problem.expected_hours / max(amounts.get("hours", 1.0), 1.0)
        tasks = problem.live.mean(axis=1) / max(amounts.get("tasks", 1.0), 1.0)
        for share in np.linspace(0.0, 0.9, 10).tolist():
            gain = share * hours + (1.0 - share) * tasks
            yield filled_up(problem, density_order(problem, gain).tolist())

    def _most_chance(self) -> tuple[float | None, str]:
        """Look for the highest chance, then with it for the most hours."""
        whole, subset = self._problem, self._chance_tasks()
        problem = whole.restricted(subset)
        wanted = float(np.ceil(whole.chance_wanted * problem.saved.shape[1] - 1e-9))
        model = plan_model(problem, with_chance=True)
        gap = self._by_scenarios(subset, model, 0.6, enough=wanted)
        least = self._merit.chance
        model = plan_model(problem, with_chance=True, least_chance=least)
        worth_gap = self._by_scenarios(subset, model, 1.0)
        if least >= whole.chance_wanted:
            gap = worth_gap
        return (gap if len(subset) == whole.count else None), "mip_with_chance"

    def _by_scenarios(
        self,
        subset: Positions,
        model: PlanModel,
        share_of_time: float,
        enough: float | None = None,
    ) -> float:
        assert self._best is not None
        start = model.values(self._best[subset])
        solved = solve(
            model,
            self._progress,
            whole=True,
            start=start,
            gap=_GAP,
            seconds=self._seconds_left() * share_of_time,
            enough=enough,
        )
        reached = float(model.gain @ start)
        if solved.values is not None:
            choice = np.full(self._problem.count, NOT_BUILT, dtype=np.intp)
            choice[subset] = model.choice(solved.values)
            order = density_order(self._problem, self._problem.expected_hours).tolist()
            self._offer([choice, filled_up(self._problem, order, choice)])
            reached = max(reached, float(model.gain @ solved.values))
        return _gap(solved.bound, reached)

    def _chance_tasks(self) -> Positions:
        """Return the tasks that the model with scenarios chooses from."""
        problem = self._problem
        if problem.count <= _CHANCE_TASKS:
            return np.arange(problem.count)
        assert self._best is not None
        ranks = np.empty((2, problem.count))
        for row, gain in enumerate((problem.expected_hours, problem.live.mean(axis=1))):
            ranks[row, density_order(problem, gain)] = np.arange(problem.count)
        priority = ranks.min(axis=0)
        priority[(self._best != NOT_BUILT) | problem.must_build] = -1.0
        is_needed = int((priority < 0.0).sum())
        return np.sort(np.argsort(priority, kind="stable")[: max(_CHANCE_TASKS, is_needed)])

    def _gap_wanted(self) -> float:
        is_large = self._problem.count >= _LARGE and self._problem.has_side_constraints
        return _GAP_OF_LARGE if is_large else _GAP

    def _seconds_left(self) -> float:
        return max(self._end - time.monotonic(), 0.5)


def _gap(bound: float, worth: float) -> float:
    """Return by what share of itself a worth lies below a bound."""
    if not np.isfinite(bound) or not np.isfinite(worth):
        return np.inf
    return max(bound - worth, 0.0) / max(abs(worth), 1e-9)
