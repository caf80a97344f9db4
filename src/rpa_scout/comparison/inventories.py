"""Comparison of two inventories: tasks added, gone, changed, and probably renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from rpa_scout.comparison.answers import AnswerComparison, ChangedAnswer
from rpa_scout.comparison.renames import RenameContext, RenameProposal, propose_renames
from rpa_scout.errors import UnknownNameError
from rpa_scout.inventory import Inventory
from rpa_scout.policy.checks import Checks
from rpa_scout.text import N_, fold


@dataclass(frozen=True, slots=True)
class ChangedTask:
    """A task with changed answers."""

    old_id: str
    new_id: str
    # Department and name in the newer survey.
    department: str
    name: str
    answers: tuple[ChangedAnswer, ...]  # In the order of the form


@dataclass(frozen=True)
class InventoryComparison:
    """The differences of a newer inventory from an older one.

    Attributes
    ----------
    old, new : Inventory
        The inventories.
    pairs : mapping of str to str
        Newer ids by older ids, of the tasks in both.
    added, gone : tuple of str
        Tasks in the newer inventory only, and in the older inventory only.
    changed : tuple of ChangedTask
        Tasks with changed answers, in the order of the newer inventory.
    renamed : tuple of RenameProposal
        Pairs of a gone and an added task that are probably the same task.
    """

    old: Inventory
    new: Inventory
    pairs: Mapping[str, str]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[ChangedTask, ...]
    renamed: tuple[RenameProposal, ...]

    @property
    def unchanged(self) -> int:
        """Number of tasks without a changed answer."""
        return len(self.pairs) - len(self.changed)

    @cached_property
    def cells(self) -> pd.DataFrame:
        """The changed answers, one row per cell.

        Columns ``task_id``, ``department``, ``name``, ``field``, ``old``, ``new`` (codes, numbers
        and texts; None: unknown), ``old_file``, ``old_sheet``, ``old_cell``, ``new_file``,
        ``new_sheet``, ``new_cell``.
        """
        rows = [
            {
                "task_id": task.new_id,
                "department": task.department,
                "name": task.name,
                "field": answer.field,
                "old": answer.old,
                "new": answer.new,
                "old_file": answer.old_source.file,
                "old_sheet": answer.old_source.sheet,
                "old_cell": answer.old_source.cell,
                "new_file": answer.new_source.file,
                "new_sheet": answer.new_source.sheet,
                "new_cell": answer.new_source.cell,
            }
            for task in self.changed
            for answer in task.answers
        ]
        return pd.DataFrame(rows, columns=_CELL_COLUMNS, dtype=object)

    def confirmed(
        self, renamed: Mapping[str, str], checks: Checks | None = None
    ) -> InventoryComparison:
        """Compare again, with renamed tasks that a person has confirmed.

        Parameters
        ----------
        renamed : mapping of str to str
            Ids of added tasks by ids of gone tasks.
        checks : Checks, optional
            The policy's figures.

        Returns
        -------
        InventoryComparison
            The confirmed tasks are among the pairs.
        """
        return compare_inventories(self.old, self.new, {**self.pairs, **renamed}, checks)


_CELL_COLUMNS = (
    "task_id", "department", "name", "field", "old", "new",
    "old_file", "old_sheet", "old_cell", "new_file", "new_sheet", "new_cell",
)  # fmt: skip  # One line for the task, one for the cells.


def compare_inventories(
    old: Inventory,
    new: Inventory,
    pairs: Mapping[str, str] | None = None,
    checks: Checks | None = None,
    context: RenameContext | None = None,
) -> InventoryComparison:
    """Compare two inventories.

    >>> import pandas as pd
    >>> from rpa_scout.inventory import Inventory
    >>> old = pd.DataFrame({"department": ["税務課"], "name": ["転記"], "items_per_run": [40]})
    >>> new = old.assign(items_per_run=[60])
    >>> comparison = compare_inventories(Inventory.from_frame(old), Inventory.from_frame(new))
    >>> [(change.field, change.old, change.new) for change in comparison.changed[0].answers]
    [('items_per_run', 40.0, 60.0)]
    """
    paired = same_names(old, new) if pairs is None else dict(pairs)
    _refuse_unknown(old, paired.keys())
    _refuse_unknown(new, paired.values())
    paired_new = set(paired.values())
    gone = [task for task in old.tasks.index if task not in paired]
    added = [task for task in new.tasks.index if task not in paired_new]
    least = (checks or Checks()).similar_names
    rows = replace(context or RenameContext(), old_rows=_rows(old), new_rows=_rows(new))
    renamed = propose_renames(old.tasks.loc[gone], new.tasks.loc[added], least, rows)
    return InventoryComparison(
        old=old,
        new=new,
        pairs=paired,
        added=tuple(added),
        gone=tuple(gone),
        changed=tuple(_changed(old, new, paired)),
        renamed=tuple(renamed),
    )


def _rows(inventory: Inventory) -> dict[str, int]:
    """Return the row of each task that was read from a list."""
    listed = inventory.sources[inventory.sources["table"] >= 0]
    return {str(task): int(row) for task, row in listed["row"].items()}


def same_ids(old: Inventory, new: Inventory) -> dict[str, str]:
    """Pair tasks that have the same id in both."""
    new_ids = set(new.tasks.index)
    return {str(task): str(task) for task in old.tasks.index if task in new_ids}


def same_names(old: Inventory, new: Inventory) -> dict[str, str]:
    """Pair tasks with the same folded department and name, whatever their rows."""
    pairs: dict[str, str] = {}
    old_by_name, new_by_name = _by_name(old), _by_name(new)
    for name, old_ids in old_by_name.items():
        pairs.update(_paired(old, new, old_ids, new_by_name.get(name, [])))
    return pairs


def _by_name(inventory: Inventory) -> dict[tuple[str, str], list[str]]:
    tasks = inventory.tasks
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task, department, name in zip(tasks.index, tasks["department"], tasks["name"], strict=True):
        names[fold(department or ""), fold(name or "")].append(str(task))
    return names


def _paired(
    old: Inventory, new: Inventory, old_ids: list[str], new_ids: list[str]
) -> dict[str, str]:
    if len(old_ids) == len(new_ids) == 1:
        return {old_ids[0]: new_ids[0]}
    sections = old.tasks["section"], new.tasks["section"]
    pairs: dict[str, str] = {}
    unpaired = list(new_ids)
    # Several tasks of one name: pair equal sections first, then equal ids, then any.
    for agree in (
        lambda old_id, new_id: fold(sections[0][old_id] or "") == fold(sections[1][new_id] or ""),
        lambda old_id, new_id: old_id == new_id,
        lambda *_any_two: True,
    ):
        for old_id in old_ids:
            if old_id in pairs:
                continue
            new_id = next((task for task in unpaired if agree(old_id, task)), None)
            if new_id is not None:
                pairs[old_id] = new_id
                unpaired.remove(new_id)
    return pairs


def _refuse_unknown(inventory: Inventory, tasks: Iterable[str]) -> None:
    for task in tasks:
        if task not in inventory.tasks.index:
            raise UnknownNameError(N_("There is no task “{name}” in this inventory."), name=task)


def _changed(old: Inventory, new: Inventory, pairs: Mapping[str, str]) -> list[ChangedTask]:
    position = {str(task): row for row, task in enumerate(new.tasks.index)}
    ordered = sorted(pairs.items(), key=lambda pair: position[pair[1]])
    old_ids, new_ids = [pair[0] for pair in ordered], [pair[1] for pair in ordered]
    answers = AnswerComparison(old, new)
    differ = answers.differing(old_ids, new_ids)
    ids = np.array(new.fields.ids, dtype=object)
    departments, names = new.tasks["department"], new.tasks["name"]
    return [
        ChangedTask(
            old_id=old_ids[row],
            new_id=new_ids[row],
            department=str(departments[new_ids[row]] or ""),
            name=str(names[new_ids[row]] or ""),
            answers=tuple(answers.changed(old_ids[row], new_ids[row], ids[differ[row]].tolist())),
        )
        for row in np.flatnonzero(differ.any(axis=1)).tolist()
    ]
