"""Figures of indicators entered by hand each year: kept, shown, undone."""

import pytest
from tests.project.surveys import TWO

import rpa_scout as rs
from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.reporting.ranking_json import ranking_json

USE = "generative_ai_use"


@pytest.fixture
def project(place):
    """A project with the shipped policy, which has an indicator entered by hand."""
    with rs.Project.create(place, rs.load_policy(), "担当A") as opened:
        yield opened


def test_figures_are_kept_by_year_and_can_be_undone(project):
    project.planning.enter_figure(USE, 2026, 12.5, "庁内アンケート")
    entry = project.planning.enter_figure(USE, 2027, 30)
    assert project.planning.figures() == {USE: {2026: 12.5, 2027: 30.0}}
    assert entry.details["figure"] == "生成AIの利用率（職員） 令和9年度 30 ％"
    project.planning.enter_figure(USE, 2027, 31)
    project.history.undo()
    assert project.planning.figures() == {USE: {2026: 12.5, 2027: 30.0}}
    project.planning.enter_figure(USE, 2026, None)
    assert project.planning.figures() == {USE: {2027: 30.0}}
    with pytest.raises(NotAllowedError):
        project.planning.enter_figure(USE, 2026, None)
    assert project.verify().is_whole


@pytest.mark.parametrize(
    ("indicator", "year", "value", "error"),
    [
        ("hours", 2026, 1.0, UnknownNameError),
        ("x", 2026, 1.0, UnknownNameError),
        (USE, 26, 1.0, InputError),
        (USE, 2026, -1.0, InputError),
        (USE, 2026, float("nan"), InputError),
    ],
)
def test_what_does_not_fit_is_refused(project, indicator, year, value, error):
    with pytest.raises(error):
        project.planning.enter_figure(indicator, year, value)
    assert project.planning.figures() == {}


def test_json_has_them_beside_the_goal(project):
    project.surveys.import_(TWO)
    project.planning.enter_figure(USE, 2027, 30)
    project.planning.enter_figure(USE, 2026, 12.5)
    project.assessments.assess()
    indicators = {
        entry["id"]: entry for entry in ranking_json(project.assessments.report())["indicators"]
    }
    assert [*indicators] == ["hours", "tasks", USE]
    assert indicators[USE]["entered"] == [
        {"year": 2026, "value": 12.5}, {"year": 2027, "value": 30.0},
    ]  # fmt: skip
    assert (indicators[USE]["now"], indicators[USE]["goal"]) == (30.0, 50.0)
    assert (indicators[USE]["expected"], indicators[USE]["chance"]) == (None, None)
    assert indicators["hours"]["chance"] is not None
