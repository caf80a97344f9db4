"""Single tasks that a person adds, splits or merges between two surveys.

Such a task has a line written by the person until a survey lists it under its name. A merged task
keeps the id and the decision of the first task. The parts of a split refer to the original task and
start with its decision; the original task is withdrawn.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.policy.derived import derived_hours_per_year, derived_items_per_year
from rpa_scout.policy.fields import FieldSet
from rpa_scout.project.decisions import task_row
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.register_state import assign_automation, current_register
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.json_text import to_text
from rpa_scout.project.store.schema import SurveyImportRow, SurveyLineForm, SurveyLineRow, TaskRow
from rpa_scout.project.surveys.rebuilding import StoredLine
from rpa_scout.project.surveys.task_lines import TaskLine, task_lines
from rpa_scout.task_frame import task_frame
from rpa_scout.text import N_, fold
from rpa_scout.version import __version__

_DECISION: Final = (
    *("state", "planned_fiscal_year", "owner", "builder", "reason", "decided_by", "decided_at"),
)
_SHARED_OUT: Final = ("items_per_run", "hours_per_year_reported")
"""Answers that a split divides among the parts; all other answers are copied."""

_MINUTES_PER_HOUR: Final = 60.0
_NO_LIST: Final = -1


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A part of a task that is split."""

    name: str
    # Share of the items and hours, 0 to 1; None: an equal part of the remainder.
    share: float | None = None


def add_task(
    change: Change, department: str, name: str, answers: Mapping[str, Any], fields: FieldSet
) -> str:
    """Add a task that no survey has yet; return its id."""
    _need_reason(change)
    lines = task_lines(change)
    department, name = _clean_name(department), _clean_name(name)
    _refuse_taken(lines, department, [name])
    wanted = {**answers, "department": department, "name": name}
    (task,) = _new_ids(change, department, 1)
    (line,) = _add_lines(change, {task: _checked_answers(wanted, fields)})
    change.put(TaskRow, (task,), line_id=line, state=TaskState.CANDIDATE.value, made_by="add")
    return task


def admit_row(
    change: Change, line: StoredLine, answers: Mapping[str, object], fields: FieldSet
) -> None:
    """Make a task of a row that was left out, with what a person has learned about it.

    The line in the survey stays as it is; the person's line stands for it until a newer survey.
    """
    _need_reason(change)
    known = {name: value for name, value in line.answers.items() if name in fields.by_id}
    wanted: dict[str, Any] = {**known, **answers}
    for required in (field for field in fields if field.required):
        if not wanted.get(required.id):
            raise InputError(
                N_("Row {task} also lacks “{field}”; give both in one correction."),
                task=line.task_id,
                field=fields.label(required.id),
            )
    _refuse_taken(task_lines(change), wanted["department"], [wanted["name"]])
    (number,) = _add_lines(change, {line.read_id: _checked_answers(wanted, fields)})
    change.put(
        TaskRow,
        (line.task_id,),
        line_id=number,
        state=TaskState.CANDIDATE.value,
        made_by="correct",
    )


def split_task(change: Change, task: str, parts: Sequence[TaskPart], fields: FieldSet) -> list[str]:
    """Split a task; return the ids of its parts."""
    _need_reason(change)
    row, lines = task_row(change, task), task_lines(change)
    _refuse_withdrawn(task, row)
    if len(parts) <= 1:
        raise InputError(N_("Name at least two parts of “{task}”."), task=task)
    register = current_register(change.connection)
    if any(automation.task_id == task for automation in register.automations):
        raise NotAllowedError(
            N_("“{task}” is served by an automation of the register, so it is not split."),
            task=task,
        )
    origin = lines[task]
    names = [_clean_name(part.name) for part in parts]
    _refuse_taken(
        {task_id: line for task_id, line in lines.items() if task_id != task},
        origin.department,
        names,
    )
    shares = _shares(task, parts)
    ids = _new_ids(change, origin.department, len(parts))
    answers = {
        part: _checked_answers(_part_answers(origin, name, share), fields)
        for part, name, share in zip(ids, names, shares, strict=True)
    }
    for part, line in zip(ids, _add_lines(change, answers), strict=True):
        decision = {column: getattr(row, column) for column in _DECISION}
        change.put(TaskRow, (part,), line_id=line, made_by="split", split_from=task, **decision)
    _withdraw(change, task)
    return ids


def merge_tasks(change: Change, tasks: Sequence[str], name: str | None, fields: FieldSet) -> str:
    """Merge tasks into the first one; return its id."""
    _need_reason(change)
    ids = list(dict.fromkeys(tasks))
    if len(ids) <= 1:
        raise InputError(N_("Name at least two tasks to be merged."))
    lines = task_lines(change)
    for task in ids:
        _refuse_withdrawn(task, task_row(change, task))
    first = lines[ids[0]]
    merged_name = first.name if name is None else _clean_name(name)
    remaining = {task: line for task, line in lines.items() if task not in ids}
    _refuse_taken(remaining, first.department, [merged_name])
    answers = _merged_answers([lines[task] for task in ids], fields) | {
        "department": first.department,
        "name": merged_name,
    }
    (line,) = _add_lines(change, {ids[0]: _checked_answers(answers, fields)})
    before = first.row.line_before or first.row.line_id
    change.put(
        TaskRow, (ids[0],), line_id=line, made_by="merge", line_before=before, department=None
    )
    for task in ids[1:]:
        _withdraw(change, task, merged_into=ids[0])
    for automation in current_register(change.connection).automations:
        if automation.task_id in ids[1:]:
            assign_automation(change, automation.automation_id, ids[0])
    return ids[0]


