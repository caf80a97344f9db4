"""Formulas for the quality of forecasts that are weighted samples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rpa_scout.arrays import Floats, Positions


def crps(sample: Floats, result: float, weights: Floats | None = None) -> float:
    """Return the exact continuous ranked probability score of a sample.

    ``E|X − y| − E|X − X'| / 2`` (Gneiting and Raftery 2007, equation 21), in the unit of the
    values; of a single value it is the absolute error.

    >>> import numpy as np
    >>> crps(np.array([0.0, 1.0]), 0.0)
    0.25
    >>> round(crps(np.array([0.8]), 0.5), 12)
    0.3
    """
    order = np.argsort(sample, kind="stable")
    values = sample[order]
    share = _shares(values, weights, order)
    below = np.cumsum(share)
    spread = np.sum(share * values * (2.0 * below - share - 1.0))
    return float(np.sum(share * np.abs(values - result)) - spread)


def weighted_quantiles(
    sample: Floats, levels: Sequence[float], weights: Floats | None = None
) -> Floats:
    """Return quantiles of a weighted sample, interpolated linearly.

    Equal weights give the quantiles of :func:`rpa_scout.savings.quantiles.quantiles_of`.
    """
    order = np.argsort(sample, kind="stable")
    share = _shares(sample, weights, order)
    steps = np.concatenate([[0.0], np.cumsum((share[1:] + share[:-1]) / 2.0)])
    if steps[-1] == 0.0:
        return np.repeat(sample[np.argmax(share)], len(levels))
    return np.interp(levels, steps / steps[-1], sample[order])


def coverage(low: Floats, high: Floats, results: Floats) -> float:
    """Return the share of results that lie in their intervals, both ends included."""
    return float(np.mean((low <= results) & (results <= high)))


def share_below(sample: Floats, result: float, weights: Floats | None = None) -> float:
    """Return the share of a sample below a result; equal values count half."""
    share = np.full(len(sample), 1.0 / len(sample)) if weights is None else weights / weights.sum()
    at_or_below = np.sum(share[sample <= result])
    return float((np.sum(share[sample < result]) + at_or_below) / 2.0)


def _shares(values: Floats, weights: Floats | None, order: Positions) -> Floats:
    if weights is None:
        return np.full(len(values), 1.0 / len(values))
    return np.asarray(weights[order] / weights.sum())
