"""Cities whose truth comes from published results: ranges hold it, and chances come true.

2,000 truths a survey: a share of 80 % is then known to within two points.
"""

from functools import cache

import pytest
from tests.frozen import shipped_policy_is_default
from tools.independent_city import MAKE_UPS, SURVEYS, IndependentCities

__all__ = ["shipped_policy_is_default"]

CITIES = 2000
SAMPLING = 0.02  # Two standard errors of a share of 2,000 truths.


@cache
def city(make_up, survey, reading="odds"):
    return IndependentCities(CITIES, survey, make_up, reading)


@pytest.mark.parametrize("make_up", MAKE_UPS)
@pytest.mark.parametrize("survey", SURVEYS)
def test_the_80_percent_range_of_the_sum_holds_the_truth(make_up, survey):
    for count, share in city(make_up, survey).covered().items():
        assert 0.75 <= share <= 0.85, count


@pytest.mark.parametrize("make_up", MAKE_UPS)
@pytest.mark.parametrize("survey", SURVEYS)
def test_chances_come_true(make_up, survey):
    chances = city(make_up, survey).came_true()
    assert all(chances.values())
    for goal, by_level in chances.items():
        for said, came_true in by_level.values():
            assert came_true == pytest.approx(said, abs=0.08 + SAMPLING), goal


@pytest.mark.parametrize("survey", SURVEYS)
def test_the_usual_city_holds_where_a_city_multiplies_losses(survey):
    assert all(
        0.75 <= share <= 0.85 for share in city("usual", survey, "losses").covered().values()
    )
