"""Assessing some tasks of an inventory: the figures that an assessment of all tasks gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from rpa_scout.assessment.assess import Assessment, assess
from rpa_scout.assessment.model_and_means import model_and_means
from rpa_scout.candidates import TaskCircumstances
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.savings.calibration.calibrate import calibrate


def assess_part(
    inventory: Inventory,
    task_ids: Iterable[str],
    policy: Policy,
    scorecard: str = "rpa",
    *,
    actuals: Iterable[MeasuredSaving] = (),
    circumstances: TaskCircumstances | None = None,
) -> Assessment:
    """Assess some tasks as :func:`assess` does among all, except for ranks, sums and targets.

    Only actuals make a task depend on others: then the whole inventory is needed, since actuals are
    compared with tasks that stand for all of it. Without actuals, other tasks may be missing.
    """
    asked, actuals = set(task_ids), tuple(actuals)
    rows = np.flatnonzero(inventory.tasks.index.isin(list(asked)))
    calibration = None
    if actuals:
        model, choice = model_and_means(inventory, policy)
        all_ids = inventory.tasks.index.tolist()
        calibration = calibrate(model, choice, all_ids, actuals).at(rows)
    return assess(
        _part(inventory, asked),
        policy,
        scorecard,
        circumstances=circumstances,
        calibration=calibration,
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
