"""Seeded draws of parameters, each with a part common to all tasks and a part of the task's own.

Each parameter is drawn through a normal variable ``z = √ρ·common + √(1−ρ)·own`` (one-factor
Gaussian copula): ``common`` is the same for all tasks in a draw, ``own`` belongs to one task. An
error of the model affects all tasks. Without the common part, errors would cancel out in the sum
over many tasks, and the sum would look too certain.

A task's own draws come from a counter-based generator (Philox; Salmon and others 2011) that is
keyed by the policy's seed and positioned by the task's id. They do not depend on the order of the
tasks, on the other tasks of the survey, or on the size of the blocks.

The figures of a single task are drawn at points that are the same for all tasks: scrambled Sobol'
points, which represent a distribution better than as many random numbers. So equal answers give
equal figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import IntEnum
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Floats, Positions
from rpa_scout.policy.model import Simulation
from rpa_scout.policy.parameters import LOSS_SCALE, LossScale, ParameterRule
from rpa_scout.savings.pert import (
    GRID_SIZE,
    GRID_WIDTH,
    loss_scale_table,
    quantile_table,
    split_tables,
)
from rpa_scout.savings.sampling.sobol import sobol_points

Cells = npt.NDArray[np.float32]
Levels = npt.NDArray[np.uint16]

_COMMON_LIMIT = 4.5
_OWN_BITS = 12
_CELLS = GRID_SIZE / (2.0 * GRID_WIDTH)
"""Cells of the quantile table a standard deviation."""

LEVELS = 1 << _OWN_BITS
"""A task's own random numbers are whole numbers below this."""


class Stream(IntEnum):
    """What draws are for: they are independent for different purposes."""

    PARAMETERS = 0
    RANGES = 1
    GOING_LIVE = 2
    KINDS = 3
    EVEN = 4
    LOSSES = 5
    TOUCHED = 6


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
        self._task_ids = task_ids
        self._words = -(-self.count // 4)
        self._loss_scale = loss_scale if loss_scale and loss_scale.has_spread else None
        if self._loss_scale is None:
            self._table = quantile_table(rules).ravel()
        else:
            table, is_setback = split_tables(rules)
            self._table, self._usual = table.ravel(), 1.0 - is_setback.ravel()
            self._scales = loss_scale_table(self._loss_scale)
        self._constant = np.array([rule.low == rule.high for rule in rules])

    @cached_property
    def _keys(self) -> list[int]:
        return [_task_key(task_id) for task_id in self._task_ids]

    def levels(self, rows: Positions, count: int, stream: Stream) -> Levels:
        """Return the tasks' own random levels below `LEVELS`, shape (k, count, draws)."""
        words = np.empty((len(rows), count * self._words), dtype=np.uint64)
        generator = np.random.Philox(key=self._simulation.seed)
        state = generator.state
        counter = state["state"]["counter"]
        counter[:] = (0, 0, stream, 0)
        for position, row in enumerate(rows.tolist()):
            counter[1] = self._keys[row]
            generator.state = state
            words[position] = generator.random_raw(words.shape[1])
        levels = words.view(np.uint16).reshape(len(rows), count, 4 * self._words)
        return np.right_shift(levels[:, :, : self.count], 16 - _OWN_BITS, dtype=np.uint16)

    def common(self, stream: Stream, count: int) -> Floats:
        """Return normal variables that all tasks share, shape (count, draws)."""
        bits = np.random.Philox(key=self._simulation.seed, counter=_counter(stream))
        normal = np.random.Generator(bits).standard_normal((count, self.count))
        return np.clip(normal, -_COMMON_LIMIT, _COMMON_LIMIT)

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
        self, name: str, numbers: Positions, levels: Levels, common: Cells | None = None
    ) -> Floats:
        """Return drawn values of one parameter."""
        return self.at_index(self.index(name, numbers, levels, common))

    def index(
        self,
        name: str,
        numbers: Positions,
        levels: Levels,
        common: Cells | None = None,
        own_shares: Floats | None = None,
    ) -> Positions:
        """Return positions of drawn values in the table of all rules.

        `own_shares`, shape (k,), are common shares of single tasks; NaN where the parameter's own
        applies.
        """
        share = 0.0 if common is None else self._common_share(name)
        index = _joint_cells(share, levels, common, own_shares)
        index += (numbers * GRID_SIZE).reshape(-1, *(1,) * (levels.ndim - 1))
        return index

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
        self, levels: Levels, common: Cells, own_shares: Floats | None = None
    ) -> Floats:
        """Return drawn scales of the losses of tasks, by their own levels and the common part."""
        cells = _joint_cells(self._common_share(LOSS_SCALE), levels, common, own_shares)
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
    def common_cells(normal: Floats) -> Cells:
        """Return normal variables common to all tasks as cells of the quantile table."""
        return np.asarray(normal * _CELLS, dtype=np.float32)


def _counter(stream: Stream) -> int:
    """Return the counter of Philox (Salmon and others 2011) from which a stream is drawn."""
    return ((1 << 63) + stream) << 128


def _joint_cells(
    common_share: float, levels: Levels, common: Cells | None, own_shares: Floats | None
) -> Positions:
    """Return the cells of the quantile table that ``z`` lies in, in the shape of the levels."""
    shares = np.full(1, common_share)
    if own_shares is not None:
        shares = np.where(np.isnan(own_shares), common_share, own_shares)
    # Every position is inside the tables; not to check that saves a third of the time.
    if (shares == shares[0]).all():
        cells = _own_cells(float(shares[0])).take(levels.astype(np.intp), mode="wrap")
        cells += _shifted(common, float(shares[0]))
    else:
        cells = np.empty(levels.shape, dtype=np.float32)
        for share in np.unique(shares).tolist():
            rows = np.flatnonzero(shares == share)
            cells[rows] = _own_cells(share).take(levels[rows]) + _shifted(common, share)
    # By way of int32: the processor has no fast way from float32 to int64.
    return cells.astype(np.int32).astype(np.intp)


def _shifted(common: Cells | None, common_share: float) -> Cells:
    middle = np.full(1, GRID_SIZE / 2.0, dtype=np.float32)
    return middle if common is None else common * np.float32(np.sqrt(common_share)) + middle


@cache
def _own_cells(common_share: float) -> npt.NDArray[np.float32]:
    """Return the own part of ``z`` in cells of the quantile table, by random level."""
    from scipy.special import ndtri

    normal = ndtri((np.arange(LEVELS) + 0.5) / LEVELS)
    scale = np.sqrt(1.0 - common_share) * GRID_SIZE / (2.0 * GRID_WIDTH)
    return np.asarray(normal * scale, dtype=np.float32)


def _task_key(task_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(task_id.encode(), digest_size=8).digest(), "little")
