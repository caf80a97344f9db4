"""Every row of the design's two tables of criteria, one answer at a time."""

from __future__ import annotations

import pandas as pd
import pytest

from rpa_scout.policy.policies import load_policy
from rpa_scout.scoring.scorer import Scorer, contributions, scorecard_named, weighted_score
from rpa_scout.task_frame import task_frame

POLICY = load_policy()


def criterion_of(scorecard, criterion, **answers):
    """Score one task and give one criterion's points, low, high and contribution."""
    scores = Scorer(scorecard_named(POLICY, scorecard)).score(
        task_frame({field: [answer] for field, answer in answers.items()})
    )
    place = scores.scorecard.ids.index(criterion)
    found = (scores.points, scores.low, scores.high, scores.contributions)
    return tuple(float(one[place, 0]) for one in found)


def test_weights_are_those_of_the_design():
    weights = {card.id: dict(zip(card.ids, card.weights, strict=True)) for card in POLICY.scorecard}
    assert weights == {
        "rpa": {
            "typical_pattern": 7,
            "routine": 20,
            "volume": 15,
            "workload": 15,
            "deferrable": 8,
            "digital_input": 15,
            "stability": 15,
            "template": 5,
        },
        "ai": {
            "function_fit": 25,
            "workload": 20,
            "volume": 15,
            "data_available": 15,
            "checkable": 15,
            "information": 10,
        },
    }


