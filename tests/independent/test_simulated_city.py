"""A hundred cities whose truth is known: calibrated ranges hold it as often as they say."""

from __future__ import annotations

import pytest
from tools.simulated_city import SimulatedCities, coverage, mean_log_error

BIAS = 0.75
"""What the cities save, in parts of what the policy expects."""


@pytest.fixture(scope="module")
def cities():
    return SimulatedCities(repetitions=100, bias=BIAS, draws=200, seed=1)


def test_with_calibration_the_80_percent_range_of_the_sum_holds_the_truth(cities):
    found = cities.outcomes(measured=None)
    assert all(15 <= len(one.calibration.used) <= 60 for one in found)
    assert 0.75 <= coverage(found) <= 0.85
    assert abs(mean_log_error(found)) < 0.1


def test_without_calibration_the_bias_shows(cities):
    found = cities.outcomes(measured=0)
    assert coverage(found) <= 0.7
    assert mean_log_error(found) > 0.2
