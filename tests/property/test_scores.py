"""What holds for every score, whatever was answered."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from operator import add

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.property.drawn_tasks import (
    CHOICES,
    FIELDS,
    HOUR_PARTS,
    NUMBERS,
    SCORECARDS,
    answers_to,
    frame_of,
    tasks,
    variants,
)

from rpa_scout.scoring.scorer import Scorer

TOLERANCE = 1e-9
BOTH = pytest.mark.parametrize("scorecard", list(SCORECARDS.values()), ids=list(SCORECARDS))
SEVERAL = st.lists(tasks(), min_size=1, max_size=5)
# Blank set-up minutes are not unknown: the form declares that a blank counts as 0.
MAY_BE_UNKNOWN = [one.id for one in (*CHOICES, *NUMBERS) if one.blank is None]


def scores_of(scorecard, frame):
    return Scorer(scorecard).score(frame)


@BOTH
@given(rows=SEVERAL)
def test_contributions_add_up_to_the_score(scorecard, rows):
    scores = scores_of(scorecard, frame_of(rows))
    for task, score in enumerate(scores.score):
        assert reduce(add, scores.contributions[:, task]) == score
        assert scores.contributions[:, task].min() >= 0


@BOTH
@given(rows=SEVERAL)
def test_the_score_lies_in_its_range_and_the_range_between_0_and_100(scorecard, rows):
    scores = scores_of(scorecard, frame_of(rows))
    assert (scores.score_low >= 0).all()
    assert (scores.score_low <= scores.score).all()
    assert (scores.score <= scores.score_high).all()
    assert (scores.score_high <= 100).all()
    assert (scores.low <= scores.points).all()
    assert (scores.points <= scores.high).all()


@BOTH
@given(rows=SEVERAL, data=st.data())
def test_so_it_does_with_any_weights(scorecard, rows, data):
    weights = data.draw(
        st.lists(
            st.just(0.0) | st.floats(0.01, 1_000),
            min_size=len(scorecard.criterion),
            max_size=len(scorecard.criterion),
        )
    )
    assume(sum(weights) > 0)
    criteria = tuple(
        one.model_copy(update={"weight": weight})
        for one, weight in zip(scorecard.criterion, weights, strict=True)
    )
    scores = scores_of(scorecard.model_copy(update={"criterion": criteria}), frame_of(rows))
    for task, score in enumerate(scores.score):
        assert reduce(add, scores.contributions[:, task]) == score
    assert (scores.score_low >= 0).all()
    assert (scores.score_low <= scores.score).all()
    assert (scores.score <= scores.score_high).all()
    assert (scores.score_high <= 100 + TOLERANCE).all()


def never_falls(scores, rows):
    """Say that score, low and high never fall from one of these rows to the next."""
    return all(
        later >= earlier - TOLERANCE
        for numbers in (scores.score, scores.score_low, scores.score_high)
        for earlier, later in pairwise(numbers[rows])
    )


@BOTH
@given(task=tasks())
def test_a_choice_with_more_points_never_lowers_a_score(scorecard, task):
    tables = {
        factor.field: factor.points
        for criterion in scorecard.criterion
        for factor in criterion.factor
        if factor.points is not None
    }
    assert all(set(points) == set(FIELDS[field].codes) for field, points in tables.items())
    rising = {field: sorted(points, key=points.__getitem__) for field, points in tables.items()}
    frame, places = variants(task, rising)
    scores = scores_of(scorecard, frame)
    for field, rows in places.items():
        assert never_falls(scores, rows), field


@BOTH
@given(task=tasks(), data=st.data())
def test_more_items_more_hours_and_fewer_exceptions_never_lower_a_score(scorecard, task, data):
    answers = {
        one.id: sorted(data.draw(st.lists(answers_to(one.id), min_size=2, max_size=3)))
        for one in NUMBERS
    }
    answers["exception_percent"].reverse()
    frame, places = variants(task, answers)
    scores = scores_of(scorecard, frame)
    for field, rows in places.items():
        assert never_falls(scores, rows), field


def replaces_reported_hours(task, field):
    """Say whether an answer replaces hours that were known, so that they may become others.

    Hours as reported stand in while runs, items or minutes are missing, and count as known
    (docs/method.md). The answer that completes the parts puts the hours computed from them in their
    place; this is the one answer after which a range may move.
    """
    missing = [part for part in HOUR_PARTS if task[part] is None]
    return task["hours_per_year_reported"] is not None and missing == [field]


@BOTH
@given(task=tasks(), data=st.data())
def test_any_answer_to_an_unknown_question_stays_within_the_range(scorecard, task, data):
    unknown = [field for field in MAY_BE_UNKNOWN if task[field] is None]
    assume(unknown)
    answers = {
        field: [
            None,
            *(FIELDS[field].codes or data.draw(st.lists(answers_to(field), min_size=1))),
        ]
        for field in unknown
    }
    frame, places = variants(task, answers)
    scores = scores_of(scorecard, frame)
    for field, rows in places.items():
        moves = replaces_reported_hours(task, field)
        for place, criterion in enumerate(scorecard.criterion):
            if not (moves and criterion.fields == ("hours_per_year",)):
                bounds = (scores.low[place][rows], scores.points[place][rows])
                assert_within(*bounds, scores.high[place][rows], field)
        if not moves:
            assert_within(
                scores.score_low[rows], scores.score[rows], scores.score_high[rows], field
            )


def assert_within(low, point, high, field):
    """Hold every later row against the range of the first."""
    assert (low[1:] >= low[0]).all(), field
    assert (point[1:] >= low[0]).all(), field
    assert (point[1:] <= high[0]).all(), field
    assert (high[1:] <= high[0]).all(), field


def test_hours_that_replace_reported_hours_do_move_the_range():
    # The exception above is one: without it the property would not hold.
    task = dict.fromkeys([one.id for one in (*CHOICES, *NUMBERS)]) | {
        "runs_per_year": 12.0,
        "items_per_run": 1.0,
        "hours_per_year_reported": 500.0,
    }
    frame, _ = variants(task, {"minutes_per_item": [None, 1.0]})
    scores = scores_of(SCORECARDS["rpa"], frame)
    assert scores.points[3].tolist() == [1.0, 0.0]


@BOTH
@given(task=tasks())
def test_what_a_scorecard_does_not_ask_changes_nothing(scorecard, task):
    asked = {field for one in scorecard.criterion for field in one.fields}
    others = {one.id: [None, *one.codes] for one in CHOICES if one.id not in asked}
    frame, _ = variants(task, others)
    scores = scores_of(scorecard, frame)
    assert len(frame) > 10
    assert len(set(scores.score)) == 1
    assert len(set(scores.score_low)) == 1
    assert len(set(scores.score_high)) == 1


@BOTH
@given(rows=st.lists(tasks(), min_size=2, max_size=20), data=st.data())
def test_a_score_has_the_same_bits_wherever_its_row_stands(scorecard, rows, data):
    order = data.draw(st.permutations(range(len(rows))))
    first = scores_of(scorecard, frame_of(rows))
    second = scores_of(scorecard, frame_of([rows[place] for place in order]))
    for name in ("score", "score_low", "score_high"):
        assert np.array_equal(getattr(first, name)[order], getattr(second, name))
    alone = scores_of(scorecard, frame_of(rows[:1]))
    assert alone.score[0] == first.score[0]
