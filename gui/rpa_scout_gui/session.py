"""The open project of the window: opening and closing, changes, and the newest results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from rpa_scout.errors import ConflictError, ProjectLockedError, RpaScoutError
from rpa_scout.text import _
from rpa_scout_gui.jobs import PROGRAM_JOBS, JobRunner
from rpa_scout_gui.project_changes import Part, done_text, parts_of, redone, undone, with_entries
from rpa_scout_gui.project_rows import ProjectRows

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment
    from rpa_scout.fiscal_target.target import FiscalTarget
    from rpa_scout.inventory import Inventory
    from rpa_scout.policy.model import Policy
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project
    from rpa_scout.project.records import Override, TaskRecord
    from rpa_scout.project.store.safety.rescue import Rescue
    from rpa_scout.project.surveys.importing import ImportedTasks
    from rpa_scout.ranking.decisions import TaskDecision

T = TypeVar("T")

_SEALED_AFTER: Final = 60_000
"""Milliseconds; sealed soon after a change, a long session stays cheap to open again."""


class Session(QObject):
    """The open project; the parts of the window read it, change it and listen to `changed`."""

    closing = Signal()
    """Emitted while the project that is to be closed can still be read."""
    changed = Signal(object)
    """A frozen set of `Part`; emitted once for each change."""
    change_done = Signal(str)
    """What a change did, in the user's language."""
    problem = Signal(object)
    """An exception; the change that raised it was not saved."""

    def __init__(self, jobs: JobRunner, author: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.author = author
        self.scorecard = "rpa"
        self._sealing = QTimer(self, interval=_SEALED_AFTER, singleShot=True)
        self._sealing.timeout.connect(self._seal)
        self._forget()

    def _forget(self) -> None:
        """Hold no project."""
        self._sealing.stop()
        self.project: Project | None = None
        self.assessment: Assessment | None = None
        self._is_current = False  # whether the assessment is of the present answers
        self.read_only = False
        self.holder = ""
        self._waits_for_holder = False
        self._rows = ProjectRows()
        self._policy: Policy | None = None
        self._allowed_paths: set[Path] = set()

    # What is shown

    @property
    def records(self) -> dict[str, TaskRecord]:
        """The tasks by id."""
        return self._rows.tasks

    @property
    def overrides(self) -> dict[tuple[str, str], Override]:
        """Judgements beside computed values, by task id and kind."""
        return self._rows.overrides

    @property
    def decisions(self) -> dict[str, TaskDecision]:
        """Decisions and overrides by task id."""
        return self._rows.decisions

    @property
    def changed_tasks(self) -> frozenset[str] | None:
        """Tasks that the last change named; None: any may have changed."""
        return self._rows.changed

    @property
    def policy(self) -> Policy:
        """The policy of the project; the shipped policy if no project is open."""
        if self._policy is None:
            from rpa_scout.policy.policies import load_policy

            self._policy = load_policy() if self.project is None else self.project.policy()
        return self._policy

    @property
    def can_change(self) -> bool:
        """Whether a project is open and may be changed."""
        return self.project is not None and not self.read_only

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return self.can_change and self._rows.undoable is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to redo."""
        return self.can_change and self._rows.redoable is not None

    def may_open(self, path: Path) -> bool:
        """Tell whether a stored path may be opened without asking."""
        from rpa_scout.reading.stored_paths import opens_unasked

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
            self._waits_for_holder = False
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
        self._rows.read(project)
        self._emit("project", "history")
        self.reassess()
        return True

    def close(self) -> None:
        """Close the project; every change is saved already."""
        # An import cannot be stopped half-way: its transaction must end before the project closes.
        self._jobs.wait("import")
        if self.project is not None:
            self.closing.emit()
            # What is read from this project must not reach the next one.
            self._jobs.cancel_all(but=PROGRAM_JOBS)
            self.project.close()
            self._forget()
            self._emit("project", "history")

    # Changes

    def change(self, action: Callable[[Project], T]) -> T | None:
        """Change the project; return what the action returns, or None if that failed.

        An error is emitted as a problem and leaves the project as it was.
        """
        project = self.project
        if project is None:
            return None
        try:
            result, entries = with_entries(project, action)
        except RpaScoutError as error:
            self.problem.emit(error)
            if isinstance(error, ConflictError):
                self.refresh()
            return None
        self._show_change(project, entries)
        return result

    def import_later(self, inventory: Inventory, done: Callable[[ImportedTasks], object]) -> None:
        """Import an inventory in the background, then call `done`."""
        project = self.project
        if project is None:
            return

        def imported(made: tuple[ImportedTasks, list[HistoryEntry]]) -> None:
            self._show_change(project, made[1])
            done(made[0])

        self._jobs.run(
            "import",
            lambda _progress: with_entries(
                project, lambda opened: opened.surveys.import_(inventory)
            ),
            imported,
            self.problem.emit,
            _("Taking the surveys into the project"),
            can_stop=False,
        )

    def undo(self) -> bool:
        """Undo the last change."""
        return self.can_undo and self.change(undone) is not None

    def redo(self) -> bool:
        """Redo the change that was undone last."""
        return self.can_redo and self.change(redone) is not None

    def refresh(self) -> None:
        """Load what others saved, or take over what another has closed."""
        if self.project is None or self._has_taken_over():
            return
        try:
            entries = self.project.refresh()
        except RpaScoutError as error:
            self.problem.emit(error)
            return
        self._show_entries(self.project, entries, is_own=False)

    def _has_taken_over(self) -> bool:
        """Open the project for changes if who held it has closed it."""
        from rpa_scout.project.project import Project

        if self.project is None or not self._waits_for_holder or self._jobs.awaited():
            return False
        try:
            writable = Project.open(self.project.location, self.author)
        except RpaScoutError:
            return False
        return self._open_with(lambda: writable)

    def _show_change(self, project: Project, entries: Sequence[HistoryEntry]) -> None:
        """Show an own change, and say in the past tense what it did."""
        if not self._sealing.isActive():
            self._sealing.start()
        self._show_entries(project, entries, is_own=True)
        if entries:
            self.change_done.emit(done_text(project, entries[-1], self.policy))

    def _show_entries(
        self, project: Project, entries: Sequence[HistoryEntry], *, is_own: bool
    ) -> None:
        """Read again what entries of the history changed, and say which parts that are."""
        if not entries:
            return
        parts = parts_of(entries)
        if "answers" in parts:
            self._policy = None
        self._rows.read_changed(project, entries, is_own=is_own)
        self._emit(*parts)
        if "answers" in parts:
            self.reassess()

    def _emit(self, *parts: Part) -> None:
        self.changed.emit(frozenset(parts))

    def _seal(self) -> None:
        if self.project is not None:
            self.project.seal()

    # Results

    def reassess(self) -> None:
        """Compute the results again in the background, without saving them."""
        project, scorecard = self.project, self.scorecard
        self._is_current = False
        if project is None:
            return
        if all(record.state == "withdrawn" for record in self.records.values()):
            self._set_assessment(None)
            return
        self._jobs.run(
            "assess",
            lambda progress: project.assessments.estimate(scorecard, progress),
            self._set_assessment,
            self.problem.emit,
            _("Ranking the tasks"),
        )

    def keep_assessment(self) -> None:
        """Save the results in the project, so that they can be compared with later ones."""
        project, scorecard = self.project, self.scorecard
        if project is None:
            return

        def kept(assessment: Assessment) -> None:
            self._rows.read(project, ())  # what can be undone
            self._emit("history")
            if not self._is_current:
                self._set_assessment(assessment)

        self._jobs.run(
            "assess",
            lambda progress: project.assessments.assess(scorecard, progress),
            kept,
            self.problem.emit,
            _("Ranking the tasks"),
        )

    def _set_assessment(self, assessment: Assessment | None) -> None:
        self.assessment, self._is_current = assessment, True
        self._emit("assessment")

    def target(self, *, unplanned_in: int | None = None) -> FiscalTarget | None:
        """Return the plan's targets, year by year; None where nothing is open.

        Tasks adopted for no year count in that of the goals, unless `unplanned_in` names another.
        """
        if self.project is None:
            return None
        return self._rows.target(self.project, self.assessment, unplanned_in)
