"""The open project as the window sees it: every change is one call of the project, then a signal.

The engine runs in jobs; the newest assessment is kept here, and one that was superseded is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from rpa_scout.errors import ConflictError, ProjectLockedError, RpaScoutError
from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment
    from rpa_scout.findings import Finding
    from rpa_scout.fiscal_target.target import FiscalTarget
    from rpa_scout.inventory import Inventory
    from rpa_scout.policy.model import Policy
    from rpa_scout.project.decisions import Builder, OverrideKind
    from rpa_scout.project.history import HistoryEntry
    from rpa_scout.project.importing import ImportedTasks
    from rpa_scout.project.project import Project
    from rpa_scout.project.records import Override, TaskRecord
    from rpa_scout.project.states import TaskState
    from rpa_scout.register.matching import RegisterMatch
    from rpa_scout.register.records import Register

__all__ = ["Session"]

_ASSESSES: Final = frozenset(
    {
        "import",
        "rename",
        "correct",
        "remove_correction",
        "policy",
        "register",
        "assign_automation",
    }
)
"""Kinds of changes after which the results are no longer those of the project."""


class Session(QObject):
    """What is open, and every change of it.

    Parameters
    ----------
    jobs : JobRunner
        Where the engine runs.
    author : str
        Name of the person at the window.
    parent : QObject, optional
        Its owner.

    Attributes
    ----------
    project : Project or None
        What is open.
    assessment : Assessment or None
        The newest results; None until there are tasks, and while the first are computed.
    read_only : bool
        Whether nothing can be changed.
    holder : str
        Who is changing the project, where somebody else is.
    records : dict of str to TaskRecord
        What was decided, by task.
    overrides : dict of (str, str) to Override
        Judgements beside computed values, by task and ``means``, ``hours`` or ``score``.
    """

    project_changed = Signal()
    """Another project is open, or none."""
    assessment_changed = Signal()
    decisions_changed = Signal(list)
    """Ids of the tasks concerned."""
    history_changed = Signal()
    policy_changed = Signal()
    inventory_changed = Signal()
    """Tasks, answers or findings are others than before."""
    register_changed = Signal()
    problem = Signal(object)
    """An exception: nothing of what was tried is kept."""

    def __init__(self, jobs: JobRunner, author: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.author = author
        self.scorecard = "rpa"
        self.project: Project | None = None
        self.assessment: Assessment | None = None
        self.read_only = False
        self.holder = ""
        self.records: dict[str, TaskRecord] = {}
        self.overrides: dict[tuple[str, str], Override] = {}
        self._policy: Policy | None = None
        self._undoable: HistoryEntry | None = None
        self._redoable: HistoryEntry | None = None

    @property
    def policy(self) -> Policy:
        """The policy in force; that of the program where nothing is open."""
        if self._policy is None:
            from rpa_scout.policy.policies import load_policy

            self._policy = load_policy() if self.project is None else self.project.policy()
        return self._policy

    @property
    def can_change(self) -> bool:
        """Whether something is open that may be changed."""
        return self.project is not None and not self.read_only

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self.can_change and self._undoable is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return self.can_change and self._redoable is not None

    # Opening and closing

    def create(self, path: Path, policy: Policy | None = None) -> bool:
        """Make a project and open it; return whether that went well."""
        from rpa_scout.policy.policies import load_policy
        from rpa_scout.project.project import Project

        chosen = policy or load_policy()
        return self._opened(lambda: Project.create(path, chosen, self.author))

    def open(self, path: Path | str, *, read_only: bool = False) -> bool:
        """Open a project; read only where somebody else is changing it."""
        from rpa_scout.project.project import Project

        def opened() -> Project:
            try:
                return Project.open(path, self.author, read_only=read_only)
            except ProjectLockedError:
                return Project.open(path, self.author, read_only=True)

        return self._opened(opened)

    def _opened(self, opening: Callable[[], Project]) -> bool:
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
        self._read_records()
        self.project_changed.emit()
        self.history_changed.emit()
        self.reassess()
        return True

    def close(self) -> None:
        """Close what is open; everything is kept already."""
        self._jobs.wait("import")
        self._jobs.cancel("assess")
        project, self.project = self.project, None
        if project is None:
            return
        project.close()
        self.assessment = None
        self.read_only, self.holder = False, ""
        self.records, self.overrides = {}, {}
        self._policy = self._undoable = self._redoable = None
        self.project_changed.emit()

    def refresh(self) -> None:
        """Take over what others have done meanwhile."""
        if self.project is None:
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
        if any(one.kind in (*_ASSESSES, "undo", "redo") for one in entries):
            self._tell_of_answers()

    # Results

    def reassess(self) -> None:
        """Compute the results anew, beside the window; nothing is kept of them."""
        project = self.project
        if project is None:
            return
        if all(one.state == "withdrawn" for one in self.records.values()):
            self._take(None)
            return
        scorecard = self.scorecard
        self._jobs.run(
            "assess",
            lambda progress: project.estimate(scorecard, progress),
            self._take,
            self.problem.emit,
            _("Ranking the tasks"),
        )

    def target(self, *, unplanned_in: int | None = None) -> FiscalTarget | None:
        """Return the plan's targets, year by year; None where nothing is open.

        Tasks adopted for no year are in no year's sum, unless `unplanned_in` names one for them.
        """
        if self.project is None:
            return None
        return self.project.target(assessment=self.assessment, unplanned_in=unplanned_in)

    def use_scorecard(self, scorecard: str) -> None:
        """Rank by another of the policy's scorecards."""
        if scorecard != self.scorecard:
            self.scorecard = scorecard
            self.reassess()

    def keep_assessment(self) -> None:
        """Keep the results in the project, so that they can be shown as they were."""
        project, scorecard = self.project, self.scorecard
        if project is None:
            return

        def kept(assessment: Assessment) -> None:
            self._take(assessment)
            self._read_records()
            self.history_changed.emit()

        self._jobs.run(
            "assess",
            lambda progress: project.assess(scorecard, progress),
            kept,
            self.problem.emit,
            _("Ranking the tasks"),
        )

    def _take(self, assessment: Assessment | None) -> None:
        self.assessment = assessment
        self.assessment_changed.emit()

    # Changes

    def decide(
        self,
        tasks: Iterable[str],
        state: TaskState | str | None,
        reason: str = "",
        *,
        planned_fiscal_year: int | None = None,
        owner: str | None = None,
        builder: Builder | None = None,
    ) -> bool:
        """Put tasks into a state and plan them (see `Project.decide`)."""
        named = list(tasks)
        return self._change(
            lambda project: project.decide(
                named,
                state,
                reason,
                planned_fiscal_year=planned_fiscal_year,
                owner=owner,
                builder=builder,
            ),
            named,
        )

    def override(self, task: str, what: OverrideKind, value: str | float, reason: str) -> bool:
        """Put a judgement beside a computed value."""
        return self._change(lambda project: project.override(task, what, value, reason), [task])

    def withdraw_override(self, task: str, what: OverrideKind, reason: str = "") -> bool:
        """Take a judgement away."""
        return self._change(lambda project: project.withdraw_override(task, what, reason), [task])

    def note(self, text: str, task: str | None = None) -> bool:
        """Write a note on a task, or on the project."""
        return self._change(lambda project: project.note(text, task), [task] if task else [])

    def correct(self, task: str, field: str, value: object, reason: str) -> bool:
        """Put an answer in the place of the survey's own."""
        return self._answers(lambda project: project.correct(task, field, value, reason))

    def remove_correction(self, task: str, field: str, reason: str = "") -> bool:
        """Let the survey's own answer hold again."""
        return self._answers(lambda project: project.remove_correction(task, field, reason))

    def accept(self, finding: Finding, reason: str) -> bool:
        """Accept a finding."""
        if not self._change(lambda project: project.accept(finding, reason), []):
            return False
        self.inventory_changed.emit()
        return True

    def set_policy(self, policy: Policy, reason: str) -> bool:
        """Put a policy in force."""
        return self._answers(lambda project: project.set_policy(policy, reason))

    def import_inventory(self, inventory: Inventory, reason: str = "") -> ImportedTasks | None:
        """Take surveys that were read into the project; None where that failed."""
        results: list[ImportedTasks] = []
        self._answers(lambda project: results.append(project.import_surveys(inventory, reason)))
        return results[0] if results else None

    def import_later(
        self, inventory: Inventory, done: Callable[[ImportedTasks], object], reason: str = ""
    ) -> None:
        """Take surveys into the project beside the window, and tell when that is done."""
        project = self.project
        if project is None:
            return

        def imported(result: ImportedTasks) -> None:
            self._tell_of_change(None)
            self._tell_of_answers()
            done(result)

        self._jobs.run(
            "import",
            lambda _progress: project.import_surveys(inventory, reason),
            imported,
            self.problem.emit,
            _("Taking the surveys into the project"),
            can_stop=False,
        )

    def confirm_rename(self, gone: str, new: str, reason: str = "") -> bool:
        """Say that a new task is one that is gone."""
        return self._answers(lambda project: project.confirm_rename(gone, new, reason))

    def import_register(self, register: Register, reason: str = "") -> RegisterMatch | None:
        """Bring the register of automations up to date; None where that failed."""
        results: list[RegisterMatch] = []
        self._answers(lambda project: results.append(project.import_register(register, reason)))
        return results[0] if results else None

    def assign_automation(self, automation: str, task: str, reason: str = "") -> bool:
        """Say which task an automation serves."""
        return self._answers(lambda project: project.assign_automation(automation, task, reason))

    def undo(self) -> bool:
        """Take the last change back."""
        return self._step(lambda project: project.undo(), lambda: self._undoable)

    def redo(self) -> bool:
        """Make the change again that was undone last."""
        return self._step(lambda project: project.redo(), lambda: self._redoable)

    def _step(
        self,
        step: Callable[[Project], HistoryEntry],
        following: Callable[[], HistoryEntry | None],
    ) -> bool:
        """Undo or redo; results that were only kept are no step of their own to a person."""
        project = self.project
        before = following()
        while project is not None and before is not None and before.kind == "assess":
            if not self._change(step, []):
                return False
            before = following()
        if project is None or before is None:
            return False
        touched = {one.task_id for one in project.changes(before.number)} - {None}
        if not self._change(step, [one for one in touched if one is not None]):
            return False
        if before.kind in (*_ASSESSES, "accept"):
            self._tell_of_answers()
        return True

    def _answers(self, making: Callable[[Project], object]) -> bool:
        """Make a change after which the results are others."""
        if not self._change(making, None):
            return False
        self._tell_of_answers()
        return True

    def _tell_of_answers(self) -> None:
        self.inventory_changed.emit()
        self.policy_changed.emit()
        self.register_changed.emit()
        self.reassess()

    def _change(self, making: Callable[[Project], object], tasks: list[str] | None) -> bool:
        """Make a change and tell of it; `tasks` None: of all of them."""
        project = self.project
        if project is None:
            return False
        try:
            making(project)
        except ConflictError as error:
            self.problem.emit(error)
            self.refresh()
            return False
        except RpaScoutError as error:
            self.problem.emit(error)
            return False
        self._tell_of_change(tasks)
        return True

    def _tell_of_change(self, tasks: list[str] | None) -> None:
        self._policy = None
        self._read_records()
        self.history_changed.emit()
        self.decisions_changed.emit(list(self.records) if tasks is None else tasks)

    def _read_records(self) -> None:
        project = self.project
        if project is None:
            return
        self.records = {one.task_id: one for one in project.tasks()}
        self.overrides = {(one.task_id, one.what): one for one in project.overrides()}
        self._undoable, self._redoable = project.undoable(), project.redoable()
