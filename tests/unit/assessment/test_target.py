"""How many of a small ranking it takes for each chance; the draws are given, not drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rpa_scout.assessment.goal_chances import chances_of
from rpa_scout.assessment.starting_point import StartingPoint
from rpa_scout.assessment.target import outlook
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.summary import AdoptedTasks


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


class DrawnAtRandom(GivenDraws):
    """Many draws of many tasks, of which some do not go live."""

    def __init__(self, count, draws, seed):
        random = np.random.default_rng(seed)
        self.draws = draws
        self.saved = random.gamma(2.0, 40.0, (count, draws))
        self.live = random.random((count, draws)) < 0.7


def targets_of(*, hours_gap, tasks_gap, **changes):
    targets = load_policy().targets
    hours = targets.hours.model_copy(update={"baseline": 100.0, "goal": 100.0 + hours_gap})
    tasks = targets.tasks.model_copy(update={"baseline": 5.0, "goal": 5.0 + tasks_gap})
    return targets.model_copy(update={"hours": hours, "tasks": tasks} | changes)


def start_of(hours=(100.0,), tasks=(5.0,)):
    return StartingPoint("plan", np.array(hours), np.array(tasks), 100.0, 5.0)


HOURS = [50, 400, 100, 200, 300]
ORDER = np.array([3, 0, 4, 1, 2])  # 200, 50, 300, 400, 100
ALL = np.ones(5, dtype=bool)


def seen(draws, candidate=ALL, *, start=None, **changes):
    return outlook(targets_of(**changes), start or start_of(), draws, ORDER, candidate)


@pytest.mark.parametrize(
    ("hours_gap", "tasks_gap", "needed", "saved"),
    [
        (150, 1, 1, 200),
        (190, 1, 1, 200),
        (191, 1, 2, 250),  # 190 in one draw of three: two of three are below 80 %
        (520, 1, 3, 550),
        (521, 1, 4, 950),
        (100, 4, 4, 950),
        (1_000, 0, 5, 1_050),
        (0, 2, 2, 250),
        (0, 0, 0, 0),
        (-10, -3, 0, 0),
        (1_001, 1, None, None),
        (10, 6, None, None),
    ],
)
def test_both_goals_have_to_be_likely_enough(hours_gap, tasks_gap, needed, saved):
    target = seen(GivenDraws(HOURS), hours_gap=hours_gap, tasks_gap=tasks_gap)
    assert target.needed_for_goal == needed
    assert target.candidates_needed == needed
    assert target.candidates == 5
    assert target.saved_by_all.p50 == 1_050
    assert (target.saved_by_needed and float(target.saved_by_needed.p50)) == saved


def test_each_chance_is_counted_and_the_headline_is_the_policy_s():
    # 200 ± 10 alone reaches 195 in two draws of three, with 50 ± 10 in all of them
    target = seen(GivenDraws(HOURS), hours_gap=195, tasks_gap=1)
    assert [needed.chance for needed in target.needed_for] == [0.5, 0.8, 0.9]
    assert [needed.first for needed in target.needed_for] == [1, 2, 2]
    assert target.headline.chance == 0.8
    lower = seen(GivenDraws(HOURS), hours_gap=195, tasks_gap=1, headline_chance=0.5)
    assert lower.needed_for_goal == 1
    assert lower.needed.chances.both == pytest.approx(2 / 3)


def test_what_is_no_candidate_takes_a_place_but_does_not_count():
    candidate = np.array([True, True, True, False, True])  # without the first of the ranking
    target = seen(GivenDraws(HOURS), candidate, hours_gap=330, tasks_gap=2)
    # 50 + 300 are enough: the third place of the ranking, the second candidate
    assert target.needed_for_goal == 3
    assert target.candidates_needed == 2
    assert target.candidates == 4
    assert target.saved_by_needed.p50 == 350
    # 850 ± 40 with the draws added up, of which p10 lies a fifth of the way in
    assert target.saved_by_all.p10 == pytest.approx(818)
    assert target.saved_by_all.p90 == pytest.approx(882)


def test_what_does_not_go_live_saves_nothing_and_does_not_count():
    draws = GivenDraws(HOURS)
    draws.live[3] = [False, False, True]  # the first of the ranking mostly does not
    target = seen(draws, hours_gap=50, tasks_gap=2)
    # hours of the first two: 40, 50, 270; live tasks: 1, 1, 2
    assert target.needed_for_goal == 3
    assert target.needed.hours.p50 == 350
    assert target.needed.live.p50 == 2
    # hours 330, 350, 580 and 2, 2, 3 tasks: each goal in every draw
    assert (target.needed.chances.hours, target.needed.chances.both) == (1, 1)


def test_chances_count_the_draws_that_reach_the_goals():
    draws = GivenDraws(HOURS)
    draws.live[3] = [True, False, True]
    draws.live[0] = [True, True, False]
    rows = np.array([3, 0])
    # hours 230, 50, 210; tasks 2, 1, 1
    pair = seen(draws, hours_gap=100, tasks_gap=2).of_rows(rows)
    assert pair.adopted == 2
    assert pair.chances.hours == pytest.approx(2 / 3)
    assert pair.chances.tasks == pytest.approx(1 / 3)
    assert pair.chances.both == pytest.approx(1 / 3)
    apart = seen(draws, hours_gap=220, tasks_gap=1).of_rows(rows).chances
    assert (apart.hours, apart.tasks) == pytest.approx((1 / 3, 1))


def test_the_starting_point_counts_draw_by_draw():
    # the start alone: 100, 150, 400 hours and 5, 6, 7 tasks
    start = start_of((100.0, 150.0, 400.0), (5.0, 6.0, 7.0))
    target = seen(GivenDraws(HOURS), start=start, hours_gap=250, tasks_gap=2)
    assert target.without_more.chances.hours == pytest.approx(1 / 3)
    assert target.without_more.chances.both == pytest.approx(1 / 3)
    assert float(target.without_more.total_hours.p50) == 150
    assert (target.hours_gap, target.tasks_gap) == (200, 1)
    # first one: 290, 350, 610 hours and 6, 7, 8 tasks; first two: 330, 400, 670 and 7, 8, 9
    assert [needed.first for needed in target.needed_for] == [1, 3, 3]
    assert float(target.of_first(2).total_hours.p50) == 400


def test_no_candidates_reach_nothing():
    target = seen(GivenDraws(HOURS), ~ALL, hours_gap=1, tasks_gap=0)
    assert target.needed_for_goal is None
    assert target.candidates == 0
    assert target.saved_by_all.p90 == 0
    assert target.curve().saved.mean.shape == (0,)


def test_more_candidates_than_fit_one_block_are_all_counted():
    target = outlook(
        targets_of(hours_gap=67, tasks_gap=77),
        start_of(),
        GivenDraws([11] * 100),
        np.arange(100),
        np.ones(100, bool),
    )
    assert target.needed_for_goal == 77
    assert len(target.curve(77).positions) == 77


def test_sums_of_the_first_one_two_three():
    candidate = np.array([True, True, True, False, True])
    target = seen(GivenDraws(HOURS), candidate, hours_gap=345, tasks_gap=2)
    curve = target.curve(3)
    assert curve.positions.tolist() == [0, 4, 1]
    assert curve.saved.p50.tolist() == [50, 350, 750]
    assert curve.saved.mean.tolist() == [50, 350, 750]
    assert curve.total_hours.p50.tolist() == [150, 450, 850]
    assert curve.total_tasks.p50.tolist() == [6, 7, 8]
    assert curve.both == pytest.approx([0, 2 / 3, 1])
    # draws of 3: p10 lies a fifth of the way from the least to the middle one
    assert curve.saved.p10 == pytest.approx([42, 334, 726])


def needed_by_hand(targets, start, draws, order, candidate, chance):
    """Count draw by draw and candidate by candidate, with nothing of the program but the draws."""
    for first in range(len(order) + 1):
        reached, adopted = 0, [row for row in order[:first] if candidate[row]]
        if first and not candidate[order[first - 1]]:
            continue
        for draw in range(draws.draws):
            hours = float(start.hours[draw % len(start.hours)])
            tasks = float(start.tasks[draw % len(start.tasks)])
            for row in adopted:
                if draws.live[row, draw]:
                    hours += float(draws.saved[row, draw])
                    tasks += 1
            reached += hours >= targets.hours.goal and tasks >= targets.tasks.goal
        if reached / draws.draws >= chance:
            return first, len(adopted), reached / draws.draws
    return None


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    hours_gap=st.integers(-50, 2_500),
    tasks_gap=st.integers(-2, 30),
    certain=st.booleans(),
    chances=st.sets(st.sampled_from([0.05, 0.3, 0.5, 0.75, 0.8, 0.9, 0.99]), min_size=1),
)
def test_needed_for_is_what_counting_by_hand_gives(seed, hours_gap, tasks_gap, certain, chances):
    random = np.random.default_rng(seed)
    draws = DrawnAtRandom(40, 50, seed)
    order = random.permutation(40)
    candidate = random.random(40) < 0.8
    start = start_of() if certain else start_of(random.gamma(2, 60, 50), random.poisson(5, 50))
    asked = tuple(sorted(chances))
    targets = targets_of(
        hours_gap=hours_gap, tasks_gap=tasks_gap, chances=asked, headline_chance=asked[-1]
    )
    target = outlook(targets, start, draws, order, candidate)
    for needed in target.needed_for:
        expected = needed_by_hand(targets, start, draws, order, candidate, needed.chance)
        if expected is None:
            assert (needed.first, needed.outlook) == (None, None)
            continue
        first, adopted, both = expected
        assert needed.first == first
        assert needed.outlook.adopted == adopted
        assert needed.outlook.chances.both == pytest.approx(both)
        assert needed.outlook == target.of_first(adopted)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), hours_gap=st.integers(0, 3_000), tasks_gap=st.integers(0, 30))
def test_more_candidates_are_never_less_likely(seed, hours_gap, tasks_gap):
    draws = DrawnAtRandom(70, 40, seed)
    targets = targets_of(hours_gap=hours_gap, tasks_gap=tasks_gap)
    target = outlook(targets, start_of(), draws, np.arange(70), np.ones(70, bool))
    curve = target.curve(70)
    assert (np.diff(curve.both) >= 0).all()
    assert (np.diff(curve.saved.p50) >= 0).all()
    firsts = [needed.first for needed in target.needed_for]
    reached = [first for first in firsts if first is not None]
    assert reached == sorted(reached)
    assert firsts == reached + [None] * (len(firsts) - len(reached))
    higher = outlook(
        targets_of(hours_gap=hours_gap + 100, tasks_gap=tasks_gap + 1),
        start_of(),
        draws,
        np.arange(70),
        np.ones(70, bool),
    )
    assert higher.of_all.chances.both <= target.of_all.chances.both


def test_a_chance_that_all_have_is_one_and_a_goal_out_of_reach_has_none():
    targets = targets_of(hours_gap=10, tasks_gap=1)
    surely = chances_of(targets, np.full(3, 110.0), np.full(3, 6.0))
    never = chances_of(targets, np.full(3, 109.9), np.full(3, 6.0))
    assert (surely.hours, surely.tasks, surely.both) == (1, 1, 1)
    assert (never.hours, never.tasks, never.both) == (0, 1, 0)
