"""Tables of the inquiry: departments by state, and questions with their states."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Final

from rich.console import Console

from rpa_scout.cli.screen import print_line
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.policy.fields import load_fields
from rpa_scout.project.inquiry.asked import AskedQuestion
from rpa_scout.project.inquiry.standing import REMINDERS, STATES, InquiryStanding
from rpa_scout.project.store.moments import shown_here
from rpa_scout.text import N_, _

_ANSWERED_BY: Final = {
    "reply": N_("reply"),
    "survey": N_("corrected in the list"),
    "correction": N_("correction"),
}


def print_standings(standings: Sequence[InquiryStanding], out: Console) -> None:
    """Print the departments by state, then how many are in each."""
    table = ScreenTable()
    table.add_columns(_("State"), _("Department"), _("Sent"), _("Deadline"))
    table.add_columns(_("Tasks"), _("Left out"), _("Questions"), _("Answered"), number=True)
    table.add_column(_("Reminder"))
    for standing in sorted(standings, key=lambda standing: standing.urgency):
        deadline = standing.questions_deadline or standing.deadline or ""
        table.add_row(
            _(STATES[standing.state]),
            standing.department,
            shown_here(standing.sent_at or "")[:10],
            deadline,
            f"{standing.tasks:,}",
            f"{standing.left_out:,}",
            f"{standing.open_questions:,}",
            f"{standing.answered_questions:,}",
            _(REMINDERS[standing.reminder]) if standing.reminder else "",
        )
    if standings:
        out.print(table)
    counts = Counter(standing.state for standing in standings)
    line = "  ".join(f"{_(STATES[state])} {counts[state]:,}" for state in STATES)
    print_line(line, out)


def print_asked(asked: Sequence[AskedQuestion], today: dt.date, out: Console) -> None:
    """Print every question with its state."""
    table = ScreenTable()
    table.add_columns(
        _("Department"),
        _("Task"),
        _("Field"),
        _("Asked"),
        _("Deadline"),
        _("Answered"),
        _("Answer"),
    )
    fields = load_fields()
    for question in asked:
        how = _(_ANSWERED_BY[question.answered_by]) if question.answered_by else ""
        due = _("overdue") if question.is_due(today.isoformat()) else ""
        cells = (
            question.department,
            question.task or _("row {row}").format(row=question.row),
            fields.label(question.field),
            shown_here(question.asked_at)[:10],
            " ".join(part for part in (question.deadline or "", due) if part),
            " ".join(part for part in (shown_here(question.answered_at or "")[:10], how) if part),
            question.answer or "",
        )
        table.add_row(*cells)
    out.print(table)
