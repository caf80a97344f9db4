"""The targets by fiscal year: live and adopted tasks compared with the plan's goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.goal_chances import Chances, chances_of
from rpa_scout.assessment.starting_point import StartingPoint, StartSource, goal_year
from rpa_scout.assessment.target import TargetOutlook, gap_to
from rpa_scout.fiscal_target.estimates import AdoptedEstimates
from rpa_scout.fiscal_target.live import LiveYear, live_in
from rpa_scout.fiscal_target.measured import MeasuredBesideEstimated, measured_beside_estimated
from rpa_scout.fiscal_target.planned import (
    ADOPTED_STATES,
    LIVE,
    PlannedTask,
    PlannedTasks,
    scenarios_needed,
)
from rpa_scout.fiscal_target.running import RunningAutomations
from rpa_scout.policy.targets import Target, Targets
from rpa_scout.register.records import Register
from rpa_scout.savings.attrition import Attrition
from rpa_scout.savings.quantiles import Quantiles, quantiles_of

_DRAWS = 1_000
"""Draws of ending tasks, where there is no assessment whose draws they must match."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The plan's baseline: its own figures beside those of the register."""

    plan_hours: float
    plan_tasks: float
    # Sums of the register for these years; None without a register.
    register_hours: float | None = None
    register_tasks: float | None = None
    # The figures that count. A register counts alone once it is declared complete; before that, it
    # adds the automations that went live after these years to the plan's figures.
    source: StartSource = "plan"
    # Tasks that run now by the register; None without a register.
    register_running: int | None = None
    # Tasks of the plan's figures that have ended by the register but still count.
    ended_in_plan: int = 0

    @property
    def hours_difference(self) -> float | None:
        """Hours of the register above those of the plan."""
        return None if self.register_hours is None else self.register_hours - self.plan_hours

    @property
    def tasks_difference(self) -> float | None:
        """Tasks of the register above those of the plan."""
        return None if self.register_tasks is None else self.register_tasks - self.plan_tasks


@dataclass(frozen=True, slots=True)
class YearOutlook:
    """The outlook of one fiscal year."""

    fiscal_year: int  # Calendar year in which it begins
    # The register's automations that count: all if it is complete, otherwise those that went live
    # after the baseline. None without a register.
    live: LiveYear | None
    # Hours and number of running tasks (p50, where some may have ended by then).
    live_hours: float
    live_tasks: float
    # Tasks adopted for that year or before, whose hours are estimated.
    adopted: tuple[str, ...]
    scenarios: int  # Scenarios that these tasks need; a confirmed group of the same work needs one.
    adopted_hours: Quantiles  # Hours that these save together, as far as they go live
    # The same (p50), with judged instead of computed hours; None where no task has judged hours.
    judged_hours: float | None
    # Hours saved and tasks in use, live and adopted together.
    hours: Quantiles
    tasks: Quantiles
    chances: Chances
    # Adopted tasks without known hours; sums include them only once they are live.
    hours_unknown: int

    def figure(self, name: str) -> Quantiles:
        """Return a computed figure by its name: hours or tasks."""
        return self.hours if name == "hours" else self.tasks

    def live_figure(self, name: str) -> float:
        """Return what of it is live."""
        return self.live_hours if name == "hours" else self.live_tasks


@dataclass(frozen=True, slots=True)
class UnplannedTasks:
    """Adopted tasks without a planned fiscal year; they count in the goal's year only."""

    tasks: tuple[str, ...]  # Ids
    hours: Quantiles  # Hours that they would save together, as far as they go live


@dataclass(frozen=True)
class FiscalTarget:
    """The plan's targets, year by year."""

    targets: Targets
    baseline: Baseline
    years: tuple[YearOutlook, ...]  # From the year of the baseline to that of the goal
    unplanned: UnplannedTasks
    measured: MeasuredBesideEstimated
    # The goal's year without further candidates.
    start: StartingPoint
    # The estimates; its `target` starts from `start`.
    assessment: Assessment | None = field(repr=False)

    @property
    def ahead(self) -> TargetOutlook | None:
        """The further candidates compared with the targets; None without an assessment."""
        return None if self.assessment is None else self.assessment.target

    @property
    def goal(self) -> YearOutlook:
        """The year of the goal."""
        return self.years[-1]

    def hours_needed(self, year: YearOutlook) -> float | None:
        """Return the hours a year missing in a year (p50); None without a goal in hours."""
        return gap_to(self.targets.of_figure("hours"), year.hours)

    def tasks_needed(self, year: YearOutlook) -> float | None:
        """Return the tasks missing in a year (p50); None without a goal in tasks."""
        return gap_to(self.targets.of_figure("tasks"), year.tasks)

    def gap_of(self, target: Target) -> float:
        """Return what a computed indicator lacks (to p50) when its goal is due; 0 if nothing."""
        return gap_to(target, self.year_of(target).figure(target.figure)) or 0.0

    def year_of(self, target: Target) -> YearOutlook:
        """Return the year in which an indicator's goal is due."""
        return next(
            (year for year in self.years if year.fiscal_year == target.goal_year), self.goal
        )

    @property
    def hours_gap(self) -> float | None:
        """Hours a year still missing in the goal's year (p50); None without a goal in hours."""
        return self.hours_needed(self.goal)

    @property
    def tasks_gap(self) -> float | None:
        """Tasks still missing in the goal's year (p50); None without a goal in tasks."""
        return self.tasks_needed(self.goal)