def _need_reason(change: Change) -> None:
    if not change.reason:
        raise InputError(N_("Adding, splitting or merging tasks needs a reason."))


def _clean_name(name: str) -> str:
    bare = " ".join(name.split())
    if not bare:
        raise InputError(N_("The name of a task or department is empty."))
    return bare


def _refuse_withdrawn(task: str, row: TaskRow) -> None:
    if row.state == TaskState.WITHDRAWN.value:
        raise NotAllowedError(
            N_("“{task}” is withdrawn; only present tasks can be split or merged."), task=task
        )


def _refuse_taken(lines: Mapping[str, TaskLine], department: str, names: Sequence[str]) -> None:
    """Refuse names that the department uses already, and names that occur twice."""
    present = {
        fold(line.name)
        for line in lines.values()
        if fold(line.department) == fold(department) and line.row.state != TaskState.WITHDRAWN.value
    }
    for position, name in enumerate(names):
        if fold(name) in present or fold(name) in map(fold, names[:position]):
            raise NotAllowedError(
                N_("“{department}” has a task “{name}” already."), department=department, name=name
            )


def _new_ids(change: Change, department: str, count: int) -> list[str]:
    """Return ids that no survey uses: the department, ``-+`` and a number."""
    taken = {key[0] for key in change.rows(TaskRow)}
    free = (
        task for number in itertools.count(1) if (task := f"{department}-+{number}") not in taken
    )
    return list(itertools.islice(free, count))


def _checked_answers(answers: Mapping[str, Any], fields: FieldSet) -> dict[str, Any]:
    """Return the answers if the fields accept them; refuse others."""
    checked: dict[str, Any] = {}
    for name, value in answers.items():
        field = fields.by_id.get(name)
        if field is None:
            raise UnknownNameError(N_("There is no survey field “{name}”."), name=name)
        answer = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if answer is None or answer == "":
            continue
        if not field.accepts(answer):
            raise InputError(
                N_("“{value}” is no answer to “{field}”."), value=value, field=fields.label(name)
            )
        checked[name] = answer
    return checked


def _add_lines(change: Change, answers: Mapping[str, dict[str, Any]]) -> list[int]:
    """Add lines written by a person, as an import without files; return their ids."""
    number = change.next_number(SurveyImportRow)
    first = change.next_number(SurveyLineRow, "id")
    change.add(
        SurveyImportRow,
        [
            {
                "number": number,
                "at": change.at,
                "author": change.author,
                "program_version": __version__,
                "findings": "[]",
            }
        ],
    )
    ids = list(range(first, first + len(answers)))
    rows = [
        {
            "id": line,
            "import_number": number,
            "read_id": task,
            "table_position": _NO_LIST,
            "row": 0,
            "used": 1,
            "department": values["department"],
            "name": values["name"],
            "answers": to_text(values),
            "written": None,
            "ranges": None,
        }
        for line, (task, values) in zip(ids, answers.items(), strict=True)
    ]
    change.add(SurveyLineForm, rows)
    return ids


def _withdraw(change: Change, task: str, merged_into: str | None = None) -> None:
    change.put(
        TaskRow,
        (task,),
        state=TaskState.WITHDRAWN.value,
        state_before_withdrawal=None,
        merged_into=merged_into,
        reason=change.reason,
        decided_by=change.author,
        decided_at=change.at,
    )


def _shares(task: str, parts: Sequence[TaskPart]) -> list[float]:
    """Return the share of every part; parts without a share divide the remainder equally."""
    declared = [part.share for part in parts if part.share is not None]
    open_parts = len(parts) - len(declared)
    remainder = 1.0 - sum(declared)
    impossible = any(not 0.0 < share < 1.0 for share in declared) or (
        remainder <= 0.0 if open_parts else not math.isclose(sum(declared), 1.0, abs_tol=0.005)
    )
    if impossible:
        raise InputError(N_("The shares of the parts of “{task}” do not make 100 %."), task=task)
    return [remainder / open_parts if part.share is None else part.share for part in parts]


def _part_answers(origin: TaskLine, name: str, share: float) -> dict[str, Any]:
    answers = origin.answer_values
    for field in _SHARED_OUT:
        if answers.get(field) is not None:
            answers[field] *= share
    return answers | {"department": origin.department, "name": name}


def _merged_answers(lines: Sequence[TaskLine], fields: FieldSet) -> dict[str, Any]:
    """Return the first task's answers, with the summed items and hours of all tasks if known."""
    figures = {
        field.id: [line.answer_values.get(field.id) for line in lines]
        for field in fields.of_kind("number")
    }
    tasks = task_frame(figures, fields)
    answers = lines[0].answer_values
    hours = float(derived_hours_per_year(tasks).sum())
    items = float(derived_items_per_year(tasks).sum())
    runs = answers.get("runs_per_year")
    if math.isfinite(hours) and math.isfinite(items) and items > 0.0 and runs:
        answers["items_per_run"] = items / runs
        answers["minutes_per_item"] = hours * _MINUTES_PER_HOUR / items
        answers.pop("setup_minutes_per_run", None)  # the minutes per item include it now
    if math.isfinite(hours):
        answers["hours_per_year_reported"] = hours
    return answers
