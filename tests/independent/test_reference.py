"""Checks the reference itself, on examples worked by hand and against the design's tables."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from tests.frozen import POLICY_FILE
from tests.independent.random_tasks import CHOICES, NUMBERS, random_tasks
from tests.independent.reference import (
    SCORECARDS,
    Lines,
    Table,
    Task,
    choose_means,
    closed_form,
    hours_per_year,
    items_per_year,
    load_policy,
    score,
)

SHIPPED = load_policy(POLICY_FILE)
POLICY = load_policy(Path(__file__).with_name("worked-policy.toml"))


def near(value):
    return pytest.approx(value, rel=1e-9, abs=1e-9)


# Everything known, for RPA. Past data and checking are unknown (they belong to the AI scorecard).
KNOWN: Task = {
    "runs_per_year": 200,
    "items_per_run": 50,
    "minutes_per_item": 3,
    "setup_minutes_per_run": 10,
    "systems": ["財務会計", "Excel"],
    "network": "lgwan",
    "pattern": "entry",
    "judgement": "none",
    "exception_percent": 10,
    "manual": "current",
    "timing": "batch",
    "input_form": "spreadsheet",
    "digitisable": "already",
    "change_frequency": "rarely",
    "planned_change": "none",
    "template": "vendor",
    "personal_data": "personal",
    "ai_help": "none",
}

# Handwriting; items unknown, set-up blank, hours reported; several answers missing.
HALF_FILLED: Task = {
    "runs_per_year": 12,
    "items_per_run": None,
    "minutes_per_item": 4,
    "setup_minutes_per_run": None,
    "hours_per_year_reported": 100,
    "judgement": "simple_rules",
    "manual": "none",
    "timing": "same_day",
    "input_form": "handwriting",
    "digitisable": "ocr",
    "change_frequency": "yearly",
    "ai_help": "none",
}

# Print that may be read by OCR or replaced by an online form: nobody said which.
CONTESTED: Task = {
    "runs_per_year": 10,
    "items_per_run": 100,
    "minutes_per_item": 6,
    "setup_minutes_per_run": 0,
    "systems": ["住民記録", "税総合", "Excel"],
    "network": "several",
    "pattern": "aggregation",
    "judgement": "none",
    "exception_percent": 0,
    "input_form": "print",
    "personal_data": "none",
}


def test_everything_known_scores_as_worked_by_hand():
    # items 200 x 50 = 10,000, on a knot: 0.8.  hours 200 x (10 + 50 x 3) / 60 = 533.33, over 500: 1
    # pattern 7; routine 20 x 1 x 0.9 = 18; volume 12; workload 15; deferrable 8; digital 15;
    # stability 15; template 5: together 95 of 100, and nothing is open.
    assert items_per_year(KNOWN) == 10_000
    assert hours_per_year(KNOWN) == near(533.3333333333)
    result = score(POLICY, "rpa", KNOWN)
    assert result["score"] == near(95)
    assert result["low"] == near(95)
    assert result["high"] == near(95)
    assert result["criteria"]["routine"] == near(
        {"points": 0.9, "low": 0.9, "high": 0.9, "weight": 20, "contribution": 18}
    )
    # AI: function 0; workload 20; volume 12
    # past data unknown (1 + 0.4 + 0) / 3 of 15 = 7, 0 to 15
    # checking unknown (1 + 0.6 + 0) / 3 of 15 = 8, 0 to 15; information 5: 52, from 37 to 67.
    result = score(POLICY, "ai", KNOWN)
    assert result["score"] == near(52)
    assert result["low"] == near(37)
    assert result["high"] == near(67)


def test_everything_known_saves_as_worked_by_hand():
    # build (40 + 12) x 1 x 1.1 x 1 x 1 = 57.2; upkeep 57.2 x 0.08 = 4.576
    # a 0.92, q 0.9, e 0.1 + 0.02 = 0.12, x 1.2, c 0.06, k 0, d 0, u 8, g 0.6
    # item: 0.1 x 3 + 0.9 x (0.12 x 1.2 x 3 + 0.88 x 0.08 x 3 + 0.06 x 3)
    #     = 0.3 + 0.9 x (0.432 + 0.2112 + 0.18) = 0.3 + 0.74088 = 1.04088
    # after: 200 x (8 + 6 + 52.044) / 60 + 4.576 = 220.146666... + 4.576 = 224.722666...
    # break-even: (8 + 6 - 10 + 60 x 4.576 / 200) / (3 - 1.04088) = 5.3728 / 1.95912 = 2.74245...
    result = closed_form(POLICY, "rpa", KNOWN)
    assert result.hours_now == near(533.3333333333)
    assert result.hours_after == near(224.7226666667)
    assert result.saved == near(308.6106666667)
    assert result.break_even_items_per_run == pytest.approx(2.7424558, abs=1e-7)
    assert result.build_hours == near(57.2)
    assert choose_means(POLICY, KNOWN) == ("rpa", [])


def test_a_half_filled_row_scores_as_worked_by_hand():
    # items a year unknown: 0.3, 0 to 1.  hours 100, halfway from 50 to 200 in logarithms: 0.5
    # pattern unknown (7 + 0.2) / 8 = 0.9 of 7 = 6.3, from 1.4 to 7
    # routine 0.75 x 0.3 of 20 = 4.5, from 0.75 x 0.2 of 20 = 3 to 0.75 of 20 = 15
    # volume 4.5, 0 to 15; workload 7.5; deferrable 0.6 of 8 = 4.8; digital 0.5 x 0.8 of 15 = 6
    # stability 0.7 x (1 + 0.8 + 0.5) / 3 of 15 = 8.05, from 0.35 of 15 = 5.25 to 10.5
    # template (1 + 0.6 + 0) / 3 of 5 = 2.666..., 0 to 5
    # 6.3 + 4.5 + 4.5 + 7.5 + 4.8 + 6 + 8.05 + 2.666... = 44.31666...
    # low 1.4 + 3 + 0 + 7.5 + 4.8 + 6 + 5.25 + 0 = 27.95
    # high 7 + 15 + 15 + 7.5 + 4.8 + 6 + 10.5 + 5 = 70.8
    assert items_per_year(HALF_FILLED) is None
    assert hours_per_year(HALF_FILLED) == 100
    result = score(POLICY, "rpa", HALF_FILLED)
    assert result["score"] == near(44.3166666667)
    assert result["low"] == near(27.95)
    assert result["high"] == near(70.8)
    assert sum(each["contribution"] for each in result["criteria"].values()) == near(44.3166666667)


def test_a_half_filled_row_saves_as_worked_by_hand():
    # a run takes 60 x 100 / 12 = 500 minutes, so 500 / 4 = 125 items
    # build 60 x 1.2 x 1.15 x 1.3 x 1 = 107.64; upkeep 107.64 x 0.15 = 16.146
    # a 0.8, q 0.7, e 0.08 + 0.02 = 0.1, x 1.2, c 0.15, k 0.12, d 0.25, u 15, g 0.8 (of 0)
    # item: 0.3 x 4 + 0.7 x (0.48 + 0.72 + 1.08 + 0.25) = 1.2 + 1.771 = 2.971
    # after: 12 x (15 + 125 x 2.971) / 60 + 16.146 = 77.275 + 16.146 = 93.421
    # break-even: (15 + 60 x 16.146 / 12) / (4 - 2.971) = 95.73 / 1.029 = 93.0320699...
    result = closed_form(POLICY, "ocr_rpa", HALF_FILLED)
    assert result.hours_now == near(100)
    assert result.hours_after == near(93.421)
    assert result.saved == near(6.579)
    assert result.break_even_items_per_run == pytest.approx(93.03207, abs=1e-6)
    assert result.build_hours == near(107.64)
    assert choose_means(POLICY, HALF_FILLED) == ("ocr_rpa", [])


def test_of_two_means_the_one_that_saves_more_is_chosen():
    # build (60 + 2 x 12) x 1 x 1 x 1.15 x 1.4 = 135.24 for both; upkeep 135.24 x 0.18 = 24.3432
    # a 0.8 (aggregation), e 0 + 0.02; hours now 10 x 600 / 60 = 100
    # ocr item: 0.3 x 6 + 0.7 x (0.144 + 1.176 + 0.16 x 6 + 0.25) = 1.8 + 1.771 = 3.571
    #     after: 10 x (15 + 357.1) / 60 + 24.3432 = 62.01666... + 24.3432 = 86.359866...
    # form item: 0.55 x 6 + 0.45 x (0.144 + 1.176 + 0.08 x 6) = 3.3 + 0.81 = 4.11
    #     after: 10 x (8 + 411) / 60 + 24.3432 = 69.83333... + 24.3432 = 94.176533...
    ocr = closed_form(POLICY, "ocr_rpa", CONTESTED)
    form = closed_form(POLICY, "online_form_rpa", CONTESTED)
    assert ocr.build_hours == near(135.24)
    assert ocr.hours_after == near(86.3598666667)
    assert ocr.saved == near(13.6401333333)
    assert form.build_hours == near(135.24)
    assert form.hours_after == near(94.1765333333)
    assert form.saved == near(5.8234666667)
    assert choose_means(POLICY, CONTESTED) == ("ocr_rpa", ["digitisable"])


def test_requirements_decide_and_fallbacks_follow_their_order():
    assert choose_means(POLICY, CONTESTED | {"judgement": "judgement"}) == (
        "online_form_rpa",
        ["digitisable"],
    )
    shut: Task = CONTESTED | {"digitisable": "no"}
    assert choose_means(POLICY, shut) == ("keep", [])
    assert choose_means(POLICY, shut | {"change_frequency": "monthly"}) == ("redesign", [])
    # hours unknown: the first that holds, and help by AI nobody asked for is not offered
    assert choose_means(POLICY, {}) == ("rpa", ["input_form", "judgement"])


def test_without_hours_only_the_build_is_known():
    # 40 x 1.3 x 1.15 x 1.15 x 1 = 68.77
    result = closed_form(POLICY, "rpa", {"runs_per_year": 5, "minutes_per_item": 5})
    assert result[:4] == (None, None, None, None)
    assert result.build_hours == near(68.77)


def test_no_runs_leave_the_upkeep():
    result = closed_form(POLICY, "rpa", KNOWN | {"runs_per_year": 0})
    assert result.hours_now == 0
    assert result.hours_after == near(4.576)
    assert result.break_even_items_per_run == math.inf


def test_where_everything_is_an_exception_the_share_stops_at_one():
    # e min(1, 1 + 0.02) = 1; build 52 x 1.8 = 93.6; upkeep 93.6 x 0.08 = 7.488
    # item: 0.1 x 3 + 0.9 x (1.2 x 3 + 0 + 0.06 x 3) = 0.3 + 3.402 = 3.702, more than the 3 by hand
    # after: 200 x (14 + 185.1) / 60 + 7.488 = 663.666... + 7.488 = 671.154666...
    result = closed_form(POLICY, "rpa", KNOWN | {"exception_percent": 100})
    assert result.hours_after == near(671.1546666667)
    assert result.saved == near(-137.8213333333)
    assert result.break_even_items_per_run == math.inf


def test_break_even_is_zero_where_setup_alone_pays():
    # numerator 8 + 0.6 x 100 - 100 + 60 x 4.576 / 200 = -30.6; minutes of 0 make the other side 0
    task: Task = KNOWN | {"setup_minutes_per_run": 100, "minutes_per_item": 0}
    assert closed_form(POLICY, "rpa", task).break_even_items_per_run == 0


@pytest.mark.parametrize("text", ["あらい一覧", "rough list", "Ｒｏｕｇｈ"])
def test_words_that_announce_trouble_halve_the_saving_but_not_a_loss(text):
    plain, told = (closed_form(POLICY, "rpa", KNOWN | {"remarks": one}) for one in ("一覧", text))
    assert told.saved == near(plain.saved / 2)
    assert told.hours_after == near(told.hours_now - plain.saved / 2)
    few = KNOWN | {"items_per_run": 1, "remarks": text}
    assert (
        closed_form(POLICY, "rpa", few).saved
        == closed_form(POLICY, "rpa", few | {"remarks": None}).saved
    )


@pytest.mark.parametrize(
    ("answers", "hours"),
    [
        # runs 60 x 100 / (10 + 20 x 2) = 120: 120 x 50 / 60
        ({"items_per_run": 20, "minutes_per_item": 2, "setup_minutes_per_run": 10}, 100),
        # a run 125 minutes less 5 of set-up: 120 minutes for whatever items
        ({"setup_minutes_per_run": 5}, 100),
        ({"minutes_per_item": 3}, 100),
        ({"items_per_run": 3}, 100),
        # 200 minutes of set-up and one item make the run longer than 125
        ({"setup_minutes_per_run": 200}, 100),
        # 12 runs of 500 minutes, but 600 of set-up: 12 x 600 / 60
        ({"runs_per_year": 12, "setup_minutes_per_run": 600}, 120),
        # items of no duration: only the set-up is left, 48 x 6 / 60; none at all: 1,000 runs of it
        ({"minutes_per_item": 0, "setup_minutes_per_run": 6}, 4.8),
        ({"items_per_run": 0, "setup_minutes_per_run": 6}, 100),
    ],
)
def test_reported_hours_stand_in_for_missing_parts(answers, hours):
    task = {"hours_per_year_reported": 100} | answers
    assert closed_form(POLICY, "rpa", task).hours_now == near(hours)


def test_the_policy_holds_the_points_and_weights_of_the_design():
    declared = {
        card["id"]: {
            criterion["id"]: (
                criterion["weight"],
                [
                    (each["field"], each["points"])
                    if "points" in each
                    else (each["field"], each["axis"], [tuple(knot) for knot in each["knots"]])
                    for each in criterion["factor"]
                ],
            )
            for criterion in card["criterion"]
        }
        for card in SHIPPED["scorecard"]
    }
    designed = {
        card_id: {
            criterion_id: (
                criterion.weight,
                [
                    (each.field, each.points)
                    if isinstance(each, Table)
                    else (each.field, each.axis, list(each.knots))
                    for each in criterion.factors
                ],
            )
            for criterion_id, criterion in card.items()
        }
        for card_id, card in SCORECARDS.items()
    }
    assert declared == designed


def test_random_tasks_reach_every_answer_and_stay_in_range():
    tasks = random_tasks(3_000, 7)
    assert tasks == random_tasks(3_000, 7)
    assert tasks != random_tasks(3_000, 8)
    assert len({task["name"] for task in tasks}) == 3_000
    for field, codes in CHOICES.items():
        assert {task[field] for task in tasks} == {*codes, None}
    for field, (_, (_, highest), exact) in NUMBERS.items():
        drawn = [task[field] for task in tasks if task[field] is not None]
        assert set(exact) <= set(drawn)
        assert 0 <= min(drawn) <= max(drawn) <= highest
    reported = sum(task["hours_per_year_reported"] is not None for task in tasks)
    assert 0.30 < reported / len(tasks) < 0.37


def test_random_tasks_land_on_every_knot_of_what_is_derived():
    tasks = random_tasks(3_000, 7)
    reached = {
        "items_per_year": {items_per_year(task) for task in tasks},
        "hours_per_year": {hours_per_year(task) for task in tasks},
        "exception_percent": {task["exception_percent"] for task in tasks},
    }
    for criterion in SCORECARDS["rpa"].values():
        for each in criterion.factors:
            if isinstance(each, Lines):
                assert {knot for knot, _ in each.knots} <= reached[each.field]


def test_random_tasks_go_through_the_whole_reference():
    chosen = set()
    for task in random_tasks(2_000, 11):
        for card in SCORECARDS:
            result = score(POLICY, card, task)
            assert 0 <= result["low"] <= result["score"] + 1e-9
            assert result["score"] <= result["high"] + 1e-9
        means, open_fields = choose_means(POLICY, task)
        chosen.add(means)
        assert all(task[field] is None for field in open_fields)
        for each in POLICY["means"]:
            savings = closed_form(POLICY, each["id"], task)
            # Unknown minutes alone are assumed where runs and items are known.
            items_a_year = (task["runs_per_year"] or 0) * (task["items_per_run"] or 0)
            is_known = hours_per_year(task) is not None or items_a_year > 0
            assert (savings.saved is None) != is_known
            assert savings.saved is None or math.isfinite(savings.saved)
    every_means = {each["id"] for each in POLICY["means"]}
    assert chosen == every_means | {"redesign", "keep"}
