"""The targets fiscal year by fiscal year: live and adopted against the plan's goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.target import Chances
from rpa_scout.fiscal_target.estimates import AdoptedEstimates
from rpa_scout.fiscal_target.live import LiveYear, live_in
from rpa_scout.fiscal_target.measured import MeasuredBesideEstimated, measured_beside_estimated
from rpa_scout.policy.model import Targets
from rpa_scout.register.records import Register
from rpa_scout.savings.quantiles import Quantiles, quantiles_of

__all__ = [
    "ADOPTED_STATES",
    "Baseline",
    "FiscalTarget",
    "PlannedTask",
    "UnplannedTasks",
    "YearOutlook",
    "fiscal_target",
]

ADOPTED_STATES = ("adopted", "building", "live")
"""States whose hours are counted as estimated, as long as the register has no automation."""

_LIVE = "live"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """What was decided on a task.

    Attributes
    ----------
    task_id, state : str
        The task, and where it stands (`ADOPTED_STATES`; others do not count).
    planned_fiscal_year : int or None
        First year in which its hours count, in full.
    judged_hours : float or None
        Hours saved a year as a person judges, beside what is computed.
    was_automated : bool
        Whether it was automated already when it was adopted; its hours are among what runs.
    """

    task_id: str
    state: str
    planned_fiscal_year: int | None = None
    judged_hours: float | None = None
    was_automated: bool = False


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where the plan starts: its own figures beside those of the register.

    Attributes
    ----------
    hours_fiscal_year, tasks_fiscal_year : int
        Years of both figures.
    plan_hours, plan_tasks : float
        As the plan says.
    register_hours, register_tasks : float or None
        As the register adds up; None until there is one.
    """

    hours_fiscal_year: int
    tasks_fiscal_year: int
    plan_hours: float
    plan_tasks: float
    register_hours: float | None = None
    register_tasks: float | None = None

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
    """One fiscal year.

    Attributes
    ----------
    fiscal_year : int
        Calendar year in which it begins.
    live : LiveYear or None
        What runs, by the register; None: there is none, and the plan's baseline stands for it.
    live_hours, live_tasks : float
        Hours and tasks of what runs.
    adopted : tuple of str
        Tasks adopted whose hours are estimated, in that year and before.
    adopted_hours : Quantiles
        Hours that those of these save together which go live.
    judged_hours : float or None
        The same (p50), with what people judge in the place of what is computed; None where nobody
        has judged any of them.
    hours, tasks : Quantiles
        Hours saved and tasks in use, live and adopted together.
    chances : Chances
        Of reaching the goals by then.
    hours_unknown : int
        Adopted tasks whose hours are not known; those of them that are not live yet are in no
        sum.
    """

    fiscal_year: int
    live: LiveYear | None
    live_hours: float
    live_tasks: float
    adopted: tuple[str, ...]
    adopted_hours: Quantiles
    judged_hours: float | None
    hours: Quantiles
    tasks: Quantiles
    chances: Chances
    hours_unknown: int


@dataclass(frozen=True, slots=True)
class UnplannedTasks:
    """Tasks adopted for no fiscal year; they are in no year's sum.

    Attributes
    ----------
    tasks : tuple of str
        Their ids.
    hours : Quantiles
        Hours that those of them would save together which go live.
    """

    tasks: tuple[str, ...]
    hours: Quantiles


@dataclass(frozen=True)
class FiscalTarget:
    """The plan's two targets, year by year.

    Attributes
    ----------
    targets : Targets
        Baselines and goals.
    baseline : Baseline
        The plan's figures beside the register's.
    years : tuple of YearOutlook
        From the year of the baseline to that of the goal.
    unplanned : UnplannedTasks
        Tasks adopted without a year.
    measured : MeasuredBesideEstimated
        Measured beside estimated.
    """

    targets: Targets
    baseline: Baseline
    years: tuple[YearOutlook, ...]
    unplanned: UnplannedTasks
    measured: MeasuredBesideEstimated = field(default_factory=MeasuredBesideEstimated)

    @property
    def goal(self) -> YearOutlook:
        """The year of the goal."""
        return self.years[-1]

    def hours_needed(self, year: YearOutlook) -> float:
        """Return the hours a year missing to the goal in a year (to p50); 0 once it is reached."""
        return max(0.0, self.targets.hours.goal - float(year.hours.p50))

    def tasks_needed(self, year: YearOutlook) -> float:
        """Return the tasks missing to the goal in a year (to p50); 0 once it is reached."""
        return max(0.0, self.targets.tasks.goal - float(year.tasks.p50))

    @property
    def hours_gap(self) -> float:
        """Hours a year still missing in the goal's year (to p50); 0 once it is reached."""
        return self.hours_needed(self.goal)

    @property
    def tasks_gap(self) -> float:
        """Tasks still missing in the goal's year (to p50); 0 once it is reached."""
        return self.tasks_needed(self.goal)


