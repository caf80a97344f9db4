"""Rank acceptabilities and central weights against those that others published.

Heparin against enoxaparin in 265 patients (Geerts et al. 1996, New England Journal of Medicine
335, 701-707), on three criteria: a benefit-risk example of the authors of the R package `smaa`
(van Valkenhoef, Tervonen). Input: `examples/thrombolytics.json` of github.com/drugis/
mcda-elicitation-web; results: `R/test/thrombo.R` there, and the example on the manual page of
`smaa` (CRAN, version 0.3). All published figures come from 10,000 draws.
"""

import math

import numpy as np
import pytest

from rpa_scout.rank_robustness.acceptability import first_counts
from rpa_scout.rank_robustness.drawn_points import DrawnPoints
from rpa_scout.rank_robustness.weights import ordered_weights, simplex_weights

DRAWS = 200_000
PUBLISHED_DRAWS = 10_000

EVENTS_AND_OTHERS = {  # parameters of the beta distribution of each share of patients
    "heparin": ((20, 116), (40, 96), (1, 135)),
    "enoxaparin": ((8, 121), (32, 97), (5, 124)),
}
BEST_AND_WORST = ((0.0, 0.25), (0.15, 0.4), (0.0, 0.1))
PROXIMAL, DISTAL, BLEEDING = range(3)


class Measured(DrawnPoints):
    """Alternatives whose criteria were measured with errors: other points in every draw."""

    def missing_scores(self, weights, first_draw):
        generator = np.random.default_rng(first_draw)
        scores = np.zeros((len(weights), self.count))
        for alternative, shares in enumerate(EVENTS_AND_OTHERS.values()):
            for criterion, parameters in enumerate(shares):
                best, worst = BEST_AND_WORST[criterion]
                lacking = (generator.beta(*parameters, len(weights)) - best) / (worst - best)
                scores[:, alternative] += weights[:, criterion] * lacking
        return scores


def counted(weights):
    points = np.zeros((2, 3))
    return first_counts(Measured(points, points, np.arange(2, dtype=np.uint64)), weights, 1)


def fixed(*weights):
    return np.tile(weights, (DRAWS, 1))


def any_weights():
    return simplex_weights(3, DRAWS, np.random.default_rng(1))


def proximal_then_bleeding_then_distal():
    ranks = {PROXIMAL: 0, BLEEDING: 1, DISTAL: 2}
    return ordered_weights([ranks[c] for c in range(3)], DRAWS, np.random.default_rng(2))


@pytest.mark.parametrize(
    ("weights", "heparin_first"),
    [
        (any_weights(), 0.3381),
        (any_weights(), 0.3504),  # manual page of `smaa`
        (proximal_then_bleeding_then_distal(), 0.1369),
        (fixed(4 / 7, 1 / 7, 2 / 7), 0.1049),
        (fixed(0.5, 0.2, 0.3), 0.1279),  # manual page of `smaa`
    ],
    ids=["any", "any-manual", "order", "exact", "exact-manual"],
)
def test_first_rank_is_as_often_as_published(weights, heparin_first):
    counts = counted(weights)
    error = math.sqrt(heparin_first * (1 - heparin_first) * (1 / PUBLISHED_DRAWS + 1 / DRAWS))
    shares = counts.in_first / counts.draws
    assert shares == pytest.approx([heparin_first, 1 - heparin_first], abs=2.5 * error)


@pytest.mark.parametrize(
    ("weights", "heparin", "enoxaparin"),
    [
        (any_weights(), (0.1976, 0.2780, 0.5244), (0.4118, 0.3578, 0.2304)),
        (any_weights(), (0.1865, 0.2772, 0.5363), (0.4073, 0.3641, 0.2285)),
        (
            proximal_then_bleeding_then_distal(),
            (0.5240, 0.1213, 0.3547),
            (0.6229, 0.1103, 0.2668),
        ),
    ],
    ids=["any", "any-manual", "order"],
)
def test_weights_that_make_each_the_first_are_as_published(weights, heparin, enoxaparin):
    central = counted(weights).central_weights
    assert central == pytest.approx(np.array([heparin, enoxaparin]), abs=0.011)
