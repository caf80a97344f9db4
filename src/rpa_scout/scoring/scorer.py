"""Scoring tasks on a scorecard (docs/method.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import mul

import numpy as np
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.errors import UnknownNameError
from rpa_scout.factors import Outcome, Quantities, factor_outcome
from rpa_scout.policy.fields import FieldSet, load_fields
from rpa_scout.policy.model import Policy, Scorecard
from rpa_scout.text import N_


def scorecard_named(policy: Policy, name: str) -> Scorecard:
    """Return a policy's scorecard."""
    for scorecard in policy.scorecard:
        if scorecard.id == name:
            return scorecard
    raise UnknownNameError(
        N_("The policy has no scorecard “{name}”; it has: {known}."),
        name=name,
        known=", ".join(scorecard.id for scorecard in policy.scorecard),
    )


def contributions(points: Floats, weights: Sequence[float]) -> Floats:
    """Return each criterion's contribution to the score: ``100·w·p / Σw`` (docs/method.md)."""
    total = float(sum(weights))
    parts = np.empty_like(points)
    for row, weight in enumerate(weights):
        np.multiply(points[row], 100.0 * weight / total, out=parts[row])
    return parts


def weighted_score(points: Floats, weights: Sequence[float]) -> Floats:
    """Return the score ``100·Σ w·p / Σw`` (docs/method.md).

    Summed criterion by criterion: a matrix product may round differently depending on the position
    of a task. So equal answers give identical scores, and contributions add up to exactly this.

    >>> import numpy as np
    >>> weighted_score(np.array([[1.0, 0.5], [0.0, 0.5]]), [3, 1])
    array([75., 50.])
    """
    total = float(sum(weights))
    score = np.zeros(points.shape[1])
    part = np.empty_like(score)
    for row, weight in enumerate(weights):
        score += np.multiply(points[row], 100.0 * weight / total, out=part)
    return score


@dataclass(frozen=True)
class Scores:
    """Scores of tasks, with the points behind them.

    Attributes
    ----------
    scorecard : Scorecard
        What was applied.
    points, low, high : ndarray, shape (criteria, n)
        Points of every criterion, 0 to 1: the estimate, and the lowest and highest that unknown
        answers leave possible.
    factors : tuple of tuple of Outcome
        The factors of every criterion, in declared order.
    """

    scorecard: Scorecard
    points: Floats
    low: Floats
    high: Floats
    factors: tuple[tuple[Outcome, ...], ...]

    @cached_property
    def score(self) -> Floats:
        """Scores, 0 to 100, shape (n,)."""
        return weighted_score(self.points, self.scorecard.weights)

    @cached_property
    def score_low(self) -> Floats:
        """Lowest scores that unknown answers leave possible, shape (n,)."""
        return weighted_score(self.low, self.scorecard.weights)

    @cached_property
    def score_high(self) -> Floats:
        """Highest scores that unknown answers leave possible, shape (n,)."""
        return weighted_score(self.high, self.scorecard.weights)

    @cached_property
    def contributions(self) -> Floats:
        """Each criterion's contribution, shape (criteria, n); they add up to the score."""
        return contributions(self.points, self.scorecard.weights)


class Scorer:
    """Scores tasks on one scorecard.

    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> from rpa_scout.inventory import task_frame
    >>> from rpa_scout.scoring.scorer import Scorer, scorecard_named
    >>> tasks = task_frame({"pattern": ["entry"], "judgement": ["none"], "exception_percent": [0]})
    >>> scores = Scorer(scorecard_named(rs.load_policy(), "rpa")).score(tasks)
    >>> scores.points[:2, 0]
    array([1., 1.])
    >>> bool(scores.score_low[0] < scores.score[0] < scores.score_high[0])
    True
    """

    def __init__(self, scorecard: Scorecard, fields: FieldSet | None = None) -> None:
        self.scorecard = scorecard
        self.fields = fields or load_fields()

    def score(self, tasks: pd.DataFrame, alternatives: pd.DataFrame | None = None) -> Scores:
        """Score tasks; `alternatives` as in :class:`~rpa_scout.inventory.Inventory`."""
        quantities = Quantities(tasks, alternatives=alternatives)
        outcomes = tuple(
            tuple(factor_outcome(factor, quantities, self.fields) for factor in criterion.factor)
            for criterion in self.scorecard.criterion
        )
        products = [reduce(mul, parts) for parts in outcomes]
        return Scores(
            self.scorecard,
            points=_rows([product.point for product in products]),
            low=_rows([product.low for product in products]),
            high=_rows([product.high for product in products]),
            factors=outcomes,
        )


def _rows(columns: Sequence[Floats]) -> Floats:
    return np.stack(columns)
