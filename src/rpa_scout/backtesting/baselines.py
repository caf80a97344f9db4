"""Simple forecasts that the estimates must be better than."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.backtesting.scores import crps, weighted_quantiles

FLAT_SHARE = 0.8
"""Saving that suppliers advertise for every task."""

BASELINES = ("flat_80_percent", "mean_of_other_cases", "distribution_of_other_cases")
"""Names of the baselines, in the order of `baseline_forecasts`."""


def baseline_forecasts(other_results: Floats) -> tuple[Floats, ...]:
    """Forecast a case from the results of other cases only, one sample per baseline."""
    return np.array([FLAT_SHARE]), np.array([other_results.mean()]), other_results


def baseline_scores(
    results: Floats, bodies: Sequence[str]
) -> dict[str, tuple[float, float] | None]:
    """Score the baselines; each case is forecast from the cases of the other bodies."""
    body = np.asarray(bodies, dtype=object)
    is_single_body = len(set(bodies)) == 1
    scores: dict[str, tuple[float, float] | None] = {}
    forecasts = [
        baseline_forecasts(np.array([np.nan]) if is_single_body else results[body != this_body])
        for this_body in body
    ]
    for position, name in enumerate(BASELINES):
        samples = [forecast[position] for forecast in forecasts]
        scores[name] = None if np.isnan(samples[0]).any() else _scored(samples, results)
    return scores


def _scored(samples: Sequence[Floats], results: Floats) -> tuple[float, float]:
    pairs = list(zip(samples, results.tolist(), strict=True))
    errors = [abs(weighted_quantiles(samples, [0.5])[0] - result) for samples, result in pairs]
    return float(np.mean([crps(*pair) for pair in pairs])), float(np.median(errors))
