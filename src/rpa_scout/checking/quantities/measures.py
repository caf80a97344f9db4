"""What a field asks for, and what an amount is in that: 「月10時間」 are 120 hours a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rpa_scout.checking.quantities.amounts import Amount
from rpa_scout.checking.quantities.frequencies import Frequency
from rpa_scout.checking.quantities.units import Figures, Kind, Per


class Taken(NamedTuple):
    """What an amount was taken for, in the unit of the field."""

    # Ends of the span; the same where there is one number.
    low: float
    high: float
    is_clear: bool = True  # False where the words can mean something else too
    names_unit: bool = True  # Whether the unit was written


class Measure(NamedTuple):
    """What a number field asks for."""

    per: Per  # What its number is said of; ``""`` for a share
    # For every kind of amount that answers it, what one of them is in the field's unit; that of
    # "day" and "staff_day" is in working days.
    worth: Mapping[Kind, float]
    # Kinds that can mean something else too: 「2日」 may be the time that passes.
    unclear: tuple[Kind, ...] = ()

    def amount(self, amount: Amount, figures: Figures) -> Taken | None:
        """Return an amount in the field's unit; None where its unit contradicts the field."""
        worth = self.worth.get(amount.kind)
        scale = self._scale(amount.per, amount.every, figures)
        if worth is None or scale is None:
            return None
        if self is not RUNS and amount.kind in _DAYS_OF_WORK:
            worth *= figures.minutes_per_staff_day * figures.working_days_in(amount.kind)
        is_clear = amount.kind not in self.unclear or (self is RUNS and amount.per != "")
        if self is HOURS and amount.kind == "bare" and amount.per not in ("", "year"):
            is_clear = False  # 「月10」: hours or times?
        if amount.per == "day" and self.per == "run":
            is_clear = False  # a day's items are a run's where it is done once a day
        factor = worth * scale
        return Taken(amount.low * factor, amount.high * factor, is_clear, amount.kind != "bare")

    def frequency(self, frequency: Frequency, figures: Figures) -> Taken | None:
        """Return runs a year; None where the field does not ask for them."""
        scale = self._scale(frequency.per, frequency.every, figures)
        if self is not RUNS or scale is None:
            return None
        times = frequency.times * scale
        return Taken(times, times, frequency.is_clear)

    def _scale(self, per: Per, every: float, figures: Figures) -> float | None:
        if per in ("", self.per):
            return 1.0 / every if every else None
        if self.per == "year":
            times = figures.times_per_year(per)
            return times / every if times is not None and every else None
        by_the_day = self is ITEMS and per == "day" and every == 1.0
        return 1.0 if by_the_day else None


_DAYS_OF_WORK: tuple[Kind, ...] = ("day", "staff_day", "staff_month", "staff_year")
_TIME_WORTH: dict[Kind, float] = {"bare": 1.0, "time": 1.0, "day": 1.0, "staff_day": 1.0}
RUNS = Measure(
    "year",
    {"bare": 1.0, "run": 1.0, "day": 1.0, "week": 1.0, "month": 1.0},
    ("day", "week", "month"),
)
ITEMS = Measure("run", {"bare": 1.0, "item": 1.0, "people": 1.0})
MINUTES_PER_ITEM = Measure("item", _TIME_WORTH, ("day",))
MINUTES_PER_RUN = Measure("run", _TIME_WORTH, ("day",))
HOURS = Measure(
    "year",
    {"bare": 1.0, "time": 1 / 60.0, **dict.fromkeys(_DAYS_OF_WORK, 1 / 60.0)},
    ("day",),
)
PERCENT = Measure("", {"bare": 1.0, "percent": 1.0})
MINUTES = (MINUTES_PER_ITEM, MINUTES_PER_RUN)
_OTHER = Measure("", {"bare": 1.0})
_BY_UNIT = {
    "回／年": RUNS,
    "件／回": ITEMS,
    "分／件": MINUTES_PER_ITEM,
    "分／回": MINUTES_PER_RUN,
    "時間／年": HOURS,
    "％": PERCENT,
}


def measure_of(unit: str) -> Measure:
    """Return what a field asks for."""
    return _BY_UNIT.get(unit, _OTHER)
