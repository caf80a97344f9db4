"""How long the form takes to fill in, computed from its questions."""

from __future__ import annotations

from dataclasses import dataclass

from rpa_scout.forms.layout import Form

_SECONDS = 60.0
_TASKS = 10


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
