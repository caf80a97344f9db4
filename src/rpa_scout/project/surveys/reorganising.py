"""Departments are renamed, merged or split; tasks keep their ids and decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.schema import (
    CityDepartmentRow,
    DepartmentRow,
    FormerDepartmentRow,
    TaskRow,
)
from rpa_scout.project.surveys.city import move_listed
from rpa_scout.project.surveys.renaming import confirm_rename
from rpa_scout.project.surveys.task_lines import TaskLine, task_lines
from rpa_scout.text import N_, fold


def rename_department(change: Change, old: str, new: str) -> int:
    """Rename a department.

    If a survey under the new name was imported before, its tasks are merged into the earlier tasks
    with the same names. Earlier tasks that it does not list are gone.
    """
    tasks = _tasks_of(change, old)
    target = _clean_name(new)
    if target == old:
        raise NotAllowedError(N_("“{name}” has this name already."), name=old)
    imported = [] if fold(old) == fold(target) else _tasks_of(change, target, required=False)
    if imported:
        _take_over(change, tasks, imported, target)
        _forget_older_answer(change, old, target)
    _move(change, [task for task in tasks if (task.task_id,) in change.rows(TaskRow)], target)
    _record_successors(change, [old], [target])
    return len(tasks)


def merge_departments(change: Change, names: Sequence[str], into: str) -> int:
    """Merge departments into one, which may be one of them or exist already."""
    target = _clean_name(into)
    merged = list(dict.fromkeys(names))
    if {fold(name) for name in merged} <= {fold(target)}:
        raise InputError(N_("Name at least one department that goes into “{name}”."), name=target)
    tasks = [task for name in merged for task in _tasks_of(change, name)]
    _move(change, tasks, target)
    _record_successors(change, merged, [target])
    return len(tasks)


def split_department(
    change: Change, old: str, into: Sequence[str], tasks: Mapping[str, Sequence[str]]
) -> int:
    """Split a department into several; one of them may keep its name."""
    targets = list(dict.fromkeys(map(_clean_name, into)))
    if len({fold(name) for name in targets}) <= 1:
        raise InputError(N_("Name at least two departments that “{name}” becomes."), name=old)
    present = {task.task_id: task for task in _tasks_of(change, old)}
    department_of = dict.fromkeys(present, targets[0])
    by_name = {fold(name): name for name in targets}
    for name, ids in tasks.items():
        if fold(name) not in by_name:
            raise UnknownNameError(
                N_("“{name}” is none of the departments that it becomes: {known}."),
                name=name,
                known="、".join(targets),
            )
        for task in ids:
            if task not in present:
                raise UnknownNameError(
                    N_("“{department}” has no task “{name}”."), department=old, name=task
                )
            department_of[task] = by_name[fold(name)]
    for task, name in department_of.items():
        _move(change, [present[task]], name)
    _record_successors(change, [old], targets)
    return len(present)


def _clean_name(name: str) -> str:
    """Return a name without surplus white space; refuse an empty one."""
    bare = " ".join(name.split())
    if not bare:
        raise InputError(N_("The name of a department is empty."))
    return bare


def _tasks_of(change: Change, name: str, *, required: bool = True) -> list[TaskLine]:
    """Return the tasks of a department; refuse an unknown department."""
    tasks = [task for task in task_lines(change).values() if fold(task.department) == fold(name)]
    listed = (fold(name),) in change.rows(CityDepartmentRow)
    if required and not tasks and not listed and not _answered(change, name):
        raise UnknownNameError(N_("There is no department “{name}” in this project."), name=name)
    return tasks


def _answered(change: Change, name: str) -> bool:
    return (fold(name),) in change.rows(DepartmentRow)


def _move(change: Change, tasks: Sequence[TaskLine], department: str) -> None:
    """Assign tasks to a department; the lines of the survey stay unchanged."""
    for task in tasks:
        # A task that absorbed a newer one already has the line and department of that one.
        now = None if task.surveyed_as == department else department
        if change.rows(TaskRow)[task.task_id,].line_id == task.line_id:
            change.put(TaskRow, (task.task_id,), department=now)


def _take_over(
    change: Change, tasks: Sequence[TaskLine], imported: Sequence[TaskLine], name: str
) -> None:
    """Merge tasks that were imported under a new name into the earlier tasks."""
    newest = max((task.import_number for task in tasks), default=0)
    undecided = [task for task in imported if _is_undecided(task) and task.import_number > newest]
    named = {fold(task.name): task for task in undecided}
    if len(undecided) < len(imported) or not any(fold(task.name) in named for task in tasks):
        raise NotAllowedError(
            N_("“{name}” has tasks of its own already; use merge if both become one."), name=name
        )
    for task in tasks:
        newer = named.pop(fold(task.name), None)
        if newer is not None:
            _absorb(change, task, newer)
        elif task.row.made_by is None and task.row.state != TaskState.WITHDRAWN.value:
            change.put(
                TaskRow,
                (task.task_id,),
                state=TaskState.WITHDRAWN.value,
                state_before_withdrawal=task.row.state,
            )


def _is_undecided(task: TaskLine) -> bool:
    return task.row.state == TaskState.CANDIDATE.value and task.row.decided_by is None


def _absorb(change: Change, task: TaskLine, newer: TaskLine) -> None:
    """Merge a newer task into a task; a task that a person withdrew stays withdrawn."""
    row = task.row
    state = row.state_before_withdrawal or row.state
    if row.state != TaskState.WITHDRAWN.value:
        change.put(
            TaskRow,
            (task.task_id,),
            state=TaskState.WITHDRAWN.value,
            state_before_withdrawal=row.state,
        )
    confirm_rename(change, task.task_id, newer.task_id)
    change.put(TaskRow, (task.task_id,), state=state, made_by=None, line_before=None)


def _record_successors(change: Change, former: Sequence[str], names: Sequence[str]) -> None:
    """Record the successors of departments, also in the list of departments."""
    rows = change.rows(FormerDepartmentRow)
    going_on = {fold(name) for name in names}
    for name in former:
        earlier = rows.get((fold(name),)) if fold(name) in going_on else None
        following = list(
            dict.fromkeys([*(from_text(earlier.successors) if earlier else ()), *names])
        )
        if list(map(fold, following)) != [fold(name)]:
            change.put(FormerDepartmentRow, (fold(name),), name=name, successors=to_text(following))
    for name in names:
        if fold(name) not in map(fold, former) and (fold(name),) in rows:
            change.delete(FormerDepartmentRow, (fold(name),))  # the department exists again
    move_listed(change, former, names)


def _forget_older_answer(change: Change, name: str, now: str) -> None:
    """Drop the older import's answer for a department if a newer import answers for it."""
    row = change.row(DepartmentRow, fold(name))
    newer = change.row(DepartmentRow, fold(now))
    if row is not None and newer is not None and newer.import_number > row.import_number:
        change.delete(DepartmentRow, (fold(name),))
