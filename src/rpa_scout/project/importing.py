"""Taking surveys into the project: the first time, and again each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from rpa_scout.comparison.inventories import InventoryComparison
from rpa_scout.comparison.renames import RenameProposal
from rpa_scout.inventory import Inventory, department_of_task
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Checks
from rpa_scout.project.canonical import canonical_id, canonical_text
from rpa_scout.project.changes import Change, Values
from rpa_scout.project.comparing import compared_change, first_comparison
from rpa_scout.project.json_text import from_text, to_text
from rpa_scout.project.matching import KnownTask, Matching, ReadLine, match_lines
from rpa_scout.project.schema import (
    CorrectionRow,
    DepartmentRow,
    SurveyFileRow,
    SurveyImportRow,
    SurveyLineRow,
    SurveyTableRow,
    TaskRow,
)
from rpa_scout.project.states import TaskState
from rpa_scout.project.survey_facts import file_facts, findings_text, line_facts, table_facts
from rpa_scout.text import fold
from rpa_scout.version import __version__

__all__ = ["ImportedTasks", "import_inventory"]


@dataclass(frozen=True)
class ImportedTasks:
    """What an import did, by ids of tasks.

    Attributes
    ----------
    number : int
        Number of the import.
    added, changed, unchanged : tuple of str
        New tasks; known ones with other answers than before; known ones with the same.
    gone : tuple of str
        Tasks of the same departments that are in the survey no more: withdrawn, history kept.
    returned : tuple of str
        Tasks that were gone and are there again.
    left_out : int
        Lines with errors. A task known under the same department and name keeps its older answers.
    corrections_set_aside : tuple of (str, str)
        Task and field of corrections that a newer answer took the place of.
    comparison : InventoryComparison
        What changed, cell by cell.
    proposals : tuple of RenameProposal
        Tasks gone and added that are probably the same; a person confirms.
    """

    number: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    returned: tuple[str, ...]
    left_out: int
    corrections_set_aside: tuple[tuple[str, str], ...]
    comparison: InventoryComparison
    proposals: tuple[RenameProposal, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Number of the import, and how many tasks of each kind there are."""
        named = ("added", "changed", "unchanged", "gone", "returned", "corrections_set_aside")
        lengths = {name: len(getattr(self, name)) for name in named}
        return {"number": self.number, "left_out": self.left_out, **lengths}


@dataclass(frozen=True, slots=True)
class _Known:
    """A task's newest survey, as far as matching needs it."""

    department: str
    name: str
    answers: str
    row: Values


def import_inventory(
    change: Change, inventory: Inventory, fields: FieldSet, checks: Checks
) -> ImportedTasks:
    """Take what was read into the project.

    Parameters
    ----------
    change : Change
        The change that this is.
    inventory : Inventory
        Surveys read together.
    fields : FieldSet
        The survey's fields.
    checks : Checks
        Figures of the policy in force.

    Returns
    -------
    ImportedTasks
        What came of it.
    """
    number, lines = _add_facts(change, inventory)
    used = [one for one in lines if one["used"]]
    departments = {fold(_department(one, inventory)): _department(one, inventory) for one in used}
    known = _known_tasks(change, set(departments))
    matching = _matched(change, inventory, lines, known)
    by_read_id = {one["read_id"]: one for one in used}
    for name in departments:
        change.put(DepartmentRow, (canonical_id(name),), import_number=number)
    for read_id, task in matching.new.items():
        line = by_read_id[read_id]
        change.put(TaskRow, (task,), line_id=line["id"], state=TaskState.CANDIDATE.value)
    returned = [
        task
        for read_id, task in matching.known.items()
        if _renew(change, task, known[task].row, by_read_id[read_id])
    ]
    changed = {
        task
        for read_id, task in matching.known.items()
        if known[task].answers != by_read_id[read_id]["answers"]
    }
    gone = [task for task in matching.gone if _withdraw(change, task, known[task].row)]
    set_aside = _set_aside(change, {matching.known[one]: by_read_id[one] for one in matching.known})
    # Compared here, not afterwards: what cannot be compared must not be kept.
    comparison = (
        compared_change(change, fields, checks)
        if known
        else first_comparison(inventory, [matching.new[line["read_id"]] for line in used])
    )
    return ImportedTasks(
        number=number,
        added=tuple(matching.new.values()),
        changed=tuple(one for one in matching.known.values() if one in changed),
        unchanged=tuple(one for one in matching.known.values() if one not in changed),
        gone=tuple(gone),
        returned=tuple(returned),
        left_out=len(lines) - len(used),
        corrections_set_aside=tuple(set_aside),
        comparison=comparison,
        proposals=comparison.renamed,
    )


