"""Comparison of two assessments: score, rank, hours and means by task, with the causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from rpa_scout.assessment.assess import Assessment
from rpa_scout.comparison.hour_causes import HoursPart, hours_parts
from rpa_scout.comparison.inventories import InventoryComparison, compare_inventories
from rpa_scout.comparison.score_causes import ScorePart, score_parts
from rpa_scout.comparison.stepwise import Steps
from rpa_scout.errors import UnknownNameError
from rpa_scout.text import N_

_HOURS = ("p10", "p50", "p90")


@dataclass(frozen=True, slots=True)
class AssessedTask:
    """The results of one assessment for a task."""

    rank: int  # From 1
    score: float  # 0 to 100
    # Hours saved a year; NaN: unknown.
    p10: float
    p50: float
    p90: float
    means: str  # Code of the means, or of the advice


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task in both assessments."""

    # Ids in the newer and in the older assessment.
    task_id: str
    old_id: str
    # Department and name in the newer assessment.
    department: str
    name: str
    old: AssessedTask
    new: AssessedTask
    score_parts: tuple[ScorePart, ...]  # Add up to the change of the score
    hours_parts: tuple[HoursPart, ...]  # Add up to the change of p50


@dataclass(frozen=True)
class AssessmentComparison:
    """The differences of a newer assessment from an older one.

    Attributes
    ----------
    old, new : Assessment
        The assessments.
    inventories : InventoryComparison
        Differences of their tasks.
    score_causes : mapping of str to tuple of ScorePart
        By task of the newer assessment.
    hours_causes : mapping of str to tuple of HoursPart
        By task of the newer assessment.
    """

    old: Assessment
    new: Assessment
    inventories: InventoryComparison
    score_causes: Mapping[str, tuple[ScorePart, ...]]
    hours_causes: Mapping[str, tuple[HoursPart, ...]]

    @cached_property
    def table(self) -> pd.DataFrame:
        """All tasks of both, in the order of the newer ranking; tasks that are gone come last.

        Columns ``task_id``, ``old_id``, ``department``, ``name``, then with the prefixes ``old_``
        and ``new_`` each of ``rank``, ``score``, ``means`` and ``saved_hours_per_year_p10`` …
        ``_p90``. Values of a missing task are None or NaN.
        """
        old_id = {new: old for old, new in self.inventories.pairs.items()}
        before = _by_task(self.old)
        rows = [
            {
                "task_id": task,
                "old_id": old_id.get(task),
                **_named(self.new, task),
                **_sided("old", before.get(old_id.get(task, ""))),
                **_sided("new", now),
            }
            for task, now in _by_task(self.new).items()
        ]
        gone = set(self.inventories.gone)
        rows += [
            {
                "task_id": None,
                "old_id": task,
                **_named(self.old, task),
                **_sided("old", then),
                **_sided("new", None),
            }
            for task, then in before.items()
            if task in gone
        ]
        return pd.DataFrame(rows)

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """Tasks in both with another score, hours or means, in the order of the newer ranking."""
        moved = self.score_causes.keys() | self.hours_causes.keys()
        table = self.table
        both = table["old_id"].notna() & table["task_id"].notna()
        moved |= set(table.loc[both & (table["old_means"] != table["new_means"]), "task_id"])
        return tuple(task for task in table["task_id"] if task in moved)

    def of(self, task_id: str) -> TaskChange:
        """Return the changes of a task.

        Parameters
        ----------
        task_id : str
            Id in the newer inventory.

        Returns
        -------
        TaskChange
            With the causes.

        Raises
        ------
        UnknownNameError
            It is not in both.
        """
        old_id = self._old_ids.get(task_id)
        if old_id is None:
            raise UnknownNameError(
                N_("The task “{name}” is not in both assessments."), name=task_id
            )
        task = self.new.inventory.tasks.loc[task_id]
        return TaskChange(
            task_id=task_id,
            old_id=old_id,
            department=task["department"] or "",
            name=task["name"] or "",
            old=self._before[old_id],
            new=self._after[task_id],
            score_parts=self.score_causes.get(task_id, ()),
            hours_parts=self.hours_causes.get(task_id, ()),
        )

    @cached_property
    def _old_ids(self) -> dict[str, str]:
        return {new: old for old, new in self.inventories.pairs.items()}

    @cached_property
    def _before(self) -> dict[str, AssessedTask]:
        return _by_task(self.old)

    @cached_property
    def _after(self) -> dict[str, AssessedTask]:
        return _by_task(self.new)


def compare_assessments(
    old: Assessment, new: Assessment, pairs: Mapping[str, str] | None = None
) -> AssessmentComparison:
    """Compare two assessments, with the causes of the changes."""
    inventories = compare_inventories(old.inventory, new.inventory, pairs, new.policy.checks)
    steps = Steps.of(
        old.inventory,
        new.inventory,
        list(inventories.pairs.keys()),
        list(inventories.pairs.values()),
    )
    fields = new.inventory.fields
    return AssessmentComparison(
        old=old,
        new=new,
        inventories=inventories,
        score_causes=score_parts(steps, old.scores.scorecard, new.scores.scorecard, fields),
        hours_causes=hours_parts(steps, old, new),
    )


def _by_task(assessment: Assessment) -> dict[str, AssessedTask]:
    """Return every task's figures, best first."""
    ids = assessment.inventory.tasks.index.to_numpy()
    savings, score = assessment.savings, assessment.scores.score
    means = np.asarray(assessment.choice.ids, dtype=object)
    return {
        str(ids[position]): AssessedTask(
            rank=rank,
            score=float(score[position]),
            p10=float(savings.p10[position]),
            p50=float(savings.p50[position]),
            p90=float(savings.p90[position]),
            means=str(means[position]),
        )
        for rank, position in enumerate(assessment.order.tolist(), 1)
    }


def _named(assessment: Assessment, task: str) -> dict[str, str]:
    row = assessment.inventory.tasks.loc[task]
    return {"department": row["department"] or "", "name": row["name"] or ""}


def _sided(side: str, task: AssessedTask | None) -> dict[str, Any]:
    figures: dict[str, Any] = {
        f"{side}_rank": None if task is None else task.rank,
        f"{side}_score": np.nan if task is None else task.score,
        f"{side}_means": None if task is None else task.means,
    }
    for name in _HOURS:
        figures[f"{side}_saved_hours_per_year_{name}"] = (
            np.nan if task is None else getattr(task, name)
        )
    return figures
