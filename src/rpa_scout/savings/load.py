"""How much work a task is today, also where answers are missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.policy.derived import derived_hours_per_year
from rpa_scout.savings.closed_form import TaskLoad

Quantity = TypeVar("Quantity", Floats, Bools)

NEGLIGIBLE = 1e-9
"""Quantities below this count as none: a gap cannot be filled by dividing by them."""


@dataclass(frozen=True, slots=True)
class ReportedLoad:
    """The work of tasks as the survey states it; NaN where unanswered.

    All of shape (n,); loads and hours of shape (n, draws) where written ranges were drawn.
    """

    load: TaskLoad  # Set-up minutes are 0 where blank.
    hours_per_year: Floats  # From the parts, or as reported
    has_gaps: Bools  # Whether runs, items or minutes are missing
    # Whether only the minutes per item are missing and no hours are reported: then the minutes are
    # assumed, and the hours follow from them.
    minutes_assumed: Bools

    def at(self, rows: Positions | Bools | slice) -> ReportedLoad:
        """Return the same for some of the tasks."""
        return ReportedLoad(
            TaskLoad(*(quantity[rows] for quantity in self.load)),
            self.hours_per_year[rows],
            self.has_gaps[rows],
            self.minutes_assumed[rows],
        )

    def with_assumed_hours(self, minutes_per_item: Floats) -> ReportedLoad:
        """Return the same with the hours that follow from assumed minutes per item."""
        runs, items, _minutes, setup = self.load
        hours = runs * (setup + items * minutes_per_item) / 60.0
        filled = np.where(self.minutes_assumed, hours, self.hours_per_year)
        return replace(self, hours_per_year=filled)

    def completed(self, minutes_per_run_unknown: Floats, minutes_unknown: Floats) -> TaskLoad:
        """Fill the gaps so that the hours a year come out as reported.

        Unknown runs: the hours divided by the minutes of a run. These come from the items and their
        minutes, or else are assumed: at least one item, at most the whole year's hours.
        Unknown minutes per item: the hours divided by the items, or else as assumed, at most the
        minutes of a run; as assumed where no hours are reported. Unknown items: the minutes of a
        run divided by the minutes per item.
        """
        trailing = (1,) * (np.ndim(minutes_per_run_unknown) - 1)
        runs, items, minutes, setup = (_with_axes(quantity, trailing) for quantity in self.load)
        if not self.has_gaps.any():
            return TaskLoad(runs, items, minutes, setup)
        runs, items, minutes, setup = (
            np.where(quantity < NEGLIGIBLE, 0.0, quantity)
            for quantity in (runs, items, minutes, setup)
        )
        total = 60.0 * _with_axes(self.hours_per_year, trailing)
        assumed = _first_known(minutes, minutes_unknown)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            of_items = setup + items * assumed
            of_run = np.minimum(np.maximum(minutes_per_run_unknown, setup + assumed), total)
            per_run = np.where(of_items > 0.0, np.minimum(of_items, total), of_run)
            per_run = np.where(np.isnan(minutes) | ~(of_items > 0.0), per_run, of_items)
            runs = _first_known(runs, np.where(per_run > 0.0, total / per_run, 0.0))
            for_items = np.where(runs > 0.0, np.maximum(total / runs - setup, 0.0), 0.0)
            from_items = np.where(
                items > 0.0, for_items / items, np.where(items == 0.0, 0.0, np.nan)
            )
            from_items = np.where(
                _with_axes(self.minutes_assumed, trailing), minutes_unknown, from_items
            )
            minutes = _first_known(minutes, from_items, np.minimum(minutes_unknown, for_items))
            items = _first_known(items, np.where(minutes > 0.0, for_items / minutes, 0.0))
        unknown = np.isnan(total)
        return TaskLoad(
            *(np.where(unknown, np.nan, quantity) for quantity in (runs, items, minutes, setup))
        )


def _with_axes(quantity: Quantity, trailing: tuple[int, ...]) -> Quantity:
    """Add axes for the draws to an array of tasks; an array that was drawn has them already."""
    return quantity.reshape(-1, *trailing) if quantity.ndim == 1 else quantity


def _first_known(*candidates: Floats) -> Floats:
    chosen = candidates[-1]
    for candidate in reversed(candidates[:-1]):
        chosen = np.where(np.isnan(candidate), chosen, candidate)
    return chosen


def reported_load(tasks: pd.DataFrame) -> ReportedLoad:
    """Return the work of tasks by their answers."""

    def number(name: str) -> Floats:
        return np.ascontiguousarray(tasks[name].to_numpy(dtype=np.float64))

    load = TaskLoad(
        number("runs_per_year"),
        number("items_per_run"),
        number("minutes_per_item"),
        np.nan_to_num(number("setup_minutes_per_run"), nan=0.0),
    )
    gaps = np.isnan(load.runs_per_year + load.items_per_run + load.minutes_per_item)
    hours = derived_hours_per_year(tasks)
    is_assumed = np.isnan(hours) & (load.runs_per_year * load.items_per_run > NEGLIGIBLE)
    return ReportedLoad(load, hours, gaps, is_assumed)