def fiscal_target(
    targets: Targets,
    register: Register | None,
    decisions: Iterable[PlannedTask],
    assessment: Assessment | None,
    this_fiscal_year: int,
    estimated_before: Assessment | None = None,
) -> FiscalTarget:
    """Hold what runs and what is adopted against the targets, year by year.

    Parameters
    ----------
    targets : Targets
        Of the policy.
    register : Register or None
        Automations, each with the id of its task where it is known; None or without automations:
        the plan's baseline stands for them in every year.
    decisions : iterable of PlannedTask
        What was decided.
    assessment : Assessment or None
        Estimates of the hours; None: nothing was assessed yet, and no hours are expected.
    this_fiscal_year : int
        From it on, tasks that are live but not in the register count, where no year was planned.
    estimated_before : Assessment, optional
        Estimates to put beside what was measured; those of `assessment` unless given.

    Returns
    -------
    FiscalTarget
        Nothing counts twice: a task that an automation of the register serves in a year is not
        estimated in it.
    """
    known = register if register is not None and register.automations else None
    counted = [
        task
        for task in decisions
        if task.state in ADOPTED_STATES and not _is_excluded(task, assessment)
    ]
    starts = {one.task_id: _start(one, this_fiscal_year) for one in counted}
    estimates = AdoptedEstimates(
        assessment,
        frozenset(one.task_id for one in counted if one.state == _LIVE),
        {one.task_id: one.judged_hours for one in counted if one.judged_hours is not None},
    )
    first = min(targets.hours.baseline_year, targets.tasks.baseline_year)
    last = max(targets.hours.goal_year, targets.tasks.goal_year)
    years = [_year(year, targets, known, starts, estimates) for year in range(first, last + 1)]
    served = set() if known is None else {one.task_id for one in known.automations}
    unplanned = [task for task, start in starts.items() if start is None and task not in served]
    before = estimated_before or assessment
    return FiscalTarget(
        targets=targets,
        baseline=_baseline(targets, known),
        years=tuple(years),
        unplanned=UnplannedTasks(tuple(unplanned), quantiles_of(estimates.draws(unplanned).hours)),
        measured=(
            MeasuredBesideEstimated()
            if known is None or before is None
            else measured_beside_estimated(known, before)
        ),
    )


def _is_excluded(task: PlannedTask, assessment: Assessment | None) -> bool:
    """Tell whether a task may not be estimated: it runs already, or its figures are unconfirmed.

    A task that went live after it was adopted is automated too, and counts as what it saves.
    """
    if task.was_automated:
        return True
    if assessment is None or task.task_id not in assessment.inventory.tasks.index:
        return False
    row = assessment.position_of(task.task_id)
    flags = assessment.candidacy.flags
    runs_already = bool(flags["automated"][row]) and task.state != _LIVE
    return runs_already or bool(flags["figure_unconfirmed"][row])


def _start(one: PlannedTask, this_fiscal_year: int) -> int | None:
    if one.planned_fiscal_year is None and one.state == _LIVE:
        return this_fiscal_year
    return one.planned_fiscal_year


def _baseline(targets: Targets, register: Register | None) -> Baseline:
    hours, tasks = targets.hours, targets.tasks
    plan = Baseline(hours.baseline_year, tasks.baseline_year, hours.baseline, tasks.baseline)
    if register is None:
        return plan
    return Baseline(
        plan.hours_fiscal_year,
        plan.tasks_fiscal_year,
        plan.plan_hours,
        plan.plan_tasks,
        live_in(register, hours.baseline_year).hours,
        float(len(live_in(register, tasks.baseline_year).tasks)),
    )


def _year(
    year: int,
    targets: Targets,
    register: Register | None,
    starts: Mapping[str, int | None],
    estimates: AdoptedEstimates,
) -> YearOutlook:
    live = None if register is None else live_in(register, year)
    served = frozenset() if live is None else live.tasks
    adopted = tuple(
        task
        for task, start in starts.items()
        if start is not None and start <= year and task not in served
    )
    draws = estimates.draws(adopted)
    live_hours = targets.hours.baseline if live is None else live.hours
    live_tasks = targets.tasks.baseline if live is None else float(len(live.tasks))
    hours, tasks = live_hours + draws.hours, live_tasks + draws.live
    return YearOutlook(
        fiscal_year=year,
        live=live,
        live_hours=live_hours,
        live_tasks=live_tasks,
        adopted=adopted,
        adopted_hours=quantiles_of(draws.hours),
        judged_hours=estimates.judged(adopted),
        hours=quantiles_of(hours),
        tasks=quantiles_of(tasks),
        chances=_chances(targets, hours, tasks),
        hours_unknown=estimates.unknown(adopted),
    )


def _chances(targets: Targets, hours: Floats, tasks: Floats) -> Chances:
    enough_hours, enough_tasks = hours >= targets.hours.goal, tasks >= targets.tasks.goal
    return Chances(
        float(enough_hours.mean()),
        float(enough_tasks.mean()),
        float((enough_hours & enough_tasks).mean()),
    )
