"""Assessing some tasks of an inventory: the figures that an assessment of all tasks gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from rpa_scout.assessment.assess import Assessment, assess
from rpa_scout.assessment.model_and_means import model_and_means
from rpa_scout.candidates import TaskCircumstances
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.savings.calibration.calibrate import calibrate
from rpa_scout.savings.calibration.calibration import Calibration


@dataclass(frozen=True, slots=True)
class LearnedCalibration:
    """What actuals taught about the tasks of an inventory; it corrects any of them."""

    calibration: Calibration
    task_ids: pd.Index[str]  # In the order of the correction

    @classmethod
    def of_all(cls, assessment: Assessment) -> LearnedCalibration:
        """Take over what an assessment of all tasks has learned."""
        return cls(assessment.calibration, assessment.inventory.tasks.index)

    @classmethod
    def from_actuals(
        cls, inventory: Inventory, policy: Policy, actuals: Iterable[MeasuredSaving]
    ) -> LearnedCalibration:
        """Learn from actuals; they are compared with tasks that stand for the whole inventory."""
        task_ids = inventory.tasks.index
        model, choice = model_and_means(inventory, policy)
        return cls(calibrate(model, choice, task_ids.tolist(), actuals), task_ids)

    def at(self, task_ids: pd.Index[str]) -> Calibration:
        """Return the calibration of some of the tasks."""
        return self.calibration.at(self.task_ids.get_indexer(task_ids))


def assess_part(
    inventory: Inventory,
    task_ids: Iterable[str],
    policy: Policy,
    scorecard: str = "rpa",
    *,
    learned: LearnedCalibration | None = None,
    circumstances: TaskCircumstances | None = None,
) -> Assessment:
    """Assess some tasks as :func:`assess` does among all, except for ranks, sums and targets.

    Only actuals make a task depend on others: `learned` has what they taught about all tasks, so
    other tasks may be missing from the inventory.
    """
    part = _part(inventory, set(task_ids))
    return assess(
        part,
        policy,
        scorecard,
        circumstances=circumstances,
        calibration=None if learned is None else learned.at(part.tasks.index),
        with_total=False,
    )


def _part(inventory: Inventory, task_ids: set[str]) -> Inventory:
    """Return an inventory of some tasks, in the order of all of them."""
    ids = list(task_ids)
    written = inventory.written_cells
    return replace(
        inventory,
        tasks=inventory.tasks[inventory.tasks.index.isin(ids)],
        left_out=inventory.left_out.iloc[:0],
        sources=inventory.sources[inventory.sources.index.isin(ids)],
        findings=Findings(
            tuple(finding for finding in inventory.findings if finding.row_id in task_ids)
        ),
        written_cells=lambda: written().loc[lambda cells: cells.index.isin(ids)],
        ranges=inventory.ranges[inventory.ranges["task_id"].isin(ids)],
        alternatives=inventory.alternatives[inventory.alternatives["task_id"].isin(ids)],
    )
