"""Running tasks in a fiscal year: by the plan's figures, or by a register declared complete."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.assessment.starting_point import StartSource
from rpa_scout.fiscal_target.live import LiveYear, live_in, ran, served_task
from rpa_scout.policy.targets import Targets
from rpa_scout.register.records import Automation, Register
from rpa_scout.savings.attrition import Attrition


class RunningAutomations:
    """Hours and number of running tasks, by fiscal year and draw.

    Without a register, the plan's figures hold for every year. A register that is not declared
    complete never lowers them: it only adds the tasks that went live after the plan's baseline. A
    complete register replaces them.
    """

    def __init__(
        self,
        targets: Targets,
        register: Register | None,
        this_fiscal_year: int,
        attrition: Attrition,
    ) -> None:
        self._targets = targets
        self._register = register if register is not None and register.automations else None
        self._now = this_fiscal_year
        self._attrition = attrition

    @property
    def source(self) -> StartSource:
        """Where the figures come from."""
        if self._register is None:
            return "plan"
        return "register" if self._register.is_complete else "plan_and_register"

    @cached_property
    def register_tasks(self) -> int | None:
        """Tasks that the register names as running; None without a register."""
        if self._register is None:
            return None
        running = [
            automation for automation in self._register.automations if not automation.has_ended
        ]
        return len(frozenset(map(served_task, running)))

    def live(self, fiscal_year: int) -> LiveYear | None:
        """Return the register's figures of a year, as far as they count; None without register."""
        if self._register is None:
            return None
        if self._register.is_complete:
            return live_in(self._register, fiscal_year)
        return live_in(self._newer[self._targets.baseline_year("hours")], fiscal_year)

    def totals(self, fiscal_year: int) -> tuple[Floats, Floats]:
        """Return hours and number of running tasks in a year, by draw; shape (1,) where certain."""
        if self._register is None:
            return self._attrition.of_plan(fiscal_year)
        if self._register.is_complete:
            live = live_in(self._register, fiscal_year)
            return self._remaining(live.hours_of, live.tasks, fiscal_year)
        hours, tasks = self._attrition.of_plan(fiscal_year)
        hours_year, tasks_year = self._baseline_years
        added = live_in(self._newer[tasks_year], fiscal_year).tasks - self._in_plan(tasks_year)
        more_hours, more_tasks = self._remaining(
            live_in(self._newer[hours_year], fiscal_year).hours_of, added, fiscal_year
        )
        # Not below 0: a loss of the newer automations says nothing about the plan's own figure.
        return hours + np.maximum(more_hours, 0.0), tasks + more_tasks

    def served(self, fiscal_year: int) -> frozenset[Hashable]:
        """Return the tasks that count as running in a year, so that no estimate is added."""
        if self._register is None:
            return frozenset()
        running = live_in(self._register, fiscal_year).tasks
        if self._register.is_complete:
            return running
        return running | self._in_any_plan_figure

    def ended_in_plan(self, fiscal_year: int) -> int:
        """Count the tasks of the plan's figure that have ended by a year but still count."""
        if self._register is None or self._register.is_complete:
            return 0
        return len(self._in_any_plan_figure - live_in(self._register, fiscal_year).tasks)

    @property
    def _baseline_years(self) -> tuple[int | None, int | None]:
        """Fiscal years of the plan's figures in hours and in tasks."""
        return self._targets.baseline_year("hours"), self._targets.baseline_year("tasks")

    @cached_property
    def _in_any_plan_figure(self) -> frozenset[Hashable]:
        return frozenset().union(*map(self._in_plan, self._baseline_years))

    def _in_plan(self, baseline_year: int | None) -> frozenset[Hashable]:
        """Return the tasks that the plan's figure of a year includes."""
        register = self._register
        if register is None or baseline_year is None:
            return frozenset()
        counted = [
            automation
            for automation in register.automations
            if not _is_newer(automation, baseline_year) and ran(register, automation, baseline_year)
        ]
        return frozenset(map(served_task, counted))

    @cached_property
    def _newer(self) -> Mapping[int | None, Register]:
        """Return registers of the automations that went live after each baseline of the plan.

        Where the plan names no baseline, all count.
        """
        register = self._register or Register()
        return {
            year: replace(
                register,
                automations=tuple(
                    automation for automation in register.automations if _is_newer(automation, year)
                ),
            )
            for year in self._baseline_years
        }

    @cached_property
    def _row_of(self) -> Mapping[Hashable, int]:
        """Return a row for every task, the same in all years: so a task keeps its lifetime."""
        automations = () if self._register is None else self._register.automations
        tasks = sorted(frozenset(map(served_task, automations)), key=str)
        return {task: row for row, task in enumerate(tasks)}

    def _remaining(
        self, hours_of: Mapping[Hashable, float], tasks: Iterable[Hashable], fiscal_year: int
    ) -> tuple[Floats, Floats]:
        """Add up, by draw, the register's tasks that still run in a year."""
        hours, counts = np.zeros(len(self._row_of)), np.zeros(len(self._row_of))
        hours[[self._row_of[task] for task in hours_of]] = [*hours_of.values()]
        counts[[self._row_of[task] for task in tasks]] = 1.0
        years = fiscal_year - self._now
        return self._attrition.remaining(hours, years), self._attrition.remaining(counts, years)


def _is_newer(automation: Automation, baseline_year: int | None) -> bool:
    """Return whether an automation went live after the year of the plan's figure, if any."""
    if baseline_year is None:
        return True
    return automation.running_since is not None and automation.running_since > baseline_year
