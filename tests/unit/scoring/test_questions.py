"""Which question is named, on tasks where it can be seen by eye."""

from __future__ import annotations

import pytest

from rpa_scout.errors import UnknownNameError
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.policies import load_policy
from rpa_scout.scoring.questions import most_useful_questions, narrowing_by_question
from rpa_scout.scoring.scorer import Scorer, scorecard_named
from rpa_scout.task_frame import task_frame

FULL = {
    "pattern": "entry",
    "judgement": "none",
    "exception_percent": 10.0,
    "runs_per_year": 12.0,
    "items_per_run": 100.0,
    "minutes_per_item": 5.0,
    "timing": "batch",
    "input_form": "system",
    "digitisable": "already",
    "change_frequency": "rarely",
    "planned_change": "none",
    "template": "vendor",
}


def scored(**changes):
    task = FULL | changes
    frame = task_frame({field: [answer] for field, answer in task.items()})
    scores = Scorer(scorecard_named(load_policy(), "rpa")).score(frame)
    return scores, frame, load_fields()


def narrowing_of(**changes):
    return narrowing_by_question(*scored(**changes))


def question_of(**changes):
    return most_useful_questions(*scored(**changes))[0]


def gains_of(**changes):
    return {field: gain[0] for field, gain in narrowing_of(**changes).items() if gain[0] > 0}


def test_none_where_all_that_counts_is_known():
    assert question_of() is None
    assert question_of(planned_change="none", hours_per_year_reported=None) is None


@pytest.mark.parametrize(
    ("field", "gain"),
    [
        ("template", 5.0),
        ("timing", 8.0),
        ("pattern", 7 * 0.8),
        ("judgement", 20 * 0.9),
        ("exception_percent", 20 * 0.8),
        ("digitisable", 15 * 0.9),
        ("input_form", 15 * 0.7),
        ("planned_change", 15 * 0.5),
        ("change_frequency", 15 * 0.9),
        ("runs_per_year", 30.0),
        ("items_per_run", 30.0),
    ],
)
def test_the_one_open_question_narrows_by_the_width_it_leaves(field, gain):
    found = gains_of(**{field: None, "hours_per_year_reported": None})
    assert found[field] == pytest.approx(gain)
    assert question_of(**{field: None}) == field


def test_minutes_or_the_hours_themselves_tell_the_workload():
    gains = gains_of(minutes_per_item=None)
    assert gains == pytest.approx({"minutes_per_item": 15.0, "hours_per_year_reported": 15.0})
    assert question_of(minutes_per_item=None) == "minutes_per_item"


def test_the_wider_question_is_named_first_and_of_equals_the_first_in_the_form():
    assert question_of(template=None, timing=None) == "timing"
    assert question_of(timing=None, planned_change=None) == "timing"
    assert question_of(judgement=None, change_frequency=None) == "judgement"


def test_a_question_whose_answer_changes_nothing_is_not_asked():
    # With judgement at the centre of it the points are 0 whatever the exceptions.
    assert question_of(judgement="judgement", exception_percent=None) is None


def test_of_two_unknown_factors_the_one_that_closes_more_is_named():
    # input 0.03 to 1: known input would leave 0.757 x 0.9, a known digitisability 0.725 x 0.7
    gains = gains_of(input_form=None, digitisable=None)
    assert gains == pytest.approx(
        {
            "input_form": 15 * (0.97 - 5.3 / 7 * 0.9),
            "digitisable": 15 * (0.97 - 2.9 / 4 * 0.7),
        }
    )
    assert question_of(input_form=None, digitisable=None) == "digitisable"


def test_the_question_narrows_by_itself_where_there_is_one_that_does():
    # Runs alone tell nothing while the items are unknown; the yearly hours tell the workload.
    question = question_of(runs_per_year=None, items_per_run=None)
    frame = [
        FULL | {"runs_per_year": None, "items_per_run": None},
        FULL | {"runs_per_year": None, "items_per_run": None, question: 100.0},
    ]
    fields = {*FULL, question}
    tasks = task_frame({field: [row.get(field) for row in frame] for field in fields})
    scores = Scorer(scorecard_named(load_policy(), "rpa")).score(tasks)
    before, after = scores.score_high - scores.score_low
    assert before == pytest.approx(30)
    assert after < before, f"answering {question} leaves the range as wide as it was"


def test_a_scorecard_that_does_not_exist_is_named():
    with pytest.raises(UnknownNameError, match="rpa, ai"):
        scorecard_named(load_policy(), "vba")
