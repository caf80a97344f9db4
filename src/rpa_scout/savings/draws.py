"""Seeded draws of parameters, each with a part common to all tasks and a part of the task's own.

Each parameter is drawn through a normal variable ``z = √ρ·common + √(1−ρ)·own`` (one-factor
Gaussian copula): ``common`` is the same for all tasks in a draw, ``own`` belongs to one task. An
error of the model affects all tasks. Without the common part, errors would cancel out in the sum
over many tasks, and the sum would look too certain.

A task's own part is looked up by its id (`own_normals`). It does not depend on the order of the
tasks, on the other tasks of the survey, or on the size of the blocks.

The figures of a single task are drawn at points that are the same for all tasks: scrambled Sobol'
points, which represent a distribution better than as many random numbers. So equal answers give
equal figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.policy.model import Simulation
from rpa_scout.policy.parameters import LOSS_SCALE, LossScale, ParameterRule
from rpa_scout.savings.own_normals import LIMIT, OwnNormals
from rpa_scout.savings.pert import (
    GRID_SIZE,
    GRID_WIDTH,
    loss_scale_table,
    quantile_table,
    split_tables,
)
from rpa_scout.savings.sobol import sobol_points

__all__ = ["ParameterDraws", "Stream"]

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

Normals = npt.NDArray[np.float32]

_CELLS = GRID_SIZE / (2.0 * GRID_WIDTH)
"""Cells of the quantile table a standard deviation."""

_PURPOSES = 32
"""More than a stream has parameters: their own parts have different numbers."""


class Stream(IntEnum):
    """What draws are for: they are independent for different purposes."""

    PARAMETERS = 0
    RANGES = 1
    GOING_LIVE = 2
    KINDS = 3
    EVEN = 4
    LOSSES = 5
    TOUCHED = 6
    OWN = 10


class ParameterDraws:
    """Draws values of parameters for tasks."""

    def __init__(
        self,
        rules: Sequence[ParameterRule],
        task_ids: Sequence[str],
        simulation: Simulation,
        loss_scale: LossScale | None = None,
    ) -> None:
        self.count = simulation.draws
        self._simulation = simulation
        self._own = OwnNormals(simulation.seed, _counter(Stream.OWN), simulation.draws, task_ids)
        self._loss_scale = loss_scale if loss_scale and loss_scale.has_spread else None
        if self._loss_scale is None:
            self._table = quantile_table(rules).ravel()
        else:
            table, is_setback = split_tables(rules)
            self._table, self._usual = table.ravel(), 1.0 - is_setback.ravel()
            self._scales = loss_scale_table(self._loss_scale)
        self._constant = np.array([rule.low == rule.high for rule in rules])

    def own(self, rows: Positions, stream: Stream, position: int = 0) -> Normals:
        """Return normal variables of the tasks' own, shape (k, draws)."""
        return self._own.of(rows, stream * _PURPOSES + position)

    def common(self, stream: Stream, count: int) -> Floats:
        """Return normal variables that all tasks share, shape (count, draws)."""
        bits = np.random.Philox(key=self._simulation.seed, counter=_counter(stream))
        normal = np.random.Generator(bits).standard_normal((count, self.count))
        return np.clip(normal, -LIMIT, LIMIT)

    def even(self, count: int) -> Floats:
        """Return normal variables at Sobol' points, alike for all tasks, shape (count, draws)."""
        from scipy.special import ndtri

        bits = np.random.Philox(key=self._simulation.seed, counter=_counter(Stream.EVEN))
        words = bits.random_raw(count)
        shifts = np.right_shift(words, np.uint64(32)).astype(np.uint32)
        return np.asarray(ndtri(sobol_points(count, self.count, shifts)))

    def is_constant(self, numbers: Positions) -> bool:
        """Return whether none of the rules has a spread."""
        return bool(self._constant[numbers].all())

    def middle(self, numbers: Positions) -> Floats:
        """Return the medians of rules, shape (k, 1)."""
        return self._table[numbers * GRID_SIZE + GRID_SIZE // 2][:, None]

    def values(
        self, name: str, numbers: Positions, own: Normals, common: Normals | None = None
    ) -> Floats:
        """Return drawn values of one parameter."""
        return self.at_index(self.index(name, numbers, own, common))

    def index(
        self,
        name: str,
        numbers: Positions,
        own: Normals,
        common: Normals | None = None,
        own_shares: Floats | None = None,
    ) -> Positions:
        """Return positions of drawn values in the table of all rules, shape (k, draws).

        `own` is overwritten. `common` are the cells of :meth:`common_cells`. `own_shares`, shape
        (k,), are common shares of single tasks; NaN where the parameter's own applies.
        """
        share = 0.0 if common is None else self._common_share(name)
        index = _joint_cells(share, own, common, own_shares)
        index += (numbers * GRID_SIZE)[:, None]
        return index

    def chance_met(self, index: Positions, own: Normals) -> npt.NDArray[np.bool_]:
        """Return whether events happen whose chances are at positions in the table of all rules."""
        return np.asarray(own < self._limits.take(index, mode="wrap"))

    @cached_property
    def _limits(self) -> Normals:
        """Normal variables that stay below with the chance in the table of all rules."""
        from scipy.special import ndtri

        return np.asarray(ndtri(np.clip(self._table, 0.0, 1.0)), dtype=np.float32)

    @property
    def scales_losses(self) -> bool:
        """Whether small losses have a cause in common."""
        return self._loss_scale is not None

    def at_index(self, index: Positions) -> Floats:
        """Return the values at positions in the table of all rules."""
        # Every position is inside; not to check that saves a third of the time.
        return np.asarray(self._table.take(index, mode="wrap"), dtype=np.float64)

    def usual_at(self, index: Positions) -> Floats:
        """Return 1 at positions where all goes well, 0 where they are setbacks."""
        return np.asarray(self._usual.take(index, mode="wrap"), dtype=np.float64)

    def loss_scales(
        self, own: Normals, common: Normals, own_shares: Floats | None = None
    ) -> Floats:
        """Return drawn scales of the losses of tasks; `own` is overwritten."""
        cells = _joint_cells(self._common_share(LOSS_SCALE), own, common, own_shares)
        return self._scales.take(cells, mode="wrap")

    def loss_scales_at(self, cells: Positions) -> Floats:
        """Return the scales of losses at cells of the table."""
        return self._scales.take(cells)

    def _common_share(self, name: str) -> float:
        if name == LOSS_SCALE and self._loss_scale is not None:
            return self._loss_scale.common_share
        return self._simulation.common_share_for(name)

    def values_at(self, numbers: Positions, cells: Positions) -> Floats:
        """Return the values of rules at cells of the quantile table, shape (k or 1, draws)."""
        rules, which = np.unique(numbers, return_inverse=True)
        values = self._table.take(rules[:, None] * GRID_SIZE + cells)
        return values[which] if len(rules) > 1 else values

    def cells(self, normal: Floats) -> Positions:
        """Return the cells of the quantile table that normal variables lie in."""
        cells = normal * _CELLS + GRID_SIZE / 2.0
        return np.clip(cells, 0, GRID_SIZE - 1).astype(np.intp)

    def common_shares(self, names: Sequence[str]) -> Floats:
        """Return the share of each parameter's variance that is common to all tasks."""
        return np.array([self._common_share(name) for name in names])

    @staticmethod
    def common_cells(normal: Floats) -> Normals:
        """Return normal variables common to all tasks as cells of the quantile table."""
        return np.asarray(normal * _CELLS, dtype=np.float32)


def _counter(stream: Stream) -> int:
    """Return the counter of Philox (Salmon and others 2011) from which a stream is drawn."""
    return ((1 << 63) + stream) << 128


def _joint_cells(
    common_share: float, own: Normals, common: Normals | None, own_shares: Floats | None = None
) -> Positions:
    """Return the cells of the quantile table that ``z`` lies in, shape (k, draws)."""
    shares = np.full((1, 1), common_share)
    if own_shares is not None:
        shares = np.where(np.isnan(own_shares), common_share, own_shares)[:, None]
        shares = shares[:1] if (shares == shares[0]).all() else shares
    own *= (np.sqrt(1.0 - shares) * _CELLS).astype(np.float32)
    shift = np.float32(GRID_SIZE / 2.0)
    own += shift if common is None else common * np.sqrt(shares).astype(np.float32) + shift
    # By way of int32: the processor has no fast way from float32 to int64.
    return own.astype(np.int32).astype(np.intp)
