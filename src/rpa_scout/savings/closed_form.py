"""The formulas of docs/method.md for arrays or scalars; nothing is checked.

Symbols: R runs a year, n items a run, t minutes an item, s set-up minutes a run; a automatable
share, q adoption share, e exception share, x exception factor, c check share, k correction share,
d digitise minutes per item, u attended minutes per run, g set-up share that remains, m upkeep
hours a year, r realisation share, h touched share.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "SavingsParameters",
    "TaskLoad",
    "break_even_items_per_run",
    "hours_after",
    "hours_now",
    "minutes_per_item_after",
    "realised",
]

Floats = npt.NDArray[np.float64]


class TaskLoad(NamedTuple):
    """How much work a task is today; arrays that broadcast together."""

    runs_per_year: Floats  # R
    items_per_run: Floats  # n
    minutes_per_item: Floats  # t
    setup_minutes_per_run: Floats  # s


class SavingsParameters(NamedTuple):
    """The work that remains with automation; arrays that broadcast together."""

    # a, q and e, between 0 and 1; e includes the robot's own failures.
    automatable_share: Floats
    adoption_share: Floats
    exception_share: Floats
    exception_factor: Floats  # x, how many times the minutes of an item an exception takes
    # c and k, as shares of the minutes of an item.
    check_share: Floats
    correction_share: Floats
    # d and u, minutes.
    digitise_minutes_per_item: Floats
    attended_minutes_per_run: Floats
    setup_share: Floats  # g, the part of the set-up minutes that remains
    upkeep_hours_per_year: Floats  # m
    touched_share: Floats | float = 1.0  # h, the part of the minutes of an item it touches


def hours_now(load: TaskLoad) -> Floats:
    """Return the staff hours a year today: ``R (s + n t) / 60``."""
    per_run = load.setup_minutes_per_run + load.items_per_run * load.minutes_per_item
    return load.runs_per_year * per_run / 60.0


def minutes_per_item_after(minutes_per_item: Floats, parameters: SavingsParameters) -> Floats:
    """Return the staff minutes that an item takes with the robot.

    ``per item = (1−q h) t + q (h [e·x + (1−e)(1−a) + c + k] t + d)``
    """
    minutes_share = (
        parameters.exception_share * parameters.exception_factor
        + (1.0 - parameters.exception_share) * (1.0 - parameters.automatable_share)
        + parameters.check_share
        + parameters.correction_share
    )
    touched = parameters.touched_share
    by_robot = minutes_share * touched * minutes_per_item + parameters.digitise_minutes_per_item
    return (
        1.0 - parameters.adoption_share * touched
    ) * minutes_per_item + parameters.adoption_share * by_robot


def hours_after(load: TaskLoad, parameters: SavingsParameters) -> Floats:
    """Return the staff hours a year with the robot: ``R (u + g s + n · per item) / 60 + m``."""
    per_run = (
        parameters.attended_minutes_per_run
        + parameters.setup_share * load.setup_minutes_per_run
        + load.items_per_run * minutes_per_item_after(load.minutes_per_item, parameters)
    )
    return load.runs_per_year * per_run / 60.0 + parameters.upkeep_hours_per_year


def realised(saved: Floats, share: Floats, hours_now: Floats | float) -> Floats:
    """Return how much of a trial's saving remains in live use.

    Live use saves less than a trial (茨城県: 61 % instead of 86 %); a loss stays as it is. Where a
    city's own actuals are better than a trial, the share is above 1. A task never saves more hours
    than it takes.
    """
    return np.where(saved > 0.0, np.minimum(saved * share, hours_now), saved)


def break_even_items_per_run(load: TaskLoad, parameters: SavingsParameters) -> Floats:
    """Return the items per run from which automation takes less time than work by hand.

    ``(u + g s − s + 60 m / R) / (t − per item)``, where ``per item`` is that of
    :func:`minutes_per_item_after`.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        upkeep = np.where(
            parameters.upkeep_hours_per_year > 0.0,
            60.0 * parameters.upkeep_hours_per_year / load.runs_per_year,
            0.0,
        )
        fixed = (
            parameters.attended_minutes_per_run
            + (parameters.setup_share - 1.0) * load.setup_minutes_per_run
            + upkeep
        )
        gain = load.minutes_per_item - minutes_per_item_after(load.minutes_per_item, parameters)
        items = np.where(gain > 0.0, fixed / gain, np.inf)
    is_known = ~np.isnan(fixed + gain)
    return np.where(is_known, np.where(fixed <= 0.0, 0.0, items), np.nan)
