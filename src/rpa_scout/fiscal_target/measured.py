"""Hours measured beside hours estimated, task by task and over all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from rpa_scout.assessment.assess import Assessment
from rpa_scout.register.records import Automation, Register
from rpa_scout.register.shares import counted_share
from rpa_scout.savings.quantiles import Quantiles, quantiles_of


@dataclass(frozen=True, slots=True)
class MeasuredTask:
    """A task with measured and estimated hours."""

    task_id: str
    department: str
    name: str
    # The newest year in which any of its automations was measured.
    fiscal_year: int
    measured_hours: float  # Hours saved by its automations, each by its newest measurement
    # Share of the task that these serve, 0 to 1 (or above, where the register is wrong).
    share: float
    estimated: Quantiles  # Estimated hours of that share

    @property
    def ratio(self) -> float | None:
        """Measured over estimated (p50); None where the estimate is not above 0."""
        return _ratio(self.measured_hours, float(self.estimated.p50))

    @property
    def is_within(self) -> bool:
        """Whether the measured hours lie between p10 and p90."""
        return bool(self.estimated.p10 <= self.measured_hours <= self.estimated.p90)


@dataclass(frozen=True, slots=True)
class MeasuredBesideEstimated:
    """All tasks with measured and estimated hours."""

    tasks: tuple[MeasuredTask, ...] = ()  # By department and name
    estimated: Quantiles | None = None  # Estimated hours of all of them together

    @property
    def measured_hours(self) -> float:
        """Hours measured of all of them."""
        return sum(task.measured_hours for task in self.tasks)

    @property
    def ratio(self) -> float | None:
        """Measured over estimated (p50 of the sum); None without an estimate above 0."""
        if self.estimated is None:
            return None
        return _ratio(self.measured_hours, float(self.estimated.p50))

    @property
    def ratio_range(self) -> tuple[float, float] | None:
        """The ratio to p90 and to p10 of the estimated sum; None where p10 is not above 0."""
        if self.estimated is None or not self.estimated.p10 > 0.0:
            return None
        hours = self.measured_hours
        return hours / float(self.estimated.p90), hours / float(self.estimated.p10)


def _ratio(measured: float, estimated: float) -> float | None:
    return measured / estimated if estimated > 0.0 else None


def measured_beside_estimated(
    register: Register, assessment: Assessment
) -> MeasuredBesideEstimated:
    """Compare measured with estimated hours."""
    index = assessment.inventory.tasks.index
    by_task = {task: serving for task, serving in _measured(register).items() if task in index}
    known_tasks = [
        task for task in by_task if not np.isnan(assessment.savings.p50[index.get_loc(task)])
    ]
    if not known_tasks:
        return MeasuredBesideEstimated()
    rows = np.array([index.get_loc(task) for task in known_tasks], dtype=np.intp)
    shares = np.array([counted_share(by_task[task]) for task in known_tasks])
    # Estimates corrected by these actuals would always agree with them.
    draws = assessment.simulation.without_correction().saved_hours(rows) * shares[:, None]
    tasks = [
        _measured_task(task, by_task[task], register, quantiles_of(of_task))
        for task, of_task in zip(known_tasks, draws, strict=True)
    ]
    tasks.sort(key=lambda task: (task.department, task.name, task.task_id))
    return MeasuredBesideEstimated(tuple(tasks), quantiles_of(draws.sum(axis=0)))


_ANY_YEAR = 9_999


def _measured(register: Register) -> dict[str, list[Automation]]:
    """Return the measured automations of every task, without replaced automations."""
    newest = {
        automation.automation_id: actual.fiscal_year
        for automation in register.automations
        if (actual := register.latest(automation.automation_id, _ANY_YEAR)) is not None
    }
    by_task: dict[str, list[Automation]] = defaultdict(list)
    for automation in register.automations:
        if automation.task_id and automation.automation_id in newest:
            by_task[automation.task_id].append(automation)
    for task, serving in by_task.items():
        year = max(newest[automation.automation_id] for automation in serving)
        by_task[task] = [
            automation
            for automation in serving
            if newest[automation.automation_id] == year or automation.ran_in(year)
        ]
    return by_task


def _measured_task(
    task: str, automations: list[Automation], register: Register, estimated: Quantiles
) -> MeasuredTask:
    actuals = [register.latest(automation.automation_id, _ANY_YEAR) for automation in automations]
    latest = [actual for actual in actuals if actual is not None]
    return MeasuredTask(
        task_id=task,
        department=automations[0].department,
        name=automations[0].task_name,
        fiscal_year=max(actual.fiscal_year for actual in latest),
        measured_hours=sum(actual.saved_hours_per_year for actual in latest),
        share=counted_share(automations),
        estimated=estimated,
    )
