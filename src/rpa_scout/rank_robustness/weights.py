"""Drawing weights: from all that are possible, from ranges, or from an order of importance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.policy.model import Scorecard
from rpa_scout.text import N_

WEIGHT_KINDS = ("all", "ranges", "order")
"""Where weights are drawn from: all that are possible, ranges around the policy's, an order."""


def simplex_weights(criteria: int, draws: int, generator: np.random.Generator) -> Floats:
    """Draw weights that add up to 1, all equally likely; shape (draws, criteria).

    Exponential variables divided by their sum are uniform on the simplex (Devroye 1986, chapter
    XI.2), as SMAA takes them where nothing is known (Lahdelma and Salminen 2001).
    """
    weights = generator.standard_exponential((draws, criteria))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def ranged_weights(
    weights: Sequence[float], spread: float, draws: int, generator: np.random.Generator
) -> Floats:
    """Draw every weight evenly within a share of itself up and down, then make the sum 1."""
    factors = generator.uniform(1.0 - spread, 1.0 + spread, (draws, len(weights)))
    ranged = np.array(weights, dtype=np.float64) * factors
    return np.asarray(ranged / ranged.sum(axis=1, keepdims=True))


def ordered_weights(ranks: Sequence[int], draws: int, generator: np.random.Generator) -> Floats:
    """Draw weights of which a more important criterion never has less; shape (draws, criteria).

    Rank 0 is the most important; criteria of equal rank come in any order. Sorted uniform weights
    are uniform on the part of the simplex that keeps the order.
    """
    falling = -np.sort(-simplex_weights(len(ranks), draws, generator), axis=1)
    shuffled = generator.random((draws, len(ranks))) + np.array(ranks, dtype=np.float64)
    ranks_in_draw = np.argsort(np.argsort(shuffled, axis=1), axis=1)
    return np.take_along_axis(falling, ranks_in_draw, axis=1)


def drawn_weights(
    scorecard: Scorecard,
    kind: str,
    spread: float,
    order: Sequence[str],
    draws: int,
    seed: int,
) -> Floats:
    """Draw weights of a scorecard; shape (draws, criteria), each row adding up to 1."""
    generator = np.random.default_rng(seed)
    if kind == "all":
        return simplex_weights(len(scorecard.ids), draws, generator)
    if kind == "ranges":
        if not 0.0 <= spread <= 1.0:
            raise InputError(
                N_("The range of the weights is a share from 0 to 1, not {spread}."), spread=spread
            )
        return ranged_weights(scorecard.weights, spread, draws, generator)
    if kind == "order":
        return ordered_weights(_ranks(scorecard, order), draws, generator)
    raise UnknownNameError(
        N_("There is no way “{name}” to draw weights; there are: {names}."),
        name=kind,
        names=", ".join(WEIGHT_KINDS),
    )


def _ranks(scorecard: Scorecard, order: Sequence[str]) -> list[int]:
    """Return the rank of each criterion; those that are not named come last, in any order."""
    for name in order:
        if name not in scorecard.ids:
            raise UnknownNameError(
                N_("The scorecard has no criterion “{name}”; it has: {names}."),
                name=name,
                names=", ".join(scorecard.ids),
            )
    return [order.index(name) if name in order else len(order) for name in scorecard.ids]
