"""In which quarters of its fiscal year a task is prepared, built, tried, used and checked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rpa_scout.planning.result import PlanTask

QUARTERS: Final = 4
STAGES: Final = {"準": "準備", "作": "作成", "試": "試行", "運": "本格運用", "検": "検証"}
"""Stages by the sign that stands in a quarter."""


@dataclass(frozen=True, slots=True)
class BuildSpan:
    """Quarters in which a task is built, counted from the first quarter of the plan."""

    first: int
    last: int
    used_from: int  # First quarter of the year after, from which its hours count


def build_spans(
    tasks: Sequence[PlanTask],
    years: Sequence[int],
    hours_a_year: Mapping[tuple[int, str], float],
) -> dict[str, BuildSpan]:
    """Spread the tasks of each year over its quarters by build hours, the earliest first.

    `tasks` stand in the order in which they are built. A quarter takes a fourth of the hours of
    its year and builder; a task may go on into the next quarter.
    """
    spans: dict[str, BuildSpan] = {}
    done: dict[tuple[int, str], float] = {}
    for task in tasks:
        year = task.fiscal_year
        if year is None or year not in years:
            continue
        key = year, str(task.builder)
        a_quarter = hours_a_year[key] / QUARTERS
        start = done.get(key, 0.0)
        end = start + (task.build_hours or 0.0)
        done[key] = end
        before = QUARTERS * years.index(year)
        first = _quarter(start, a_quarter, ends=False)
        last = max(first, _quarter(end, a_quarter, ends=True))
        spans[task.task_id] = BuildSpan(before + first, before + last, before + QUARTERS)
    return spans


def _quarter(hours: float, a_quarter: float, *, ends: bool) -> int:
    if not a_quarter > 0.0:
        return 0
    # Sums of hours that should fill a quarter exactly differ from it in the last digits.
    quarters = round(hours / a_quarter, 9)
    position = math.ceil(quarters) - 1 if ends else math.floor(quarters)
    return min(max(position, 0), QUARTERS - 1)


def stages_of(span: BuildSpan, count: int) -> list[str]:
    """Return the sign of the stage in each quarter of the plan, blank before it begins.

    The quarter before building is for preparing. After building it is tried until the year is
    over; the last quarter of its first year of use is for checking what it has brought.
    """
    return [_sign(span, quarter) for quarter in range(count)]


def _sign(span: BuildSpan, quarter: int) -> str:
    if quarter < span.first:
        return "準" if quarter == span.first - 1 else ""
    if quarter <= span.last:
        return "作"
    if quarter < span.used_from:
        return "試"
    return "検" if quarter == span.used_from + QUARTERS - 1 else "運"
