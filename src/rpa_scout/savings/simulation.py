"""The spread of the savings: seeded draws with a part that all tasks share and one of their own.

Each parameter is drawn through a normal variable ``z = √ρ·common + √(1−ρ)·own`` (one-factor
Gaussian copula): ``common`` is the same for all tasks in a draw, ``own`` belongs to one task. An
error of the model hits all tasks alike, so the sum over many tasks does not look too certain.

A task's own draws come from a counter-based generator (Philox; Salmon and others 2011) that is
keyed by the policy's seed and positioned by the task's id. They depend neither on the order of the
tasks, nor on which others are there, nor on how the work is cut into blocks.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.policy.model import Simulation
from rpa_scout.progress import Progress, Silent
from rpa_scout.savings.closed_form import SavingsParameters, hours_after, hours_now
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.model import (
    PARAMETERS,
    SavingsModel,
    TaskAnswers,
    parameters_from,
    scaled_load,
)
from rpa_scout.savings.pert import GRID_SIZE, GRID_WIDTH, quantile_table
from rpa_scout.savings.ranges import RANGED, WrittenRanges, within_ranges
from rpa_scout.text import N_

__all__ = ["Quantiles", "SavingsSimulation", "quantiles_of"]

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

_BLOCK_CELLS = 16_384
"""Draws of a parameter in a block: small enough that a block's arrays stay in the cache."""

_WORKERS = min(4, os.cpu_count() or 1)
_COMMON_LIMIT = 4.5
_OWN_BITS = 12
_COMMON_COUNTER = 1 << 63
_STREAM_OF_RANGES = 1
"""Third word of the counter for positions in written ranges: apart from all other draws."""

