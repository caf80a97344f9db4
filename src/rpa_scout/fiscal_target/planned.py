"""Decisions on tasks, and the fiscal year from which each task counts."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

ADOPTED_STATES = ("adopted", "building", "live")
"""States whose estimated hours count, as long as the register has no automation of the task."""

LIVE = "live"

PASSED_OVER_STATES = ("on_hold", "declined", "withdrawn", "retired")
"""States of tasks that nobody is to adopt for now; the next of the ranking take their place."""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """The decision on a task."""

    task_id: str
    state: str  # Only `ADOPTED_STATES` count
    planned_fiscal_year: int | None = None  # First year in which its hours count, in full
    judged_hours: float | None = None  # Hours saved a year by an official's judgement
    # Whether it was automated before it was adopted; then its hours count as running.
    was_automated: bool = False
    builder: str | None = None  # Who is to build it, where that was decided: in_house or vendor


class PlannedTasks:
    """Adopted tasks and the fiscal year from which each counts."""

    def __init__(
        self,
        decisions: Iterable[PlannedTask],
        this_fiscal_year: int,
        last: int,
    ) -> None:
        self._last = last
        self.years: dict[str, int | None] = {}
        for task in decisions:
            year = task.planned_fiscal_year
            if year is None and task.state == LIVE:
                year = this_fiscal_year
            self.years[task.task_id] = year

    def until(self, fiscal_year: int, served: frozenset[Hashable]) -> tuple[str, ...]:
        """Return the tasks that count in a year and are not served by an automation in it."""
        return tuple(
            task
            for task, year in self.years.items()
            if (self._last if year is None else year) <= fiscal_year and task not in served
        )

    def unplanned(self, served: frozenset[Hashable]) -> tuple[str, ...]:
        """Return the adopted tasks without a planned year."""
        return tuple(
            task for task, year in self.years.items() if year is None and task not in served
        )


def scenarios_needed(tasks: Collection[str], group_of: Mapping[str, str]) -> int:
    """Return how many scenarios tasks need, where a group of the same work is built once.

    >>> scenarios_needed(["a", "b", "c"], {"a": "trips", "b": "trips"})
    2
    """
    alone = {task for task in tasks if task not in group_of}
    return len(alone) + len({group_of[task] for task in tasks if task in group_of})
