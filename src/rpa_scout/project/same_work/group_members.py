"""Confirmed groups in a project's tables, and the changes of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from sqlalchemy import Connection

from rpa_scout.errors import InputError, NotAllowedError
from rpa_scout.project.decisions import task_row
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.rows import row_values, stored_rows
from rpa_scout.project.store.schema import GroupMemberRow, RefusalRow
from rpa_scout.project.surveys.refusals import refuse_pair
from rpa_scout.text import N_


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A task of a confirmed group."""

    task_id: str
    group_id: str
    name: str  # Of the group
    # Why, who, when.
    reason: str
    author: str
    at: str
    row_version: int  # Entry of the history that wrote it


def group_members(connection: Connection) -> list[GroupMember]:
    """Return the tasks of all confirmed groups, by task id; some may be withdrawn."""
    return [GroupMember(**row) for row in stored_rows(connection, GroupMemberRow)]


def confirm_group(change: Change, tasks: Collection[str], name: str) -> str:
    """Make one group of tasks, or add them to the group that some are in; return its id."""
    _need_reason(change)
    for task in tasks:
        task_row(change, task)
    rows = change.rows(GroupMemberRow)
    groups = dict.fromkeys(rows[task,].group_id for task in tasks if (task,) in rows)
    if len(groups) > 1:
        raise NotAllowedError(
            N_("The tasks are in several groups already ({groups}); refuse or split those first."),
            groups="、".join(dict.fromkeys(rows[task,].name for task in tasks if (task,) in rows)),
        )
    group = next(iter(groups), None) or _new_id(change, tasks)
    members = dict.fromkeys([*_tasks_of(change, group), *tasks])
    if len(members) <= 1:
        raise InputError(N_("A group needs at least two tasks."))
    for task in members:
        _put(change, task, group, name)
    for first, second in combinations(sorted(members), 2):
        change.delete(RefusalRow, ("same_work", first, second))
    return group


def leave_group(change: Change, tasks: Collection[str], *, name: str = "") -> None:
    """Take tasks out of their confirmed groups; with a name, they become a group of their own."""
    _need_reason(change)
    rows = change.rows(GroupMemberRow)
    groups = dict.fromkeys(rows[task,].group_id for task in tasks if (task,) in rows)
    for task in tasks:
        task_row(change, task)
        change.delete(GroupMemberRow, (task,))
    for group in groups:
        remaining = _tasks_of(change, group)
        if len(remaining) == 1:
            change.delete(GroupMemberRow, (remaining[0],))
    if name and len(tasks) > 1:
        group = _new_id(change, tasks)
        for task in tasks:
            _put(change, task, group, name)


def refuse_pairs(change: Change, tasks: Sequence[str], others: Iterable[str] | None = None) -> None:
    """Record that tasks are not the same work as others, or as each other."""
    pairs = combinations(tasks, 2) if others is None else product(tasks, others)
    for pair in pairs:
        refuse_pair(change, "same_work", *sorted(pair))


def move_membership(change: Change, old: str, new: str) -> None:
    """Let a task take the place of another in its confirmed group."""
    row = change.row(GroupMemberRow, old)
    if row is not None:
        if change.row(GroupMemberRow, new) is None:
            change.put(GroupMemberRow, (new,), **row_values(row) | {"task_id": new})
        change.delete(GroupMemberRow, (old,))


def _tasks_of(change: Change, group: str) -> list[str]:
    rows = change.rows(GroupMemberRow)
    return [task for (task,), row in rows.items() if row.group_id == group]


def _put(change: Change, task: str, group: str, name: str) -> None:
    change.put(
        GroupMemberRow,
        (task,),
        group_id=group,
        name=name,
        **change.judgement,
    )


def _new_id(change: Change, tasks: Iterable[str]) -> str:
    """Return the first id of the tasks that names no group yet."""
    taken = {row.group_id for row in change.rows(GroupMemberRow).values()}
    ids = sorted(tasks)
    numbered = (f"{ids[0]}#{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (*ids, *numbered) if name not in taken)


def _need_reason(change: Change) -> None:
    if not change.reason:
        raise InputError(N_("Confirming, splitting or refusing a group needs a reason."))
