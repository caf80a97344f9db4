"""Quantiles and mean of draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.text import N_

QUANTILE_LABELS = {
    "p10": N_("cautious (p10)"),
    "p50": N_("middle (p50)"),
    "p90": N_("generous (p90)"),
}
"""What a reader without statistics calls the quantiles, with their symbols."""


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

    def as_data(self, names: Iterable[str] = ("p10", "p50", "p90", "mean")) -> dict[str, float]:
        """Return scalars as JSON has them."""
        return {name: float(getattr(self, name)) for name in names}

    def of(self, position: int) -> Quantiles:
        """Return those of one element."""
        parts = (self.p10, self.p50, self.p90, self.mean)
        return Quantiles(*(part[position] for part in parts))


def quantiles_of(draws: Floats) -> Quantiles:
    """Summarise draws along their last axis."""
    # A floating-point sum depends on the order of its terms: sorting first fixes the mean as well.
    return quantiles_of_sorted(np.sort(np.ascontiguousarray(draws), axis=-1))


def quantiles_of_sorted(ordered: Floats) -> Quantiles:
    """Summarise draws that ascend along their last axis."""
    count = ordered.shape[-1]
    at_shares = []
    for share in (0.1, 0.5, 0.9):
        exact_position = share * (count - 1)
        below = int(exact_position)
        above = min(below + 1, count - 1)
        part = exact_position - below
        at_shares.append(ordered[..., below] * (1.0 - part) + ordered[..., above] * part)
    return Quantiles(at_shares[0], at_shares[1], at_shares[2], ordered.mean(axis=-1))
