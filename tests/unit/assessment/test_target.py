"""How many of a small ranking it takes to reach the goal; the draws are given, not drawn."""

from __future__ import annotations

import numpy as np
import pytest

from rpa_scout.assessment.target import cumulative_outlook, outlook, outlook_of
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.simulation import AdoptedTasks


class GivenDraws:
    """Stands where the simulation stands, with draws that can be added up by eye."""

    def __init__(self, hours):
        self.saved = np.array([[hour - 10, hour, hour + 10] for hour in hours], dtype=float)
        self.draws = 3

        self.live = np.ones(self.saved.shape, dtype=bool)

    def adopted(self, rows):
        live = self.live[rows]
        return AdoptedTasks(np.where(live, self.saved[rows], 0.0), live)

    def totals(self, rows):
        part = self.adopted(rows)
        return AdoptedTasks(part.hours.sum(axis=0), part.live.sum(axis=0))


def targets_of(*, hours_gap, tasks_gap):
    targets = load_policy().targets
    hours = targets.hours.model_copy(update={"baseline": 100.0, "goal": 100.0 + hours_gap})
    tasks = targets.tasks.model_copy(update={"baseline": 5.0, "goal": 5.0 + tasks_gap})
    return targets.model_copy(update={"hours": hours, "tasks": tasks})


HOURS = [50, 400, 100, 200, 300]
ORDER = np.array([3, 0, 4, 1, 2])  # 200, 50, 300, 400, 100
ALL = np.ones(5, dtype=bool)


@pytest.mark.parametrize(
    ("hours_gap", "tasks_gap", "needed", "saved"),
    [
        (150, 1, 1, 200),
        (200, 1, 1, 200),
        (201, 1, 2, 250),
        (550, 1, 3, 550),
        (551, 1, 4, 950),
        (100, 4, 4, 950),
        (1_050, 0, 5, 1_050),
        (0, 2, 2, 250),
        (0, 0, 0, 0),
        (-10, -3, 0, 0),
        (1_051, 1, None, None),
        (10, 6, None, None),
    ],
)
def test_both_gaps_have_to_be_closed(hours_gap, tasks_gap, needed, saved):
    targets = targets_of(hours_gap=hours_gap, tasks_gap=tasks_gap)
    found = outlook(targets, GivenDraws(HOURS), ORDER, ALL)
    assert found.needed_for_goal == needed
    assert found.candidates_needed == needed
    assert found.candidates == 5
    assert found.saved_by_all.p50 == 1_050
    assert (found.saved_by_needed and float(found.saved_by_needed.p50)) == saved


def test_what_is_no_candidate_takes_a_place_but_does_not_count():
    candidate = np.array([True, True, True, False, True])  # without the first of the ranking
    found = outlook(targets_of(hours_gap=340, tasks_gap=2), GivenDraws(HOURS), ORDER, candidate)
    # 50 + 300 are enough: the third place of the ranking, the second candidate
    assert found.needed_for_goal == 3
    assert found.candidates_needed == 2
    assert found.candidates == 4
    assert found.saved_by_needed.p50 == 350
    # 850 +- 40 with the draws added up, of which p10 lies a fifth of the way in
    assert found.saved_by_all.p10 == pytest.approx(818)
    assert found.saved_by_all.p90 == pytest.approx(882)


def test_what_does_not_go_live_saves_nothing_and_does_not_count():
    draws = GivenDraws(HOURS)
    draws.live[3] = [False, False, True]  # the first of the ranking mostly does not
    found = outlook(targets_of(hours_gap=50, tasks_gap=2), draws, ORDER, ALL)
    # hours of the first two: 40, 50, 270, which would do; live tasks: 1, 1, 2
    assert found.needed_for_goal == 3
    assert found.needed.hours.p50 == 350
    assert found.needed.live.p50 == 2
    # hours 330, 350, 580 and 2, 2, 3 tasks: each goal in every draw
    assert (found.needed.chances.hours, found.needed.chances.both) == (1, 1)


def test_chances_count_the_draws_that_reach_the_goals():
    draws = GivenDraws(HOURS)
    draws.live[3] = [True, False, True]
    draws.live[0] = [True, True, False]
    rows = np.array([3, 0])
    # hours 230, 50, 210; tasks 2, 1, 1
    one = outlook_of(targets_of(hours_gap=100, tasks_gap=2), draws, rows)
    assert one.adopted == 2
    assert one.chances.hours == pytest.approx(2 / 3)
    assert one.chances.tasks == pytest.approx(1 / 3)
    assert one.chances.both == pytest.approx(1 / 3)
    apart = outlook_of(targets_of(hours_gap=220, tasks_gap=1), draws, rows).chances
    assert (apart.hours, apart.tasks) == pytest.approx((1 / 3, 1))


def test_no_candidates_reach_nothing():
    found = outlook(targets_of(hours_gap=1, tasks_gap=0), GivenDraws(HOURS), ORDER, ~ALL)
    assert found.needed_for_goal is None
    assert found.candidates == 0
    assert found.saved_by_all.p90 == 0


def test_more_candidates_than_fit_one_step_are_all_counted():
    hours = [1] * 100
    found = outlook(
        targets_of(hours_gap=77, tasks_gap=1), GivenDraws(hours), np.arange(100), np.ones(100, bool)
    )
    assert found.needed_for_goal == 77


def test_sums_of_the_first_one_two_three():
    candidate = np.array([True, True, True, False, True])
    found = cumulative_outlook(GivenDraws(HOURS), ORDER, candidate, first=3)
    assert found.positions.tolist() == [0, 4, 1]
    assert found.saved.p50.tolist() == [50, 350, 750]
    assert found.saved.mean.tolist() == [50, 350, 750]
    # draws of 3: p10 lies a fifth of the way from the least to the middle one
    assert found.saved.p10 == pytest.approx([42, 334, 726])
