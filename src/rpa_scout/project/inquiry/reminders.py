"""Reminders that are due, as text for mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rpa_scout.forms.inquiry import Inquiry, shown_date
from rpa_scout.forms.saving import save
from rpa_scout.policy.fields import load_fields
from rpa_scout.project.inquiry.asked import AskedQuestion
from rpa_scout.project.inquiry.standing import InquiryStanding
from rpa_scout.text import N_, _, fold

_LINE: Final = "―" * 30
_HEAD: Final = N_("Reminders as of {today}: {count} departments")
_NOTHING: Final = N_("No department has to be reminded.")
_FORM: Final = N_(
    "To: {department}{contact}\n"
    "Subject: Reminder to return the task survey\n\n"
    "To {department}\n\n"
    "The deadline of “{subject}” ({deadline}) has passed, and your form has not reached us yet.\n"
    "If it is on its way, please excuse this mail; if not, please return it.\n"
    "If there is no such task, say so on the form and return it too.\n"
    "{sender}"
)
_QUESTIONS: Final = N_(
    "To: {department}{contact}\n"
    "Subject: Reminder of the questions about your task survey\n\n"
    "To {department}\n\n"
    "Thank you for taking part in the survey.\n"
    "Of the questions that we sent you (answer by {deadline}), these {count} have no answer yet.\n"
    "If it is on its way, please excuse this mail; if not, please fill in the answers and return "
    "the file.\n"
    "{questions}\n"
    "{sender}"
)
_CONTACT: Final = N_(" ({contact})")
_QUESTION: Final = N_("• {task}: {field}")
_ROW: Final = N_("the task of row {row}")


def reminder_text(
    standings: Sequence[InquiryStanding],
    asked: Sequence[AskedQuestion],
    inquiry: Inquiry,
    today: dt.date,
) -> str:
    """Return one text for mail for every department to be reminded."""
    due = [standing for standing in standings if standing.reminder]
    parts = [_(_HEAD).format(today=shown_date(today), count=len(due))]
    parts += [_of_department(standing, asked, inquiry, today) for standing in due]
    if not due:
        parts.append(_(_NOTHING))
    return f"\n{_LINE}\n".join(parts) + "\n"


def write_reminders(path: Path, text: str, *, replace: bool) -> Path:
    """Write reminders as a text file that Windows opens as it should."""
    content = text.replace("\n", "\r\n").encode("utf-8-sig")
    return save(path, content, replace=replace)


def _of_department(
    standing: InquiryStanding,
    asked: Sequence[AskedQuestion],
    inquiry: Inquiry,
    today: dt.date,
) -> str:
    parts = {
        "department": standing.department,
        "contact": _(_CONTACT).format(contact=standing.contact) if standing.contact else "",
        "sender": inquiry.shown_contact,
        "subject": inquiry.shown_subject,
    }
    if standing.reminder == "form":
        return _(_FORM).format(deadline=_shown(standing.deadline), **parts)
    waiting = [
        question
        for question in asked
        if fold(question.department) == fold(standing.department)
        and question.is_due(today.isoformat())
    ]
    return _(_QUESTIONS).format(
        deadline=_shown(standing.questions_deadline),
        count=len(waiting),
        questions="\n".join(_lines(waiting)),
        **parts,
    )


def _lines(waiting: Sequence[AskedQuestion]) -> Iterator[str]:
    fields = load_fields()
    for question in waiting:
        yield _(_QUESTION).format(
            task=question.task or _(_ROW).format(row=question.row),
            field=fields.label(question.field),
        )


def _shown(deadline: str | None) -> str:
    """Return a deadline as letters write it; as it stands where it is no date."""
    if not deadline:
        return ""
    try:
        return shown_date(dt.date.fromisoformat(deadline))
    except ValueError:
        return deadline
