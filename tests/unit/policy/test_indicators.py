"""Any number of indicators: declared by their keys, computed or entered by hand."""

import numpy as np
import pytest
from tests.frozen import policy_text

import rpa_scout as rs
from rpa_scout.assessment.goal_chances import chances_of
from rpa_scout.errors import PolicyError
from rpa_scout.policy.targets import Targets

TABLE = """
[targets.{name}]
label = "中間の業務削減時間"
label_en = "Hours half-way"
unit = "時間／年"
unit_en = "hours/year"
baseline = 1200
baseline_year = 2025
goal = {goal}
goal_year = {year}
figure = "{figure}"
source = "2-7"
"""


def loaded(tmp_path, *tables):
    path = tmp_path / "方針.toml"
    text = policy_text()
    path.write_text(text + "".join(tables), encoding="utf-8")
    return rs.load_policy(path)


def table(name, figure="entered", goal=50, year=2030):
    return TABLE.format(name=name, figure=figure, goal=goal, year=year)


def test_each_table_is_an_indicator(tmp_path):
    plain = [*rs.load_policy().targets.entered]
    targets = loaded(tmp_path, table("a_use"), table("half_way", "hours", 1600, 2028)).targets
    assert [*targets.indicators] == ["hours", "tasks", "half_way", "a_use", *plain]
    assert [*targets.computed] == ["hours", "tasks", "half_way"]
    assert [*targets.entered] == ["a_use", *plain]
    assert targets.goal_year == 2030
    again = Targets.model_validate(targets.model_dump(mode="json"))
    assert again == targets


@pytest.mark.parametrize(
    ("wrong", "key", "suggestion"),
    [
        ('unit_em = "x"', "targets.a_use.unit_em", ""),
        ("goal_yaer = 2030", "targets.a_use.goal_yaer", "goal_year"),
    ],
)
def test_a_wrong_key_is_named_with_its_path(tmp_path, wrong, key, suggestion):
    with pytest.raises(PolicyError) as error:
        loaded(tmp_path, table("a_use"), wrong)
    faults = {fault.key: fault.suggestion for fault in error.value.faults}
    assert key in faults
    assert faults[key] == suggestion or not suggestion


def test_a_misspelt_key_of_the_targets_is_no_indicator(tmp_path):
    text = policy_text()
    path = tmp_path / "x.toml"
    path.write_text(text.replace("headline_chance =", "headline_chanse ="), encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        rs.load_policy(path)
    (fault,) = error.value.faults
    assert (fault.key, fault.suggestion) == ("targets.headline_chanse", "headline_chance")


def test_hours_and_tasks_are_computed(tmp_path):
    text = policy_text()
    path = tmp_path / "x.toml"
    path.write_text(text.replace("[targets.hours]", '[targets.hours]\nfigure = "entered"'), "utf-8")
    with pytest.raises(PolicyError):
        rs.load_policy(path)


def test_all_computed_goals_count_at_once(tmp_path):
    targets = loaded(tmp_path, table("more", "hours", 2_500, 2030)).targets
    hours, tasks = np.array([1_900.0, 2_100.0, 2_600.0, 2_700.0]), np.array([60, 60, 60, 40.0])
    chances = chances_of(targets, hours, tasks)
    assert chances.each == {"hours": 0.75, "tasks": 0.75, "more": 0.5}
    assert chances.both == 0.25


def test_the_plan_keeps_to_an_earlier_goal_too(tmp_path, sample_city):
    policy = loaded(tmp_path, table("half_way", "tasks", 45, 2028))
    assessment = rs.assess(sample_city, policy)
    plan = rs.plan(assessment, rs.PlanLimits(in_house_hours_per_year=900), seconds=5)
    assert set(plan.as_data()["chance"]) == {"hours", "tasks", "both", "half_way"}
    assert plan.chances.both <= min(plan.chances.each.values())
    in_2028 = next(year for year in plan.years if year.fiscal_year == 2028)
    # Its chance is that of 45 tasks in the year in which it is due.
    assert (float(in_2028.live_tasks.p50) >= 45) == (plan.chances.each["half_way"] >= 0.5)


@pytest.fixture(scope="module")
def sample_city():
    from pathlib import Path

    return rs.read_surveys([Path(__file__).parents[3] / "samples" / "departments"])
