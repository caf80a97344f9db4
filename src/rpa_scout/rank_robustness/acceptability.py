"""Stochastic multicriteria acceptability (SMAA-2; Lahdelma and Salminen 2001).

Each draw of weights gives a ranking. Counted is how often a task is among the first k, at which
ranks it stands, and with which weights it is first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.progress import Progress, Silent
from rpa_scout.rank_robustness.drawn_points import DrawnPoints

Ranks = npt.NDArray[np.int64]

_BLOCK_CELLS = 1 << 18
"""Scores in a block: 2 MB, so that they stay in the cache while they are sorted."""

_REACH_CELLS = 1 << 21
"""Products in a block of tasks that are looked at only once: 8 MB."""

_PILOT_DRAWS = 256
_PILOT_FROM = 2_000
_MARGIN = np.float32(1e-5)
"""Single precision tells scores apart to about 1e-7; what is nearer is looked at exactly."""


@dataclass(frozen=True)
class Acceptability:
    """How often tasks are at the top."""

    in_first: npt.NDArray[np.int64]  # In how many draws each task is among the first k; shape (n,)
    is_first: npt.NDArray[np.int64]  # In how many it is the very first; shape (n,)
    first_weights: Floats  # Sum of the weights of these draws; shape (n, criteria)
    draws: int  # Number of draws

    @property
    def central_weights(self) -> Floats:
        """Mean weights with which each task is first, shape (n, criteria); NaN where it never is.

        SMAA calls them the central weight vector.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.first_weights / self.is_first[:, None])


def first_counts(
    points: DrawnPoints,
    weights: Floats,
    first: int,
    progress: Progress | None = None,
    *,
    with_pilot: bool | None = None,
) -> Acceptability:
    """Count how often tasks are among the first; of equal ones, the earlier goes before.

    The weights, shape (draws, criteria), add up to 1 in each row. A pilot finds the tasks that can
    matter, so that the others need not be counted; the counts are the same. It runs where there are
    many tasks unless `with_pilot` says otherwise.
    """
    progress = progress or Silent()
    count = points.count
    use_pilot = count > _PILOT_FROM if with_pilot is None else with_pilot
    if not use_pilot or first >= count:
        with _one_thread():
            return _counted(points, weights, first, progress)
    with _one_thread():
        tasks = tasks_that_matter(points, weights, first, progress)
        part = _counted(points.subset(tasks), weights, first, progress)
    in_first, is_first = np.zeros(count, np.int64), np.zeros(count, np.int64)
    first_weights = np.zeros((count, weights.shape[1]))
    in_first[tasks], is_first[tasks] = part.in_first, part.is_first
    first_weights[tasks] = part.first_weights
    return Acceptability(in_first, is_first, first_weights, len(weights))


def _counted(points: DrawnPoints, weights: Floats, first: int, progress: Progress) -> Acceptability:
    count, criteria = points.count, weights.shape[1]
    in_first, is_first = np.zeros(count, np.int64), np.zeros(count, np.int64)
    first_weights = np.zeros((count, criteria))
    for start, order in _orders(points, weights, min(first, count)):
        in_first += np.bincount(order.ravel(), minlength=count)
        block = weights[start : start + len(order)]
        is_first += np.bincount(order[:, 0], minlength=count)
        for criterion in range(criteria):
            first_weights[:, criterion] += np.bincount(
                order[:, 0], block[:, criterion], minlength=count
            )
        progress.advance(0)
    return Acceptability(in_first, is_first, first_weights, len(weights))


