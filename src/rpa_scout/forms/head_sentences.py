"""Sentences that the head of the form and the letter beside it share."""

from __future__ import annotations

from rpa_scout.forms import texts
from rpa_scout.forms.filling_time import promised_time
from rpa_scout.forms.inquiry import Inquiry
from rpa_scout.forms.layout import Form
from rpa_scout.policy.survey_form import FormSheets
from rpa_scout.text import _


def deadline_sentence(inquiry: Inquiry) -> str:
    """Return until when the form is returned, or a line to write the date into."""
    if not inquiry.deadline:
        return _(texts.NO_DEADLINE)
    return _(texts.DEADLINE).format(deadline=inquiry.shown_deadline)


def promise_sentence(form: Form) -> str:
    """Return how long the form takes."""
    time = promised_time(form)
    return _(texts.TIME_PROMISE).format(
        total=time.total,
        reading=time.reading,
        core=time.core,
        lookup=time.lookup,
        count=form.core_count - 1,  # the department is filled in
    )


def none_sentence(sheets: FormSheets) -> str:
    """Return what to do where there is no such task."""
    return _(texts.NONE_GUIDE).format(tasks=sheets.tasks_sheet, none=sheets.none_label)
