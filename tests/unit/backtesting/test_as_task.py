"""Published cases as survey rows: what was known before, nothing of the result."""

from dataclasses import replace

import pytest

from rpa_scout.backtesting.as_task import ASSUMED_HOURS_PER_YEAR, CaseLoad, case_load, case_tasks
from rpa_scout.evidence.cases import reference_cases
from rpa_scout.policy import load_fields

CASES = {one.case_id: one for one in reference_cases()}
BARE = replace(
    CASES["C001"],
    items=None,
    items_period="",
    minutes_per_item_before=None,
    hours_before=None,
    hours_period="",
)


@pytest.mark.parametrize(
    ("case_id", "expected"),
    [
        ("C001", CaseLoad(None, None, None, 1095.0)),
        ("C009", CaseLoad(None, None, 60 * 85 / 1900, 85.0)),  # items and hours of a year
        ("C015", CaseLoad(None, None, None, 12 * 3.467)),  # a month's hours
        ("C021", CaseLoad(4.0, 121.0, None, 327.0)),  # 121 schools every quarter
        ("C027", CaseLoad(None, None, 12.0, 2400.0)),  # minutes and items of a season
        ("C029", CaseLoad(None, None, None, 19.8)),  # hours of nobody knows how many items
        ("C032", CaseLoad(None, None, None, ASSUMED_HOURS_PER_YEAR, is_assumed=True)),
        ("C044", CaseLoad(1.0, 4500.0, None, 112.0)),  # one run
    ],
)
def test_the_work_before(case_id, expected):
    assert case_load(CASES[case_id]) == expected


@pytest.mark.parametrize(
    ("period", "times"),
    [
        ("年", 1),
        ("年換算(職員)", 1),
        ("年(令和6年分)", 1),
        ("月", 12),
        ("１か月", 12),
        ("毎月", 12),
        ("四半期", 4),
        ("半年", 2),
        ("週", 52),
    ],
)
def test_periods(period, times):
    case = replace(BARE, items=100.0, items_period=period, minutes_per_item_before=3.0)
    assert case_load(case).hours_per_year == pytest.approx(100 * times * 3 / 60)
    case = replace(BARE, hours_before=10.0, hours_period=period)
    assert case_load(case).hours_per_year == pytest.approx(10 * times)


def test_items_of_another_time_than_the_hours_say_nothing_of_minutes():
    case = replace(
        BARE, items=100.0, items_period="年", hours_before=10.0, hours_period="導入前5か月"
    )
    assert case_load(case) == CaseLoad(None, None, None, 10.0)


def test_items_of_a_run_of_which_the_runs_are_unknown():
    case = replace(BARE, items=100.0, items_period="1回", hours_before=10.0, hours_period="年")
    assert case_load(case) == CaseLoad(None, None, None, 10.0)


def test_the_result_does_not_enter():
    """A case that went the other way is the same task."""
    cases = [CASES[one] for one in ("C009", "C027", "C030", "C044", "C066")]
    told = [
        replace(
            one,
            hours_after=1.0,
            minutes_per_item_after=1.0,
            reduction_share=0.01,
            remarks="全件確認 自由記述 様式の異なる",
            hours_saved_per_year=1.0,
        )
        for one in cases
    ]
    assert case_tasks(told, load_fields()).equals(case_tasks(cases, load_fields()))


def test_answers_of_a_case():
    frame = case_tasks([CASES["C030"], CASES["C001"]], load_fields())
    assert list(frame.index) == ["C030", "C001"]
    assert frame.loc["C030", ["pattern", "input_form", "digitisable"]].tolist() == [
        "entry",
        "print",
        "ocr",
    ]
    assert frame["digitisable"].isna().tolist() == [False, True]
    assert frame.loc["C030", "description"] == "通知書をAI-OCRで読みロボットが転記、人が全件確認"
    assert frame["remarks"].isna().all()