def _orders(points: DrawnPoints, weights: Floats, first: int) -> Iterator[tuple[int, Ranks]]:
    """Yield, block by block, the first draw and the tasks of its first places, best first.

    The number of the task takes the place of the last bits of its score, so that one sort of
    whole numbers gives the order and breaks ties; scores that differ by less than about 1e-10 are
    equal.
    """
    bits = max(points.count - 1, 1).bit_length()
    mask = np.int64((1 << bits) - 1)
    numbers = np.arange(points.count, dtype=np.int64)
    size = max(1, _BLOCK_CELLS // max(points.count, 1))
    for start in range(0, len(weights), size):
        scores = points.missing_scores(weights[start : start + size], start)
        # Floats from 0 on have the order of their bits read as whole numbers.
        keys = np.ascontiguousarray(scores + 1.0).view(np.int64)
        keys &= ~mask
        keys |= numbers
        if first < points.count // 8:
            keys.partition(first - 1, axis=1)
            keys = np.sort(keys[:, :first], axis=1)
        else:
            keys.sort(axis=1)
            keys = keys[:, :first]
        yield start, keys & mask


def tasks_that_matter(
    points: DrawnPoints, weights: Floats, first: int, progress: Progress | None = None
) -> Positions:
    """Return the tasks that are among the first in any draw, and few others.

    A pilot with some of the draws finds likely ones. In every draw, the last of the first places
    among these is a bar that no other task has to reach for certain; those that reach it with the
    most points that their open answers allow are taken as well.
    """
    progress = progress or Silent()
    pilot = weights[:: max(1, len(weights) // _PILOT_DRAWS)]
    likely = np.zeros(points.count, dtype=bool)
    wide = min(points.count, first + max(first // 2, 8))
    for _, order in _orders(points, pilot, wide):
        likely[order.ravel()] = True
    chosen = points.subset(np.flatnonzero(likely))
    bars = np.empty(len(weights), dtype=np.float32)
    size = max(1, _BLOCK_CELLS // max(chosen.count, 1))
    for start in range(0, len(weights), size):
        scores = chosen.missing_scores(weights[start : start + size], start)
        scores.partition(first - 1, axis=1)
        bars[start : start + size] = scores[:, first - 1]
        progress.advance(0)
    unlikely = np.flatnonzero(~likely)
    likely[unlikely[_reach(points.high[unlikely], weights, bars, progress)]] = True
    return np.flatnonzero(likely)


def _reach(
    high: Floats, weights: Floats, bars: npt.NDArray[np.float32], progress: Progress
) -> Bools:
    """Return which tasks reach the bar in any draw with their highest points."""
    lacking = np.ascontiguousarray(np.append(1.0 - high, np.ones((len(high), 1)), axis=1))
    lacking = lacking.astype(np.float32)
    # The bar as one more weight: what is negative reaches it.
    with_bar = np.ascontiguousarray(np.append(weights, -bars[:, None], axis=1).T, dtype=np.float32)
    lowest = np.full(len(high), np.inf, dtype=np.float32)
    draws = with_bar.shape[1]
    size = max(1, _REACH_CELLS // draws)
    # One piece of memory for all blocks: taking it from the system anew costs as much as the work.
    products = np.empty((size, draws), dtype=np.float32)
    for start in range(0, len(high), size):
        block = lacking[start : start + size]
        part = np.matmul(block, with_bar, out=products[: len(block)])
        lowest[start : start + size] = part.min(axis=1)
        progress.advance(0)
    return np.asarray(lowest <= _MARGIN)


def rank_quantiles(
    points: DrawnPoints,
    weights: Floats,
    progress: Progress | None = None,
) -> Ranks:
    """Return p10, p50 and p90 of each task's rank, from 1 on; shape (3, n).

    Whole ranks: of D draws the one at position ``round(share · (D − 1))``.
    """
    progress = progress or Silent()
    count, draws = points.count, len(weights)
    kind = np.uint16 if count <= np.iinfo(np.uint16).max else np.uint32
    ranks = np.empty((draws, count), dtype=kind)
    flat, in_order = ranks.reshape(-1), np.arange(count, dtype=kind)
    with _one_thread():
        for start, order in _orders(points, weights, count):
            flat[order + (start + np.arange(len(order)))[:, None] * count] = in_order
            progress.advance(0)
    by_task = np.ascontiguousarray(ranks.T)
    by_task.sort(axis=1)
    positions = [round(share * (draws - 1)) for share in (0.1, 0.5, 0.9)]
    return by_task[:, positions].T.astype(np.int64) + 1


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()  # looks through the loaded libraries, which takes milliseconds


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let BLAS use one thread.

    A product with eight criteria is bound by memory, not by arithmetic. Two threads bring nothing
    where the machine is idle; where it is not, each of hundreds of products waits for a thread
    that has no core, and the whole takes ten times as long.
    """
    with _controller().limit(limits=1, user_api="blas"):
        yield
