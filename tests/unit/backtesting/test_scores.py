"""Scores against closed forms, numerical integration, and by hand."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import ndtri
from scipy.stats import norm

from rpa_scout.backtesting.scores import coverage, crps, weighted_quantiles
from rpa_scout.savings.quantiles import quantiles_of


def integrated(sample, weights, result):
    """CRPS by its definition: the area between two distribution functions, squared."""

    def height(x):
        below = weights[sample <= x].sum() / weights.sum()
        return (below - (x >= result)) ** 2

    corners = np.unique([*sample, result])
    return sum(quad(height, a, b, epsabs=1e-13)[0] for a, b in pairwise(corners))


@pytest.mark.parametrize("result", [-1.0, -0.2, 0.37, 1.0])
def test_crps_is_the_area_between_the_distribution_functions(result):
    draw = np.random.default_rng(5)
    sample, weights = draw.normal(0.3, 0.4, 40), draw.uniform(0.0, 2.0, 40)
    assert crps(sample, result, weights) == pytest.approx(
        integrated(sample, weights, result), abs=1e-9
    )
    assert crps(sample, result) == pytest.approx(integrated(sample, np.ones(40), result), abs=1e-9)


@pytest.mark.parametrize("result", [-1.5, 0.0, 0.8])
def test_crps_of_a_normal_forecast(result):
    """Gneiting and Raftery 2007, below equation 21: the closed form for a normal distribution."""
    sample = ndtri((np.arange(20_000) + 0.5) / 20_000)
    closed = result * (2 * norm.cdf(result) - 1) + 2 * norm.pdf(result) - 1 / np.sqrt(np.pi)
    assert crps(sample, result) == pytest.approx(closed, abs=1e-4)


def test_crps_of_a_point_is_its_error():
    assert crps(np.array([0.8, 0.8, 0.8]), 0.3) == pytest.approx(0.5)


def test_a_weight_counts_like_so_many_copies():
    sample, weights = np.array([0.1, 0.5, 0.9]), np.array([1.0, 3.0, 2.0])
    copies = np.repeat(sample, [1, 3, 2])
    assert crps(sample, 0.4, weights) == pytest.approx(crps(copies, 0.4))


def test_quantiles_with_equal_weights_are_those_of_the_simulation():
    sample = np.random.default_rng(2).normal(size=501)
    found = quantiles_of(sample)
    for weights in (None, np.full(501, 0.7)):
        assert weighted_quantiles(sample, [0.1, 0.5, 0.9], weights) == pytest.approx(
            [found.p10, found.p50, found.p90]
        )


def test_quantiles_follow_the_weights():
    sample = np.linspace(0.0, 1.0, 1001)
    weights = np.where(sample < 0.5, 0.0, 1.0)
    assert weighted_quantiles(sample, [0.5], weights)[0] == pytest.approx(0.75, abs=2e-3)
    assert weighted_quantiles(np.array([0.4]), [0.1, 0.9]).tolist() == [0.4, 0.4]


def test_coverage_counts_both_ends():
    low, high = np.zeros(4), np.ones(4)
    assert coverage(low, high, np.array([0.0, 1.0, 1.01, -0.01])) == 0.5
