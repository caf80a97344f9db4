"""Where every department stands in the inquiry, and who has to be reminded of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rpa_scout.coverage import department_board
from rpa_scout.inventory import Inventory
from rpa_scout.project.inquiry.asked import AskedQuestion
from rpa_scout.reading.layout.departments import Department
from rpa_scout.text import N_, fold

DepartmentState = Literal["not_sent", "sent", "answered", "to_clarify", "none"]
"""none: the department answers that it has no such task; to_clarify: there are questions."""

STATES: Final[Mapping[DepartmentState, str]] = {
    "not_sent": N_("not sent"),
    "sent": N_("sent"),
    "to_clarify": N_("to be clarified"),
    "answered": N_("answered"),
    "none": N_("no such task"),
}
"""English labels of the states, in the order of what is to be done."""

REMINDERS: Final = {"form": N_("form overdue"), "questions": N_("questions overdue")}
"""English labels of what a department has to be reminded of."""


@dataclass(frozen=True, slots=True)
class InquiryStanding:
    """Where a department stands."""

    department: str
    state: DepartmentState
    sent_at: str | None  # Moment at which its form was written
    deadline: str | None  # Of the form; as ISO date where it is one
    files: str  # Surveys of the department
    tasks: int
    left_out: int  # Rows that cannot be used
    # Questions: asked and waiting, answered, and the earliest deadline of those that wait.
    open_questions: int
    answered_questions: int
    questions_deadline: str | None
    contact: str
    # ``form`` or ``questions``: what to remind of; ``""``: nothing is due.
    reminder: str

    @property
    def urgency(self) -> int:
        """Position of its state in the order of what is to be done."""
        return list(STATES).index(self.state)

    @property
    def has_answered(self) -> bool:
        """Whether its survey is there, with or without questions."""
        return self.state in ("answered", "to_clarify", "none")


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form that was written for a department."""

    name: str
    sent_at: str
    deadline: str | None


def inquiry_standings(
    inventory: Inventory,
    listed: Sequence[Department],
    sent: Mapping[str, SentForm],
    asked: Sequence[AskedQuestion],
    today: str,
) -> list[InquiryStanding]:
    """Return where the departments stand: those on the list, sent to, and answering.

    Forms sent come by folded department; deadlines are compared to `today`, an ISO date.
    """
    wanted = [*(department.name for department in listed), *(form.name for form in sent.values())]
    board = department_board(inventory.coverage, wanted)
    tasks = Counter(map(fold, inventory.tasks["department"].astype(str)))
    entries = {fold(department.name): department for department in listed}
    by_department: dict[str, list[AskedQuestion]] = {}
    for question in asked:
        by_department.setdefault(fold(question.department), []).append(question)
    standings = []
    for row in board.to_dict("records"):
        key = fold(row["department"])
        form, entry = sent.get(key), entries.get(key)
        questions = by_department.get(key, [])
        waiting = [question for question in questions if question.is_open]
        deadlines = [question.deadline for question in waiting if question.deadline]
        state = _state(str(row["standing"]), is_sent=form is not None, is_asked=bool(waiting))
        deadline = (form.deadline if form else None) or (entry.deadline if entry else None) or None
        standings.append(
            InquiryStanding(
                department=row["department"],
                state=state,
                sent_at=form.sent_at if form else None,
                deadline=deadline,
                files=row["files"],
                tasks=tasks[key],
                left_out=int(row["rows_left_out"]),
                open_questions=len(waiting),
                answered_questions=len(questions) - len(waiting),
                questions_deadline=min(deadlines) if deadlines else None,
                contact=entry.contact if entry else "",
                reminder=_reminder(state, deadline, waiting, today),
            )
        )
    return standings


def _state(standing: str, *, is_sent: bool, is_asked: bool) -> DepartmentState:
    if standing == "missing":
        return "sent" if is_sent else "not_sent"
    if standing == "questions" or is_asked:
        return "to_clarify"
    return "none" if standing == "none" else "answered"


def _reminder(
    state: DepartmentState, deadline: str | None, waiting: Sequence[AskedQuestion], today: str
) -> str:
    if state == "sent":
        return "form" if deadline is not None and deadline < today else ""
    return "questions" if any(question.is_due(today) for question in waiting) else ""
