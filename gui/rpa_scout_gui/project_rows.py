"""Rows of the open project that every part of the window shows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from rpa_scout.errors import UnknownNameError
from rpa_scout_gui.project_changes import RANKED, parts_of, tasks_of

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment
    from rpa_scout.fiscal_target.target import FiscalTarget
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project
    from rpa_scout.project.records import Override, TaskRecord
    from rpa_scout.project.same_work.group_members import GroupMember
    from rpa_scout.ranking.decisions import TaskDecision
    from rpa_scout_gui.project_changes import Part

_FEW: Final = 30
"""Tasks that are read one by one after a change."""


class ProjectRows:
    """Tasks, judgements and groups as last read, and what can be undone and redone."""

    def __init__(self) -> None:
        self.tasks: dict[str, TaskRecord] = {}
        self.overrides: dict[tuple[str, str], Override] = {}
        self.members: list[GroupMember] = []
        self.changed: frozenset[str] | None = None  # Tasks of the last change; None: any
        self._decisions: dict[str, TaskDecision] | None = None
        self._targets: dict[tuple[int, int | None], FiscalTarget] = {}
        self.undoable: HistoryEntry | None = None
        self.redoable: HistoryEntry | None = None

    def read_changed(
        self, project: Project, entries: Sequence[HistoryEntry], *, is_own: bool
    ) -> None:
        """Read again what entries of the history changed."""
        parts = parts_of(entries)
        if is_own and "answers" not in parts:
            self.read(project, parts, tasks_of(project, entries))
        else:  # What others may have changed is read whole: only what was read can conflict.
            self.read(project, parts | RANKED)

    def read(
        self,
        project: Project,
        parts: Collection[Part] = RANKED,
        changed: Collection[str] | None = None,
    ) -> None:
        """Read what has changed; of the tasks those that a change names, or all of them."""
        if "decisions" in parts and (changed is None or not self._read_few(project, changed)):
            self.tasks = {record.task_id: record for record in project.tasks.all()}
        if "judgements" in parts:
            self.overrides = {(row.task_id, row.what): row for row in project.tasks.overrides()}
        if "groups" in parts:
            self.members = project.groups.members()
        self.undoable, self.redoable = project.history.undoable(), project.history.redoable()
        self._targets = {}
        few = changed is not None and len(changed) <= _FEW and self.tasks.keys() >= set(changed)
        self.changed = frozenset(changed or ()) if few else None
        if self._decisions is not None and self.changed is not None:
            self._decisions |= self._decisions_on(self.changed)
        else:
            self._decisions = None

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
        if self._decisions is None:
            self._decisions = self._decisions_on(self.tasks)
        return self._decisions

    def _decisions_on(self, tasks: Collection[str]) -> dict[str, TaskDecision]:
        from rpa_scout.project.decided import task_decisions

        return task_decisions(
            [self.tasks[task] for task in tasks],
            [row for (task, _what), row in self.overrides.items() if task in tasks],
            [member for member in self.members if member.task_id in tasks],
        )

    def target(
        self, project: Project, assessment: Assessment | None, unplanned_in: int | None
    ) -> FiscalTarget:
        """Return the targets, computed once after each change."""
        # A job that began before a change keeps its result in the dictionary of before.
        targets = self._targets
        key = id(assessment), unplanned_in
        if key not in targets:
            targets[key] = project.target(assessment=assessment, unplanned_in=unplanned_in)
        return targets[key]
