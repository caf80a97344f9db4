"""How a cell that should hold a number was understood."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rpa_scout.checking.quantities.measures import PERCENT, Measure, Taken
from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

How = Literal["exact", "understood", "ambiguous", "unknown", "none"]

_HOW: dict[str, How] = {
    "": "exact",
    "read_as": "understood",
    "range_read": "understood",
    "ambiguous_number": "ambiguous",
    "percent_or_share": "ambiguous",
    "frequency_unknown": "unknown",
    "number_unknown": "unknown",
    "unit_mismatch": "unknown",
    "date_damage": "unknown",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it was understood, in the unit of its field."""

    value: float = math.nan  # The number, or the middle of a range; NaN where unknown
    # Ends of the range; equal to `value` where one number was written.
    low: float = math.nan
    high: float = math.nan
    # Code of the finding on it; ``""`` where the cell holds exactly this number.
    code: str = ""
    # What the finding shows beside what was written, by name: ``taken``, the number, or ``typed``.
    shown: Mapping[str, str] = field(default_factory=dict)

    @property
    def how(self) -> How:
        """How it was understood: exact, understood, ambiguous, unknown, or none (no number)."""
        return _HOW.get(self.code, "none")

    @property
    def is_range(self) -> bool:
        """Whether a range was written."""
        return self.low < self.high


def unread(code: str, /, **shown: str) -> Quantity:
    """Return a quantity that is not known."""
    return Quantity(code=code, shown=shown)


def shown_number(value: float) -> str:
    """Write a number for a finding: 「1,200」, 「464.9383」."""
    return f"{round(value, 4):,.12g}"


def taken_quantity(taken: Taken, measure: Measure, *, is_exact: bool) -> Quantity:
    """Return what was taken as a quantity, with the code of the finding on it."""
    low, high = taken.low, taken.high
    middle = low if low == high else (low + high) / 2.0
    is_range = low < high
    if measure is PERCENT and not taken.names_unit and 0.0 < high < 1.0:
        code = "percent_or_share"
    elif not taken.is_clear:
        code = "ambiguous_number"
    elif is_range:
        code = "range_read"
    else:
        code = "" if is_exact else "read_as"
    shown = shown_number(middle)
    if is_range:
        shown = f"{shown_number(low)}～{shown_number(high)} ({shown})"
    return Quantity(middle, low, high, code, {"taken": shown} if code else {})


RULES = (
    FindingRule(
        "read_as",
        "info",
        N_("“{written}” for “{field}” was read as {taken}."),
        N_("Nothing to do if that is what was meant."),
    ),
    FindingRule(
        "range_read",
        "info",
        N_("“{written}” for “{field}” was read as the range {taken}; its middle is used."),
        N_("Nothing to do; the range widens the range of the hours saved."),
    ),
    FindingRule(
        "ambiguous_number",
        "warning",
        N_("“{written}” for “{field}” can mean more than one number; {taken} was taken."),
        N_("Write the number alone, in the unit of the heading."),
    ),
    FindingRule(
        "percent_or_share",
        "warning",
        N_("{written} for “{field}” may be a percentage or a share; {taken} % was taken."),
        N_("Write 5 for five percent; if less than one percent is meant, write it with %."),
    ),
    FindingRule(
        "number_unknown",
        "warning",
        N_("“{written}” gives no number for “{field}”; it counts as unknown."),
        N_("Write a rough number, or a range such as 10～15."),
    ),
    FindingRule(
        "frequency_unknown",
        "warning",
        N_("“{written}” does not say how often; “{field}” counts as unknown."),
        N_("Write roughly how many times a year it was done, such as last year's number."),
    ),
    FindingRule(
        "unit_mismatch",
        "warning",
        N_("“{written}” is not in the unit of “{field}”; it counts as unknown."),
        N_("Write the number in the unit of the heading."),
    ),
    FindingRule(
        "date_damage",
        "warning",
        N_(
            "“{field}” holds the date or time {written}, probably made by the spreadsheet from "
            "“{typed}”; it counts as unknown."
        ),
        N_("Type it again in a cell formatted as text, such as 10～15 for a range."),
    ),
)
