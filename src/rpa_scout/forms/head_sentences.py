"""Sentences that the head of the form and the letter beside it share."""

from __future__ import annotations

from dataclasses import dataclass

from rpa_scout.forms import texts
from rpa_scout.forms.inquiry import Inquiry
from rpa_scout.forms.layout import Form
from rpa_scout.policy.survey_form import FormSheets
from rpa_scout.text import _

_SECONDS = 60.0
_TASKS = 10


def deadline_sentence(inquiry: Inquiry) -> str:
    """Return until when the form is returned, or a line to write the date into."""
    if not inquiry.deadline:
        return _(texts.NO_DEADLINE)
    return _(texts.DEADLINE).format(deadline=inquiry.shown_deadline)


@dataclass(frozen=True, slots=True)
class PromisedTime:
    """Whole minutes for ten tasks, and what they consist of."""

    reading: int  # To read the instructions, once
    # To answer the core questions of one task, and to look up its figures.
    core: int
    lookup: int

    @property
    def total(self) -> int:
        """Minutes for ten tasks."""
        return self.reading + _TASKS * (self.core + self.lookup)


def promised_time(form: Form) -> PromisedTime:
    """Compute the time from the declared seconds of every kind of question."""
    time = form.fields.form.time
    asked = [field for field in form.columns if field.core and field.id != form.DEPARTMENT]
    core = sum(float(getattr(time, field.kind)) for field in asked)
    minutes = (time.reading, core, time.lookup_per_task)
    return PromisedTime(*(max(1, round(seconds / _SECONDS)) for seconds in minutes))


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
