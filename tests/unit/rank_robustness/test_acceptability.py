"""Acceptability against closed forms, published weights, plain counting, and itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rpa_scout as rs
from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.progress import Cancelled
from rpa_scout.rank_robustness.acceptability import first_counts, rank_quantiles, tasks_that_matter
from rpa_scout.rank_robustness.drawn_points import DrawnPoints
from rpa_scout.rank_robustness.weights import ordered_weights, ranged_weights, simplex_weights


def certain(points):
    points = np.asarray(points, dtype=float)
    return DrawnPoints(points, points, np.arange(len(points), dtype=np.uint64))


def plain_orders(points, weights):
    """Rank by sorting Python tuples, equal scores by the order of the tasks."""
    for row in weights:
        scores = [round(float(np.dot(row, task)), 10) for task in points]
        yield sorted(range(len(points)), key=lambda task, scores=scores: (-scores[task], task))


def test_two_criteria_have_closed_forms():
    """With weight w evenly between 0 and 1 the scores are lines, and their crossings the shares."""
    points = [(1.0, 0.0), (0.0, 1.0), (0.6, 0.6), (0.2, 0.5)]
    weights = simplex_weights(2, 200_000, np.random.default_rng(1))
    counted = first_counts(certain(points), weights, 1)
    # First wins from w = 0.6 on, second up to 0.4, third between; the last never.
    assert counted.in_first / counted.draws == pytest.approx([0.4, 0.4, 0.2, 0.0], abs=0.004)
    assert counted.central_weights[:3] == pytest.approx(
        np.array([(0.8, 0.2), (0.2, 0.8), (0.5, 0.5)]), abs=0.004
    )
    assert np.isnan(counted.central_weights[3]).all()
    # Second place of the last task: above the first up to w = 5/13 only.
    first_two = first_counts(certain([points[0], points[1], points[3]]), weights, 2)
    expected = [1 - 5 / 13, 5 / 7 * 1.0, 5 / 13 + (1 - 5 / 7)]
    assert first_two.in_first / first_two.draws == pytest.approx(expected, abs=0.004)


def test_three_criteria_share_the_simplex():
    """A task that is best in one criterion alone wins where that weight is the largest."""
    weights = simplex_weights(3, 200_000, np.random.default_rng(2))
    counted = first_counts(certain(np.eye(3)), weights, 1)
    assert counted.in_first / counted.draws == pytest.approx([1 / 3] * 3, abs=0.004)
    # Mean of the largest of three weights that add up to 1: (1 + 1/2 + 1/3) / 3.
    assert np.diag(counted.central_weights) == pytest.approx([11 / 18] * 3, abs=0.003)


RANK_ORDER_CENTROIDS = {
    2: (0.7500, 0.2500),
    3: (0.6111, 0.2778, 0.1111),
    4: (0.5208, 0.2708, 0.1458, 0.0625),
    5: (0.4567, 0.2567, 0.1567, 0.0900, 0.0400),
    8: (0.3397, 0.2147, 0.1522, 0.1106, 0.0793, 0.0543, 0.0335, 0.0156),
}
"""Rank order centroid weights as Barron and Barrett tabulate them (Management Science 42, 1996)."""


@pytest.mark.parametrize("criteria", RANK_ORDER_CENTROIDS)
def test_weights_in_an_order_have_the_published_centroids(criteria):
    weights = ordered_weights(range(criteria), 100_000, np.random.default_rng(3))
    assert (np.diff(weights, axis=1) <= 0.0).all()
    assert weights.mean(axis=0) == pytest.approx(RANK_ORDER_CENTROIDS[criteria], abs=0.003)


def test_criteria_of_equal_rank_come_in_any_order():
    weights = ordered_weights([1, 0, 1], 50_000, np.random.default_rng(4))
    assert (weights[:, 1] >= weights[:, [0, 2]].max(axis=1)).all()
    assert (weights[:, 0] > weights[:, 2]).mean() == pytest.approx(0.5, abs=0.01)


def test_ranges_are_kept():
    weights = ranged_weights([3.0, 1.0], 0.5, 10_000, np.random.default_rng(5))
    assert weights.sum(axis=1) == pytest.approx(np.ones(10_000))
    ratio = weights[:, 0] / weights[:, 1]
    assert ratio.min() >= 1.5 / 1.5 - 1e-9
    assert ratio.max() <= 4.5 / 0.5 + 1e-9


@st.composite
def scored(draw):
    seed, count = draw(st.integers(0, 10_000)), draw(st.integers(2, 60))
    values = np.random.default_rng(seed)
    points = values.choice([0.0, 0.3, 0.5, 1.0], (count, 3))  # coarse: many are equal
    weights = simplex_weights(3, 50, values)
    return points, weights, draw(st.integers(1, count))


@settings(max_examples=60)
@given(scored())
def test_counts_are_those_of_plain_sorting(case):
    points, weights, first = case
    orders = [*plain_orders(points, weights)]
    expected = np.zeros(len(points), dtype=int)
    for order in orders:
        expected[order[:first]] += 1
    for with_pilot in (False, True):
        counted = first_counts(certain(points), weights, first, with_pilot=with_pilot)
        assert counted.in_first.tolist() == expected.tolist()
        assert counted.in_first.sum() == first * len(weights)
        assert counted.is_first.tolist() == [
            sum(order[0] == task for order in orders) for task in range(len(points))
        ]


@settings(max_examples=30)
@given(scored())
def test_rank_quantiles_are_those_of_plain_sorting(case):
    points, weights, _ = case
    ranks = np.array([np.argsort(order) + 1 for order in plain_orders(points, weights)])
    ranks.sort(axis=0)
    expected = ranks[[round(share * (len(weights) - 1)) for share in (0.1, 0.5, 0.9)]]
    assert rank_quantiles(certain(points), weights).tolist() == expected.tolist()


@pytest.mark.parametrize("draw_answers", [False, True])
def test_pilot_changes_no_count(sample_assessment, draw_answers):
    points = DrawnPoints.of(sample_assessment, draw_answers=draw_answers)
    weights = simplex_weights(8, 2_000, np.random.default_rng(6))
    plain = first_counts(points, weights, 5, with_pilot=False)
    piloted = first_counts(points, weights, 5, with_pilot=True)
    assert piloted.in_first.tolist() == plain.in_first.tolist()
    assert piloted.is_first.tolist() == plain.is_first.tolist()
    assert piloted.first_weights == pytest.approx(plain.first_weights)
    assert len(tasks_that_matter(points, weights, 5)) < points.count


def test_open_answers_are_drawn_among_what_they_can_be(sample_assessment):
    scores, order = sample_assessment.scores, sample_assessment.order
    points = DrawnPoints.of(sample_assessment, draw_answers=True)
    low, high = scores.low[:, order], scores.high[:, order]
    for criterion in range(8):
        only = np.zeros((500, 8))
        only[:, criterion] = 1.0
        drawn = 1.0 - points.missing_scores(only, 0)
        assert (drawn >= low[criterion] - 1e-9).all()
        assert (drawn <= high[criterion] + 1e-9).all()
        is_open = high[criterion] > low[criterion]
        assert (np.ptp(drawn[:, is_open], axis=0) > 0.0).all()
        assert drawn[:, ~is_open] == pytest.approx(
            np.broadcast_to(scores.points[criterion, order[~is_open]], (500, (~is_open).sum()))
        )


def test_choices_are_drawn_evenly(policy):
    """An open judgement is worth 1, 0.75, 0.3 or 0, each in a quarter of the draws."""
    import pandas as pd

    frame = pd.DataFrame(
        {"department": "税務課", "name": ["転記"], "exception_percent": [0.0]}, index=["a"]
    )
    assessment = rs.assess(rs.Inventory.from_frame(frame), policy)
    points = DrawnPoints.of(assessment, draw_answers=True)
    only = np.zeros((20_000, 8))
    only[:, 1] = 1.0
    drawn = np.round(1.0 - points.missing_scores(only, 0)[:, 0], 6)
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == [0.0, 0.3, 0.75, 1.0]
    assert counts / 20_000 == pytest.approx([0.25] * 4, abs=0.012)


def test_ranking_of_the_sample_city(sample_assessment):
    sure = rs.robustness(sample_assessment, draws=2_000)
    assert sure.first == sample_assessment.target.needed_for_goal
    assert [task.rank for task in sure.tasks] == [*range(1, len(sure.tasks) + 1)]
    assert sum(task.in_first_share for task in sure.tasks) == pytest.approx(sure.first)
    assert all(task.rank_p10 <= task.rank_p50 <= task.rank_p90 for task in sure.tasks)
    assert all(0.4 <= task.in_first_share <= 0.6 for task in sure.contested)
    assert sure.contested
    data = sure.as_data()
    assert set(data["tasks"][0]) == {"task_id", "in_first_share", "rank_p10", "rank_p90"}
    narrow = rs.robustness(sample_assessment, draws=500, spread=0.0, draw_answers=False)
    assert [task.in_first_share for task in narrow.tasks] == [
        float(task.rank <= narrow.first) for task in narrow.tasks
    ]
    assert rs.robustness(sample_assessment, draws=2_000) == sure


def test_wrong_requests_are_refused(sample_assessment):
    with pytest.raises(UnknownNameError):
        rs.robustness(sample_assessment, weights="any")
    with pytest.raises(UnknownNameError):
        rs.robustness(sample_assessment, weights="order", order=["speed"])
    with pytest.raises(InputError):
        rs.robustness(sample_assessment, spread=1.5)
    with pytest.raises(InputError):
        rs.robustness(sample_assessment, first=0)


def test_can_be_cancelled(sample_assessment):
    class Stop:
        def start(self, stage, total):
            pass

        def advance(self, *_steps):
            raise Cancelled

    with pytest.raises(Cancelled):
        rs.robustness(sample_assessment, progress=Stop())


def test_the_order_of_the_rows_changes_nothing(sample_assessment, policy):
    tasks = sample_assessment.inventory.tasks
    few = rs.Inventory.from_frame(tasks.iloc[:40])
    turned = rs.Inventory.from_frame(tasks.iloc[:40][::-1])
    shares = [
        {task.task_id: task.in_first_share for task in rs.robustness(rs.assess(i, policy)).tasks}
        for i in (few, turned)
    ]
    assert shares[0] == shares[1]
    assert any(0.0 < share < 1.0 for share in shares[0].values())
