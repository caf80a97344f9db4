"""The differences of a newer inventory as rows of a list: new, gone and changed, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rpa_scout.comparison.answers import answer_text
from rpa_scout.comparison.inventories import InventoryComparison
from rpa_scout.comparison.sentences import cell_address
from rpa_scout.inventory import Inventory
from rpa_scout.text import N_, _


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One difference, in the user's language."""

    kind: str  # New, gone or changed
    department: str
    name: str  # Of the task
    field: str = ""  # Label of the changed answer
    # Answers before and after, and the cell of the newer survey; empty for new and gone tasks.
    old: str = ""
    new: str = ""
    cell: str = ""


def change_rows(comparison: InventoryComparison) -> Iterator[ChangeRow]:
    """Yield changed answers first, then the tasks that are gone and new."""
    fields = comparison.new.fields
    for task in comparison.changed:
        for answer in task.answers:
            field = fields[answer.field]
            yield ChangeRow(
                kind=_("changed answer"),
                department=task.department,
                name=task.name,
                field=fields.label(answer.field),
                old=answer_text(answer.old, field, answer.old_range, answer.old_open),
                new=answer_text(answer.new, field, answer.new_range, answer.new_open),
                cell=cell_address(answer.new_source) or cell_address(answer.old_source),
            )
    yield from _whole_tasks(N_("no longer listed"), comparison.old, comparison.gone)
    yield from _whole_tasks(N_("new task"), comparison.new, comparison.added)


def _whole_tasks(kind: str, inventory: Inventory, tasks: tuple[str, ...]) -> Iterator[ChangeRow]:
    rows = inventory.tasks.loc[list(tasks)]
    for department, name in zip(rows["department"], rows["name"], strict=True):
        yield ChangeRow(_(kind), department or "", name or "")
