"""Hours saved as yen, where the city has entered what an hour costs; never part of a score."""

from __future__ import annotations

from rpa_scout.assessment.target import TargetOutlook
from rpa_scout.policy.money import Money
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.text import _


def yen_of_hours(hours: Quantiles, money: Money) -> Quantiles:
    """Return hours as yen, by the likeliest price of an hour."""
    rate = money.yen_per_hour
    return Quantiles(hours.p10 * rate, hours.p50 * rate, hours.p90 * rate, hours.mean * rate)


def money_sentences(outlook: TargetOutlook, money: Money | None) -> list[str]:
    """Return what the first candidates save in yen; nothing without the city's figures."""
    if money is None:
        return []
    return [yen_sentence(outlook.saved_by_needed or outlook.saved_by_all, money)]


def yen_sentence(hours: Quantiles, money: Money) -> str:
    """Return hours a year as yen with their range, at the likeliest price of an hour."""
    yen = yen_of_hours(hours, money)
    sentence = _(
        "In yen, at {rate:,.0f} yen an hour: {hours:,.0f} hours = {yen:,.0f} yen a year "
        "({low:,.0f}–{high:,.0f})"
    )
    return sentence.format(
        rate=money.yen_per_hour,
        hours=float(hours.p50),
        yen=round(float(hours.p50)) * money.yen_per_hour,
        low=float(yen.p10),
        high=float(yen.p90),
    )
