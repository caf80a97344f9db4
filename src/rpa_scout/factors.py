"""Evaluating a policy's factors: points for scoring, multipliers for the effort to build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Factor, Signal
from rpa_scout.text import fold


def choice_points(positions: npt.NDArray[np.int8], points: Floats) -> Floats:
    """Look up the points of choices."""
    return points[positions]


def knot_points(values: Floats, knots: Sequence[tuple[float, float]], *, log10: bool) -> Floats:
    """Evaluate a piecewise-linear function, constant outside its outermost knots.

    >>> import numpy as np
    >>> knot_points(np.array([0.0, 100, 10_000, 10**9]), [(100, 0), (10_000, 1)], log10=True)
    array([0., 0., 1., 1.])
    """
    positions = np.array([value for value, _ in knots], dtype=np.float64)
    points = np.array([share for _, share in knots], dtype=np.float64)
    inside = np.clip(values, positions[0], positions[-1])
    if log10:
        return np.interp(np.log10(inside), np.log10(positions), points)
    return np.interp(inside, positions, points)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Points of one factor, or of a product of factors."""

    # Estimate, and the lowest and highest that unknown answers leave possible; shape (n,).
    point: Floats
    low: Floats
    high: Floats

    def __mul__(self, factor: Outcome) -> Outcome:
        """Multiply two outcomes; points are never negative, so the bounds multiply as well."""
        return Outcome(self.point * factor.point, self.low * factor.low, self.high * factor.high)


class Possible(NamedTuple):
    """Answers that leave open which of some choices counts."""

    rows: Positions  # Positions of the tasks, shape (m,)
    choices: Bools  # Whether each choice may count, shape (m, choices)


def _possible(tasks: pd.DataFrame, alternatives: pd.DataFrame | None, name: str) -> Possible:
    categories = tasks[name].cat.categories
    nothing = np.zeros((0, len(categories)), dtype=bool)
    if alternatives is None or not len(alternatives):
        return Possible(np.zeros(0, dtype=np.intp), nothing)
    listed = alternatives[alternatives["field"] == name]
    row = tasks.index.get_indexer(pd.Index(listed["task_id"]))
    choice = categories.get_indexer(pd.Index(listed["code"]))
    # Where a correction has settled the answer, what was open before does not count.
    is_open = (row >= 0) & (choice >= 0) & (tasks[name].cat.codes.to_numpy()[row] < 0)
    rows, within = np.unique(row[is_open], return_inverse=True)
    choices = np.zeros((len(rows), len(categories)), dtype=bool)
    choices[within, choice[is_open]] = True
    return Possible(rows.astype(np.intp), choices)


class Quantities:
    """Answers and derived quantities of tasks by name; each is computed once."""

    def __init__(
        self,
        tasks: pd.DataFrame,
        signals: Sequence[Signal] = (),
        alternatives: pd.DataFrame | None = None,
    ) -> None:
        self.tasks = tasks
        self._alternatives = alternatives
        self._possible: dict[str, Possible] = {}
        self._known: dict[str, Floats] = {}
        self._signals = {signal.id: signal for signal in signals}
        self._signalled: dict[str, Bools] = {}

    def number(self, name: str) -> Floats:
        """Return a number field or derived quantity; NaN where unknown."""
        if name not in self._known:
            quantity = DERIVED_QUANTITIES.get(name)
            self._known[name] = (
                quantity.compute(self.tasks)
                if quantity
                else np.ascontiguousarray(self.tasks[name].to_numpy(dtype=np.float64))
            )
        return self._known[name]

    def positions(self, name: str) -> npt.NDArray[np.int8]:
        """Return the positions of a choice field's answers; -1 where unknown."""
        return np.asarray(self.tasks[name].cat.codes.to_numpy(), dtype=np.int8)

    def possible(self, name: str) -> Possible:
        """Return between which choices answers to a field leave open which counts."""
        if name not in self._possible:
            self._possible[name] = _possible(self.tasks, self._alternatives, name)
        return self._possible[name]

    def signalled(self, name: str) -> Bools:
        """Return whether the texts of each task contain a word of a signal, shape (n,)."""
        if name not in self._signalled:
            signal = self._signals[name]
            any_word = re.compile("|".join(map(re.escape, map(fold, signal.words))))
            has_signal = np.zeros(len(self.tasks), dtype=bool)
            for field_id in signal.fields:
                numbers, texts = pd.factorize(self.tasks[field_id])
                hits = [any_word.search(fold(str(written))) is not None for written in texts]
                # factorize gives a blank the number -1, which selects the False at the end.
                has_signal |= np.array([*hits, False])[numbers]
            self._signalled[name] = has_signal
        return self._signalled[name]


def factor_outcome(factor: Factor, quantities: Quantities, fields: FieldSet) -> Outcome:
    """Return the points of a factor for every task, with their range."""
    if factor.points is not None:
        table = [factor.points[code] for code in fields[factor.field].codes]
        positions = quantities.positions(factor.field)

        def looked_up(unknown: float) -> Floats:
            return choice_points(positions, np.array([*table, unknown]))

        expected = looked_up(factor.expected)
        if not (positions < 0).any():
            return Outcome(expected, expected, expected)
        outcome = Outcome(expected, looked_up(factor.lowest), looked_up(factor.highest))
        return _spanning(outcome, np.array(table), quantities.possible(factor.field))
    assert factor.knots is not None
    values = quantities.number(factor.field)
    points = knot_points(values, factor.knots, log10=factor.axis == "log10")
    missing = np.isnan(points)
    if not missing.any():
        return Outcome(points, points, points)
    return Outcome(
        np.where(missing, factor.expected, points),
        np.where(missing, factor.lowest, points),
        np.where(missing, factor.highest, points),
    )


def _spanning(outcome: Outcome, points: Floats, possible: Possible) -> Outcome:
    """Let answers that are open between some choices span exactly their points."""
    if not len(possible.rows):
        return outcome
    point, low, high = (ends.copy() for ends in (outcome.point, outcome.low, outcome.high))
    among = np.where(possible.choices, points, np.nan)
    point[possible.rows] = np.nanmean(among, axis=1)
    low[possible.rows] = np.nanmin(among, axis=1)
    high[possible.rows] = np.nanmax(among, axis=1)
    return Outcome(point, low, high)
