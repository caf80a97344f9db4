"""Import of surveys into the project, the first time and again each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rpa_scout.comparison.inventories import InventoryComparison
from rpa_scout.comparison.renames import RenameProposal
from rpa_scout.coverage import WITHOUT_TASKS
from rpa_scout.inventory import Inventory, department_of_task
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldSet
from rpa_scout.project.ledger.changes import Change, Values
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.canonical import canonical_id, canonical_text
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.schema import (
    CorrectionRow,
    DepartmentRow,
    SurveyFileRow,
    SurveyImportRow,
    SurveyLineForm,
    SurveyLineRow,
    SurveyTableRow,
    TaskRow,
)
from rpa_scout.project.surveys.comparing import compared_change, first_comparison
from rpa_scout.project.surveys.matching import KnownTask, Matching, ReadLine, match_lines
from rpa_scout.project.surveys.successors import Successors, stored_successors
from rpa_scout.project.surveys.survey_facts import (
    file_facts,
    findings_text,
    line_facts,
    table_facts,
)
from rpa_scout.project.surveys.task_lines import TaskLine, task_lines
from rpa_scout.text import fold
from rpa_scout.version import __version__


@dataclass(frozen=True)
class ImportedTasks:
    """What an import did, by ids of tasks.

    Attributes
    ----------
    number : int
        Number of the import.
    added, changed, unchanged : tuple of str
        New tasks; present tasks with other answers than before; present tasks with the same.
    gone : tuple of str
        Tasks of the same departments that the survey no longer lists; they are withdrawn.
    returned : tuple of str
        Tasks that were gone and are listed again.
    left_out : int
        Lines with errors. A task with the same department and name keeps its older answers.
    corrections_set_aside : tuple of (str, str)
        Task and field of corrections that a newer answer replaced.
    comparison : InventoryComparison
        What changed, cell by cell.
    proposals : tuple of RenameProposal
        Pairs of a gone and a new task that are probably the same; a person confirms them.
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
        """Number of the import, and the number of tasks of each kind."""
        named = ("added", "changed", "unchanged", "gone", "returned", "corrections_set_aside")
        lengths = {name: len(getattr(self, name)) for name in named}
        return {"number": self.number, "left_out": self.left_out, **lengths}


def import_inventory(
    change: Change, inventory: Inventory, fields: FieldSet, checks: Checks
) -> ImportedTasks:
    """Import an inventory into the project."""
    number, lines = _add_facts(change, inventory)
    used = [line for line in lines if line["used"]]
    written = {fold(_department(line, inventory)): _department(line, inventory) for line in used}
    without = departments_without_tasks(inventory)
    written |= {fold(name): name for name in without if fold(name) not in written}
    surveyed = _Surveyed(stored_successors(change.connection), written)
    present = {task: line for task, line in task_lines(change).items() if surveyed.may_match(line)}
    matching = _match_lines(change, inventory, lines, present, surveyed.successors)
    by_read_id = {line["read_id"]: line for line in used}
    _put_answers_of_departments(change, surveyed, number)
    added = ((task, by_read_id[read_id]) for read_id, task in matching.new.items())
    change.insert(
        TaskRow,
        (
            {
                "task_id": task,
                "line_id": line["id"],
                "state": TaskState.CANDIDATE.value,
                "department": surveyed.current(_department(line, inventory)),
            }
            for task, line in added
        ),
    )
    lines_of = {task: by_read_id[read_id] for read_id, task in matching.matched.items()}
    merged = _still_merged(present, lines_of)
    renewed = {task: line for task, line in lines_of.items() if task not in merged}
    departments = {
        task: surveyed.moved(present[task], _department(line, inventory))
        for task, line in renewed.items()
    }
    returned = [
        task
        for task, line in renewed.items()
        if _renew(change, present[task], line, departments[task])
    ]
    changed = {task for task, line in renewed.items() if present[task].answers != line["answers"]}
    gone = [
        task
        for task in matching.gone
        if surveyed.answers_for(present[task]) and _withdraw(change, task, present[task].row)
    ]
    set_aside = _drop_corrections(change, renewed)
    # Compare within the transaction: an import that cannot be compared must not be stored.
    comparison = (
        compared_change(change, fields, checks)
        if present
        else first_comparison(inventory, [matching.new[line["read_id"]] for line in used])
    )
    return ImportedTasks(
        number=number,
        added=tuple(matching.new.values()),
        changed=tuple(task for task in lines_of if task in changed),
        unchanged=tuple(task for task in lines_of if task not in changed),
        gone=tuple(gone),
        returned=tuple(returned),
        left_out=len(lines) - len(used),
        corrections_set_aside=tuple(set_aside),
        comparison=comparison,
        proposals=comparison.renamed,
    )


