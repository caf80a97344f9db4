"""Ranges that respondents write where the form asks for one number: 「10～15分」.

The estimate uses the middle. The simulation draws a number between both ends, independently for
every quantity of every task: one department's doubt about its number says nothing about others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.savings.closed_form import TaskLoad
from rpa_scout.savings.load import ReportedLoad

RANGED = (*TaskLoad._fields, "hours_per_year_reported", "exception_percent")
"""Fields whose ranges widen the simulation, in the order in which they are drawn."""


@dataclass(frozen=True, slots=True)
class WrittenRanges:
    """Both ends of every range."""

    # NaN where no range was written, shape (len(RANGED), n).
    low: Floats
    high: Floats
    written: Bools  # Whether a task has a range, shape (n,)
    rule: Positions  # Number of the PERT of the position in the range, shape (n,)

    def between(self, rows: Positions, positions: Floats) -> dict[str, Floats]:
        """Return the numbers at positions in the ranges."""
        numbers = {}
        for column, field in enumerate(RANGED):
            low, high = self.low[column, rows, None], self.high[column, rows, None]
            if not np.isnan(low).all():
                numbers[field] = low + positions[:, column] * (high - low)
        return numbers


def written_ranges(ranges: pd.DataFrame, tasks: pd.DataFrame, rule: Positions) -> WrittenRanges:
    """Arrange ranges by field and task, without ranges that exclude the task's number."""
    low = np.full((len(RANGED), len(tasks)), np.nan)
    high = low.copy()
    usable = ranges[ranges["field"].isin(RANGED) & ranges["task_id"].isin(tasks.index)]
    row = tasks.index.get_indexer(pd.Index(usable["task_id"]))
    column = np.array([RANGED.index(field) for field in usable["field"]], dtype=np.intp)
    low[column, row], high[column, row] = usable["low"], usable["high"]
    for position, field in enumerate(RANGED):
        number = tasks[field].to_numpy(dtype=np.float64)
        outside = ~((low[position] <= number) & (number <= high[position]))
        low[position, outside] = high[position, outside] = np.nan
    return WrittenRanges(low, high, ~np.isnan(low).all(axis=0), rule)


def within_ranges(
    reported: ReportedLoad, exception_share: Floats, drawn: Mapping[str, Floats]
) -> tuple[ReportedLoad, Floats]:
    """Replace the middles of ranges by drawn numbers."""

    def number(field: str, middle: Floats, share: float = 1.0) -> Floats:
        column = middle[:, None]
        if field not in drawn:
            return column
        return np.where(np.isnan(drawn[field]), column, share * drawn[field])

    load = TaskLoad(
        *(
            number(field, quantity)
            for field, quantity in zip(TaskLoad._fields, reported.load, strict=True)
        )
    )
    # Only tasks with gaps use the reported hours; the others compute them from their parts.
    hours = number("hours_per_year_reported", reported.hours_per_year)
    hours = np.where(reported.has_gaps[:, None], hours, reported.hours_per_year[:, None])
    return (
        ReportedLoad(load, hours, reported.has_gaps, reported.minutes_assumed),
        number("exception_percent", exception_share, 0.01),
    )