def fiscal_target(
    targets: Targets,
    register: Register | None,
    decisions: Iterable[PlannedTask],
    assessment: Assessment | None,
    this_fiscal_year: int,
    estimated_before: Assessment | None = None,
    *,
    group_of: Mapping[str, str] | None = None,
    passed_over: Iterable[str] = (),
) -> FiscalTarget:
    """Compare running and adopted tasks with the targets, year by year.

    Tasks in `passed_over` are in `PASSED_OVER_STATES`: no further candidates.
    `group_of` are the confirmed groups of the same work, by task; they change no count of tasks.
    """
    counted = [
        task
        for task in decisions
        if task.state in ADOPTED_STATES and not _is_excluded(task, assessment)
    ]
    estimates = AdoptedEstimates(
        assessment,
        frozenset(task.task_id for task in counted if task.state == LIVE),
        {task.task_id: task.judged_hours for task in counted if task.judged_hours is not None},
    )
    running = RunningAutomations(
        targets, register, this_fiscal_year, _attrition(targets, assessment)
    )
    planned = PlannedTasks(counted, this_fiscal_year, goal_year(targets))
    starts = {
        year: _start(year, targets, running, planned, estimates)
        for year in range(targets.first_year, goal_year(targets) + 1)
    }
    start = replace(starts[goal_year(targets)], passed_over=frozenset(passed_over))
    unplanned = planned.unplanned(running.served(goal_year(targets)))
    before = estimated_before or assessment
    return FiscalTarget(
        targets=targets,
        baseline=_baseline(targets, register, running),
        years=tuple(
            _year(year, of_year, targets, running, estimates, group_of or {})
            for year, of_year in starts.items()
        ),
        unplanned=UnplannedTasks(unplanned, quantiles_of(estimates.draws(unplanned).hours)),
        measured=(
            MeasuredBesideEstimated()
            if register is None or before is None
            else measured_beside_estimated(register, before)
        ),
        start=start,
        assessment=None if assessment is None else assessment.starting_from(start),
    )


def _is_excluded(task: PlannedTask, assessment: Assessment | None) -> bool:
    """Return whether a task gets no estimate: it was automated before, or a figure is unconfirmed.

    A task that went live after its adoption is automated as well, but its savings count.
    """
    if task.was_automated:
        return True
    if assessment is None or task.task_id not in assessment.inventory.tasks.index:
        return False
    row = assessment.position_of(task.task_id)
    flags = assessment.candidacy.flags
    runs_already = bool(flags["automated"][row]) and task.state != LIVE
    return runs_already or bool(flags["figure_unconfirmed"][row])


def _attrition(targets: Targets, assessment: Assessment | None) -> Attrition:
    """Return draws of ending tasks that match the draws of the estimates."""
    if assessment is None:
        return Attrition(targets, _DRAWS, 0)
    return Attrition(targets, assessment.simulation.draws, assessment.policy.simulation.seed)


def _baseline(targets: Targets, register: Register | None, running: RunningAutomations) -> Baseline:
    hours_year, tasks_year = map(targets.baseline_year, ("hours", "tasks"))
    plan = Baseline(targets.baseline("hours"), targets.baseline("tasks"))
    if register is None or running.source == "plan":
        return plan
    return replace(
        plan,
        register_hours=None if hours_year is None else live_in(register, hours_year).hours,
        register_tasks=(
            None if tasks_year is None else float(len(live_in(register, tasks_year).tasks))
        ),
        source=running.source,
        register_running=running.register_tasks,
        ended_in_plan=running.ended_in_plan(goal_year(targets)),
    )


def _start(
    year: int,
    targets: Targets,
    running: RunningAutomations,
    planned: PlannedTasks,
    estimates: AdoptedEstimates,
) -> StartingPoint:
    """Return the running and adopted tasks that count in a year, by draw."""
    served = running.served(year)
    adopted = planned.until(year, served)
    draws = estimates.draws(adopted)
    hours, tasks = running.totals(year)
    return StartingPoint(
        source=running.source,
        hours=hours + draws.hours,
        tasks=tasks + draws.live,
        running_hours=float(np.median(hours)),
        running_tasks=float(np.median(tasks)),
        adopted=adopted,
        adopted_hours=quantiles_of(draws.hours),
        counted=frozenset(planned.years).union(task for task in served if isinstance(task, str)),
        register_tasks=running.register_tasks,
        attrition=targets.yearly_attrition_share,
    )


def _year(
    year: int,
    start: StartingPoint,
    targets: Targets,
    running: RunningAutomations,
    estimates: AdoptedEstimates,
    group_of: Mapping[str, str],
) -> YearOutlook:
    return YearOutlook(
        fiscal_year=year,
        live=running.live(year),
        live_hours=start.running_hours,
        live_tasks=start.running_tasks,
        adopted=start.adopted,
        scenarios=scenarios_needed(start.adopted, group_of),
        adopted_hours=start.adopted_hours,
        judged_hours=estimates.judged(start.adopted),
        hours=quantiles_of(start.hours),
        tasks=quantiles_of(start.tasks),
        chances=chances_of(targets, start.hours, start.tasks),
        hours_unknown=estimates.unknown(start.adopted),
    )
