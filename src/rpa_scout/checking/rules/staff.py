"""More hours than there are staff to work them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rpa_scout.arrays import Floats, Positions
from rpa_scout.checking.rules.rule import OF_THE_CITY, RowProblem, RowRule, RuleContext
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.derived import HOURS_FIELDS
from rpa_scout.text import N_, fold


def hours_beyond_staff(context: RuleContext) -> Iterator[RowProblem]:
    """Yield departments, or single tasks, that take more hours than staff can work."""
    hours = np.where(context.usable, np.nan_to_num(context.hours_per_year, nan=0.0), 0.0)
    position = context.department.position
    named = position >= 0
    totals = np.bincount(
        position[named], weights=hours[named], minlength=len(context.department.names)
    )
    staff = {
        fold(department.name): department.staff
        for department in context.departments
        if department.staff is not None
    }
    each = context.checks.hours_per_staff_year
    for number, name in enumerate(context.department.names):
        count = staff.get(name, context.checks.largest_department_staff)
        if totals[number] <= count * each:
            continue
        rows = np.flatnonzero(position == number)
        basis = f"{count:g} × {each:,g} = {count * each:,.0f}"
        limit = "staff" if name in staff else "largest"
        for what, row, sum_of_hours in _too_much(rows, hours, count * each):
            yield RowProblem(
                row,
                f"{what}_hours_beyond_{limit}",
                "minutes_per_item" if context.parts_known[row] else "hours_per_year_reported",
                values={"hours": f"{sum_of_hours:,.0f}", "capacity": basis},
            )


def _too_much(rows: Positions, hours: Floats, capacity: float) -> Iterator[tuple[str, int, float]]:
    """Yield what is too much (``task`` or ``department``), the row to look at, and the hours."""
    alone = rows[hours[rows] > capacity]
    yield from (("task", row, float(hours[row])) for row in alone.tolist())
    together = np.setdiff1d(rows, alone)
    if hours[together].sum() > capacity:
        greatest = int(together[np.argmax(hours[together])])
        yield "department", greatest, float(hours[together].sum())


_ASK_FOR_HOURS = N_(
    "Check runs, items, minutes and hours for a wrong unit; "
    "if they are right, put the number of staff right in the list of departments."
)
_NAME_THE_STAFF = N_(
    "Check runs, items, minutes and hours for a wrong unit; "
    "the list of departments can say how many staff there are."
)


def _too_many_hours(code: str, sentence: str, hint: str) -> FindingRule:
    return FindingRule(code, "warning", sentence, hint, quotes="hours", also=HOURS_FIELDS)


RULES = (
    RowRule(
        (
            _too_many_hours(
                "task_hours_beyond_staff",
                N_(
                    "this task alone takes {hours} hours a year, more than all staff of the "
                    "department can work ({capacity})."
                ),
                _ASK_FOR_HOURS,
            ),
            _too_many_hours(
                "department_hours_beyond_staff",
                N_(
                    "the tasks of the department take {hours} hours a year, more than all its "
                    "staff can work ({capacity}); this one takes most."
                ),
                _ASK_FOR_HOURS,
            ),
            _too_many_hours(
                "task_hours_beyond_largest",
                N_(
                    "this task alone takes {hours} hours a year, more than even the largest "
                    "department can work ({capacity})."
                ),
                _NAME_THE_STAFF,
            ),
            _too_many_hours(
                "department_hours_beyond_largest",
                N_(
                    "the tasks of the department take {hours} hours a year, more than even the "
                    "largest department can work ({capacity}); this one takes most."
                ),
                _NAME_THE_STAFF,
            ),
        ),
        hours_beyond_staff,
        figures=("hours_per_staff_year", "largest_department_staff"),
        family=OF_THE_CITY,
        order=100,
    ),
)