@dataclass(frozen=True)
class _Surveyed:
    """The departments of an import: their names as written, by folded name."""

    successors: Successors
    written: Mapping[str, str]

    @cached_property
    def _now(self) -> frozenset[str]:
        return frozenset(fold(self.successors.current(name)) for name in self.written.values())

    def may_match(self, task: TaskLine) -> bool:
        """Tell whether a line of the import may stand for a task."""
        return fold(task.department) in self._now or fold(task.surveyed_as) in self.written

    def answers_for(self, task: TaskLine) -> bool:
        """Tell whether a task that is missing from the import is gone.

        A task made by a person is not, because no survey lists it yet. After a merger, a late
        form of a former department covers only its own tasks.
        """
        if task.row.made_by is not None:
            return False
        now = fold(task.department)
        if now in self.written:
            return True
        if fold(task.surveyed_as) in self.written:
            return self.successors.is_former(task.surveyed_as)
        return now in self._now and len(self.successors.predecessors(task.department)) == 1

    def current(self, written: str) -> str | None:
        """Return the present name of a department; None if the import uses this name already."""
        now = self.successors.current(written)
        return None if fold(now) == fold(written) else now

    def moved(self, task: TaskLine, written: str) -> str | None:
        """Return the department of a task if it differs from the one in its newer line."""
        if fold(written) == fold(task.department):
            return None
        if fold(written) == fold(task.surveyed_as) or self.successors.is_former(written):
            return task.department  # the form still has the name from before the reorganisation
        return None

    def superseded(self, change: Change) -> list[str]:
        """Return former departments whose answers are outdated: all successors have answered."""
        answered = {*self.written, *(key[0] for key in change.rows(DepartmentRow))}
        return [
            folded
            for (folded,) in list(change.rows(DepartmentRow))
            if folded not in self.written
            and self.successors.is_former(folded)
            and {fold(name) for name in self._successors(folded)} <= answered - {folded}
        ]

    def _successors(self, folded: str) -> tuple[str, ...]:
        now = self.successors.current(folded)
        return (now,) if fold(now) != folded else self.successors.names[folded]


def departments_without_tasks(inventory: Inventory) -> list[str]:
    """Return the departments that answer that they have no such task."""
    return [
        canonical_text(department)
        for finding in inventory.findings
        if finding.code == WITHOUT_TASKS and (department := finding.value_of("department"))
    ]


def _put_answers_of_departments(change: Change, surveyed: _Surveyed, number: int) -> None:
    """Record that an import answers for its departments and their predecessors."""
    for name in surveyed.written:
        change.put(DepartmentRow, (canonical_id(name),), import_number=number)
    for name in surveyed.superseded(change):
        change.delete(DepartmentRow, (name,))


def _still_merged(present: Mapping[str, TaskLine], lines_of: Mapping[str, Values]) -> set[str]:
    """Return merged tasks whose parts the survey still lists: the person's line stays valid."""
    listed = {present[task].row.merged_into for task in lines_of} - {None}
    return {
        task
        for task, line in lines_of.items()
        if present[task].row.made_by == "merge"
        and (task in listed or fold(line["name"] or "") != fold(present[task].name))
    }


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
    change.add(SurveyLineForm, lines)
    return number, lines


def _department(line: Values, inventory: Inventory) -> str:
    position = line["table_position"]
    of_table = inventory.tables[position].department if position >= 0 else ""
    return department_of_task(line["department"], canonical_text(of_table or ""))


def _match_lines(
    change: Change,
    inventory: Inventory,
    lines: Sequence[Values],
    present: Mapping[str, TaskLine],
    successors: Successors,
) -> Matching:
    group_of = successors.group_of
    read = [_read_line(line, inventory, successors, group_of) for line in lines]
    tasks = [
        KnownTask(
            task,
            line.department,
            line.name,
            line.name_before,
            group_of.get(fold(line.department), ""),
        )
        for task, line in present.items()
    ]
    taken = [key[0] for key in change.rows(TaskRow)]
    matching = match_lines(read, tasks, taken)
    used = {line["read_id"] for line in lines if line["used"]}
    # A line with errors may be a task without its name, so the task with its id is not gone.
    unclear = {line["read_id"] for line in lines if not line["used"]}
    return Matching(
        matched={read_id: task for read_id, task in matching.matched.items() if read_id in used},
        new={read_id: task for read_id, task in matching.new.items() if read_id in used},
        gone=tuple(task for task in matching.gone if task not in unclear),
    )


def _read_line(
    line: Values, inventory: Inventory, successors: Successors, group_of: Mapping[str, str]
) -> ReadLine:
    department = successors.current(_department(line, inventory))
    group = group_of.get(fold(department), "")
    return ReadLine(line["read_id"], department, line["name"] or "", group)


def _renew(change: Change, task: TaskLine, line: Values, department: str | None) -> bool:
    """Give a task its newer line; return whether the task was gone before."""
    row = task.row
    gone = row.state == TaskState.WITHDRAWN.value and row.state_before_withdrawal is not None
    state = row.state_before_withdrawal if gone else row.state
    change.put(
        TaskRow,
        (task.task_id,),
        line_id=line["id"],
        state=state,
        state_before_withdrawal=None,
        department=department,
        made_by=None,
        line_before=None,
    )
    return gone


def _withdraw(change: Change, task: str, row: TaskRow) -> bool:
    """Withdraw a task that the survey no longer lists; return False if it was withdrawn before."""
    if row.state == TaskState.WITHDRAWN.value:
        return False
    change.put(
        TaskRow,
        (task,),
        state=TaskState.WITHDRAWN.value,
        state_before_withdrawal=row.state,
    )
    return True


def _drop_corrections(change: Change, lines: Mapping[str, Values]) -> list[tuple[str, str]]:
    """Drop the corrections of answers that differ in the newer survey."""
    dropped = []
    for (task, field), row in list(change.rows(CorrectionRow).items()):
        if task not in lines:
            continue
        answer = from_text(lines[task]["answers"]).get(field)
        if to_text(answer) != row.answered:
            change.delete(CorrectionRow, (task, field))
            dropped.append((task, field))
    return dropped
