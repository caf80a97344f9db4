"""The formulas of docs/method.md for arrays or scalars; nothing is checked.

Symbols: R runs a year, n items a run, t minutes an item, s set-up minutes a run; a automatable
share, q adoption share, e exception share, x exception factor, c check share, k correction share,
d digitise minutes per item, u attended minutes per run, g set-up share that remains, m upkeep
hours a year, r realisation share, h touched share.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rpa_scout.arrays import Floats, Positions


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


def minutes_gained_per_item(minutes_per_item: Floats, parameters: SavingsParameters) -> Floats:
    """Return the staff minutes that the robot saves on an item: ``t − per item``.

    ``per item = (1−q h) t + q (h [e·x + (1−e)(1−a) + c + k] t + d)``
    """
    # Parameters first: tasks with the same ones hold them once, so this is little work.
    saved_share = (
        parameters.automatable_share - parameters.check_share - parameters.correction_share
    ) + parameters.exception_share * (
        1.0 - parameters.automatable_share - parameters.exception_factor
    )
    through = parameters.adoption_share * parameters.touched_share
    digitise = parameters.adoption_share * parameters.digitise_minutes_per_item
    return through * saved_share * minutes_per_item - digitise


def minutes_per_item_after(minutes_per_item: Floats, parameters: SavingsParameters) -> Floats:
    """Return the staff minutes that an item takes with the robot."""
    return minutes_per_item - minutes_gained_per_item(minutes_per_item, parameters)


class Gain(NamedTuple):
    """What the robot changes in the staff minutes of a run; arrays that broadcast together."""

    per_item: Floats  # Minutes saved on an item: t − per item
    lost_per_run: Floats  # Minutes that a run takes longer apart from its items: u + g s − s


def gain_of(load: TaskLoad, parameters: SavingsParameters) -> Gain:
    """Return what both the hours saved and the break-even come from."""
    setup = (parameters.setup_share - 1.0) * load.setup_minutes_per_run
    return Gain(
        minutes_gained_per_item(load.minutes_per_item, parameters),
        parameters.attended_minutes_per_run + setup,
    )


def hours_saved(load: TaskLoad, parameters: SavingsParameters, gain: Gain | None = None) -> Floats:
    """Return the hours a year that a trial saves.

    ``R (n (t − per item) − (u + g s − s)) / 60 − m``; `gain` where it has been computed before.
    """
    gain = gain or gain_of(load, parameters)
    per_run = load.items_per_run * gain.per_item - gain.lost_per_run
    return load.runs_per_year / 60.0 * per_run - parameters.upkeep_hours_per_year


def hours_after(load: TaskLoad, parameters: SavingsParameters) -> Floats:
    """Return the staff hours a year with the robot: ``R (u + g s + n · per item) / 60 + m``."""
    return hours_now(load) - hours_saved(load, parameters)


def realised(saved: Floats, share: Floats, hours_now: Floats | float) -> Floats:
    """Return how much of a trial's saving remains in live use.

    Live use saves less than a trial (茨城県: 61 % instead of 86 %); a loss stays as it is. Where a
    city's own actuals are better than a trial, the share is above 1. A task never saves more hours
    than it takes.
    """
    # Both signs apart, for a choice by condition takes ten times as long as arithmetic.
    gain, loss = np.maximum(saved, 0.0), np.minimum(saved, 0.0)
    return np.asarray(np.minimum(gain * share, hours_now) + loss)


def break_even_items_per_run(
    load: TaskLoad, parameters: SavingsParameters, gain: Gain | None = None
) -> Floats:
    """Return the items per run from which automation takes less time than work by hand.

    ``(u + g s − s + 60 m / R) / (t − per item)``; `gain` as in :func:`hours_saved`.
    """
    gain, upkeep = gain or gain_of(load, parameters), parameters.upkeep_hours_per_year
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        fixed = gain.lost_per_run + upkeep * (60.0 / load.runs_per_year)
        if not np.isnan(fixed.sum() + gain.per_item.sum()):
            items = np.maximum(fixed, 0.0) / np.maximum(gain.per_item, 0.0)
            # Where nothing is to be paid back, the first item pays, even if it gains nothing.
            return np.asarray(np.fmax(items, 0.0))
        # Without runs, there is nothing to earn an upkeep by; without upkeep, none is needed.
        fixed = np.where(upkeep > 0.0, fixed, gain.lost_per_run)
        items = np.where(gain.per_item > 0.0, fixed / gain.per_item, np.inf)
    is_known = ~np.isnan(fixed + gain.per_item)
    return np.where(is_known, np.where(fixed <= 0.0, 0.0, items), np.nan)


def both_steps(
    first: SavingsParameters, second: SavingsParameters, first_share: Floats
) -> SavingsParameters:
    """Return the parameters with which the formulas give the sum of two steps.

    The first step touches `first_share` of the minutes of an item, the second one the others. What
    goes through a step is weighted by its share and its adoption; minutes per run and upkeep add
    up. The first step hands over data, so only its own input has to be made digital.
    """
    second_share = 1.0 - first_share
    through = (first_share * first.adoption_share, second_share * second.adoption_share)
    adopted = through[0] + through[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        # Where nothing goes through either step, the weights do not matter.
        weight = np.where(adopted > 0.0, through[0] / adopted, 0.5)

    def mean(of_first: Floats, of_second: Floats) -> Floats:
        return np.asarray(weight * of_first + (1.0 - weight) * of_second)

    exceptions = mean(first.exception_share, second.exception_share)
    costs = mean(
        first.exception_share * first.exception_factor,
        second.exception_share * second.exception_factor,
    )
    left = mean(
        (1.0 - first.exception_share) * (1.0 - first.automatable_share),
        (1.0 - second.exception_share) * (1.0 - second.automatable_share),
    )
    digitise = first.adoption_share * first.digitise_minutes_per_item
    with np.errstate(divide="ignore", invalid="ignore"):
        left_of_plain = np.where(exceptions < 1.0, left / (1.0 - exceptions), 0.0)
        factor = np.where(exceptions > 0.0, costs / exceptions, first.exception_factor)
        minutes = np.where(adopted > 0.0, digitise / adopted, 0.0)
    return SavingsParameters(
        automatable_share=1.0 - left_of_plain,
        adoption_share=adopted,
        exception_share=exceptions,
        exception_factor=factor,
        check_share=mean(first.check_share, second.check_share),
        correction_share=mean(first.correction_share, second.correction_share),
        digitise_minutes_per_item=minutes,
        attended_minutes_per_run=first.attended_minutes_per_run + second.attended_minutes_per_run,
        setup_share=first_share * first.setup_share + second_share * second.setup_share,
        upkeep_hours_per_year=first.upkeep_hours_per_year + second.upkeep_hours_per_year,
    )


def with_rows(
    parameters: SavingsParameters, rows: Positions, part: SavingsParameters, count: int
) -> SavingsParameters:
    """Return the parameters of `count` tasks with those of some rows replaced."""
    merged = []
    for whole, of_rows in zip(parameters, part, strict=True):
        tail = np.broadcast_shapes(np.shape(whole)[1:], np.shape(of_rows)[1:])
        values = np.array(np.broadcast_to(whole, (count, *tail)), dtype=np.float64)
        values[rows] = of_rows
        merged.append(values)
    return SavingsParameters(*merged)


def rows_of(parameters: SavingsParameters, rows: Positions) -> SavingsParameters:
    """Return the parameters of some tasks."""
    return SavingsParameters(*(rows_of_values(np.asarray(values), rows) for values in parameters))


def rows_of_values(values: Floats, rows: Positions) -> Floats:
    """Return the values of some tasks; a value that is the same for all of them stays as it is."""
    return values if values.ndim == 0 or values.shape[0] == 1 else values[rows]