def _add_facts(change: Change, inventory: Inventory) -> tuple[int, list[dict[str, Any]]]:
    number = change.next_number(SurveyImportRow)
    row = {
        "number": number,
        "at": change.at,
        "author": change.author,
        "program_version": __version__,
        "findings": findings_text(inventory),
    }
    lines = line_facts(inventory, number, change.next_number(SurveyLineRow, "id"))
    change.add(SurveyImportRow, [row])
    change.add(SurveyFileRow, file_facts(inventory, number))
    change.add(SurveyTableRow, table_facts(inventory, number))
    change.add(SurveyLineRow, lines)
    return number, lines


def _department(line: Values, inventory: Inventory) -> str:
    position = line["table_position"]
    of_table = inventory.tables[position].department if position >= 0 else ""
    return department_of_task(line["department"], canonical_text(of_table or ""))


def _known_tasks(change: Change, departments: set[str]) -> dict[str, _Known]:
    """Return the tasks of some departments, in the order in which they were read last."""
    rows = change.rows(TaskRow)
    query = (
        select(
            TaskRow.task_id,
            SurveyLineRow.department,
            SurveyTableRow.department.label("of_table"),
            SurveyLineRow.name,
            SurveyLineRow.answers,
        )
        .join(SurveyLineRow, SurveyLineRow.id == TaskRow.line_id)
        .outerjoin(
            SurveyTableRow,
            (SurveyTableRow.import_number == SurveyLineRow.import_number)
            & (SurveyTableRow.position == SurveyLineRow.table_position),
        )
        .order_by(SurveyLineRow.id)
    )
    known = {}
    for one in change.connection.execute(query):
        department = department_of_task(one.department, one.of_table)
        if fold(department) in departments:
            known[one.task_id] = _Known(
                department, one.name or "", one.answers, rows[(one.task_id,)]
            )
    return known


def _matched(
    change: Change,
    inventory: Inventory,
    lines: Sequence[Values],
    known: dict[str, _Known],
) -> Matching:
    read = [
        ReadLine(one["read_id"], _department(one, inventory), one["name"] or "") for one in lines
    ]
    tasks = [KnownTask(task, one.department, one.name) for task, one in known.items()]
    taken = [key[0] for key in change.rows(TaskRow)]
    found = match_lines(read, tasks, taken)
    used = {one["read_id"] for one in lines if one["used"]}
    # A line with errors may be a known task whose very name is missing: it is not gone.
    unclear = {one["read_id"] for one in lines if not one["used"]}
    return Matching(
        known={read_id: task for read_id, task in found.known.items() if read_id in used},
        new={read_id: task for read_id, task in found.new.items() if read_id in used},
        gone=tuple(one for one in found.gone if one not in unclear),
    )


def _renew(change: Change, task: str, row: Values, line: Values) -> bool:
    """Give a task its newer line; tell whether it had been gone."""
    gone = row["state"] == TaskState.WITHDRAWN.value and row["state_before_withdrawal"] is not None
    state = row["state_before_withdrawal"] if gone else row["state"]
    change.put(TaskRow, (task,), line_id=line["id"], state=state, state_before_withdrawal=None)
    return gone


def _withdraw(change: Change, task: str, row: Values) -> bool:
    """Withdraw a task that is in the survey no more; tell whether it had not been withdrawn."""
    if row["state"] == TaskState.WITHDRAWN.value:
        return False
    change.put(
        TaskRow,
        (task,),
        state=TaskState.WITHDRAWN.value,
        state_before_withdrawal=row["state"],
    )
    return True


def _set_aside(change: Change, lines: dict[str, Values]) -> list[tuple[str, str]]:
    """Drop corrections of answers that the survey now gives otherwise."""
    dropped = []
    for (task, field), row in list(change.rows(CorrectionRow).items()):
        if task not in lines:
            continue
        answer = from_text(lines[task]["answers"]).get(field)
        if to_text(answer) != row["answered"]:
            change.delete(CorrectionRow, (task, field))
            dropped.append((task, field))
    return dropped
