"""The request for a plan, and the optimisation problem made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.assessment.assess import Assessment
from rpa_scout.errors import InputError
from rpa_scout.fiscal_target.planned import ADOPTED_STATES, PlannedTask
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.text import N_

Lock = int | Literal["out"]

SCENARIOS = 200
"""Draws that a plan is chosen with; it is judged on those of the policy."""

_LIVE = "live"


@dataclass(frozen=True, eq=False)
class PlanStart:
    """What is reached before the plan: hours saved a year, and tasks in use."""

    # Of the register, or the baseline of the policy's targets.
    hours: float
    tasks: float
    # The same by draw in single fiscal years, where some of it may have ended by then;
    # shape (draws,) or (1,).
    by_year: Mapping[int, tuple[Floats, Floats]] = field(default_factory=dict)

    def in_year(self, year: int, draws: int) -> tuple[Floats, Floats]:
        """Return hours and tasks in a fiscal year; shape (draws,) each."""
        hours, tasks = self.by_year.get(year, (np.array([self.hours]), np.array([self.tasks])))
        return np.resize(hours, draws), np.resize(tasks, draws)


@dataclass(frozen=True)
class PriorTasks:
    """Tasks that were adopted or built before the first year of the plan."""

    # Positions of those that run, and of those that may go live or not.
    live: Positions
    adopted: Positions

    def draws(self, simulation: SavingsSimulation) -> tuple[Floats, Floats]:
        """Return hours saved and number in use by draw."""
        totals = simulation.totals(self.adopted)
        hours = totals.hours + simulation.sum_of(self.live)
        return hours, np.asarray(len(self.live) + totals.live, dtype=np.float64)


@dataclass(frozen=True)
class PlanRequest:
    """The request for a plan.

    Attributes
    ----------
    assessment : Assessment
        Tasks, hours, draws.
    limits : PlanLimits
        What the plan has to keep to.
    decisions : tuple of PlannedTask
        What was decided.
    refused : frozenset of str
        Tasks that were refused.
    locks : mapping of str to int or "out"
        Tasks locked to a year of building, or out of the plan.
    groups : mapping of str to str
        Group by task, where one scenario serves several.
    adaptation_share : float
        Share of the effort for every further member of a group.
    start : PlanStart
        What is reached before.
    """

    assessment: Assessment
    limits: PlanLimits
    decisions: tuple[PlannedTask, ...] = ()
    refused: frozenset[str] = frozenset()
    locks: Mapping[str, Lock] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    adaptation_share: float = 0.3
    start: PlanStart = field(default_factory=lambda: PlanStart(0.0, 0.0))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Fiscal years of the plan, the last that of the later goal."""
        targets = self.assessment.policy.targets
        first = self.limits.first_year or targets.newest_baseline_year + 1
        last = targets.goal_year
        if first > last:
            raise InputError(
                N_("The plan cannot begin in {first}: the goals are due in {last}."),
                first=fiscal_year_label(first),
                last=fiscal_year_label(last),
            )
        return tuple(range(first, last + 1))

    @cached_property
    def build_year_of(self) -> dict[int, int | None]:
        """Year of building of every adopted task by its position; None: to be chosen."""
        years: dict[int, int | None] = {}
        for task in self.decisions:
            if task.state in ADOPTED_STATES and self._counts(task):
                counted_from = task.planned_fiscal_year
                if task.state == _LIVE:
                    # A live task needs no building, whatever year was planned.
                    counted_from = min(counted_from or self.years[0], self.years[0])
                # A task counts in full from the year after it is built.
                years[self._position(task.task_id)] = (
                    None if counted_from is None else counted_from - 1
                )
        for task_id, lock in self.locks.items():
            position = self._position(task_id)
            years.pop(position, None)
            if lock != "out":
                years[position] = self._locked_year(task_id, lock)
        return years

    @cached_property
    def builder_of(self) -> dict[int, str]:
        """Who is to build each adopted task by its position, where that was decided."""
        ids = self.assessment.inventory.tasks.index
        return {
            self._position(task.task_id): task.builder
            for task in self.decisions
            if task.builder is not None and task.task_id in ids
        }

    @cached_property
    def locked_out(self) -> Bools:
        """Whether each task of the assessment is refused or locked out."""
        out = {task_id for task_id, lock in self.locks.items() if lock == "out"}
        ids = self.assessment.inventory.tasks.index
        is_out = np.asarray(ids.isin(list(out)), dtype=bool)
        is_locked_in = np.asarray(ids.isin(list(set(self.locks) - out)), dtype=bool)
        is_refused = np.asarray(ids.isin(list(self.refused)), dtype=bool)
        return np.asarray(is_out | (is_refused & ~is_locked_in), dtype=bool)

    @cached_property
    def prior(self) -> PriorTasks:
        """Tasks that were adopted or built before the first year."""
        live = {task.task_id for task in self.decisions if task.state == _LIVE}
        before = [
            row
            for row, year in self.build_year_of.items()
            if year is not None and year < self.years[0]
        ]
        ids = self.assessment.inventory.tasks.index
        return PriorTasks(
            np.array([row for row in before if ids[row] in live], dtype=np.intp),
            np.array([row for row in before if ids[row] not in live], dtype=np.intp),
        )

    @cached_property
    def built_groups(self) -> frozenset[str]:
        """Groups of which a scenario runs already, or is built before the first year."""
        ids, is_automated = self.assessment.inventory.tasks.index, self.assessment.candidacy.flags
        rows = {*self.prior.live.tolist(), *self.prior.adopted.tolist()}
        rows.update(np.flatnonzero(is_automated["automated"]).tolist())
        return frozenset(self.groups[ids[row]] for row in rows if ids[row] in self.groups)

    @cached_property
    def decided_later(self) -> frozenset[int]:
        """Positions of tasks that were adopted for a year after the last of the plan."""
        return frozenset(
            row
            for row, year in self.build_year_of.items()
            if year is not None and year > self.years[-1]
        )

    def _counts(self, task: PlannedTask) -> bool:
        """Return whether a decision adds something that the start does not hold already."""
        if task.was_automated or task.task_id not in self.assessment.inventory.tasks.index:
            return False
        flags, row = self.assessment.candidacy.flags, self._position(task.task_id)
        runs_already = bool(flags["automated"][row]) and task.state != _LIVE
        return not (runs_already or bool(flags["figure_unconfirmed"][row]))

    def _locked_year(self, task_id: str, year: int) -> int:
        if year not in self.years:
            raise InputError(
                N_("“{task}” cannot be locked to {year}: the plan runs from {first} to {last}."),
                task=task_id,
                year=fiscal_year_label(year),
                first=fiscal_year_label(self.years[0]),
                last=fiscal_year_label(self.years[-1]),
            )
        row = self._position(task_id)
        can_be_summed = bool(self.assessment.candidacy.may_be_summed[row])
        if np.isnan(self.assessment.build_hours[row]) or not can_be_summed:
            raise InputError(
                N_("“{task}” cannot be locked to a year: {reason}"),
                task=task_id,
                reason=self.assessment.candidacy.sentence(row),
            )
        return year

    def _position(self, task_id: str) -> int:
        return self.assessment.position_of(task_id)
