"""Rows of the open project that every part of the window shows."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from rpa_scout.errors import UnknownNameError

if TYPE_CHECKING:
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project
    from rpa_scout.project.records import Override, TaskRecord
    from rpa_scout.project.same_work.group_members import GroupMember
    from rpa_scout.ranking.decisions import TaskDecision

_FEW: Final = 30
"""Tasks that are read one by one after a change."""


class ProjectRows:
    """Tasks, judgements and groups as last read, and what can be undone and redone."""

    def __init__(self) -> None:
        self.tasks: dict[str, TaskRecord] = {}
        self.overrides: dict[tuple[str, str], Override] = {}
        self.members: list[GroupMember] = []
        self.undoable: HistoryEntry | None = None
        self.redoable: HistoryEntry | None = None

    def read(self, project: Project, changed: Collection[str] | None = None) -> None:
        """Read the tasks that a change names, or all of them; and the rest, which is small."""
        if changed is None or not self._read_few(project, changed):
            self.tasks = {record.task_id: record for record in project.tasks.all()}
        self.overrides = {
            (override.task_id, override.what): override for override in project.tasks.overrides()
        }
        self.members = project.groups.members()
        self.undoable, self.redoable = project.history.undoable(), project.history.redoable()

    def _read_few(self, project: Project, changed: Collection[str]) -> bool:
        """Read some tasks one by one; return whether that was possible."""
        # A query a task is slower than one of all from a few dozen on; ids that are new or gone
        # change the order of the tasks.
        if len(changed) > _FEW or not self.tasks.keys() >= set(changed):
            return False
        try:
            self.tasks.update((task, project.tasks.get(task)) for task in changed)
        except UnknownNameError:
            return False
        return True

    @property
    def decisions(self) -> dict[str, TaskDecision]:
        """Decisions and overrides by task id."""
        from rpa_scout.project.decided import task_decisions

        return task_decisions(self.tasks.values(), self.overrides.values(), self.members)
