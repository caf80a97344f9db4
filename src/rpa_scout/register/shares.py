"""Parts of a task that automations serve: together they are never more than the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rpa_scout.register.records import Automation

__all__ = ["counted_share", "exceeds_whole", "largest_share"]

_WHOLE: Final = 1.0
_ROUNDING: Final = 0.0005
"""Of each share: three thirds are written as 33.3 %."""


def counted_share(serving: Iterable[Automation]) -> float:
    """Return the part of a task that automations serve together, as it is counted."""
    return min(sum(automation.share for automation in serving), _WHOLE)


def largest_share(serving: Sequence[Automation], years: Iterable[int] = ()) -> float:
    """Return the largest part of a task that its automations served at the same time."""
    marks = {
        year
        for automation in serving
        for year in (automation.running_since, automation.ended_in)
        if year
    }
    sums = [
        sum(automation.share for automation in serving if automation.ran_in(year))
        for year in marks.union(years)
    ]
    now = sum(automation.share for automation in serving if not automation.has_ended)
    return max([*sums, now])


def exceeds_whole(serving: Sequence[Automation], years: Iterable[int] = ()) -> bool:
    """Tell whether automations serve more than the whole of a task at the same time."""
    return largest_share(serving, years) > _WHOLE + _ROUNDING * len(serving)
