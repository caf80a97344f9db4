"""Hours as reported against runs, items and minutes."""

import pytest

from rpa_scout.checking.rules.hours import reported_hours_disagree

# 12 runs of 200 items of 1.5 minutes: 60 hours a year.
COMPUTED = 60.0


def found(context, reported, **answers):
    row = {"hours_per_year_reported": reported, **answers}
    return [
        (one.code, one.field, one.values["computed"])
        for one in reported_hours_disagree(context([row]))
    ]


@pytest.mark.parametrize("reported", [60.0, 42.0, 78.0, None])
def test_thirty_percent_either_way_are_allowed(context, reported):
    assert found(context, reported) == []


@pytest.mark.parametrize("reported", [41.9, 78.1, 150.0, 20.0, 0.0])
def test_beyond_thirty_percent_they_disagree(context, reported):
    assert found(context, reported) == [("hours_disagree", "hours_per_year_reported", "60")]


@pytest.mark.parametrize(
    ("code", "share"),
    [
        ("hours_month_for_year", 1 / 12),
        ("hours_week_for_year", 1 / 52),
        ("hours_per_day_for_year", 1 / 243),
        ("hours_for_minutes", 60),
    ],
)
@pytest.mark.parametrize("off", [0.8, 1.0, 1.25])
def test_a_wrong_unit_of_the_hours_is_named(context, code, share, off):
    assert found(context, COMPUTED * share * off) == [(code, "hours_per_year_reported", "60")]


@pytest.mark.parametrize(
    ("code", "runs", "factor", "right"),
    [
        ("runs_month_for_year", 4.0, 12, "48"),
        ("runs_week_for_year", 2.0, 50, "100"),
        ("runs_day_for_year", 1.0, 243, "243"),
    ],
)
def test_a_wrong_unit_of_the_runs_is_named(context, code, runs, factor, right):
    hours = runs * 200 * 1.5 / 60
    told = found(context, hours * factor, runs_per_year=runs)
    assert told == [(code, "runs_per_year", right)]


def test_runs_that_fill_the_year_are_not_multiplied(context):
    # 240 runs a month is no likely mistake.
    hours = 240 * 200 * 1.5 / 60
    assert found(context, hours * 12, runs_per_year=240.0)[0][0] == "hours_disagree"


def test_between_weeks_and_minutes_the_nearer_is_named(context):
    hours = 2 * 200 * 1.5 / 60
    assert found(context, hours * 53, runs_per_year=2.0)[0][0] == "runs_week_for_year"
    assert found(context, hours * 60, runs_per_year=2.0)[0][0] == "hours_for_minutes"


def test_setup_counts(context):
    # 12 × (30 + 200 × 1.5) / 60 = 66
    assert found(context, 85.0, setup_minutes_per_run=30.0) == []
    assert found(context, 86.0, setup_minutes_per_run=30.0)[0][2] == "66"


def test_nothing_to_compare(context):
    assert found(context, 500.0, items_per_run=None) == []
    assert found(context, 500.0, runs_per_year=None) == []
    assert found(context, 500.0, minutes_per_item=None) == []


def test_hours_without_runs(context):
    assert found(context, 40.0, runs_per_year=0.0) == [
        ("hours_disagree", "hours_per_year_reported", "0")
    ]


def test_half_an_hour_is_rounding(context):
    # 1 run of 20 items of 1.5 minutes: half an hour, reported as 1.
    assert found(context, 1.0, runs_per_year=1.0, items_per_run=20.0) == []


def test_the_policy_says_what_is_allowed(context):
    row = {"hours_per_year_reported": 100.0}
    strict = context([row], reported_hours_tolerance=0.5)
    lax = context([row], reported_hours_tolerance=0.7)
    assert [one.code for one in reported_hours_disagree(strict)] == ["hours_disagree"]
    assert list(reported_hours_disagree(lax)) == []


def test_the_policys_working_days_make_the_year(context):
    row = {"hours_per_year_reported": COMPUTED / 100}
    made = context([row], working_days_per_year=100.0)
    assert [one.code for one in reported_hours_disagree(made)] == ["hours_per_day_for_year"]
