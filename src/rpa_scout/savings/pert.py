"""PERT distributions as tables of quantiles over a standard normal variable.

A PERT(low, mode, high) is the beta distribution on [low, high] with shape parameters
``1 + 4 (mode - low) / (high - low)`` and ``1 + 4 (high - mode) / (high - low)`` (Malcolm,
Roseboom, Clark and Fazar 1959, in the usual form with weight 4 of the mode). Drawing it through a
normal variable allows parts that many draws have in common (a Gaussian copula).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["GRID_SIZE", "GRID_WIDTH", "pert_mean", "quantile_table"]

Floats = npt.NDArray[np.float64]

GRID_WIDTH = 6.5
"""Quantiles are tabulated between plus and minus this many standard deviations: more than two
normal parts of at most 4.5 each can add up to when their variances sum to 1."""

GRID_SIZE = 1024
"""Cells of the table; the largest step of a PERT on [0, 1] is below 0.005."""


def pert_mean(low: Floats, mode: Floats, high: Floats) -> Floats:
    """Return the mean of PERT distributions: ``(low + 4 mode + high) / 6``.

    Parameters
    ----------
    low, mode, high : ndarray
        Least, most likely and greatest values; arrays that broadcast together.

    Returns
    -------
    ndarray, shape of the arguments broadcast
        Means, in the unit of the values.
    """
    return (low + 4.0 * mode + high) / 6.0


def quantile_table(perts: Sequence[tuple[float, float, float]]) -> Floats:
    """Tabulate the quantiles of PERT distributions.

    Parameters
    ----------
    perts : sequence of (low, mode, high)
        Distributions; ``low == high`` is a constant.

    Returns
    -------
    ndarray, shape (len(perts), GRID_SIZE)
        Quantile at the middle of every cell of the normal variable.

    Examples
    --------
    >>> table = quantile_table([(0.0, 0.5, 1.0), (3.0, 3.0, 3.0)])
    >>> float(table[0, :GRID_SIZE // 2].max()) < 0.5 < float(table[0, GRID_SIZE // 2])
    True
    >>> set(table[1].tolist())
    {3.0}
    """
    from scipy.special import betaincinv, ndtr

    step = 2.0 * GRID_WIDTH / GRID_SIZE
    probability = ndtr(np.arange(GRID_SIZE) * step - GRID_WIDTH + step / 2.0)
    table = np.empty((len(perts), GRID_SIZE))
    for row, (low, mode, high) in enumerate(perts):
        if low == high:
            table[row] = mode
            continue
        rise = 4.0 * (mode - low) / (high - low)
        table[row] = low + (high - low) * betaincinv(1.0 + rise, 5.0 - rise, probability)
    return table