CHOICES = [
    ("rpa", "typical_pattern", 7, {"pattern": "entry"}, 1.0),
    ("rpa", "typical_pattern", 7, {"pattern": "matching"}, 1.0),
    ("rpa", "typical_pattern", 7, {"pattern": "document"}, 1.0),
    ("rpa", "typical_pattern", 7, {"pattern": "aggregation"}, 1.0),
    ("rpa", "typical_pattern", 7, {"pattern": "notice"}, 1.0),
    ("rpa", "typical_pattern", 7, {"pattern": "collection"}, 1.0),
    ("rpa", "typical_pattern", 7, {"pattern": "intake"}, 1.0),
    ("rpa", "typical_pattern", 7, {"pattern": "other"}, 0.2),
    ("rpa", "routine", 20, {"judgement": "none", "exception_percent": 0}, 1.0),
    ("rpa", "routine", 20, {"judgement": "simple_rules", "exception_percent": 0}, 0.75),
    ("rpa", "routine", 20, {"judgement": "sometimes_complex", "exception_percent": 0}, 0.3),
    ("rpa", "routine", 20, {"judgement": "judgement", "exception_percent": 0}, 0.0),
    ("rpa", "routine", 20, {"judgement": "none", "exception_percent": 5}, 0.95),
    ("rpa", "routine", 20, {"judgement": "none", "exception_percent": 10}, 0.9),
    ("rpa", "routine", 20, {"judgement": "none", "exception_percent": 20}, 0.7),
    ("rpa", "routine", 20, {"judgement": "none", "exception_percent": 30}, 0.5),
    ("rpa", "routine", 20, {"judgement": "none", "exception_percent": 45}, 0.35),
    ("rpa", "routine", 20, {"judgement": "none", "exception_percent": 60}, 0.2),
    ("rpa", "routine", 20, {"judgement": "none", "exception_percent": 100}, 0.2),
    ("rpa", "routine", 20, {"judgement": "simple_rules", "exception_percent": 30}, 0.375),
    ("rpa", "volume", 15, {"runs_per_year": 1, "items_per_run": 0}, 0.0),
    ("rpa", "volume", 15, {"runs_per_year": 1, "items_per_run": 99}, 0.0),
    ("rpa", "volume", 15, {"runs_per_year": 10, "items_per_run": 10}, 0.0),
    ("rpa", "volume", 15, {"runs_per_year": 10, "items_per_run": 31.622776601683793}, 0.2),
    ("rpa", "volume", 15, {"runs_per_year": 10, "items_per_run": 100}, 0.4),
    ("rpa", "volume", 15, {"runs_per_year": 100, "items_per_run": 100}, 0.8),
    ("rpa", "volume", 15, {"runs_per_year": 50, "items_per_run": 1_000}, 1.0),
    ("rpa", "volume", 15, {"runs_per_year": 100_000, "items_per_run": 1_000_000}, 1.0),
    ("rpa", "workload", 15, {"hours_per_year_reported": 0}, 0.0),
    ("rpa", "workload", 15, {"hours_per_year_reported": 10}, 0.0),
    ("rpa", "workload", 15, {"hours_per_year_reported": 50}, 0.3),
    ("rpa", "workload", 15, {"hours_per_year_reported": 100}, 0.5),
    ("rpa", "workload", 15, {"hours_per_year_reported": 200}, 0.7),
    ("rpa", "workload", 15, {"hours_per_year_reported": 500}, 1.0),
    ("rpa", "workload", 15, {"hours_per_year_reported": 200_000}, 1.0),
    ("rpa", "deferrable", 8, {"timing": "batch"}, 1.0),
    ("rpa", "deferrable", 8, {"timing": "same_day"}, 0.6),
    ("rpa", "deferrable", 8, {"timing": "immediate"}, 0.0),
    ("rpa", "digital_input", 15, {"input_form": "system", "digitisable": "already"}, 1.0),
    ("rpa", "digital_input", 15, {"input_form": "spreadsheet", "digitisable": "already"}, 1.0),
    ("rpa", "digital_input", 15, {"input_form": "web_form", "digitisable": "already"}, 1.0),
    ("rpa", "digital_input", 15, {"input_form": "text_pdf", "digitisable": "already"}, 0.8),
    ("rpa", "digital_input", 15, {"input_form": "print", "digitisable": "online_form"}, 0.7),
    ("rpa", "digital_input", 15, {"input_form": "handwriting", "digitisable": "already"}, 0.5),
    ("rpa", "digital_input", 15, {"input_form": "spoken", "digitisable": "already"}, 0.3),
    ("rpa", "digital_input", 15, {"input_form": "print", "digitisable": "ocr"}, 0.56),
    ("rpa", "digital_input", 15, {"input_form": "spoken", "digitisable": "no"}, 0.03),
    ("rpa", "stability", 15, {"change_frequency": "rarely", "planned_change": "none"}, 1.0),
    ("rpa", "stability", 15, {"change_frequency": "yearly", "planned_change": "none"}, 0.7),
    ("rpa", "stability", 15, {"change_frequency": "half_yearly", "planned_change": "none"}, 0.4),
    ("rpa", "stability", 15, {"change_frequency": "monthly", "planned_change": "none"}, 0.1),
    ("rpa", "stability", 15, {"change_frequency": "rarely", "planned_change": "within_3y"}, 0.8),
    ("rpa", "stability", 15, {"change_frequency": "rarely", "planned_change": "within_1y"}, 0.5),
    ("rpa", "stability", 15, {"change_frequency": "yearly", "planned_change": "within_1y"}, 0.35),
    ("rpa", "template", 5, {"template": "vendor"}, 1.0),
    ("rpa", "template", 5, {"template": "other_city"}, 0.6),
    ("rpa", "template", 5, {"template": "none"}, 0.0),
    ("ai", "function_fit", 25, {"ai_help": "none"}, 0.0),
    ("ai", "function_fit", 25, {"ai_help": "writing"}, 1.0),
    ("ai", "function_fit", 25, {"ai_help": "transcription"}, 1.0),
    ("ai", "function_fit", 25, {"ai_help": "answering"}, 1.0),
    ("ai", "function_fit", 25, {"ai_help": "recognition"}, 1.0),
    ("ai", "function_fit", 25, {"ai_help": "classification"}, 1.0),
    ("ai", "function_fit", 25, {"ai_help": "prediction"}, 1.0),
    ("ai", "function_fit", 25, {"ai_help": "optimisation"}, 1.0),
    ("ai", "workload", 20, {"hours_per_year_reported": 200}, 0.7),
    ("ai", "volume", 15, {"runs_per_year": 100, "items_per_run": 10}, 0.4),
    ("ai", "data_available", 15, {"past_data": "digital"}, 1.0),
    ("ai", "data_available", 15, {"past_data": "paper"}, 0.4),
    ("ai", "data_available", 15, {"past_data": "none"}, 0.0),
    ("ai", "checkable", 15, {"checking": "easy"}, 1.0),
    ("ai", "checkable", 15, {"checking": "expert"}, 0.6),
    ("ai", "checkable", 15, {"checking": "impossible"}, 0.0),
    ("ai", "information", 10, {"personal_data": "none"}, 1.0),
    ("ai", "information", 10, {"personal_data": "personal"}, 0.5),
    ("ai", "information", 10, {"personal_data": "my_number"}, 0.0),
]


@pytest.mark.parametrize(("scorecard", "criterion", "weight", "answers", "points"), CHOICES)
def test_answers_give_the_points_of_the_design(scorecard, criterion, weight, answers, points):
    found = criterion_of(scorecard, criterion, **answers)
    assert found == pytest.approx((points, points, points, weight * points), abs=1e-12)


