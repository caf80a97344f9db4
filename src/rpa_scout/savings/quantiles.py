"""Quantiles and mean of draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Quantiles", "quantiles_of"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Summary of draws; all of the same shape.

    Attributes
    ----------
    p10, p50, p90, mean : ndarray
        Quantiles and mean.
    """

    p10: Floats
    p50: Floats
    p90: Floats
    mean: Floats


def quantiles_of(draws: Floats) -> Quantiles:
    """Summarise draws along their last axis."""
    count = draws.shape[-1]
    # Sorted first, so that the mean does not depend on the order of the draws either.
    ordered = np.sort(np.ascontiguousarray(draws), axis=-1)
    found = []
    for share in (0.1, 0.5, 0.9):
        place = share * (count - 1)
        below = int(place)
        above = min(below + 1, count - 1)
        part = place - below
        found.append(ordered[..., below] * (1.0 - part) + ordered[..., above] * part)
    return Quantiles(found[0], found[1], found[2], ordered.mean(axis=-1))
