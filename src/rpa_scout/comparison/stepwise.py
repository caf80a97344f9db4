"""Replacing old answers by new answers, one field at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools
from rpa_scout.comparison.answers import AnswerComparison
from rpa_scout.inventory import Inventory


@dataclass(frozen=True)
class Steps:
    """The tasks in two inventories, whose answers are replaced field by field."""

    old: Inventory
    new: Inventory
    # Ids of the tasks in both, in the same order.
    old_ids: list[str]
    new_ids: list[str]
    differs: Bools  # Whether answers differ, shape (n, fields)

    @classmethod
    def of(cls, old: Inventory, new: Inventory, old_ids: list[str], new_ids: list[str]) -> Steps:
        """Compare the answers of tasks."""
        differs = AnswerComparison(old, new).differing(old_ids, new_ids)
        return cls(old, new, old_ids, new_ids, differs)

    @property
    def new_tasks(self) -> pd.DataFrame:
        """The tasks with their new answers, shape (n, fields)."""
        return self.new.tasks.loc[self.new_ids]

    def inventories_by_field(self) -> Iterator[tuple[str, Inventory, Inventory]]:
        """Yield, for each field in the order of the form, the changed tasks before and after it."""
        current, target = self._old_tasks(), self.new_tasks
        for column, field_id in enumerate(self.new.fields.ids):
            rows = np.flatnonzero(self.differs[:, column])
            if not rows.size:
                continue
            before = current.iloc[rows].copy()
            current[field_id] = target[field_id]
            after = current.iloc[rows].copy()
            yield field_id, self._inventory(before, column), self._inventory(after, column + 1)

    def _old_tasks(self) -> pd.DataFrame:
        tasks = self.old.tasks.loc[self.old_ids]
        return tasks.set_axis(pd.Index(self.new_ids, name="task_id", dtype=object))

    def _inventory(self, tasks: pd.DataFrame, swapped: int) -> Inventory:
        """Return tasks as an inventory; the first fields have the newly written ranges."""
        swapped_fields = list(self.new.fields.ids)[:swapped]

        def mixed(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
            return self._mixed(before, after, swapped_fields, tasks.index)

        return replace(
            self.new,
            tasks=tasks,
            left_out=tasks.iloc[:0],
            ranges=mixed(self.old.ranges, self.new.ranges),
            alternatives=mixed(self.old.alternatives, self.new.alternatives),
        )

    def _mixed(
        self,
        before: pd.DataFrame,
        after: pd.DataFrame,
        swapped_fields: list[str],
        tasks: pd.Index[str],
    ) -> pd.DataFrame:
        """Return what is stored beside the answers: of some fields as new, of the others as old."""
        ids = dict(zip(self.old_ids, self.new_ids, strict=True))
        before = before[~before["field"].isin(swapped_fields)]
        before = before.assign(task_id=before["task_id"].map(ids))
        after = after[after["field"].isin(swapped_fields)]
        # An empty frame's columns would change the type of the others'.
        parts = [part for part in (before, after) if len(part)] or [before]
        cells = pd.concat(parts, ignore_index=True)
        return cells[cells["task_id"].isin(tasks)].reset_index(drop=True)
