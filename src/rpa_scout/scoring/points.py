"""The formulas of scoring for arrays; nothing is checked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rpa_scout.arrays import Floats


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
