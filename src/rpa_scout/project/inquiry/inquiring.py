"""The part of a project that asks: its inquiry, forms sent, questions, reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rpa_scout.coverage import NOT_ANSWERED
from rpa_scout.errors import NotAllowedError
from rpa_scout.findings import Finding
from rpa_scout.forms.inquiry import Inquiry, read_date, today
from rpa_scout.forms.prefilled import answers_by_department
from rpa_scout.project import decisions
from rpa_scout.project.inquiry.asked import (
    AskedQuestion,
    ask,
    asked_questions,
    settle,
)
from rpa_scout.project.inquiry.head import put_head, stored_head
from rpa_scout.project.inquiry.standing import InquiryStanding, SentForm, inquiry_standings
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.organising import ProjectOrganising
from rpa_scout.project.policies import current_fields
from rpa_scout.project.store.canonical import canonical_id
from rpa_scout.project.store.rows import stored_rows
from rpa_scout.project.store.schema import TaskRow
from rpa_scout.project.store.schema_city import SentFormRow
from rpa_scout.project.surveys.current import left_out_lines
from rpa_scout.project.surveys.task_changes import admit_row
from rpa_scout.project.views import tasks_of
from rpa_scout.questions import Question, correctable_fields
from rpa_scout.text import N_, fold

__all__ = ["InquiringProject"]


class InquiringProject(ProjectOrganising):
    """What was asked of the departments, and what came back."""

    def inquiry(self) -> Inquiry:
        """Return the head of the inquiry."""
        with self._storage.reading() as connection:
            return stored_head(connection)

    def set_inquiry(self, **parts: str | None) -> Inquiry:
        """Keep parts of the head (subject, basis, deadline, contact, sender), and return it."""
        head = self.inquiry()
        updated = head.updated(**parts)
        if updated != head:
            with self._changing("inquiry") as change:
                put_head(change, updated)
        return updated

    def asked_questions(self) -> list[AskedQuestion]:
        """Return all questions that were sent to departments."""
        with self._storage.reading() as connection:
            return asked_questions(connection)

    def last_answers(self) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return the present answers by department, as a form shows them for correction."""
        return answers_by_department(self.inventory())

    def send_forms(self, departments: Iterable[str], reason: str = "") -> HistoryEntry:
        """Record that forms were written for departments, with the inquiry's deadline."""
        names = list(dict.fromkeys(departments))
        with self._changing("send_forms", reason) as change:
            deadline = stored_head(change.connection).deadline
            for name in names:
                change.put(
                    SentFormRow,
                    (canonical_id(fold(name)),),
                    name=name,
                    sent_at=change.at,
                    sent_by=change.author,
                    deadline=deadline or None,
                )
            change.details = {"departments": len(names)}
        return change.entry

    def ask(
        self,
        questions: Iterable[tuple[Question, Sequence[str]]],
        deadline: str = "",
        reason: str = "",
    ) -> HistoryEntry:
        """Record questions as asked, each with the departments of its page.

        Parameters
        ----------
        questions : iterable of (Question, sequence of str)
            The questions.
        deadline : str, optional
            Until when an answer is wanted; by default the inquiry's deadline.
        reason : str, optional
            Why.
        """
        with self._changing("ask", reason) as change:
            until = read_date(deadline).isoformat() if deadline else ""
            until = until or stored_head(change.connection).deadline
            count = sum(
                ask(change, [question], departments, until) for question, departments in questions
            )
            change.details = {"questions": count}
        return change.entry

    def inquiry_standings(self, day: dt.date | None = None) -> list[InquiryStanding]:
        """Return where every department stands: not sent, sent, answered, to be clarified, none."""
        inventory, listed = self.inventory(), self.departments()
        with self._storage.reading() as connection:
            rows = list(stored_rows(connection, SentFormRow))
            asked = asked_questions(connection)
        sent = {row["department"]: SentForm(row["name"], row["sent_at"], row["deadline"])
                for row in rows}  # fmt: skip
        compared = (day or today()).isoformat()
        return inquiry_standings(inventory, listed, sent, asked, compared)

    def correct(self, task: str, field: str, value: object, reason: str) -> HistoryEntry:
        """Correct an answer, None: unknown; the answer of the survey stays stored.

        A row that was left out becomes a task once it has what it lacked.
        """
        return self.correct_answers(task, {field: value}, reason)

    def correct_answers(
        self, task: str, answers: Mapping[str, object], reason: str
    ) -> HistoryEntry:
        """Correct several answers of a task, or of a row that was left out, in one entry."""
        with self._changing("correct", reason) as change:
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
            A finding of :meth:`inventory` on a row, errors included.
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
            raise NotAllowedError(
                N_("This finding names no answer that could be corrected: {message}"),
                message=finding.message(self.policy().survey),
            )
        return self.correct(finding.row_id, corrected, value, reason)


def _left_out(change: Change) -> dict[str, Any]:
    return {line.task_id: line for line in left_out_lines(change.connection)}


def _settle(change: Change, task: str, answers: Mapping[str, object]) -> None:
    """Record that questions about a task are answered."""
    records = tasks_of(change.connection, task)
    left_out = _left_out(change).get(task)
    if records:
        department, name = records[0].department, records[0].name
    elif left_out is not None:
        department = str(left_out.answers.get("department") or "")
        name = str(left_out.answers.get("name") or f"#{left_out.row}")
    else:
        return
    for field, value in answers.items():
        settle(change, department, name, field, value)