_ONLY_WITH_GAPS = ("runs_per_year_unknown", "minutes_per_item_unknown")


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Summary of draws; all of the same shape.

    Attributes
    ----------
    p10, p50, p90, mean : ndarray
        Quantiles and mean.
    """

    p10: Floats
    p50: Floats
    p90: Floats
    mean: Floats


def quantiles_of(draws: Floats) -> Quantiles:
    """Summarise draws along their last axis.

    Parameters
    ----------
    draws : ndarray, shape (..., draws)
        Any draws.

    Returns
    -------
    Quantiles
        Each of shape (...); quantiles are interpolated linearly.
    """
    count = draws.shape[-1]
    ordered = np.sort(draws, axis=-1)
    found = []
    for share in (0.1, 0.5, 0.9):
        place = share * (count - 1)
        below = int(place)
        above = min(below + 1, count - 1)
        part = place - below
        found.append(ordered[..., below] * (1.0 - part) + ordered[..., above] * part)
    return Quantiles(found[0], found[1], found[2], draws.mean(axis=-1))


def _task_key(task_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(task_id.encode(), digest_size=8).digest(), "little")


class SavingsSimulation:
    """Draws the hours saved a year by the means chosen for every task.

    Parameters
    ----------
    model : SavingsModel
        Parameters assigned to tasks.
    choice : MeansChoice
        Means of every task; where none fits, nothing is saved.
    task_ids : sequence of str, length n
        Name the draws of every task.
    simulation : Simulation
        Seed, number of draws, common share.
    """

    def __init__(
        self,
        model: SavingsModel,
        choice: MeansChoice,
        task_ids: Sequence[str],
        simulation: Simulation,
    ) -> None:
        self.draws = simulation.draws
        self._seed = simulation.seed
        self._common_share = simulation.common_share
        self._numbers = model.pert_numbers(choice.position)
        self._answers: TaskAnswers = model.answers(choice.position)
        self._automates = choice.automates
        self._ranges = model.ranges
        self._keys = [_task_key(one) for one in task_ids]
        self._words = -(-self.draws // 4)
        rules = model.book.rules
        self._table = quantile_table([(one.low, one.mode, one.high) for one in rules]).ravel()
        self._constant = model.book.column("low") == model.book.column("high")

    def summary(self, progress: Progress | None = None) -> Quantiles:
        """Summarise the hours saved a year of every task.

        Parameters
        ----------
        progress : Progress, optional
            Is told of each block of tasks.

        Returns
        -------
        Quantiles
            Each of shape (n,); NaN where no hours are known.
        """
        progress = progress or Silent()
        blocks = list(self._blocks(self._alike_together()))
        progress.start(N_("Simulating savings"), len(self._keys))
        found = np.empty((4, len(self._keys)))
        pool = ThreadPoolExecutor(_WORKERS)
        try:
            for block, part in zip(blocks, pool.map(self._summary_of, blocks), strict=True):
                found[:, block] = part.p10, part.p50, part.p90, part.mean
                progress.advance(len(block))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        return Quantiles(*found)

    def _summary_of(self, rows: Positions) -> Quantiles:
        return quantiles_of(self.saved_hours(rows))

    def _alike_together(self) -> Positions:
        """Order tasks so that those of a block need the same parameters drawn."""
        answers = self._answers
        return np.lexsort(
            (
                self._numbers[0],
                np.isnan(answers.exception_share),
                answers.load.has_gaps,
                self._automates,
            )
        )

    def sum_of(self, rows: Positions) -> Floats:
        """Return the draws of the hours saved a year by a set of tasks together.

        Parameters
        ----------
        rows : ndarray of int
            Positions of the tasks; those without known hours add nothing.

        Returns
        -------
        ndarray, shape (draws,)
            Sums.
        """
        total = np.zeros(self.draws)
        for block in self._blocks(rows):
            total += np.nansum(self.saved_hours(block), axis=0)
        return total

    def _blocks(self, rows: Positions) -> Iterator[Positions]:
        size = max(1, _BLOCK_CELLS // self.draws)
        for start in range(0, len(rows), size):
            yield rows[start : start + size]

    def saved_hours(self, rows: Positions) -> Floats:
        """Draw the hours saved a year of some tasks.

        Parameters
        ----------
        rows : ndarray of int, shape (k,)
            Positions of the tasks.

        Returns
        -------
        ndarray, shape (k, draws)
            Hours; 0 where no means fits, NaN where no hours are known.
        """
        if not self._automates[rows].any():
            known = ~np.isnan(self._answers.load.hours_per_year[rows])
            return np.broadcast_to(np.where(known, 0.0, np.nan)[:, None], (len(rows), self.draws))
        values = self._values(rows)
        answers = self._answers.at(rows)
        reported, exception_share = answers.load, answers.exception_share[:, None]
        if self._ranges is not None and self._ranges.written[rows].any():
            drawn = self._ranges.between(rows, self._positions(self._ranges, rows))
            reported, exception_share = within_ranges(reported, answers.exception_share, drawn)
        load = scaled_load(reported, values)
        given: SavingsParameters = parameters_from(
            values, exception_share, answers.build_hours[:, None]
        )
        saved = hours_now(load) - hours_after(load, given)
        saved = np.broadcast_to(saved, (len(rows), self.draws))
        if self._automates[rows].all():
            return saved
        known = ~np.isnan(answers.load.hours_per_year)
        return np.where((self._automates[rows] | ~known)[:, None], saved, 0.0)

    def _values(self, rows: Positions) -> dict[str, Floats]:
        has_gaps = bool(self._answers.load.has_gaps[rows].any())
        # The parameters that only gaps need are the last ones drawn.
        own = self._levels(rows, len(PARAMETERS) - (0 if has_gaps else len(_ONLY_WITH_GAPS)))
        unknown_exceptions = bool(np.isnan(self._answers.exception_share[rows]).any())
        values = {}
        for place, name in enumerate(PARAMETERS):
            numbers = self._numbers[place, rows]
            unused = (name in _ONLY_WITH_GAPS and not has_gaps) or (
                name == "exception_share_unknown" and not unknown_exceptions
            )
            if unused or self._constant[numbers].all():
                middle = GRID_SIZE // 2
                values[name] = self._table[numbers * GRID_SIZE + middle][:, None]
                continue
            cells = self._own_table.take(own[:, place]) + self._common_cells[place]
            index = cells.astype(np.intp)
            index += (numbers * GRID_SIZE)[:, None]
            values[name] = self._table.take(index)
        return values

    def _positions(self, ranges: WrittenRanges, rows: Positions) -> Floats:
        """Draw positions in written ranges, shape (k, len(RANGED), draws); 0.5 without a range."""
        from scipy.special import ndtri

        positions = np.full((len(rows), len(RANGED), self.draws), 0.5)
        here = ranges.written[rows]
        numbers = ranges.rule[rows[here]]
        if self._constant[numbers].all():
            cells = np.full((len(numbers), len(RANGED), 1), GRID_SIZE // 2)
        else:
            levels = self._levels(rows[here], len(RANGED), _STREAM_OF_RANGES)
            normal = ndtri((levels + 0.5) / (1 << _OWN_BITS))
            cells = (normal * GRID_SIZE / (2.0 * GRID_WIDTH) + GRID_SIZE / 2.0).astype(np.intp)
        positions[here] = self._table.take(cells + (numbers * GRID_SIZE)[:, None, None])
        return positions

    def _levels(self, rows: Positions, count: int, stream: int = 0) -> npt.NDArray[np.uint16]:
        """Return the tasks' own random levels, shape (k, count, draws)."""
        words = np.empty((len(rows), count * self._words), dtype=np.uint64)
        generator = np.random.Philox(key=self._seed)
        state = generator.state
        for place, row in enumerate(rows):
            state["state"]["counter"][:] = (0, self._keys[row], stream, 0)
            generator.state = state
            words[place] = generator.random_raw(words.shape[1])
        levels = words.view(np.uint16).reshape(len(rows), count, 4 * self._words)
        return np.right_shift(levels[:, :, : self.draws], 16 - _OWN_BITS, dtype=np.uint16)

    @cached_property
    def _own_table(self) -> npt.NDArray[np.float32]:
        """The own part of ``z`` in cells of the quantile table, by random level."""
        from scipy.special import ndtri

        levels = 1 << _OWN_BITS
        normal = ndtri((np.arange(levels) + 0.5) / levels)
        scale = np.sqrt(1.0 - self._common_share) * GRID_SIZE / (2.0 * GRID_WIDTH)
        return np.asarray(normal * scale, dtype=np.float32)

    @cached_property
    def _common_cells(self) -> npt.NDArray[np.float32]:
        """The common part of ``z`` in cells, from the table's start, by parameter and draw."""
        bits = np.random.Philox(key=self._seed, counter=_COMMON_COUNTER << 128)
        normal = np.random.Generator(bits).standard_normal((len(PARAMETERS), self.draws))
        scale = np.sqrt(self._common_share) * GRID_SIZE / (2.0 * GRID_WIDTH)
        limited = np.clip(normal, -_COMMON_LIMIT, _COMMON_LIMIT)
        return np.asarray(limited * scale + GRID_SIZE / 2.0, dtype=np.float32)
