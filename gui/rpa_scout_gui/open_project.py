"""The project that is open in the window: opening, closing and its newest results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from rpa_scout.errors import ProjectLockedError, RpaScoutError, UnknownNameError
from rpa_scout.project.ledger.change_kinds import ASSESSED_KINDS
from rpa_scout.reading.stored_paths import opens_unasked
from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment
    from rpa_scout.fiscal_target.target import FiscalTarget
    from rpa_scout.policy.model import Policy
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project
    from rpa_scout.project.records import Override, TaskRecord
    from rpa_scout.project.same_work.group_members import GroupMember
    from rpa_scout.project.store.safety.rescue import Rescue
    from rpa_scout.ranking.decisions import TaskDecision

__all__ = ["OpenProject"]

_FEW: Final = 30
"""Tasks that are read one by one after a change."""

_SEALED_AFTER = 60_000
"""Milliseconds; sealed soon after a change, a long session stays cheap to open again."""


class OpenProject(QObject):
    """The open project and its newest results; `Session` adds the changes."""

    project_changed = Signal()
    """Emitted when a project was opened or closed."""
    assessment_changed = Signal()
    decisions_changed = Signal(list)
    """Ids of the tasks whose decisions changed."""
    history_changed = Signal()
    policy_changed = Signal()
    inventory_changed = Signal()
    """Emitted when tasks, answers or findings changed."""
    register_changed = Signal()
    change_done = Signal(str)
    """What a change did, in the user's language."""
    problem = Signal(object)
    """An exception; the change that raised it was not saved."""

    def __init__(self, jobs: JobRunner, author: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.author = author
        self.scorecard = "rpa"
        self.project: Project | None = None
        self.assessment: Assessment | None = None
        self.read_only = False
        self.holder = ""
        self._waits_for_holder = False
        self.records: dict[str, TaskRecord] = {}
        self.overrides: dict[tuple[str, str], Override] = {}
        self.group_members: list[GroupMember] = []
        self._policy: Policy | None = None
        self._allowed_paths: set[Path] = set()
        self._undoable: HistoryEntry | None = None
        self._redoable: HistoryEntry | None = None
        self._sealing = QTimer(self, interval=_SEALED_AFTER, singleShot=True)
        self._sealing.timeout.connect(self._seal)

    @property
    def policy(self) -> Policy:
        """The policy of the project; the shipped policy if no project is open."""
        if self._policy is None:
            from rpa_scout.policy.policies import load_policy

            self._policy = load_policy() if self.project is None else self.project.policy()
        return self._policy

    @property
    def decisions(self) -> dict[str, TaskDecision]:
        """Decisions and overrides by task id."""
        from rpa_scout.project.decided import task_decisions

        return task_decisions(self.records.values(), self.overrides.values(), self.group_members)

    @property
    def can_change(self) -> bool:
        """Whether a project is open and may be changed."""
        return self.project is not None and not self.read_only

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return self.can_change and self._undoable is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to redo."""
        return self.can_change and self._redoable is not None

    # Paths that the project stores

    def may_open(self, path: Path) -> bool:
        """Tell whether a stored path may be opened without asking."""
        location = None if self.project is None else self.project.location
        folder = getattr(location, "path", None)
        inside = None if folder is None else folder.absolute().parent
        return path in self._allowed_paths or opens_unasked(path, inside)

    def allow_path(self, path: Path) -> None:
        """Note that the user wants a stored path to be opened."""
        self._allowed_paths.add(path)

    # Opening and closing

    def create(self, path: Path, policy: Policy | None = None) -> bool:
        """Create a project and open it; return whether it succeeded."""
        from rpa_scout.policy.policies import load_policy
        from rpa_scout.project.project import Project

        chosen = policy or load_policy()
        return self._open_with(lambda: Project.create(path, chosen, self.author))

    def open(self, path: Path | str, *, read_only: bool = False) -> bool:
        """Open a project; read-only if another person has locked it."""
        from rpa_scout.project.project import Project

        def open_unlocked() -> Project:
            try:
                return Project.open(path, self.author, read_only=read_only)
            except ProjectLockedError:
                self._waits_for_holder = True
                return Project.open(path, self.author, read_only=True)

        return self._open_with(open_unlocked)

    def restore(self, rescue: Rescue) -> bool:
        """Put a backup in the place of a damaged project, and open it."""
        from rpa_scout.project.store.safety.rescue import restore_in_place

        self.close()
        try:
            damaged = restore_in_place(rescue, self.author)
        except RpaScoutError as error:
            self.problem.emit(error)
            return False
        if not self.open(rescue.location.path):
            return False
        self.change_done.emit(
            _("Restored from the backup. The damaged file is kept as {path}.").format(path=damaged)
        )
        return True

    def _open_with(self, opening: Callable[[], Project]) -> bool:
        before = self.project
        if before is not None:
            self.close()
        try:
            project = opening()
        except RpaScoutError as error:
            self.problem.emit(error)
            return False
        holder = project.holder if project.is_read_only else None
        self.project = project
        self.read_only = project.is_read_only
        self.holder = holder.name if holder is not None else ""
        self._policy = None
        self._allowed_paths.clear()
        self._read_records()
        self.project_changed.emit()
        self.history_changed.emit()
        self.reassess()
        return True

    def close(self) -> None:
        """Close the project; every change is saved already."""
        # An import cannot be stopped half-way: its transaction must end before the project closes.
        self._jobs.wait("import")
        self._jobs.cancel("assess")
        self._sealing.stop()
        project, self.project = self.project, None
        if project is None:
            return
        project.close()
        self.assessment = None
        self.read_only, self.holder, self._waits_for_holder = False, "", False
        self.records, self.overrides, self.group_members = {}, {}, []
        self._policy = self._undoable = self._redoable = None
        self.project_changed.emit()

    def refresh(self) -> None:
        """Load what others saved, or take over what another has closed."""
        if self.project is None or self._has_taken_over():
            return
        try:
            entries = self.project.refresh()
        except RpaScoutError as error:
            self.problem.emit(error)
            return
        self._policy = None
        self._read_records()
        self.history_changed.emit()
        self.decisions_changed.emit(list(self.records))
        if any(entry.kind in (*ASSESSED_KINDS, "undo", "redo") for entry in entries):
            self._emit_answers_changed()

    def _has_taken_over(self) -> bool:
        """Open the project for changes if who held it has closed it."""
        from rpa_scout.project.project import Project

        if self.project is None or not self._waits_for_holder:
            return False
        try:
            writable = Project.open(self.project.location, self.author)
        except RpaScoutError:
            return False
        return self._open_with(lambda: writable)

    # Results

    def reassess(self) -> None:
        """Compute the results again in the background, without saving them."""
        project = self.project
        if project is None:
            return
        if all(record.state == "withdrawn" for record in self.records.values()):
            self._set_assessment(None)
            return
        scorecard = self.scorecard
        self._jobs.run(
            "assess",
            lambda progress: project.assessments.estimate(scorecard, progress),
            self._set_assessment,
            self.problem.emit,
            _("Ranking the tasks"),
        )

    def target(self, *, unplanned_in: int | None = None) -> FiscalTarget | None:
        """Return the plan's targets, year by year; None where nothing is open.

        Tasks adopted for no year count in that of the goals, unless `unplanned_in` names another.
        """
        if self.project is None:
            return None
        return self.project.target(assessment=self.assessment, unplanned_in=unplanned_in)

    def keep_assessment(self) -> None:
        """Save the results in the project, so that they can be compared with later ones."""
        project, scorecard = self.project, self.scorecard
        if project is None:
            return

        def store_assessment(assessment: Assessment) -> None:
            self._set_assessment(assessment)
            self._read_records()
            self.history_changed.emit()

        self._jobs.run(
            "assess",
            lambda progress: project.assessments.assess(scorecard, progress),
            store_assessment,
            self.problem.emit,
            _("Ranking the tasks"),
        )

    def _set_assessment(self, assessment: Assessment | None) -> None:
        self.assessment = assessment
        self.assessment_changed.emit()

    def _emit_answers_changed(self) -> None:
        self.inventory_changed.emit()
        self.policy_changed.emit()
        self.register_changed.emit()
        self.reassess()

    def _seal(self) -> None:
        if self.project is not None:
            self.project.seal()

    def _emit_change(self, tasks: list[str] | None) -> None:
        if not self._sealing.isActive():
            self._sealing.start()
        self._policy = None
        self._read_records(tasks)
        self.history_changed.emit()
        self.decisions_changed.emit(list(self.records) if tasks is None else tasks)

    def _read_records(self, changed: list[str] | None = None) -> None:
        """Read the tasks that a change names, or all of them."""
        project = self.project
        if project is None:
            return
        # A query a task is slower than one of all from a few dozen on; ids that are new or gone
        # change the order of the tasks.
        if changed is not None and len(changed) <= _FEW and self.records.keys() >= set(changed):
            try:
                self.records.update((task, project.tasks.get(task)) for task in changed)
            except UnknownNameError:
                changed = None
        else:
            changed = None
        if changed is None:
            self.records = {record.task_id: record for record in project.tasks.all()}
        self.overrides = {
            (override.task_id, override.what): override for override in project.tasks.overrides()
        }
        self.group_members = project.groups.members()
        self._undoable, self._redoable = project.history.undoable(), project.history.redoable()
