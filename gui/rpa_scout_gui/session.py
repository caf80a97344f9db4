"""Changes of the open project, undo and redo; an error leaves the project unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rpa_scout.errors import ConflictError, RpaScoutError
from rpa_scout.project.ledger.change_kinds import ASSESSED_KINDS
from rpa_scout.text import _
from rpa_scout_gui.open_project import OpenProject

if TYPE_CHECKING:
    from rpa_scout.findings import Finding
    from rpa_scout.forms.returning.pages import QuestionPage
    from rpa_scout.inventory import Inventory
    from rpa_scout.planning.result import FiscalPlan
    from rpa_scout.policy.model import Policy
    from rpa_scout.project.decisions import Builder, OverrideKind
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project
    from rpa_scout.project.states import TaskState
    from rpa_scout.project.surveys.importing import ImportedTasks
    from rpa_scout.project.surveys.task_changes import TaskPart
    from rpa_scout.rank_robustness.officials.weights import OfficialWeights
    from rpa_scout.reading.layout.departments import Department
    from rpa_scout.register.matching import RegisterMatch
    from rpa_scout.register.records import Register

__all__ = ["Session"]

_OF_INQUIRY: Final = ("accept", "ask", "departments", "inquiry", "not_same", "send_forms")
"""Kinds of entries that change no result, but what departments are asked."""


class Session(OpenProject):
    """The changes of the open project: each is one call of the project, then signals."""

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
        """Set the state and plan of tasks (see `Project.tasks.decide`)."""
        named = list(tasks)
        return self._change(
            lambda project: project.tasks.decide(
                named,
                state,
                reason,
                planned_fiscal_year=planned_fiscal_year,
                owner=owner,
                builder=builder,
                assessment=self.assessment,
            ),
            named,
        )

    def adopt_plan(self, plan: FiscalPlan, reason: str = "") -> bool:
        """Take a plan over as decisions with years, all tasks or none."""
        return self._change(
            lambda project: project.planning.adopt(
                plan, reason, assessment=plan.request.assessment
            ),
            list(plan.year_of),
        )

    def override(self, task: str, what: OverrideKind, value: str | float, reason: str) -> bool:
        """Record an official's value beside a computed one."""
        # The override refers to the results on screen, not to an older saved assessment.
        shown = self.assessment
        return self._change(
            lambda project: project.tasks.override(task, what, value, reason, assessment=shown),
            [task],
        )

    def withdraw_override(self, task: str, what: OverrideKind, reason: str = "") -> bool:
        """Remove an override."""
        return self._change(
            lambda project: project.tasks.withdraw_override(task, what, reason), [task]
        )

    def note(self, text: str, task: str | None = None) -> bool:
        """Add a note to a task, or to the project."""
        return self._change(lambda project: project.tasks.note(text, task), [task] if task else [])

    def correct(self, task: str, field: str, value: object, reason: str) -> bool:
        """Correct an answer of the survey."""
        return self._change_answers(
            lambda project: project.answers.correct(task, field, value, reason)
        )

    def remove_correction(self, task: str, field: str, reason: str = "") -> bool:
        """Remove a correction, so that the survey's answer counts again."""
        return self._change_answers(
            lambda project: project.answers.remove_correction(task, field, reason)
        )

    def confirm(self, task: str, field: str, reason: str) -> bool:
        """Confirm a figure, so that its task counts in the sums."""
        return self._change_answers(lambda project: project.answers.confirm(task, field, reason))

    def correct_finding(
        self, finding: Finding, typed: object, reason: str, field: str | None = None
    ) -> bool:
        """Correct one of the answers that a finding is about (see `Project.correct_finding`)."""
        return self._change_answers(
            lambda project: project.answers.correct_finding(finding, typed, reason, field)
        )

    def ask(self, pages: Sequence[QuestionPage], **head: str) -> bool:
        """Record the questions of pages as asked, with the head of the inquiry."""
        from rpa_scout.pipeline import asked_questions

        def record(project: Project) -> None:
            project.inquiry.set_head(**head)
            project.inquiry.ask(asked_questions(pages))

        return self._change_inquiry(record)

    def send_forms(self, departments: Sequence[str]) -> bool:
        """Record that forms were written for departments."""
        return self._change_inquiry(lambda project: project.inquiry.send_forms(departments))

    def _change_inquiry(self, change: Callable[[Project], object]) -> bool:
        """Make a change that affects only what departments were asked."""
        if not self._change(change, []):
            return False
        self.inventory_changed.emit()
        return True

    def accept(self, finding: Finding, reason: str) -> bool:
        """Accept a finding."""
        return self._change_inquiry(lambda project: project.answers.accept(finding, reason))

    def set_policy(self, policy: Policy, reason: str) -> bool:
        """Set the policy of the project."""
        return self._change_answers(lambda project: project.policies.put_in_force(policy, reason))

    def keep_official_weights(self, officials: Sequence[OfficialWeights], reason: str = "") -> bool:
        """Keep the weights that officials gave to the criteria."""
        return self._change(
            lambda project: project.planning.keep_official_weights(
                officials, reason, self.scorecard
            ),
            [],
        )

    def import_inventory(self, inventory: Inventory, reason: str = "") -> ImportedTasks | None:
        """Import an inventory into the project; return None if that failed."""
        results: list[ImportedTasks] = []
        self._change_answers(
            lambda project: results.append(project.surveys.import_(inventory, reason))
        )
        return results[0] if results else None

    def import_later(self, inventory: Inventory, done: Callable[[ImportedTasks], object]) -> None:
        """Import an inventory in the background, then call `done`."""
        project = self.project
        if project is None:
            return

        def imported(result: ImportedTasks) -> None:
            self._emit_change(None)
            self._emit_answers_changed()
            done(result)

        self._jobs.run(
            "import",
            lambda _progress: project.surveys.import_(inventory),
            imported,
            self.problem.emit,
            _("Taking the surveys into the project"),
            can_stop=False,
        )

    def confirm_rename(self, gone: str, new: str, reason: str = "") -> bool:
        """Record that a new task is a missing one under a new name."""
        return self._change_answers(
            lambda project: project.surveys.confirm_rename(gone, new, reason)
        )

    def refuse_rename(self, gone: str, new: str, reason: str) -> bool:
        """Record that a new task is not the missing one."""
        return self._change(lambda project: project.surveys.refuse_rename(gone, new, reason), [])

    def set_departments(self, departments: Sequence[Department]) -> bool:
        """Replace the list of the city's departments."""
        return self._change_inquiry(lambda project: project.departments.replace(departments))

    def rename_department(self, old: str, new: str, reason: str = "") -> bool:
        """Rename a department."""
        return self._change_answers(lambda project: project.departments.rename(old, new, reason))

    def merge_departments(self, names: Sequence[str], into: str, reason: str = "") -> bool:
        """Merge departments into one."""
        return self._change_answers(lambda project: project.departments.merge(names, into, reason))

    def split_department(
        self, old: str, into: Sequence[str], tasks: Mapping[str, Sequence[str]], reason: str = ""
    ) -> bool:
        """Split a department into several."""
        return self._change_answers(
            lambda project: project.departments.split(old, into, tasks, reason)
        )

    def add_task(
        self, department: str, name: str, reason: str, answers: Mapping[str, object] | None = None
    ) -> bool:
        """Add a task that is in no survey yet."""
        return self._change_answers(
            lambda project: project.tasks.add(department, name, reason, answers)
        )

    def split_task(self, task: str, parts: Sequence[TaskPart | str], reason: str) -> bool:
        """Split a task into several."""
        return self._change_answers(lambda project: project.tasks.split(task, parts, reason))

    def merge_tasks(self, tasks: Sequence[str], reason: str, name: str | None = None) -> bool:
        """Merge tasks into one; the first keeps its id and decision."""
        return self._change_answers(lambda project: project.tasks.merge(tasks, reason, name))

    def refuse_automation(self, automation: str, task: str | None, reason: str) -> bool:
        """Record that an automation does not serve a task."""
        if not self._change(lambda project: project.register.refuse(automation, task, reason), []):
            return False
        self.register_changed.emit()
        return True

    def import_register(
        self, register: Register, *, complete: bool | None = None
    ) -> RegisterMatch | None:
        """Update the register of automations; return None if that failed."""
        results: list[RegisterMatch] = []
        self._change_answers(
            lambda project: results.append(project.register.import_(register, complete=complete))
        )
        return results[0] if results else None

    def assign_automation(self, automation: str, task: str, reason: str = "") -> bool:
        """Record which task an automation serves."""
        return self._change_answers(
            lambda project: project.register.assign(automation, task, reason)
        )

    def confirm_group(self, tasks: Iterable[str], reason: str, name: str) -> bool:
        """Record that tasks are the same work, to be built once."""
        named = list(tasks)
        return self._change(lambda project: project.groups.confirm(named, reason, name=name), named)

    def split_group(self, tasks: Iterable[str], reason: str) -> bool:
        """Record that tasks are other work than the rest of their group."""
        named = list(tasks)
        return self._change(lambda project: project.groups.split(named, reason), named)

    def refuse_group(self, tasks: Iterable[str], reason: str) -> bool:
        """Record that no two of the tasks are the same work."""
        named = list(tasks)
        return self._change(lambda project: project.groups.refuse(named, reason), named)

    def undo(self) -> bool:
        """Undo the last change."""
        return self._step(lambda project: project.history.undo(), lambda: self._undoable)

    def redo(self) -> bool:
        """Redo the change that was undone last."""
        return self._step(lambda project: project.history.redo(), lambda: self._redoable)

    def _step(
        self,
        step: Callable[[Project], HistoryEntry],
        following: Callable[[], HistoryEntry | None],
    ) -> bool:
        """Undo or redo one step; saved results do not count as a step of their own."""
        project = self.project
        before = following()
        # Saved results are entries of the history, but a user does not see them as a change.
        while project is not None and before is not None and before.kind == "assess":
            if not self._change(step, []):
                return False
            before = following()
        if project is None or before is None:
            return False
        touched = {change.task_id for change in project.history.changes(before.number)} - {None}
        if not self._change(step, [task_id for task_id in touched if task_id is not None]):
            return False
        if before.kind in (*ASSESSED_KINDS, *_OF_INQUIRY):
            self._emit_answers_changed()
        return True

    def _change_answers(self, change: Callable[[Project], object]) -> bool:
        """Make a change that affects the results."""
        if not self._change(change, None):
            return False
        self._emit_answers_changed()
        return True

    def _change(self, change: Callable[[Project], object], tasks: list[str] | None) -> bool:
        """Make a change and emit its signals; `tasks` None means all tasks."""
        project = self.project
        if project is None:
            return False
        try:
            change(project)
        except ConflictError as error:
            self.problem.emit(error)
            self.refresh()
            return False
        except RpaScoutError as error:
            self.problem.emit(error)
            return False
        self._emit_change(tasks)
        self._say_done(project)
        return True

    def _say_done(self, project: Project) -> None:
        """Emit what the newest entry of the history did, in the past tense."""
        from rpa_scout.project.ledger.entry_texts import TASKS_NAMED
        from rpa_scout.project.ledger.history import HistoryFilter
        from rpa_scout_gui.models.history_text import entry_text

        (entry,) = project.history.entries(HistoryFilter(limit=1))
        changed = project.history.entry_tasks([entry], TASKS_NAMED)[entry.number]
        self.change_done.emit(entry_text(entry, changed, self.policy))
