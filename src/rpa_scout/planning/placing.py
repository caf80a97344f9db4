"""Placing tasks one after the other under the limits: the first-k rule, and filling up.

Putting tasks in the order of what they bring per hour of effort is Dantzig's rule for knapsacks
(1957); in the order of the ranking it is the rule of the first k.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rpa_scout.arrays import Floats, Positions
from rpa_scout.planning.loads import keeps_limits
from rpa_scout.planning.problem import NOT_BUILT, PlanProblem

_TOLERANCE = 1e-9


class Placing:
    """What is left of the limits while tasks are placed.

    Members of a group are charged in the order in which they are placed; :mod:`loads` counts
    again when all are.
    """

    def __init__(self, problem: PlanProblem) -> None:
        self.choice = np.full(problem.count, NOT_BUILT, dtype=np.intp)
        self._problem = problem
        self._years = len(problem.years)
        # Plain lists: single numbers are read, and numpy takes ten times as long for each.
        self._in_house = problem.in_house_capacity.tolist()
        self._vendor = problem.vendor_capacity.tolist()
        self._build = problem.in_house_hours.tolist()
        self._upkeep = problem.upkeep_hours.tolist()
        self._yen = problem.vendor_yen.tolist()
        self._department = problem.department.tolist()
        self._group = problem.group.tolist()
        self._may_build = problem.may_build.tolist()
        self._new_tasks: dict[tuple[int, int], int] = {}
        self._members: dict[int, int] = {}

    def blocking_limit(self, task: int, year: int) -> str | None:
        """Return which limit keeps a task out of a year; None where it fits."""
        share = self._share(task)
        if not self._may_build[task][year]:
            return "not_allowed"
        if self._yen[task] * share > self._vendor[year] + _TOLERANCE:
            return "vendor"
        if self._new_tasks.get((self._department[task], year), 0) >= self._problem.department_limit:
            return "department"
        if self._build[task] * share > self._in_house[year] + _TOLERANCE:
            return "in_house"
        upkeep = self._upkeep[task] - _TOLERANCE
        if upkeep > 0.0 and any(hours < upkeep for hours in self._in_house[year + 1 :]):
            return "upkeep"
        return None

    def build_in(self, task: int, year: int) -> None:
        """Build a task in a year, whether or not it fits."""
        self._charge(task, year, 1.0)
        self._members[self._group[task]] = self._members.get(self._group[task], 0) + 1
        self.choice[task] = year

    def take_out(self, task: int) -> int:
        """Take a task out again, and return the year it was in."""
        year = int(self.choice[task])
        self._members[self._group[task]] -= 1
        self._charge(task, year, -1.0)
        self.choice[task] = NOT_BUILT
        return year

    def place_earliest(self, task: int, before: int | None = None) -> bool:
        """Build a task in the first year in which it fits; return whether there is one."""
        for year in range(self._years if before is None else before):
            if self.blocking_limit(task, year) is None:
                self.build_in(task, year)
                return True
        return False

    def _charge(self, task: int, year: int, sign: float) -> None:
        share = self._share(task)
        self._in_house[year] -= sign * share * self._build[task]
        self._vendor[year] -= sign * share * self._yen[task]
        for later in range(year + 1, self._years):
            self._in_house[later] -= sign * self._upkeep[task]
        key = self._department[task], year
        self._new_tasks[key] = self._new_tasks.get(key, 0) + int(sign)

    def _share(self, task: int) -> float:
        is_first = self._members.get(self._group[task], 0) == 0
        return 1.0 if is_first else self._problem.adaptation_share


def density_order(problem: PlanProblem, gain: Floats) -> Positions:
    """Return the tasks by what they gain per unit of the scarcest effort, falling."""
    effort = _effort(problem)
    return np.lexsort((np.arange(problem.count), -gain / np.maximum(effort, 1e-9)))


def _effort(problem: PlanProblem) -> Floats:
    """Return the effort of each task as a share of all that is there, upkeep included."""
    hours = problem.in_house_capacity[np.isfinite(problem.in_house_capacity)].sum()
    yen = problem.vendor_capacity[np.isfinite(problem.vendor_capacity)].sum()
    half_of_the_years = len(problem.years) / 2.0
    effort = np.full(problem.count, 1e-6)
    if hours > 0.0:
        upkeep = problem.upkeep_hours * half_of_the_years
        effort += (problem.in_house_hours + upkeep) / hours
    if yen > 0.0:
        effort += problem.vendor_yen / yen
    return effort


def filled_up(
    problem: PlanProblem, order: Iterable[int], start: Positions | None = None
) -> Positions:
    """Place tasks in an order, each as early as it fits; tasks that must be built go first.

    What does not fit of the choice `start` is dropped; tasks that save nothing are passed over. The
    choice may lack a task that must be built, where the rule finds no year for it.
    """
    placing = Placing(problem)
    must = np.flatnonzero(problem.must_build)
    for task in must[np.argsort(problem.may_build[must].sum(axis=1), kind="stable")].tolist():
        placing.place_earliest(task)
    if start is not None:
        for task in np.flatnonzero((start != NOT_BUILT) & ~problem.must_build).tolist():
            if placing.blocking_limit(task, int(start[task])) is None:
                placing.build_in(task, int(start[task]))
    is_worth_it = (problem.worth.max(axis=1) > 0.0).tolist()
    for task in order:
        if placing.choice[task] == NOT_BUILT and is_worth_it[task]:
            placing.place_earliest(task)
    return _pulled_forward(problem, placing)


def _pulled_forward(problem: PlanProblem, placing: Placing) -> Positions:
    """Move every task to the first year in which it fits, until none can move."""
    if problem.has_groups:
        return _without_surplus(problem, placing.choice)
    for _ in problem.years:
        has_moved = False
        built = np.flatnonzero(placing.choice > 0)
        for task in built[np.argsort(placing.choice[built], kind="stable")].tolist():
            year = placing.take_out(task)
            if placing.place_earliest(task, before=year):
                has_moved = True
            else:
                placing.build_in(task, year)
        if not has_moved:
            break
    return placing.choice


def _without_surplus(problem: PlanProblem, choice: Positions) -> Positions:
    """Take members of groups out again, the last first, until the limits hold.

    A member that was placed late but is built early costs the effort that another was charged.
    """
    sizes = np.bincount(problem.group)
    shared = np.flatnonzero((choice != NOT_BUILT) & (sizes[problem.group] > 1))
    for task in shared[~problem.must_build[shared]][::-1].tolist():
        if keeps_limits(problem, choice):
            break
        choice[task] = NOT_BUILT
    return choice
