"""The plan as a linear model with whole numbers, for HiGHS.

Columns: whether a task is built in a year; where groups are built once, whether it is the first
of its group; where the chance is asked for, whether all goals are reached in a scenario.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Floats, Positions
from rpa_scout.planning.problem import NOT_BUILT, PlanProblem
from rpa_scout.planning.scenarios import reached

_ROUNDING = 1e-7


@dataclass
class PlanRows:
    """Rows of the model while they are collected: coefficients and bounds."""

    # Parts of the matrix.
    rows: list[Positions] = field(default_factory=list)
    columns: list[Positions] = field(default_factory=list)
    coefficients: list[Floats] = field(default_factory=list)
    # Bounds of the rows.
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    # Kind of limit and number (the year, or the department times years plus the year).
    labels: list[tuple[str, int]] = field(default_factory=list)

    def add(
        self, label: tuple[str, int], columns: Positions, numbers: Floats, low: float, high: float
    ) -> None:
        """Add a row."""
        self.rows.append(np.full(len(columns), len(self.lower), dtype=np.intp))
        self.columns.append(columns)
        self.coefficients.append(numbers)
        self.lower.append(low)
        self.upper.append(high)
        self.labels.append(label)


@dataclass(frozen=True)
class PlanModel:
    """A model to be maximised."""

    problem: PlanProblem  # What it stands for
    # Task and year of the first columns; shape (columns of tasks,).
    task: Positions
    year: Positions
    # The same number of columns after them where there are groups, else none.
    first_of_group: Positions
    scenarios: int  # Number of columns after these
    gain: Floats  # Objective; shape (columns,)
    lowest: Floats  # Lower bounds of the columns; the upper ones are 1; shape (columns,)
    rows: PlanRows
    whole_columns: int | None = None  # So many of the first columns are whole numbers; None: all

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.gain)

    def matrix(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]:
        """Return the matrix by columns: starts, row numbers, coefficients."""
        if not self.rows.rows:
            return np.zeros(self.columns + 1, np.int32), np.zeros(0, np.int32), np.zeros(0)
        row = np.concatenate(self.rows.rows)
        column = np.concatenate(self.rows.columns)
        order = np.argsort(column, kind="stable")
        starts = np.zeros(self.columns + 1, dtype=np.int32)
        starts[1:] = np.cumsum(np.bincount(column, minlength=self.columns))
        numbers = np.concatenate(self.rows.coefficients)[order]
        return starts, row[order].astype(np.int32), numbers

    def choice(self, values: Floats) -> Positions:
        """Convert the values of the columns to a choice."""
        choice = np.full(self.problem.count, NOT_BUILT, dtype=np.intp)
        is_built = np.rint(values[: len(self.task)]) == 1
        choice[self.task[is_built]] = self.year[is_built]
        return choice

    def values(self, choice: Positions) -> Floats:
        """Convert a choice to the values of the columns."""
        values = np.zeros(self.columns)
        is_built = choice[self.task] == self.year
        values[: len(self.task)] = is_built
        if len(self.first_of_group):
            built = np.flatnonzero(is_built)
            hours = self.problem.build_hours[self.task[built]]
            order = built[np.lexsort((self.task[built], hours, self.year[built]))]
            _, first = np.unique(self.problem.group[self.task[order]], return_index=True)
            values[len(self.task) + order[first]] = 1.0
        if self.scenarios:
            both = reached(self.problem, choice)
            wanted = np.ceil(self.problem.chance_wanted * self.scenarios - _ROUNDING)
            both &= np.cumsum(both) <= wanted
            values[self.columns - self.scenarios :] = both
        return values


def plan_model(
    problem: PlanProblem, *, with_chance: bool = False, least_chance: float | None = None
) -> PlanModel:
    """Write a plan as a model to be maximised.

    With chance, scenarios in which all goals are reached come first, up to what is wanted. This is
    the sample average approximation of a chance (Kleywegt, Shapiro and Homem-de-Mello 2002; for
    probabilistic constraints Luedtke and Ahmed 2008). With a least chance, the hours alone are
    maximised.
    """
    task, year = np.nonzero(problem.may_build)
    groups = np.arange(len(task)) if problem.has_groups else np.arange(0)
    scenarios = problem.saved.shape[1] if with_chance else 0
    worth = problem.worth[task, year]
    counts_scenarios = with_chance and least_chance is None
    if counts_scenarios:
        # One more scenario that reaches all goals outweighs any hours.
        largest = np.abs(problem.worth).max(axis=1, initial=0.0).sum()
        worth = worth / max(2.0 * largest, 1.0)
    gain = np.concatenate(
        [worth, np.zeros(len(groups)), np.full(scenarios, float(counts_scenarios))]
    )
    columns = PlanModel(
        problem, task, year, groups, scenarios, gain, np.zeros(len(gain)), PlanRows()
    )
    _add_tasks(columns)
    _add_capacities(columns)
    _add_departments(columns)
    if len(groups):
        _add_groups(columns)
    if with_chance:
        _add_scenarios(columns, least_chance)
    return columns


def _add_tasks(model: PlanModel) -> None:
    problem = model.problem
    starts = np.searchsorted(model.task, np.arange(problem.count + 1))
    for task in range(problem.count):
        columns = np.arange(starts[task], starts[task + 1])
        must = bool(problem.must_build[task])
        if len(columns) > 1 or must:
            low = 1.0 if must else -np.inf
            model.rows.add(("task", task), columns, np.ones(len(columns)), low, 1.0)


def _add_capacities(model: PlanModel) -> None:
    problem, task, year = model.problem, model.task, model.year
    count = len(task)
    for number in range(len(problem.years)):
        now, before = year == number, year < number
        for kind, effort, capacity in (
            ("in_house", problem.in_house_hours, problem.in_house_capacity[number]),
            ("vendor", problem.vendor_yen, problem.vendor_capacity[number]),
        ):
            if not np.isfinite(capacity):
                continue
            in_all = np.where(now, effort[task], 0.0)
            parts = [in_all]
            if len(model.first_of_group):
                share = problem.adaptation_share
                parts = [share * in_all, (1.0 - share) * in_all]
            if kind == "in_house":
                parts[0] = parts[0] + np.where(before, problem.upkeep_hours[task], 0.0)
            numbers = np.concatenate(parts)
            columns = np.flatnonzero(numbers)
            assert len(numbers) <= 2 * count
            model.rows.add((kind, number), columns, numbers[columns], -np.inf, float(capacity))


def _add_departments(model: PlanModel) -> None:
    problem = model.problem
    if not np.isfinite(problem.department_limit):
        return
    years = len(problem.years)
    keys = problem.department[model.task] * years + model.year
    order = np.argsort(keys, kind="stable")
    numbers, starts = np.unique(keys[order], return_index=True)
    for number, columns in zip(numbers.tolist(), np.split(order, starts[1:]), strict=True):
        if len(columns) > problem.department_limit:
            ones = np.ones(len(columns))
            model.rows.add(("department", number), columns, ones, -np.inf, problem.department_limit)


def _add_groups(model: PlanModel) -> None:
    """Build no task of a group before its first, which takes the effort of a whole scenario.

    Of several in its first year, it is the one with the least hours to build.
    """
    problem, task, year = model.problem, model.task, model.year
    first = len(task) + model.first_of_group
    group = problem.group[task]
    for column in range(len(task)):
        leads = first[(group == group[column]) & (year <= year[column])]
        columns = np.concatenate([[column], leads])
        numbers = np.concatenate([[1.0], -np.ones(len(leads))])
        model.rows.add(("group", column), columns, numbers, -np.inf, 0.0)
        pair = np.array([first[column], column])
        model.rows.add(("first", column), pair, np.array([1.0, -1.0]), -np.inf, 0.0)
        hours, position = problem.build_hours[task], np.arange(len(task))
        is_smaller = (hours < hours[column]) | ((hours == hours[column]) & (position < column))
        for smaller in np.flatnonzero(
            (group == group[column]) & (year == year[column]) & is_smaller
        ).tolist():
            pair = np.array([first[column], smaller])
            model.rows.add(("smallest", column), pair, np.ones(2), -np.inf, 1.0)


def _add_scenarios(model: PlanModel, least_chance: float | None) -> None:
    problem, task, year = model.problem, model.task, model.year
    scenario_columns = np.arange(model.columns - model.scenarios, model.columns)
    for goal in problem.goals:
        numbers = problem.drawn(goal)[task] * problem.counted(goal)[year][:, None]
        for scenario, column in enumerate(scenario_columns.tolist()):
            missing = goal.amount - float(goal.start[scenario])
            if missing <= 0.0:
                continue
            # Capped at what is missing: the same solutions, and a tighter linear relaxation.
            amounts = np.minimum(numbers[:, scenario], missing)
            columns = np.flatnonzero(amounts)
            model.rows.add(
                ("scenario", scenario),
                np.append(columns, column),
                np.append(amounts[columns], -missing * (1.0 - _ROUNDING)),
                0.0,
                np.inf,
            )
    wanted = np.ceil(problem.chance_wanted * model.scenarios - _ROUNDING)
    low, high = -np.inf, float(wanted)
    if least_chance is not None:
        low, high = np.floor(least_chance * model.scenarios + _ROUNDING), np.inf
    ones = np.ones(model.scenarios)
    model.rows.add(("chance", 0), scenario_columns, ones, float(low), high)
