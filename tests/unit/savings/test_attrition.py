"""What runs may end before the goals' year: nothing unless the policy says so."""

from itertools import pairwise

import numpy as np
import pytest

from rpa_scout.policy.policies import load_policy
from rpa_scout.policy.targets import YearlyShare
from rpa_scout.savings.attrition import Attrition

DRAWS = 4_000


def attrition(low=None, mode=None, high=None):
    share = None
    if low is not None:
        share = YearlyShare(low=low, mode=mode, high=high, source="assumption")
    targets = load_policy().targets.model_copy(update={"yearly_attrition_share": share})
    return Attrition(targets, DRAWS, 7)


def test_off_by_default_and_the_plan_s_figures_stand():
    assert load_policy().targets.yearly_attrition_share is None
    hours, tasks = attrition().of_plan(2030)
    assert (hours.tolist(), tasks.tolist()) == ([1_200], [31])


def test_a_fixed_share_ends_that_part_every_year():
    hours, tasks = attrition(0.1, 0.1, 0.1).of_plan(2030)
    # The plan's hours are those of 2025, its tasks those of 2024: five and six years.
    assert hours.mean() == pytest.approx(1_200 * 0.9**5, rel=0.01)
    assert tasks.mean() == pytest.approx(31 * 0.9**6, rel=0.01)
    assert tasks.std() == pytest.approx(np.sqrt(31 * 0.9**6 * (1 - 0.9**6)), rel=0.05)
    assert set(np.round(tasks).tolist()) <= set(range(32))


def test_a_share_that_is_not_known_widens_the_range():
    narrow = attrition(0.1, 0.1, 0.1).of_plan(2030)[1]
    wide = attrition(0.0, 0.1, 0.2).of_plan(2030)[1]
    assert wide.std() > narrow.std()


def test_what_has_ended_stays_ended():
    amounts = np.array([10.0, 20.0, 30.0])
    draws = attrition(0.05, 0.1, 0.3)
    years = [draws.remaining(amounts, year) for year in range(7)]
    assert years[0].tolist() == [60.0]
    assert all((later <= earlier).all() for earlier, later in pairwise(years))


def test_nothing_and_everything_may_end():
    amounts = np.array([10.0, 20.0])
    assert attrition(0.0, 0.0, 0.0).remaining(amounts, 5).min() == 30.0
    assert attrition(1.0, 1.0, 1.0).remaining(amounts, 1).max() == 0.0
    assert attrition(0.1, 0.2, 0.3).remaining(np.empty(0), 5).tolist() == [0.0]


def test_the_same_policy_gives_the_same_draws():
    first, second = attrition(0.02, 0.05, 0.1), attrition(0.02, 0.05, 0.1)
    for year in (2026, 2030):
        for hours_or_tasks, same in zip(first.of_plan(year), second.of_plan(year), strict=True):
            np.testing.assert_array_equal(hours_or_tasks, same)
