"""Impossible or improbable figures: they count in no sum until a person confirms them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.checking.rules.rule import folded_names
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.derived import derived_hours_per_year
from rpa_scout.policy.survey_form import AlikeTasks
from rpa_scout.task_frame import kinds_of_work

_PARTS: Final = ("runs_per_year", "items_per_run", "minutes_per_item", "setup_minutes_per_run")
_MINUTES: Final = "minutes_per_item"
_REPORTED: Final = "hours_per_year_reported"

FIGURE_FIELDS: Final = (*_PARTS, _REPORTED)
"""Survey fields that the hours of a task rest on, and that a person can confirm."""

Ground = Literal["staff", "largest", "department", "minutes", "hours"]


@dataclass(frozen=True, slots=True)
class FigureDoubt:
    """Why a figure of a task has to be confirmed."""

    # What it is above: the department's staff, the staff of the largest department, the
    # department's staff together with its smaller tasks, the usual minutes or hours of its kind.
    ground: Ground
    field: str  # Survey field to look at and to confirm
    # The figure and what it is held against: hours a year, or minutes per item.
    figure: float
    limit: float


def figure_doubts(
    tasks: pd.DataFrame,
    checks: Checks,
    alike: AlikeTasks,
    department_staff: Mapping[str, float],
    confirmed: Collection[tuple[str, str]],
) -> dict[int, FigureDoubt]:
    """Return the figures to be confirmed by position of the task, at most one a task.

    A person who confirms any of runs, items, minutes and set-up confirms the hours they give.
    `department_staff` is by folded name; `confirmed` holds task ids with fields.
    """
    figures = _Figures(tasks, confirmed)
    doubts = _unusual(figures, checks, alike)
    doubts |= _beyond_staff(figures, checks, department_staff)
    return dict(sorted(doubts.items()))


class _Figures:
    """The figures of all tasks, and which of them a person has confirmed."""

    def __init__(self, tasks: pd.DataFrame, confirmed: Collection[tuple[str, str]]) -> None:
        self.tasks = tasks
        self.hours: Floats = derived_hours_per_year(tasks)
        self.minutes = self._answers(_MINUTES)
        self.reported = self._answers(_REPORTED)
        self.parts_known: Bools = np.all(
            [~np.isnan(self._answers(name)) for name in _PARTS[:3]], axis=0
        )
        by_field = {
            name: self._confirmed({task for task, field in confirmed if field == name})
            for name in FIGURE_FIELDS
        }
        self.minutes_confirmed = by_field[_MINUTES]
        self.reported_confirmed = by_field[_REPORTED]
        any_part = np.any([by_field[name] for name in _PARTS], axis=0)
        self.hours_confirmed: Bools = np.where(self.parts_known, any_part, by_field[_REPORTED])

    def _answers(self, name: str) -> Floats:
        return self.tasks[name].to_numpy(dtype=np.float64)

    def _confirmed(self, tasks: Collection[str]) -> Bools:
        return np.asarray(self.tasks.index.isin(list(tasks)), dtype=bool)

    def hours_field(self, row: int) -> str:
        """Return the field to look at where the hours are doubted."""
        return _MINUTES if self.parts_known[row] else _REPORTED


def _unusual(figures: _Figures, checks: Checks, alike: AlikeTasks) -> dict[int, FigureDoubt]:
    """Return figures above the policy's factor times the median of the same kind of work."""
    doubts = {}
    kind = kinds_of_work(figures.tasks, alike.hours)
    limit = checks.unconfirmed_outlier_factor * _usual(figures.hours, kind, checks)
    for row in np.flatnonzero((figures.hours > limit) & ~figures.hours_confirmed).tolist():
        doubts[row] = FigureDoubt(
            "hours", figures.hours_field(row), float(figures.hours[row]), float(limit[row])
        )
    kind = kinds_of_work(figures.tasks, alike.minutes)
    limit = checks.unconfirmed_outlier_factor * _usual(figures.minutes, kind, checks)
    for row in np.flatnonzero((figures.minutes > limit) & ~figures.minutes_confirmed).tolist():
        doubts[row] = FigureDoubt(
            "minutes", _MINUTES, float(figures.minutes[row]), float(limit[row])
        )
    return doubts


def _usual(figures: Floats, kinds: Positions, checks: Checks) -> Floats:
    """Return the median of each task's kind; NaN where it has too few tasks, or no kind."""
    compared = pd.Series(np.where((kinds >= 0) & (figures > 0.0), figures, np.nan))
    groups = compared.groupby(kinds)
    usual = groups.transform("median").where(groups.transform("count") >= checks.outlier_group)
    return np.where(kinds >= 0, usual.to_numpy(dtype=np.float64), np.nan)


def _beyond_staff(
    figures: _Figures, checks: Checks, department_staff: Mapping[str, float]
) -> dict[int, FigureDoubt]:
    """Return tasks that exceed the staff of their department, alone or with its smaller tasks."""
    department = folded_names(figures.tasks["department"])
    staff = [department_staff.get(name, np.nan) for name in department.names]
    # Tasks without a department have the position -1, which is that of the last number.
    listed = np.array([*staff, np.nan])[department.position]
    is_listed = ~np.isnan(listed)
    numbers = np.where(is_listed, listed, checks.largest_department_staff)
    capacity = numbers * checks.hours_per_staff_year
    counted = np.where(figures.hours_confirmed, 0.0, np.nan_to_num(figures.hours, nan=0.0))
    together = np.where(is_listed, _with_smaller_ones(counted, department.position), counted)
    reported = np.where(figures.reported_confirmed, np.nan, figures.reported)
    doubts = {}
    concerned = ((together > capacity) & (counted > 0.0)) | (reported > capacity)
    for row in np.flatnonzero(concerned).tolist():
        limit = float(capacity[row])
        ground: Ground = "staff" if is_listed[row] else "largest"
        if counted[row] > limit:
            field, figure = figures.hours_field(row), float(counted[row])
        elif reported[row] > limit:
            field, figure = _REPORTED, float(reported[row])
        else:
            ground, field, figure = "department", figures.hours_field(row), float(together[row])
        doubts[row] = FigureDoubt(ground, field, figure, limit)
    return doubts


def _with_smaller_ones(hours: Floats, department: Positions) -> Floats:
    """Return the hours of each task with those of the smaller tasks of its department."""
    order = np.lexsort((hours, department))
    sums = pd.Series(hours[order]).groupby(department[order]).cumsum()
    together = np.empty(len(hours))
    together[order] = sums.to_numpy(dtype=np.float64)
    return together
