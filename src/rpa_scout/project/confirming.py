"""Changes that depend on the rule of candidates: confirmations, and adopting non-candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rpa_scout.candidates import reason_label
from rpa_scout.errors import NotAllowedError
from rpa_scout.project.confirmations import answers_of, confirm, withdraw_confirmation
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.policies import current_fields, current_policy_number, stored_policy
from rpa_scout.project.reading import ProjectReading
from rpa_scout.project.states import ADOPTED, FOLLOWING, TaskState
from rpa_scout.project.views import tasks_of
from rpa_scout.text import N_

__all__ = ["ConfirmingProject", "refused_without_reason"]


class ConfirmingProject(ProjectReading):
    """A project whose figures can be confirmed."""

    def confirm(self, task: str, field: str, reason: str) -> HistoryEntry:
        """Confirm a figure; the task counts in sums as long as its answers stay the same."""
        with self._changing("confirm", reason) as change:
            answers = answers_of(change.connection, task)
            confirm(change, task, field, answers, current_fields(change.connection))
            change.details = {"task_id": task, "field": field, "value": answers[field]}
        return change.entry

    def withdraw_confirmation(self, task: str, field: str, reason: str = "") -> HistoryEntry:
        """Withdraw the confirmation of a figure."""
        with self._changing("confirm", reason) as change:
            withdraw_confirmation(change, task, field)
            change.details = {"task_id": task, "field": field, "withdrawn": True}
        return change.entry

    def _adopts_any(self, tasks: Iterable[str], state: TaskState | None) -> bool:
        """Tell whether a task becomes adopted; only then the rule of candidates applies."""
        with self._storage.reading() as connection:
            before = {task.task_id: task.state for task in tasks_of(connection)}
        standing = {before[task] for task in tasks if task in before}
        return any(state in FOLLOWING[present] for present in standing - ADOPTED)


def refused_without_reason(change: Change, marked: Mapping[str, str]) -> NotAllowedError:
    """Return the error for adopting tasks that are no candidates without a reason."""
    policy = stored_policy(change.connection, current_policy_number(change.connection))
    labelled = (f"{task} ({reason_label(code, policy)})" for task, code in marked.items())
    return NotAllowedError(
        N_("Not among the candidates: {tasks}. To adopt them all the same, give a reason."),
        tasks=", ".join(labelled),
    )
