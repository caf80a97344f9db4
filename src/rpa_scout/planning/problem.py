"""What a plan is chosen from: tasks, years, limits and draws, as arrays.

Shapes: n tasks, Y years, S scenarios (draws that the plan is chosen with). A choice is an array of
n numbers: the position of the year in which each task is built, or `NOT_BUILT`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rpa_scout.arrays import Bools, Floats, Positions

NOT_BUILT = -1
"""Stands for a year: the task is not built."""


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """One goal that the plan has to reach."""

    indicator: str
    figure: str  # What it counts: "hours" or "tasks"
    year: int  # Position of the year in which it is due
    amount: float  # Figure to reach
    start: Floats  # What is reached in that year without the plan, by scenario; shape (S,)


_BY_TASK = (
    "rows",
    "saved",
    "live",
    "build_hours",
    "upkeep_hours",
    "vendor_yen",
    "is_vendor",
    "department",
    "may_build",
    "is_waiting",
    "must_build",
    "group",
)
"""Arrays of a problem that have a row for each task."""

_EFFORT_WEIGHT = 1e-3
"""Hours saved that an hour of building has to bring; decides between plans that save the same."""


@dataclass(frozen=True)
class PlanProblem:
    """A plan to be made."""

    task_ids: tuple[str, ...]  # The n tasks that can be planned, in the order of the ranking
    rows: Positions  # Their positions in the assessment; shape (n,)
    years: tuple[int, ...]  # The Y fiscal years, the last that of the goal
    # Hours saved a year by each task, and whether it goes live (1 or 0), by scenario; shape (n, S).
    saved: Floats
    live: Floats
    # Hours to build, hours of upkeep a year, and price (0 where a task is built in-house);
    # shape (n,).
    build_hours: Floats
    upkeep_hours: Floats
    vendor_yen: Floats
    is_vendor: Bools  # Whether a vendor builds it; shape (n,)
    department: Positions  # Number of its department; shape (n,)
    # Whether a task may be built in a year, and whether only a planned change forbids it;
    # shape (n, Y).
    may_build: Bools
    is_waiting: Bools
    must_build: Bools  # Whether a task was adopted or locked to a year; shape (n,)
    # Hours of the city's staff, less the upkeep of what runs already, and yen; infinite without
    # limit; shape (Y,).
    in_house_capacity: Floats
    vendor_capacity: Floats
    department_limit: float  # New tasks per department and year; infinite without limit
    # Number of the group that is built once; each task its own where there are none; shape (n,).
    group: Positions
    adaptation_share: float  # Share of the effort for every member of a group but the first
    build_year_share: float  # Share of the saving that counts in the year of building
    goals: tuple[PlanGoal, ...]  # What the plan has to reach: a goal for each computed indicator
    chance_wanted: float  # Chance of all goals that is aimed at

    @property
    def count(self) -> int:
        """Number of tasks."""
        return len(self.rows)

    @cached_property
    def in_house_hours(self) -> Floats:
        """Hours that the city's own staff need to build each task."""
        return np.where(self.is_vendor, 0.0, self.build_hours)

    @cached_property
    def expected_hours(self) -> Floats:
        """Hours a year that each task saves on average, going live or not."""
        return np.asarray(self.saved.mean(axis=1)) if self.saved.size else np.zeros(self.count)

    @cached_property
    def years_counted(self) -> Floats:
        """How many years of saving count for a task built in each year, up to the last year."""
        last = len(self.years) - 1
        return self.build_year_share + (last - np.arange(len(self.years), dtype=np.float64))

    @cached_property
    def worth(self) -> Floats:
        """Hours saved within the plan's years, less a little for the effort; shape (n, Y)."""
        saved = self.expected_hours[:, None] * self.years_counted
        return np.asarray(saved - _EFFORT_WEIGHT * self.build_hours[:, None])

    @cached_property
    def has_groups(self) -> bool:
        """Whether some tasks are built together."""
        return bool(len(np.unique(self.group)) < self.count)

    @cached_property
    def has_side_constraints(self) -> bool:
        """Whether more than the capacities limits the plan."""
        return self.has_groups or bool(np.isfinite(self.department_limit))

    def counted(self, goal: PlanGoal) -> Floats:
        """Return which share of a task counts when a goal is due, by year of building."""
        share = self.build_year_share
        in_year_of_building = share if goal.figure == "hours" else float(share > 0.0)
        year = np.arange(len(self.years))
        return np.where(
            year < goal.year, 1.0, np.where(year == goal.year, in_year_of_building, 0.0)
        )

    def drawn(self, goal: PlanGoal) -> Floats:
        """Return what each task adds to a goal, by scenario."""
        return self.saved if goal.figure == "hours" else self.live

    def restricted(self, tasks: Positions) -> PlanProblem:
        """Return the same with some of the tasks only."""
        parts = {name: getattr(self, name)[tasks] for name in _BY_TASK}
        return replace(self, task_ids=tuple(self.task_ids[task] for task in tasks), **parts)
