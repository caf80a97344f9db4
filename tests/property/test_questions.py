"""The question a result names would, once answered, tell more about the score."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from tests.property.drawn_tasks import (
    FIELDS,
    HOUR_PARTS,
    SCORECARDS,
    frame_of,
    tasks,
    width_of,
)

from rpa_scout.scoring.questions import most_useful_questions, narrowing_by_question
from rpa_scout.scoring.scorer import Scorer

TOLERANCE = 1e-9
TRIED = (0.0, 1.0, 12.0, 100.0)
BOTH = pytest.mark.parametrize("scorecard", list(SCORECARDS.values()), ids=list(SCORECARDS))


def answers_tried(field):
    return FIELDS[field].codes if FIELDS[field].kind == "choice" else TRIED


def asked_with(task, field):
    """Give the questions to answer together: what is missing of a product says nothing alone."""
    if field not in HOUR_PARTS:
        return [field]
    return [part for part in HOUR_PARTS if task[part] is None]


@BOTH
@given(task=tasks())
def test_the_question_is_unanswered_and_its_answer_narrows_the_range(scorecard, task):
    frame = frame_of([task])
    scores = Scorer(scorecard).score(frame)
    width = float(width_of(scores)[0])
    question = most_useful_questions(scores, frame, FIELDS)[0]
    if question is None:
        assert width <= TOLERANCE
        return
    assert width > TOLERANCE
    assert task[question] is None
    together = asked_with(task, question)
    rows = [
        {**task, **dict(zip(together, answers, strict=True))}
        for answers in product(*map(answers_tried, together))
    ]
    assert width_of(Scorer(scorecard).score(frame_of(rows))).min() < width - TOLERANCE


@BOTH
@given(task=tasks())
def test_only_unanswered_questions_narrow(scorecard, task):
    frame = frame_of([task])
    narrowing = narrowing_by_question(Scorer(scorecard).score(frame), frame, FIELDS)
    for field, gain in narrowing.items():
        assert gain[0] >= 0
        assert gain[0] == 0 or task[field] is None
