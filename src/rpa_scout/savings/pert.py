"""PERT distributions as tables of quantiles over a standard normal variable.

A PERT(low, mode, high) is the beta distribution on [low, high] with shape parameters
``1 + 4 (mode - low) / (high - low)`` and ``1 + 4 (high - mode) / (high - low)`` (Malcolm,
Roseboom, Clark and Fazar 1959, in the usual form with weight 4 of the mode). Drawing it through a
normal variable allows parts that many draws have in common (a Gaussian copula).

A parameter with a setback is a mixture: with its chance it is drawn from another PERT. One table of
quantiles serves both, so a setback costs nothing in the simulation.

Where small losses are scaled by a cause in common, a draw has to be known as setback or not,
because setbacks are not scaled. Then the table is split: the worst part of the normal variable, as
large as the chance, holds the quantiles of the setback, the rest those of the PERT. Values have the
same distribution as in the mixture.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from rpa_scout.arrays import Bools, Floats
from rpa_scout.policy.parameters import LossScale, ParameterRule, Pert, Setback

GRID_WIDTH = 6.5
"""The table covers plus and minus this many standard deviations. The sum of two normal parts of at
most 4.5 each, whose variances sum to 1, stays below it (4.5·√2 = 6.4)."""

LARGEST_SCALE = 20.0
"""Losses are at most so many times the usual. A Student t variable has no limit of its own: without
one, the mean of the hours would depend on draws that no city will see."""

_LEAST_CHANCE = 1e-12

GRID_SIZE = 1024
"""Cells of the table; the largest step of a PERT on [0, 1] is below 0.005."""


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


def split_tables(rules: Sequence[ParameterRule]) -> tuple[Floats, Bools]:
    """Tabulate the quantiles of parameters with setbacks kept apart, and which cells are setbacks.

    >>> from rpa_scout.policy.parameters import ParameterRule, Setback
    >>> worse = Setback(low=0.5, mode=0.5, high=0.5, chance=0.25, source="assumption")
    >>> rule = ParameterRule(low=0.0, mode=0.1, high=0.2, setback=worse, source="assumption")
    >>> values, is_setback = split_tables([rule])
    >>> set(values[is_setback].tolist()), bool(values[~is_setback].max() < 0.2)
    ({0.5}, True)
    """
    values = quantile_table(rules)
    is_setback = np.zeros(values.shape, dtype=bool)
    for row, rule in enumerate(rules):
        if rule.setback is not None and rule.low < rule.high and rule.setback.chance > 0.0:
            values[row], is_setback[row] = _split_quantiles(rule, rule.setback)
    return values, is_setback


def _split_quantiles(rule: ParameterRule, setback: Setback) -> tuple[Floats, Bools]:
    """Return the quantiles of a rule whose setback takes the lower or the upper cells."""
    probabilities, chance = _probabilities(), setback.chance
    is_low = _mean(setback) < _mean(rule)
    if is_low:
        is_setback = probabilities < chance
        of_setback = probabilities / chance
        of_usual = (probabilities - chance) / max(1.0 - chance, _LEAST_CHANCE)
    else:
        is_setback = probabilities >= 1.0 - chance
        of_setback = (probabilities - (1.0 - chance)) / chance
        of_usual = probabilities / max(1.0 - chance, _LEAST_CHANCE)
    worse = np.interp(of_setback, probabilities, _pert_quantiles(*_ends(setback)))
    usual = np.interp(of_usual, probabilities, _pert_quantiles(*_ends(rule)))
    return np.where(is_setback, worse, usual), is_setback


def _mean(pert: Pert) -> float:
    return (pert.low + 4.0 * pert.mode + pert.high) / 6.0


def _ends(pert: Pert) -> tuple[float, float, float]:
    return pert.low, pert.mode, pert.high


def loss_scale_table(scale: LossScale) -> Floats:
    """Tabulate the quantiles of the scale of losses, shape (GRID_SIZE,); the median is 1."""
    from scipy.special import stdtrit

    probabilities = _probabilities()
    logarithm = scale.deviation * stdtrit(scale.degrees_of_freedom, probabilities)
    limit = np.log(LARGEST_SCALE)
    values = np.exp(np.clip(logarithm, -limit, limit))
    return np.where(probabilities < scale.nothing_left_chance, 0.0, values)


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
