"""Replacing old answers by new answers, one field at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.comparison.answers import AnswerComparison
from rpa_scout.inventory import Inventory

__all__ = ["Steps"]


@dataclass(frozen=True)
class Steps:
    """The tasks in two inventories, whose answers are replaced field by field."""

    old: Inventory
    new: Inventory
    # Ids of the tasks in both, in the same order.
    old_ids: list[str]
    new_ids: list[str]
    differs: npt.NDArray[np.bool_]  # Whether answers differ, shape (n, fields)

    @classmethod
    def of(cls, old: Inventory, new: Inventory, old_ids: list[str], new_ids: list[str]) -> Steps:
        """Compare the answers of tasks."""
        differs = AnswerComparison(old, new).differing(old_ids, new_ids)
        return cls(old, new, old_ids, new_ids, differs)

    @property
    def new_tasks(self) -> pd.DataFrame:
        """The tasks with their new answers, shape (n, fields)."""
        return self.new.tasks.loc[self.new_ids]

    def by_field(self) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
        """Yield, for each field in the order of the form, the changed tasks before and after it."""
        for field_id, before, after in self.inventories_by_field():
            yield field_id, before.tasks, after.tasks

    def inventories_by_field(self) -> Iterator[tuple[str, Inventory, Inventory]]:
        """Yield the same as :meth:`by_field`, as inventories with the written ranges."""
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
        """Return tasks as an inventory with new ranges for the first fields, old for the others."""
        fields = list(self.new.fields.ids)
        old_ranges = self.old.ranges[~self.old.ranges["field"].isin(fields[:swapped])]
        new_ranges = self.new.ranges[self.new.ranges["field"].isin(fields[:swapped])]
        ids = dict(zip(self.old_ids, self.new_ids, strict=True))
        old_ranges = old_ranges.assign(task_id=old_ranges["task_id"].map(ids))
        # Concatenating an empty frame could change the types of the columns.
        parts = [part for part in (old_ranges, new_ranges) if len(part)] or [old_ranges]
        ranges = pd.concat(parts, ignore_index=True)
        ranges = ranges[ranges["task_id"].isin(tasks.index)].reset_index(drop=True)
        return replace(self.new, tasks=tasks, left_out=tasks.iloc[:0], ranges=ranges)
