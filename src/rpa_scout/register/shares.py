"""Shares of a task that its automations serve; together at most the whole task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rpa_scout.register.records import Automation

_WHOLE: Final = 1.0
_ROUNDING: Final = 0.0005
"""Tolerance for each share: a third is written as 33.3 %."""


def counted_share(serving: Iterable[Automation]) -> float:
    """Return the share of a task that automations serve together, at most 1."""
    return min(sum(automation.share for automation in serving), _WHOLE)


def largest_share(serving: Sequence[Automation], years: Iterable[int] = ()) -> float:
    """Return the largest share of a task that its automations served at the same time."""
    # The sum can change only in a year in which an automation starts or ends.
    changing_years = {
        year
        for automation in serving
        for year in (automation.running_since, automation.ended_in)
        if year
    }
    sums = [
        sum(automation.share for automation in serving if automation.ran_in(year))
        for year in changing_years.union(years)
    ]
    now = sum(automation.share for automation in serving if not automation.has_ended)
    return max([*sums, now])


def exceeds_whole(serving: Sequence[Automation], years: Iterable[int] = ()) -> bool:
    """Return whether automations serve more than the whole task at the same time."""
    return largest_share(serving, years) > _WHOLE + _ROUNDING * len(serving)
