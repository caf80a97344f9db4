"""Points of tasks with open answers: each answer drawn among what it can be."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.assessment.assess import Assessment
from rpa_scout.policy.model import Factor

_NUMBERS = "numbers"


@dataclass(frozen=True)
class OpenCriterion:
    """A criterion of which some tasks leave an answer open."""

    criterion: int  # Its position
    tasks: Positions  # Those tasks; shape (m,)
    # The criterion's factors with the points and whether the answer is open, each of shape (m,).
    factors: tuple[tuple[Factor, Floats, Bools], ...]

    def at(self, kept_tasks: Bools, numbers: Positions) -> OpenCriterion:
        """Return the same for some of the tasks, which then have other numbers."""
        is_kept = kept_tasks[self.tasks]
        return OpenCriterion(
            self.criterion,
            numbers[self.tasks[is_kept]],
            tuple(
                (factor, points[is_kept], is_open[is_kept])
                for factor, points, is_open in self.factors
            ),
        )


@dataclass(frozen=True)
class DrawnPoints:
    """Points of tasks by criterion, the open ones drawn anew for every draw of weights.

    The numbers drawn for a task depend on its key alone, not on which tasks there are besides:
    leaving tasks out changes nothing for the others.
    """

    # Points with the policy's estimate of open answers, and the highest possible;
    # shape (n, criteria).
    points: Floats
    high: Floats
    keys: npt.NDArray[np.uint64]  # Name the draws of each task; shape (n,)
    open_criteria: tuple[OpenCriterion, ...] = ()  # Where answers are open and drawn

    @classmethod
    def of(cls, assessment: Assessment, *, draw_answers: bool) -> DrawnPoints:
        """Take the points of ranked tasks, best first; without drawing, the estimates stand."""
        scores, order = assessment.scores, assessment.order
        points = np.ascontiguousarray(scores.points[:, order].T)
        keys = np.array(
            [_key(str(assessment.inventory.tasks.index[row])) for row in order], dtype=np.uint64
        )
        if not draw_answers:
            return cls(points, points, keys)
        parts = []
        for number, criterion in enumerate(scores.scorecard.criterion):
            outcomes = scores.factors[number]
            is_open = np.any([factor.high > factor.low for factor in outcomes], axis=0)[order]
            tasks = np.flatnonzero(is_open)
            if len(tasks):
                rows = order[tasks]
                factors = tuple(
                    (factor, outcome.point[rows], (outcome.high > outcome.low)[rows])
                    for factor, outcome in zip(criterion.factor, outcomes, strict=True)
                )
                parts.append(OpenCriterion(number, tasks, factors))
        high = np.ascontiguousarray(scores.high[:, order].T)
        return cls(points, high, keys, tuple(parts))

    @property
    def count(self) -> int:
        """Number of tasks."""
        return len(self.points)

    @cached_property
    def missing(self) -> Floats:
        """What each task lacks to full points, shape (criteria, n)."""
        return np.ascontiguousarray(1.0 - self.points.T)

    def missing_scores(self, weights: Floats, first_draw: int) -> Floats:
        """Return what each task lacks to the full score, from 0 to 1; shape (b, n).

        The weights are those of b draws from `first_draw` on; shape (b, criteria).
        """
        scores = np.asarray(weights @ self.missing)
        draws = np.arange(first_draw, first_draw + len(weights), dtype=np.uint64)
        for part in self.open_criteria:
            drawn = self._drawn(part, draws)
            expected = self.points[part.tasks, part.criterion]
            scores[:, part.tasks] += weights[:, part.criterion, None] * (expected - drawn)
        # Rounding may leave a task with full points a little below 0.
        return np.maximum(scores, 0.0, out=scores)

    def subset(self, tasks: Positions) -> DrawnPoints:
        """Return the same for some of the tasks."""
        is_kept = np.zeros(self.count, dtype=bool)
        is_kept[tasks] = True
        numbers = np.cumsum(is_kept) - 1
        parts = (part.at(is_kept, numbers) for part in self.open_criteria)
        return DrawnPoints(
            self.points[tasks],
            self.high[tasks],
            self.keys[tasks],
            tuple(part for part in parts if len(part.tasks)),
        )

    def _drawn(self, part: OpenCriterion, draws: npt.NDArray[np.uint64]) -> Floats:
        """Draw the points of a criterion, shape (b, m)."""
        product = np.ones((len(draws), len(part.tasks)))
        for factor, points, is_open in part.factors:
            product[:, ~is_open] *= points[~is_open]
            if is_open.any():
                keys = self.keys[part.tasks[is_open]]
                product[:, is_open] *= _answers(factor, _uniform(keys, draws, _stream(factor)))
        return product


def _key(task_id: str) -> int:
    """Return a number for a task that does not depend on the order of the tasks."""
    return int.from_bytes(hashlib.blake2b(task_id.encode(), digest_size=8).digest(), "big")


def _answers(factor: Factor, uniform: Floats) -> Floats:
    """Return points of open answers: any choice, or anything between the lowest and highest."""
    if factor.points is None:
        return factor.lowest + uniform * (factor.highest - factor.lowest)
    outcomes = np.array(factor.outcomes)
    return outcomes[np.minimum((uniform * len(outcomes)).astype(np.intp), len(outcomes) - 1)]


def _stream(factor: Factor) -> int:
    """Return the number that separates the draws of one field from those of another.

    Items and hours a year hang together: where both are open, both are large or both small.
    """
    return zlib.crc32((_NUMBERS if factor.points is None else factor.field).encode())


def _uniform(keys: npt.NDArray[np.uint64], draws: npt.NDArray[np.uint64], stream: int) -> Floats:
    """Return numbers from 0 to 1 by task and draw, shape (b, m): SplitMix64 as a hash.

    The mixing steps and constants are those of Steele, Lea and Flood (2014).
    """
    seeds = _mixed(keys ^ (np.uint64(stream) << np.uint64(32)))
    mixed = _mixed(seeds[None, :] ^ _mixed(draws)[:, None])
    return np.asarray((mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def _mixed(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        words = words + np.uint64(0x9E3779B97F4A7C15)
        words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(words ^ (words >> np.uint64(31)))
