"""An assessment of a handful of tasks whose numbers can be worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.errors import UnknownNameError
from rpa_scout.inventory import CellSource, Inventory, TableSource
from rpa_scout.policy.policies import load_policy
from rpa_scout.text import set_language

POLICY = load_policy()
# The example worked by hand in tests/independent/test_reference.py: score 95, 308.61 hours saved.
KNOWN = {
    "department": "税務課",
    "name": "異動の入力",
    "runs_per_year": 200,
    "items_per_run": 50,
    "minutes_per_item": 3,
    "setup_minutes_per_run": 10,
    "systems": "財務会計、Excel",
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
    "current_tool": "none",
}


def assessed(*changes, scorecard="rpa"):
    tasks = [KNOWN | {"name": f"業務{place}"} | one for place, one in enumerate(changes)]
    return assess(Inventory.from_frame(pd.DataFrame(tasks)), POLICY, scorecard)


def row_of(*changes):
    return assessed(*changes).ranking.iloc[0]


def test_a_task_of_which_everything_is_known():
    assessment = assessed({})
    row = assessment.ranking.iloc[0]
    assert row["score"] == row["score_low"] == row["score_high"] == pytest.approx(95)
    assert row["items_per_year"] == 10_000
    assert row["hours_per_year"] == pytest.approx(533.33333333)
    assert row["means"] == "rpa"
    assert row["build_hours"] == pytest.approx(57.2)
    assert row["difficulty"] == "low"
    even = [row[f"break_even_items_per_run{end}"] for end in ("_p10", "", "_p90")]
    assert even == sorted(even)
    assert 0 < row["break_even_items_per_run"] < 40
    assert row["most_useful_question"] is None
    assert row["remarks"] == ()
    p10, p50, p90 = (row[f"saved_hours_per_year_{name}"] for name in ("p10", "p50", "p90"))
    assert 0 < p10 < p50 < p90 < 533.33333333


def test_the_other_scorecard_of_the_same_task():
    # 0 + 20 + 12 + 7 + 8 + 5, past data and checking unknown
    ranking = assessed({}, scorecard="ai").ranking
    assert ranking["score"][0] == pytest.approx(52)
    assert ranking["score_low"][0] == pytest.approx(37)
    assert ranking["score_high"][0] == pytest.approx(67)
    assert ranking["most_useful_question"][0] == "past_data"


def test_only_the_hours_are_reported():
    parts = {"runs_per_year": None, "items_per_run": None, "minutes_per_item": None}
    row = row_of(parts | {"hours_per_year_reported": 200})
    assert row["hours_per_year"] == 200
    assert np.isnan(row["items_per_year"])
    # items unknown: 4.5 of the 15, 0 to 15; workload 0.7 of 15: 95 - 12 - 15 + 4.5 + 10.5
    assert row["score"] == pytest.approx(83)
    assert row["score_low"] == pytest.approx(78.5)
    assert row["score_high"] == pytest.approx(93.5)
    assert row["saved_hours_per_year_p50"] > 0
    assert row["remarks"] == ()


def test_unknown_hours_are_unknown_and_not_zero():
    assessment = assessed({"runs_per_year": None})
    row = assessment.ranking.iloc[0]
    names = ["hours_per_year", "items_per_year", "break_even_items_per_run"]
    names += [f"saved_hours_per_year_{name}" for name in ("p10", "p50", "p90", "mean")]
    assert row[names].isna().all()
    assert row["remarks"] == ("hours_unknown",)
    assert row["most_useful_question"] == "runs_per_year"
    assert not assessment.is_candidate[0]
    assert assessment.target.saved_by_all.p50 == 0


def test_by_hand_is_faster_where_hours_would_be_lost():
    assessment = assessed({"runs_per_year": 1, "items_per_run": 1})
    row = assessment.ranking.iloc[0]
    assert row["saved_hours_per_year_p50"] < 0
    assert row["remarks"] == ("by_hand_faster",)
    assert row["means"] == "rpa"
    assert assessment.target.candidates == 0


def test_an_answer_taken_for_granted_is_to_be_confirmed():
    row = row_of({"input_form": None, "judgement": None})
    assert row["remarks"] == ("to_be_confirmed",)
    assert row["means"] == "rpa"


@pytest.mark.parametrize(
    ("changes", "means"),
    [
        ({"judgement": "judgement"}, "redesign"),
        ({"input_form": "spoken", "digitisable": "no"}, "keep"),
    ],
)
def test_advice_where_no_means_fits(changes, means):
    assessment = assessed(changes)
    row = assessment.ranking.iloc[0]
    assert row["means"] == means
    assert np.isnan(row["build_hours"])
    assert row["difficulty"] is None
    assert row["remarks"] == ()
    assert row["saved_hours_per_year_p90"] == 0
    assert row["break_even_items_per_run"] == np.inf
    assert not assessment.is_candidate[0]


def test_what_is_automated_already_is_ranked_but_no_candidate():
    assessment = assessed({"current_tool": "rpa"}, {"current_tool": "macro"}, {})
    ranking = assessment.ranking
    assert ranking["remarks"].tolist().count(("already_automated",)) == 1
    assert len(ranking) == 3
    assert assessment.is_candidate.tolist() == [False, True, True]
    assert assessment.target.candidates == 2
    both = assessment.outlook_of(["2", "3"])
    assert assessment.target.of_all == both
    assert both.adopted == 2
    assert assessment.outlook_of(["1", "2", "3"]).hours.p50 > both.hours.p50
    # not all that is adopted goes live
    assert both.hours.mean < assessment.saved_hours_of(["2", "3"]).mean
    assert both.live.mean < 2


def test_the_needed_places_of_the_ranking_count_what_stands_between():
    # The first of the ranking is automated already: of the 60 behind it, so many are needed that
    # 19 go live in four of five draws; 19 x about 290 hours are far beyond 800.
    rest = [{"template": "other_city"}] * 60
    assessment = assessed({"current_tool": "rpa"}, *rest)
    order = assessment.ranking["task_id"].tolist()
    target = assessment.target
    assert order[0] == "1"
    assert target.candidates == 60
    needed = target.candidates_needed
    assert 19 < needed < 50
    assert target.needed_for_goal == needed + 1
    assert target.saved_by_needed.p50 > 19 * 200
    assert target.needed.live.p50 >= 19
    same = assessment.outlook_of(order[1 : needed + 1])
    assert (target.needed.live, target.needed.chances) == (same.live, same.chances)
    assert target.saved_by_needed.p10 == pytest.approx(same.hours.p10)
    assert assessment.outlook_of(order[1:needed]).chances.both < 0.8
    assert target.needed.chances.both == target.needed.chances.tasks >= 0.8
    assert target.needed.chances.hours == pytest.approx(1, abs=0.02)


def test_score_then_saved_hours_then_department_then_row():
    assessment = assessed(
        {"timing": "same_day"},  # 1: lower score
        {"department": "総務課", "current_tool": "none"},
        {"runs_per_year": 0, "department": "会計課"},
        {"judgement": "judgement", "department": "税務課"},
        {"judgement": "judgement", "department": "会計課"},
        {"judgement": "judgement", "department": "会計課"},
    )
    ranking = assessment.ranking
    assert ranking["rank"].tolist() == [1, 2, 3, 4, 5, 6]
    # 95; 95 - 8 x 0.4; 95 - 18 three times, nothing saved: 会計課 before 税務課, rows 5 and 6;
    # without runs no items and no hours: 95 - 12 - 15
    assert ranking["task_id"].tolist() == ["2", "1", "5", "6", "4", "3"]
    wanted = [95, 91.8, 77, 77, 77, 68]
    assert ranking["score"].tolist() == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("changes", "build", "wanted"),
    [
        ({"systems": "財務会計"}, 44.0, "low"),
        ({"exception_percent": 0, "systems": "A、B、C"}, 64.0, "medium"),
        ({"judgement": "sometimes_complex", "network": "several"}, 128.128, "high"),
    ],
)
def test_difficulty_follows_the_hours_to_build(changes, build, wanted):
    row = row_of(changes)
    assert row["build_hours"] == pytest.approx(build)
    assert row["difficulty"] == wanted


def test_no_tasks_make_an_empty_ranking():
    assessment = assess(Inventory.from_frame(pd.DataFrame({"name": []})), POLICY)
    assert len(assessment.ranking) == 0
    assert assessment.target.candidates == 0
    assert assessment.target.needed_for_goal is None
    assert assessment.reasons() == []


def test_names_that_do_not_exist_are_refused():
    assessment = assessed({})
    with pytest.raises(UnknownNameError):
        assessment.explain("2")
    with pytest.raises(UnknownNameError):
        assessment.saved_hours_of(["1", "nobody"])
    with pytest.raises(UnknownNameError):
        assessed({}, scorecard="vba")


@pytest.fixture
def read_from_a_workbook():
    """One task in row 12; the sheet has no columns but three."""
    frame = pd.DataFrame([KNOWN | {"exception_percent": None}], index=["税務課-12"])
    bare = Inventory.from_frame(frame)
    sources = pd.DataFrame({"table": [0], "row": [12]}, index=bare.tasks.index)
    columns = {"name": 1, "judgement": 5, "runs_per_year": 27}
    table = TableSource("税務課.xlsx", "業務一覧", "税務課", 3, columns)
    inventory = Inventory(bare.tasks, bare.left_out, sources, (table,))
    set_language("ja")
    return assess(inventory, POLICY)


def test_an_explanation_leads_to_the_cells(read_from_a_workbook):
    why = read_from_a_workbook.explain("税務課-12")
    assert (why.rank, why.department, why.name) == (1, "税務課", "異動の入力")
    assert [one.id for one in why.criteria] == list(read_from_a_workbook.scores.scorecard.ids)
    assert sum(one.contribution for one in why.criteria) == pytest.approx(why.score)
    routine = why.criteria[1]
    assert (routine.weight, routine.points) == (20, pytest.approx(0.3))
    assert (routine.low, routine.high) == pytest.approx((0.2, 1.0))
    judgement, exceptions = routine.answers
    assert judgement.source == CellSource("税務課.xlsx", "業務一覧", "F12")
    assert (judgement.shown, judgement.is_known) == ("判断なし（手順どおり）", True)
    assert exceptions.source == CellSource("税務課.xlsx", "業務一覧", "")
    assert (exceptions.shown, exceptions.is_known) == ("わからない", False)
    runs, items = why.criteria[2].answers
    assert (runs.field, runs.shown, runs.source.cell) == ("runs_per_year", "200", "AB12")
    assert (items.field, items.shown) == ("items_per_run", "50")
    assert why.narrowing == pytest.approx({"exception_percent": 16.0})


def test_an_explanation_shows_every_means_and_why_one_was_chosen(read_from_a_workbook):
    why = read_from_a_workbook.explain("税務課-12")
    means = {one.id: one for one in why.means}
    assert list(means) == ["rpa", "ocr_rpa", "online_form_rpa", "generative_ai", "ai_model"]
    assert [one for one in means if means[one].chosen] == ["rpa"]
    assert [one for one in means if means[one].fits] == ["rpa"]
    assert means["ocr_rpa"].failing == ("input_form",)
    assert means["generative_ai"].failing == ("ai_help",)
    assert means["rpa"].saved_hours_per_year == read_from_a_workbook.savings.p50[0]
    assert math.isnan(means["ocr_rpa"].saved_hours_per_year)
    assert "判断なし（手順どおり）" in why.reason
    text = str(why)
    assert "異動の入力" in text.splitlines()[0]
    assert f"手段：{why.reason}" in text.splitlines()
    assert "わからない" in text


def test_places_in_the_ranking(read_from_a_workbook):
    row = read_from_a_workbook.ranking.iloc[0]
    assert (row["file"], row["sheet"], row["row"]) == ("税務課.xlsx", "業務一覧", 12)


def test_the_total_is_the_same_whether_the_pass_over_the_tasks_or_the_target_adds_it_up():
    changes = [{}, {"items_per_run": 3}, {"judgement": "judgement"}, {"minutes_per_item": None}]
    in_pass = assessed(*changes)
    when_asked = assess(in_pass.inventory, POLICY, with_total=False)
    assert (in_pass.summed is None, when_asked.summed is None) == (False, True)
    assert when_asked.ranking.equals(in_pass.ranking)
    for name in ("hours", "live"):
        totals = (getattr(done.target.total_of_all, name) for done in (in_pass, when_asked))
        assert np.array_equal(*totals)
