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
from rpa_scout.savings.sobol import sobol_points

_COMMON_LIMIT = 4.5
_OWN_BITS = 12
_COMMON_COUNTER = 1 << 63

LEVELS = 1 << _OWN_BITS
"""A task's own random numbers are whole numbers below this."""


class Stream(IntEnum):
    """Third word of the generator's counter: draws for different purposes are independent."""

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

    def levels(self, rows: Positions, count: int, stream: Stream) -> npt.NDArray[np.uint16]:
        """Return the tasks' own random levels below `LEVELS`, shape (k, count, draws)."""
        words = np.empty((len(rows), count * self._words), dtype=np.uint64)
        generator = np.random.Philox(key=self._simulation.seed)
        state = generator.state
        for position, row in enumerate(rows):
            state["state"]["counter"][:] = (0, self._keys[row], stream, 0)
            generator.state = state
            words[position] = generator.random_raw(words.shape[1])
        levels = words.view(np.uint16).reshape(len(rows), count, 4 * self._words)
        return np.right_shift(levels[:, :, : self.count], 16 - _OWN_BITS, dtype=np.uint16)

    def common(self, stream: Stream, count: int) -> Floats:
        """Return normal variables that all tasks share, shape (count, draws)."""
        counter = (_COMMON_COUNTER + stream) << 128
        bits = np.random.Philox(key=self._simulation.seed, counter=counter)
        normal = np.random.Generator(bits).standard_normal((count, self.count))
        return np.clip(normal, -_COMMON_LIMIT, _COMMON_LIMIT)

    def even(self, count: int) -> Floats:
        """Return normal variables at Sobol' points, alike for all tasks, shape (count, draws)."""
        from scipy.special import ndtri

        counter = (_COMMON_COUNTER + Stream.EVEN) << 128
        words = np.random.Philox(key=self._simulation.seed, counter=counter).random_raw(count)
        shifts = np.right_shift(words, np.uint64(32)).astype(np.uint32)
        return np.asarray(ndtri(sobol_points(count, self.count, shifts)))

    def is_constant(self, numbers: Positions) -> bool:
        """Return whether none of the rules has a spread."""
        return bool(self._constant[numbers].all())

    def middle(self, numbers: Positions) -> Floats:
        """Return the medians of rules, shape (k, 1)."""
        return self._table[numbers * GRID_SIZE + GRID_SIZE // 2][:, None]

    def values(
        self,
        name: str,
        numbers: Positions,
        levels: npt.NDArray[np.uint16],
        common: npt.NDArray[np.float32] | None = None,
    ) -> Floats:
        """Return drawn values of one parameter."""
        return self._table.take(self.index(name, numbers, levels, common))

    def index(
        self,
        name: str,
        numbers: Positions,
        levels: npt.NDArray[np.uint16],
        common: npt.NDArray[np.float32] | None = None,
        own_shares: Floats | None = None,
    ) -> Positions:
        """Return positions of drawn values in the table of all rules.

        `own_shares`, shape (k,), are common shares of single tasks; NaN where the parameter's own
        applies.
        """
        if common is None:
            cells = _own_cells(0.0).take(levels) + np.float32(GRID_SIZE / 2.0)
        else:
            cells = _joint_cells(self._common_share(name), levels, common, own_shares)
        index = cells.astype(np.intp)
        index += (numbers * GRID_SIZE).reshape(-1, *(1,) * (levels.ndim - 1))
        return index

    @property
    def scales_losses(self) -> bool:
        """Whether small losses have a cause in common."""
        return self._loss_scale is not None

    def at_index(self, index: Positions) -> Floats:
        """Return the values at positions in the table of all rules."""
        return self._table.take(index)

    def usual_at(self, index: Positions) -> Floats:
        """Return 1 at positions where all goes well, 0 where they are setbacks."""
        return np.asarray(self._usual.take(index), dtype=np.float64)

    def index_at(self, numbers: Positions, cells: Positions) -> Positions:
        """Return the positions of cells in the table, shape (k or 1, draws)."""
        rules, which = np.unique(numbers, return_inverse=True)
        index = rules[:, None] * GRID_SIZE + cells
        return index[which] if len(rules) > 1 else index

    def loss_scales(
        self,
        levels: npt.NDArray[np.uint16],
        common: npt.NDArray[np.float32],
        own_shares: Floats | None = None,
    ) -> Floats:
        """Return drawn scales of the losses of tasks, by their own levels and the common part."""
        cells = _joint_cells(self._common_share(LOSS_SCALE), levels, common, own_shares)
        return self._scales.take(cells.astype(np.intp))

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
        cells = normal * (GRID_SIZE / (2.0 * GRID_WIDTH)) + GRID_SIZE / 2.0
        return np.clip(cells, 0, GRID_SIZE - 1).astype(np.intp)

    def common_shares(self, names: Sequence[str]) -> Floats:
        """Return the share of each parameter's variance that is common to all tasks."""
        return np.array([self._common_share(name) for name in names])

    @staticmethod
    def common_cells(normal: Floats) -> npt.NDArray[np.float32]:
        """Return normal variables common to all tasks as cells of the quantile table."""
        return np.asarray(normal * (GRID_SIZE / (2.0 * GRID_WIDTH)), dtype=np.float32)


def _joint_cells(
    common_share: float,
    levels: npt.NDArray[np.uint16],
    common: npt.NDArray[np.float32],
    own_shares: Floats | None,
) -> npt.NDArray[np.float32]:
    """Return ``z`` in cells from the table's start, shape (k, draws)."""
    cells = _own_cells(common_share).take(levels) + _shifted(common, common_share)
    if own_shares is not None:
        for share in np.unique(own_shares[~np.isnan(own_shares)]).tolist():
            rows = np.flatnonzero(own_shares == share)
            cells[rows] = _own_cells(share).take(levels[rows]) + _shifted(common, share)
    return cells


def _shifted(common: npt.NDArray[np.float32], common_share: float) -> npt.NDArray[np.float32]:
    return common * np.float32(np.sqrt(common_share)) + np.float32(GRID_SIZE / 2.0)


@cache
def _own_cells(common_share: float) -> npt.NDArray[np.float32]:
    """Return the own part of ``z`` in cells of the quantile table, by random level."""
    from scipy.special import ndtri

    normal = ndtri((np.arange(LEVELS) + 0.5) / LEVELS)
    scale = np.sqrt(1.0 - common_share) * GRID_SIZE / (2.0 * GRID_WIDTH)
    return np.asarray(normal * scale, dtype=np.float32)


def _task_key(task_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(task_id.encode(), digest_size=8).digest(), "little")
