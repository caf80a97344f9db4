"""Rows that a person is shown; a change of one that somebody else changed since is a conflict."""

from __future__ import annotations

from rpa_scout.errors import UnknownNameError
from rpa_scout.project import records, views
from rpa_scout.project.same_work.group_members import GroupMember, group_members
from rpa_scout.project.session import ProjectSession
from rpa_scout.text import N_


def seen_tasks(session: ProjectSession, task_id: str | None = None) -> list[records.TaskRecord]:
    """Return all tasks, including withdrawn ones, or the one of an id."""
    with session.reading() as connection:
        tasks = views.tasks_of(connection, task_id)
    if task_id is not None and not tasks:
        raise UnknownNameError(N_("There is no task “{name}” in this project."), name=task_id)
    session.remember_versions("tasks", {(task.task_id,): task.row_version for task in tasks})
    return tasks


def seen_group_members(session: ProjectSession) -> list[GroupMember]:
    """Return the tasks of all confirmed groups of the same work, by task id."""
    with session.reading() as connection:
        members = group_members(connection)
    versions = {(member.task_id,): member.row_version for member in members}
    session.remember_versions("group_members", versions)
    return members


def seen_overrides(session: ProjectSession) -> list[records.Override]:
    """Return all overrides, by task."""
    with session.reading() as connection:
        overrides = views.overrides_of(connection)
    versions = {(row.task_id, row.what): row.row_version for row in overrides}
    session.remember_versions("overrides", versions)
    return overrides
