"""How far a weight may move: nothing changes before, the first places change after."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rpa_scout as rs
from rpa_scout.assessment.reranking import Reranker
from rpa_scout.policy.changed import with_weights
from rpa_scout.rank_robustness.weight_moves import weight_moves

STEP = 1e-6


def first_set(points, weights, first):
    scores = points @ weights
    return set(np.argsort(-scores, kind="stable")[:first].tolist())


def with_share(weights, number, share):
    moved = weights / weights.sum()
    moved = moved * (1.0 - share) / (1.0 - moved[number])
    moved[number] = share
    return moved


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(2, 30), st.integers(1, 29))
def test_first_places_change_just_where_it_says(seed, count, first):
    if first >= count:
        return
    draw = np.random.default_rng(seed)
    points, weights = draw.random((count, 4)), draw.uniform(0.5, 3.0, 4)
    points = points[np.argsort(-(points @ weights))]
    before = set(range(first))
    for number, move in enumerate(weight_moves(points, weights, tuple("abcd"), first)):
        for bar, sign, drops, enters in (
            (move.lowest, -1, move.drops_at_lowest, move.enters_at_lowest),
            (move.highest, 1, move.drops_at_highest, move.enters_at_highest),
        ):
            end = bar if bar is not None else (0.0 if sign < 0 else 1.0 - STEP)
            for part in np.linspace(move.share, end - sign * STEP, 7):
                assert first_set(points, with_share(weights, number, part), first) == before
            if bar is not None and STEP < bar < 1.0 - STEP:
                after = first_set(points, with_share(weights, number, bar + sign * STEP), first)
                assert after != before
                assert (drops in after, enters in after) == (False, True)


def test_two_lines_cross_where_computed_by_hand():
    points = np.array([(1.0, 0.0), (0.0, 1.0)])
    move = weight_moves(points, np.array([3.0, 1.0]), ("a", "b"), 1)[0]
    assert (move.share, move.lowest, move.highest) == (0.75, 0.5, None)
    assert (move.drops_at_lowest, move.enters_at_lowest) == (0, 1)


def test_sample_city_ranks_anew_as_it_says(sample_assessment):
    sure = rs.robustness(sample_assessment, draws=100)
    reranker = Reranker(sample_assessment)
    card = sample_assessment.scores.scorecard
    total = sum(card.weights)
    checked = 0
    for number, move in enumerate(sure.weight_moves):
        assert move.share == pytest.approx(card.weights[number] / total)
        for bar, sign in ((move.lowest, -1), (move.highest, 1)):
            if bar is None:
                continue
            rest_of_weights = total - card.weights[number]
            for share, changes in ((bar - sign * 1e-7, False), (bar + sign * 1e-7, True)):
                weight = share * rest_of_weights / (1.0 - share)
                ranked = reranker.rank_by(with_weights(card, {move.criterion: weight}))
                entered, _ = ranked.top_changes(sure.first)
                assert bool(len(entered)) == changes
                checked += 1
    assert checked > 10
