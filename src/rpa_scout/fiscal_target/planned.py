"""What was decided on tasks, and from which fiscal year each counts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

__all__ = ["ADOPTED_STATES", "LIVE", "PlannedTask", "PlannedTasks"]

ADOPTED_STATES = ("adopted", "building", "live")
"""States whose hours are counted as estimated, as long as the register has no automation."""

LIVE = "live"


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """What was decided on a task."""

    # The task, and where it stands (`ADOPTED_STATES`; others do not count).
    task_id: str
    state: str
    planned_fiscal_year: int | None = None  # First year in which its hours count, in full
    # Hours saved a year as a person judges, beside what is computed.
    judged_hours: float | None = None
    # Whether it was automated before it was adopted; its hours are among what runs.
    was_automated: bool = False


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
        """Return the tasks adopted for no year."""
        return tuple(
            task for task, year in self.years.items() if year is None and task not in served
        )