@pytest.mark.parametrize(
    ("scorecard", "criterion", "answers", "points", "low", "high"),
    [
        ("rpa", "typical_pattern", {}, 0.9, 0.2, 1.0),  # (7 x 1 + 0.2) / 8
        ("rpa", "routine", {}, 0.15375, 0.0, 1.0),  # (1 + .75 + .3 + 0) / 4 x 0.3
        ("rpa", "routine", {"judgement": "simple_rules"}, 0.225, 0.15, 0.75),
        ("rpa", "routine", {"exception_percent": 10}, 0.46125, 0.0, 0.9),
        ("rpa", "routine", {"judgement": "judgement"}, 0.0, 0.0, 0.0),
        ("rpa", "volume", {}, 0.3, 0.0, 1.0),
        ("rpa", "volume", {"runs_per_year": 12}, 0.3, 0.0, 1.0),
        ("rpa", "workload", {"runs_per_year": 12, "items_per_run": 9}, 0.3, 0.0, 1.0),
        ("rpa", "deferrable", {}, 1.6 / 3, 0.0, 1.0),
        ("rpa", "digital_input", {}, 5.3 / 7 * 2.9 / 4, 0.03, 1.0),
        ("rpa", "digital_input", {"input_form": "print"}, 0.5075, 0.07, 0.7),
        ("rpa", "stability", {}, 0.55 * 2.3 / 3, 0.05, 1.0),
        ("rpa", "template", {}, 1.6 / 3, 0.0, 1.0),
        ("ai", "function_fit", {}, 0.875, 0.0, 1.0),
        ("ai", "data_available", {}, 1.4 / 3, 0.0, 1.0),
        ("ai", "checkable", {}, 1.6 / 3, 0.0, 1.0),
        ("ai", "information", {}, 0.5, 0.0, 1.0),
    ],
)
def test_an_unknown_answer_leaves_a_range(scorecard, criterion, answers, points, low, high):
    answers = {"pattern": None} | answers
    found = criterion_of(scorecard, criterion, **answers)
    assert found[:3] == pytest.approx((points, low, high), abs=1e-12)


def test_a_policy_may_say_what_an_unknown_answer_is_worth():
    card = scorecard_named(POLICY, "rpa")
    place = card.ids.index("template")
    factor = card.criterion[place].factor[0].model_copy(update={"unknown": 0.25})
    criterion = card.criterion[place].model_copy(update={"factor": (factor,)})
    changed = (*card.criterion[:place], criterion, *card.criterion[place + 1 :])
    scores = Scorer(card.model_copy(update={"criterion": changed})).score(
        task_frame({"template": [None, "vendor"]})
    )
    assert scores.points[place].tolist() == [0.25, 1.0]
    assert scores.low[place].tolist() == [0.0, 1.0]
    assert scores.high[place].tolist() == [1.0, 1.0]


def test_hours_come_from_the_parts_before_the_report():
    # 12 x (30 + 20 x 5) / 60 = 26 hours, not the 500 reported
    answers = {
        "runs_per_year": 12,
        "items_per_run": 20,
        "minutes_per_item": 5,
        "setup_minutes_per_run": 30,
        "hours_per_year_reported": 500,
    }
    assert criterion_of("rpa", "workload", **answers)[0] == pytest.approx(0.17811, abs=1e-5)
    without_setup = answers | {"setup_minutes_per_run": None, "runs_per_year": 30}
    assert criterion_of("rpa", "workload", **without_setup)[:3] == pytest.approx((0.3,) * 3)


def test_weighted_score_and_contributions_by_hand():
    points = pd.DataFrame([[1.0, 0.5, 0.0], [0.0, 0.5, 0.25], [1.0, 1.0, 0.0]]).to_numpy()
    assert weighted_score(points, [2, 1, 1]).tolist() == [75.0, 62.5, 6.25]
    assert contributions(points, [2, 1, 1]).tolist() == [
        [50.0, 25.0, 0.0],
        [0.0, 12.5, 6.25],
        [25.0, 25.0, 0.0],
    ]


def test_the_best_task_has_100_and_the_worst_next_to_none():
    best = {
        "pattern": "entry",
        "judgement": "none",
        "exception_percent": 0,
        "runs_per_year": 250,
        "items_per_run": 200,
        "minutes_per_item": 1,
        "timing": "batch",
        "input_form": "system",
        "digitisable": "already",
        "change_frequency": "rarely",
        "planned_change": "none",
        "template": "vendor",
    }
    # typical_pattern 0.2 x 7 = 1.4, digital_input 0.03 x 15 = 0.45, stability 0.05 x 15 = 0.75
    worst = {
        "pattern": "other",
        "judgement": "judgement",
        "exception_percent": 100,
        "runs_per_year": 1,
        "items_per_run": 1,
        "minutes_per_item": 1,
        "timing": "immediate",
        "input_form": "spoken",
        "digitisable": "no",
        "change_frequency": "monthly",
        "planned_change": "within_1y",
        "template": "none",
    }
    frame = task_frame({field: [best[field], worst[field]] for field in best})
    scores = Scorer(scorecard_named(POLICY, "rpa")).score(frame)
    assert scores.score.tolist() == pytest.approx([100.0, 2.6])
    assert scores.score_low.tolist() == pytest.approx([100.0, 2.6])
    assert scores.score_high.tolist() == pytest.approx([100.0, 2.6])
