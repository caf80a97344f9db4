"""The inquiry of a project: its head, forms sent, questions and reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from rpa_scout.forms.inquiry import Inquiry, read_date, today
from rpa_scout.forms.prefilled import answers_by_department
from rpa_scout.project.inquiry.asked import AskedQuestion, ask, asked_questions
from rpa_scout.project.inquiry.standing import InquiryStanding, SentForm, inquiry_standings
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.ledger.settings import put_setting, setting
from rpa_scout.project.policies import current_fields
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.store.canonical import canonical_id
from rpa_scout.project.store.rows import stored_rows
from rpa_scout.project.store.schema_city import SentFormRow
from rpa_scout.project.surveys.city import listed_departments
from rpa_scout.project.surveys.current import current_inventory
from rpa_scout.questions import Question
from rpa_scout.text import fold

_HEAD: Final = "inquiry"


class ProjectInquiry:
    """What was asked of the departments, and what came back."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def head(self) -> Inquiry:
        """Return the head of the inquiry."""
        with self._session.reading() as connection:
            return _stored_head(connection)

    def set_head(self, **parts: str | None) -> Inquiry:
        """Keep parts of the head (subject, basis, deadline, contact, sender), and return it."""
        head = self.head()
        updated = head.updated(**parts)
        if updated != head:
            with self._session.changing("inquiry") as change:
                put_setting(change, _HEAD, updated.parts)
        return updated

    def questions(self) -> list[AskedQuestion]:
        """Return all questions that were sent to departments."""
        with self._session.reading() as connection:
            return asked_questions(connection)

    def last_answers(self) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return the present answers by department, as a form shows them for correction."""
        with self._session.reading() as connection:
            return answers_by_department(current_inventory(connection, current_fields(connection)))

    def send_forms(self, departments: Iterable[str]) -> HistoryEntry:
        """Record that forms were written for departments, with the inquiry's deadline."""
        names = list(dict.fromkeys(departments))
        with self._session.changing("send_forms") as change:
            deadline = _stored_head(change.connection).deadline
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
        with self._session.changing("ask", reason) as change:
            until = read_date(deadline).isoformat() if deadline else ""
            until = until or _stored_head(change.connection).deadline
            count = sum(
                ask(change, [question], departments, until) for question, departments in questions
            )
            change.details = {"questions": count}
        return change.entry

    def standings(self, day: dt.date | None = None) -> list[InquiryStanding]:
        """Return where every department stands: not sent, sent, answered, to be clarified, none."""
        with self._session.reading() as connection:
            inventory = current_inventory(connection, current_fields(connection))
            listed = listed_departments(connection)
            rows = list(stored_rows(connection, SentFormRow))
            asked = asked_questions(connection)
        sent = {row["department"]: SentForm(row["name"], row["sent_at"], row["deadline"])
                for row in rows}  # fmt: skip
        compared = (day or today()).isoformat()
        return inquiry_standings(inventory, listed, sent, asked, compared)


def _stored_head(connection: Connection) -> Inquiry:
    """Return the head; its parts are empty until somebody gives them."""
    return Inquiry(**(setting(connection, _HEAD) or {}))
