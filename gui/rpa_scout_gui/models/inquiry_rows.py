"""The inquiry as rows of tables: departments by what is to be done, and their questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from rpa_scout.forms.inquiry import today
from rpa_scout.policy.fields import FieldSet, load_fields
from rpa_scout.project.inquiry.standing import REMINDERS, STATES, DepartmentState, InquiryStanding
from rpa_scout.text import N_, _, fold
from rpa_scout_gui.models.columns import Column, number_array, plain, text_array, whole
from rpa_scout_gui.models.findings_rows import question_state

if TYPE_CHECKING:
    from rpa_scout.forms.returning.pages import QuestionPage
    from rpa_scout.project.inquiry.asked import AskedQuestion


def department_state(code: str) -> str:
    """Return the label of a department's state."""
    return _(STATES[cast("DepartmentState", code)])


def reminder_label(code: str) -> str:
    """Return what a department has to be reminded of; empty where nothing is due."""
    return _(REMINDERS[code]) if code else ""


DEPARTMENT_COLUMNS: Final = (
    Column("department", N_("Department"), "text", 116, plain),
    Column("state", N_("Standing"), "text", 76, department_state),
    Column("to_ask", N_("To ask"), "number", 74, whole),
    Column("open_questions", N_("Waiting"), "number", 74, whole),
    Column("answered_questions", N_("Answered"), "number", 74, whole),
    Column("reminder", N_("Reminder"), "text", 100, reminder_label),
)
"""Columns of the departments, from left to right."""

QUESTION_COLUMNS: Final = (
    Column("name", N_("Task"), "text", 180, plain),
    Column("field", N_("Field"), "text", 140, plain),
    Column("state", N_("Inquiry"), "text", 90, question_state),
    Column("reason", N_("What is asked"), "text", 320, plain),
    Column("how", N_("How to answer"), "text", 260, plain),
)
"""Columns of the questions to one department, from left to right."""

_Row = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class InquiryRows:
    """What departments will be asked, what they were asked, and where they stand."""

    pages: Sequence[QuestionPage] = ()
    standings: Sequence[InquiryStanding] = ()
    asked: Sequence[AskedQuestion] = ()
    fields: FieldSet | None = None

    def summary(self) -> str:
        """Return how many questions there are, and to how many departments."""
        departments = {department for page in self.pages for department in page.departments[:1]}
        return _("{count:,} questions to {departments:,} departments").format(
            count=sum(len(page.questions) for page in self.pages), departments=len(departments)
        )

    def department_arrays(self) -> dict[str, Any]:
        """Return the departments, those to ask first."""
        to_ask: Counter[str] = Counter()
        for page in self.pages:
            for department in page.departments[:1]:
                to_ask[fold(department)] += len(page.questions)
        rows = [(to_ask[fold(standing.department)], standing) for standing in self.standings]
        rows.sort(key=lambda row: (not row[0], row[1].urgency))
        standings = [standing for _count, standing in rows]
        return {
            "department": text_array(standing.department for standing in standings),
            "state": text_array(standing.state for standing in standings),
            "to_ask": number_array(count for count, _standing in rows),
            "open_questions": number_array(standing.open_questions for standing in standings),
            "answered_questions": number_array(
                standing.answered_questions for standing in standings
            ),
            "reminder": text_array(standing.reminder for standing in standings),
        }

    def question_arrays(self, department: str | None) -> dict[str, Any]:
        """Return the questions to a department: those to be asked, then those answered."""
        rows = [] if department is None else [*self._rows(department)]
        columns = zip(*rows, strict=True) if rows else ((),) * len(QUESTION_COLUMNS)
        arrays: dict[str, Any] = {
            column.id: text_array(values)
            for column, values in zip(QUESTION_COLUMNS, columns, strict=True)
        }
        return arrays | {"number": np.arange(len(rows))}

    def _rows(self, department: str) -> Iterator[_Row]:
        fields, day = self.fields or load_fields(), today().isoformat()
        asked = {
            (fold(question.task), question.row, question.field): question
            for question in self.asked
            if fold(question.department) == fold(department)
        }
        shown = set()
        for page in self.pages:
            if fold("".join(page.departments[:1])) != fold(department):
                continue
            for question in page.questions:
                row = 0 if question.name else question.row
                key = (fold(question.name), row, question.field)
                shown.add(key)
                state = asked[key].state(day) if key in asked else "not_asked"
                label = fields.label(question.field)
                name = question.name or _("row {row}").format(row=question.row)
                yield name, label, state, question.reason, question.how
        for key, before in asked.items():
            if key not in shown:
                name = before.task or _("row {row}").format(row=before.row)
                yield name, fields.label(before.field), before.state(day), "", before.answer or ""
