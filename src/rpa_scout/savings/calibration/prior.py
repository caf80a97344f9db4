"""The ratio of measured to estimated hours that the simulation expects before any measurement.

Partial pooling of a city's actuals needs two spreads: that of the city's level (an error common to
all estimates) and that of a single task. Both come from the simulation's draws, and so from the
published cases behind the policy's parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Floats, Positions
from rpa_scout.savings.simulation import SavingsSimulation

_LEAST_RATIO = 0.05
_LEAST_OWN_SHARE = 0.1
_BLOCK_TASKS = 64


@dataclass(frozen=True)
class LogRatios:
    """Logarithms of drawn over estimated hours, from the draws in which a task saves hours."""

    # Mean and variance of every task, shape (k,).
    mean: Floats
    variance: Floats
    # Mean covariance of two tasks: the variance of the error that all have in common.
    common_variance: float
    # By how much the tasks together lie above their means in each draw, shape (draws,).
    level: Floats

    @property
    def own_variance(self) -> Floats:
        """Variance of each task's own error, shape (k,)."""
        # The common error affects tasks differently, so the difference can be negative; every task
        # keeps a least part of its own.
        return np.maximum(self.variance - self.common_variance, _LEAST_OWN_SHARE * self.variance)


def log_ratio(hours: Floats, estimate: Floats) -> Floats:
    """Return the logarithm of hours divided by an estimate."""
    return np.asarray(np.log(np.clip(hours / estimate, _LEAST_RATIO, 1.0 / _LEAST_RATIO)))


def drawn_hours(simulation: SavingsSimulation, rows: Positions) -> Floats:
    """Return the hours saved a year of some tasks, drawn in blocks."""
    hours = np.empty((len(rows), simulation.draws))
    for start in range(0, len(rows), _BLOCK_TASKS):
        part = slice(start, start + _BLOCK_TASKS)
        hours[part] = simulation.saved_hours(rows[part])
    return hours


def log_ratios(hours: Floats, estimate: Floats) -> LogRatios:
    """Summarise the logarithms of drawn hours of live tasks over their estimates."""
    live = hours > 0.0
    ratios = log_ratio(hours, estimate[:, None])
    mean = ratios.mean(axis=1, where=live)
    deviation = np.where(live, ratios - mean[:, None], 0.0)
    variance = np.square(deviation).sum(axis=1) / live.sum(axis=1)
    common = _mean_covariance(deviation, live.astype(np.float64))
    level = deviation.sum(axis=0) / np.maximum(live.sum(axis=0), 1)
    return LogRatios(mean, variance, common, level)


def _mean_covariance(deviation: Floats, live: Floats) -> float:
    """Return the mean covariance of two different tasks over the draws in which both are live."""
    together = live @ live.T
    products = deviation @ deviation.T
    pairs = (together > 0.0) & ~np.eye(len(live), dtype=bool)
    if not pairs.any():
        return 0.0
    return max(float((products[pairs] / together[pairs]).mean()), 0.0)


def level_slopes(level: Floats, common: Floats) -> Floats:
    """Return the slopes of the level of the tasks over the common variables (least squares)."""
    return np.asarray(np.linalg.lstsq(common.T, level - level.mean(), rcond=None)[0])
