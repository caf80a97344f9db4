"""Cities whose truth comes from published results: ranges hold it, and chances come true."""

import numpy as np
import pytest
from tests.frozen import shipped_policy_is_default
from tools.independent_city import LEVELS, IndependentCities, Sums, candidates_in_order, forecast

__all__ = ["shipped_policy_is_default"]

CITIES = 400


@pytest.fixture(scope="module")
def city():
    independent = IndependentCities(CITIES)
    rows = candidates_in_order(independent.assessment)
    truths = independent.truths(rows)
    true = Sums(truths.hours.cumsum(axis=0), truths.live.cumsum(axis=0).astype(float))
    return independent.assessment, forecast(independent.assessment.simulation, rows), true


@pytest.mark.parametrize("count", [5, 10, 20, 40])
def test_the_80_percent_range_of_the_sum_holds_the_truth(city, count):
    _assessment, said, true = city
    p10, p90 = np.quantile(said.hours[count - 1], (0.1, 0.9))
    found = true.hours[count - 1]
    assert 0.75 <= np.mean((p10 <= found) & (found <= p90)) <= 0.85


@pytest.mark.parametrize("goal", ["hours", "tasks", "both"])
@pytest.mark.parametrize("level", LEVELS)
def test_chances_come_true(city, goal, level):
    assessment, said, true = city
    targets = assessment.policy.targets
    chance = said.reached(targets)[goal].mean(axis=1)
    count = int(np.argmin(np.abs(chance - level)))
    assert true.reached(targets)[goal][count].mean() == pytest.approx(chance[count], abs=0.08)
