"""The answers of a project's surveys: corrections, confirmations and accepted findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rpa_scout.coverage import NOT_ANSWERED
from rpa_scout.errors import NotAllowedError
from rpa_scout.findings import Finding
from rpa_scout.project import decisions, records, views
from rpa_scout.project.confirmations import answers_of, confirm, withdraw_confirmation
from rpa_scout.project.inquiry.asked import settle
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.policies import current_fields, policy_now
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.store.schema import TaskRow
from rpa_scout.project.surveys.current import left_out_lines
from rpa_scout.project.surveys.task_changes import admit_row
from rpa_scout.questions import correctable_fields
from rpa_scout.text import N_


class ProjectAnswers:
    """What people said about answers of the surveys; the surveys themselves stay stored."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def corrections(self) -> list[records.Correction]:
        """Return all corrected answers, by task."""
        with self._session.reading() as connection:
            corrections = views.corrections_of(connection)
        versions = {(row.task_id, row.field): row.row_version for row in corrections}
        self._session.remember_versions("corrections", versions)
        return corrections

    def confirmations(self) -> list[records.Confirmation]:
        """Return all figures that a person has confirmed, by task."""
        with self._session.reading() as connection:
            confirmations = views.confirmations_of(connection)
        versions = {(row.task_id, row.field): row.row_version for row in confirmations}
        self._session.remember_versions("confirmations", versions)
        return confirmations

    def correct(self, task: str, field: str, value: object, reason: str) -> HistoryEntry:
        """Correct an answer, None: unknown; the answer of the survey stays stored.

        A row that was left out becomes a task once it has what it lacked.
        """
        return self.correct_several(task, {field: value}, reason)

    def correct_several(
        self, task: str, answers: Mapping[str, object], reason: str
    ) -> HistoryEntry:
        """Correct several answers of a task, or of a row that was left out, in one entry."""
        with self._session.changing("correct", reason) as change:
            fields = current_fields(change.connection)
            if change.row(TaskRow, task) is None and task in _left_out(change):
                admit_row(change, _left_out(change)[task], answers, fields)
            else:
                for field, value in answers.items():
                    decisions.correct(change, task, field, value, fields)
            _settle(change, task, answers)
            change.details = {"task_id": task, "field": "、".join(answers)}
        return change.entry

    def correct_finding(
        self, finding: Finding, value: object, reason: str, field: str | None = None
    ) -> HistoryEntry:
        """Correct the answer that a finding names, as learned by telephone for example.

        Parameters
        ----------
        finding : Finding
            A finding of :meth:`Project.inventory` on a row, errors included.
        value : object
            The right answer.
        reason : str
            How it was learned.
        field : str, optional
            Which of its `correctable_fields`; by default the likeliest.

        Raises
        ------
        NotAllowedError
            The finding names no answer of a row, or not this field.
        """
        possible = correctable_fields(finding)
        corrected = field or next(iter(possible), "")
        if corrected not in possible or finding.code == NOT_ANSWERED:
            with self._session.reading() as connection:
                survey = policy_now(connection).survey
            raise NotAllowedError(
                N_("This finding names no answer that could be corrected: {message}"),
                message=finding.message(survey),
            )
        return self.correct(finding.row_id, corrected, value, reason)

    def remove_correction(self, task: str, field: str, reason: str = "") -> HistoryEntry:
        """Remove a correction; the answer of the survey is valid again."""
        with self._session.changing("remove_correction", reason) as change:
            decisions.remove_correction(change, task, field)
            change.details = {"task_id": task, "field": field}
        return change.entry

    def accept(self, finding: Finding, reason: str) -> HistoryEntry:
        """Accept a finding of :meth:`Project.inventory`; only another answer shows it again."""
        with self._session.changing("accept", reason) as change:
            decisions.accept(change, finding)
            change.details = {"code": finding.code, "task_id": finding.row_id or None}
        return change.entry

    def confirm(self, task: str, field: str, reason: str) -> HistoryEntry:
        """Confirm a figure; the task counts in sums as long as its answers stay the same."""
        with self._session.changing("confirm", reason) as change:
            answers = answers_of(change.connection, task)
            confirm(change, task, field, answers, current_fields(change.connection))
            change.details = {"task_id": task, "field": field, "value": answers[field]}
        return change.entry

    def withdraw_confirmation(self, task: str, field: str, reason: str = "") -> HistoryEntry:
        """Withdraw the confirmation of a figure."""
        with self._session.changing("confirm", reason) as change:
            withdraw_confirmation(change, task, field)
            change.details = {"task_id": task, "field": field, "withdrawn": True}
        return change.entry


def _left_out(change: Change) -> dict[str, Any]:
    return {line.task_id: line for line in left_out_lines(change.connection)}


def _settle(change: Change, task: str, answers: Mapping[str, object]) -> None:
    """Record that questions about a task are answered."""
    present = views.tasks_of(change.connection, task)
    left_out = _left_out(change).get(task)
    if present:
        department, name = present[0].department, present[0].name
    elif left_out is not None:
        department = str(left_out.answers.get("department") or "")
        name = str(left_out.answers.get("name") or f"#{left_out.row}")
    else:
        return
    for field, value in answers.items():
        settle(change, department, name, field, value)
