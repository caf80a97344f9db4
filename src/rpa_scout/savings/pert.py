"""PERT distributions as tables of quantiles over a standard normal variable.

A PERT(low, mode, high) is the beta distribution on [low, high] with shape parameters
``1 + 4 (mode - low) / (high - low)`` and ``1 + 4 (high - mode) / (high - low)`` (Malcolm,
Roseboom, Clark and Fazar 1959, in the usual form with weight 4 of the mode). Drawing it through a
normal variable allows parts that many draws have in common (a Gaussian copula).

A parameter with a setback is a mixture: with its chance it is drawn from another PERT. One table of
quantiles serves both, so a setback costs nothing in the simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from rpa_scout.policy.parameters import ParameterRule, Setback

__all__ = ["GRID_SIZE", "GRID_WIDTH", "pert_mean", "quantile_table"]

Floats = npt.NDArray[np.float64]

GRID_WIDTH = 6.5
"""The table covers plus and minus this many standard deviations. The sum of two normal parts of at
most 4.5 each, whose variances sum to 1, stays below it (4.5·√2 = 6.4)."""

GRID_SIZE = 1024
"""Cells of the table; the largest step of a PERT on [0, 1] is below 0.005."""


def pert_mean(low: Floats, mode: Floats, high: Floats) -> Floats:
    """Return the mean of PERT distributions: ``(low + 4 mode + high) / 6``."""
    return (low + 4.0 * mode + high) / 6.0


def quantile_table(rules: Sequence[ParameterRule]) -> Floats:
    """Tabulate the quantiles of parameters.

    >>> from rpa_scout.policy.parameters import ParameterRule
    >>> rules = [ParameterRule(low=a, mode=b, high=c, source="assumption")
    ...          for a, b, c in ((0.0, 0.5, 1.0), (3.0, 3.0, 3.0))]
    >>> table = quantile_table(rules)
    >>> float(table[0, :GRID_SIZE // 2].max()) < 0.5 < float(table[0, GRID_SIZE // 2])
    True
    >>> set(table[1].tolist())
    {3.0}
    """
    return np.stack([_quantiles(rule) for rule in rules]) if rules else np.empty((0, GRID_SIZE))


def _quantiles(rule: ParameterRule) -> Floats:
    usual = _pert_quantiles(rule.low, rule.mode, rule.high)
    if rule.setback is None or rule.low == rule.high:
        return usual
    return _mixture_quantiles(rule.setback, usual)


@cache
def _probabilities() -> Floats:
    from scipy.special import ndtr

    step = 2.0 * GRID_WIDTH / GRID_SIZE
    return np.asarray(ndtr(np.arange(GRID_SIZE) * step - GRID_WIDTH + step / 2.0))


@lru_cache(maxsize=512)
def _pert_quantiles(low: float, mode: float, high: float) -> Floats:
    if low == high:
        values = np.full(GRID_SIZE, mode)
    else:
        # Rounded, so that a PERT and its multiples share one cached shape.
        shape = round((mode - low) / (high - low), 12)
        values = low + (high - low) * _unit_quantiles(shape)
    values.flags.writeable = False
    return values


@lru_cache(maxsize=512)
def _unit_quantiles(mode: float) -> Floats:
    """Return the quantiles of the PERT on [0, 1]."""
    from scipy.special import betaincinv

    return np.asarray(betaincinv(1.0 + 4.0 * mode, 5.0 - 4.0 * mode, _probabilities()))


def _mixture_quantiles(setback: Setback, usual: Floats) -> Floats:
    """Return the quantiles of the mixture of a parameter's PERT and that of its setback."""
    worse = _pert_quantiles(setback.low, setback.mode, setback.high)
    at = np.unique(np.concatenate([usual, worse]))
    below = (1.0 - setback.chance) * _probability_below(at, usual)
    below = below + setback.chance * _probability_below(at, worse)
    return np.asarray(np.interp(_probabilities(), below, at))


def _probability_below(values: Floats, quantiles: Floats) -> Floats:
    """Return the distribution function at values, from the table of its quantiles."""
    if quantiles[0] == quantiles[-1]:
        return np.asarray(values >= quantiles[0], dtype=np.float64)
    return np.interp(values, quantiles, _probabilities(), left=0.0, right=1.0)
