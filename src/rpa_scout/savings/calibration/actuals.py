"""Measured savings of a city's automations, whatever their source."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rpa_scout.text import N_

LEFT_OUT_REASONS = {
    "unknown_task": N_("there is no such task"),
    "no_estimate": N_("there is no estimate to compare it with"),
    "not_positive": N_("no hours were saved"),
    "above_hours_now": N_("more hours than the task takes"),
    "not_a_number_of_hours": N_("no possible number of hours"),
}
"""Why the calibration cannot use a measured task, by code."""

ROUNDING_ERROR = 1e-9
"""Hours may exceed a total by this share: multiplying and dividing them rounds."""


@dataclass(frozen=True, slots=True)
class MeasuredSaving:
    """The measured saving of a task in a fiscal year.

    Attributes
    ----------
    task_id : str
        Id of the task in the inventory.
    saved_hours_per_year : float
        Staff hours saved, net, by all automations of the task together.
    fiscal_year : int
        Calendar year in which the fiscal year begins.
    """

    task_id: str
    saved_hours_per_year: float
    fiscal_year: int


@dataclass(frozen=True, slots=True)
class MeasuredTask:
    """All measurements of a task."""

    task_id: str
    saved_hours_per_year: float  # Mean over the fiscal years
    fiscal_years: tuple[int, ...]  # In order


@dataclass(frozen=True, slots=True)
class LeftOutTask:
    """A measured task that the calibration could not use.

    Attributes
    ----------
    task_id : str
        Id of the task, as it was given.
    reason : str
        Code of :data:`LEFT_OUT_REASONS`.
    fiscal_year : int or None
        The year that was left out; None where all years of the task were.
    """

    task_id: str
    reason: str
    fiscal_year: int | None = None


def possible_actuals(
    actuals: Iterable[MeasuredSaving], hours_now: Mapping[str, float]
) -> tuple[tuple[MeasuredSaving, ...], tuple[LeftOutTask, ...]]:
    """Leave out impossible actuals: a single one would distort the estimates of all tasks.

    >>> actuals = [MeasuredSaving("a", 80.0, 2024), MeasuredSaving("a", 800.0, 2025)]
    >>> possible, impossible = possible_actuals(actuals, {"a": 100.0})
    >>> [actual.fiscal_year for actual in possible], impossible
    ([2024], (LeftOutTask(task_id='a', reason='above_hours_now', fiscal_year=2025),))
    """
    possible: list[MeasuredSaving] = []
    impossible: list[LeftOutTask] = []
    for actual in actuals:
        saved, most = actual.saved_hours_per_year, hours_now.get(actual.task_id, math.nan)
        if math.isnan(saved):
            continue
        if math.isinf(saved):
            reason = "not_a_number_of_hours"
        elif saved > most * (1.0 + ROUNDING_ERROR):
            reason = "above_hours_now"
        else:
            possible.append(actual)
            continue
        impossible.append(LeftOutTask(actual.task_id, reason, actual.fiscal_year))
    in_order = sorted(impossible, key=lambda task: (task.task_id, task.fiscal_year or 0))
    return tuple(possible), tuple(in_order)


def by_task(actuals: Iterable[MeasuredSaving]) -> tuple[MeasuredTask, ...]:
    """Average the years of each task, so that a task counts once.

    >>> by_task([MeasuredSaving("a", 80.0, 2024), MeasuredSaving("a", 100.0, 2025)])
    (MeasuredTask(task_id='a', saved_hours_per_year=90.0, fiscal_years=(2024, 2025)),)
    """
    by_task: dict[str, list[MeasuredSaving]] = {}
    for saving in actuals:
        if not math.isnan(saving.saved_hours_per_year):
            by_task.setdefault(saving.task_id, []).append(saving)
    return tuple(
        MeasuredTask(
            task_id,
            math.fsum(saving.saved_hours_per_year for saving in years) / len(years),
            tuple(sorted({saving.fiscal_year for saving in years})),
        )
        for task_id, years in sorted(by_task.items())
    )
