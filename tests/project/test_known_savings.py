"""Results that rest on a stored assessment are those that a new simulation gives."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.project.surveys import TAX

from rpa_scout.project import known_savings
from rpa_scout.project.project import Project
from rpa_scout.register.records import Actual, Automation, Register, automation_id
from rpa_scout.savings.simulation import SavingsSimulation

YEAR = 2026


def outcome(target):
    """Return all figures of a target, those of the further candidates too."""
    plain = replace(target, assessment=None, start=None)
    hours, tasks = target.start.hours, target.start.tasks
    ahead = target.ahead
    return (
        repr(plain),
        np.asarray(hours).tobytes(),
        np.asarray(tasks).tobytes(),
        repr((ahead.candidates, ahead.headline, ahead.needed_for_goal, ahead.of_all)),
    )


def simulated(project, monkeypatch):
    """Return the target and ranking of a project without what its file holds of results."""
    with monkeypatch.context() as patch:
        patch.setattr(
            type(project.assessments), "valid_number", lambda _self, _scorecard=None: None
        )
        return outcome(project.target(YEAR)), project.assessments.estimate().ranking


def refuse(*_arguments):
    """Stand in the place of a simulation that must not run."""
    raise AssertionError


@pytest.fixture
def assessed(project, samples):
    project.surveys.import_(samples)
    project.assessments.assess()
    return project


@pytest.mark.parametrize("scorecard", ["rpa", "ai"])
def test_the_target_is_the_same_to_the_last_bit(project, samples, scorecard, monkeypatch):
    project.surveys.import_(samples)
    best = project.assessments.assess(scorecard).ranking.query("candidate")["task_id"].tolist()[:6]
    project.tasks.decide(best[:4], "adopted", "試行", planned_fiscal_year=2027)
    project.tasks.decide(best[4:], "adopted", "試行")
    project.tasks.override(best[0], "hours", 12.5, "聞き取り")
    expected, ranking = simulated(project, monkeypatch)
    assert outcome(project.target(YEAR)) == expected
    pd.testing.assert_frame_equal(project.assessments.estimate().ranking, ranking, check_exact=True)


def test_actuals_correct_taken_over_figures_as_new_ones(assessed, monkeypatch):
    best = assessed.assessments.get().ranking.iloc[0]
    department, name = best["department"], best["name"]
    number = automation_id(department, name)
    automation = Automation(number, department, name, running_since=2023, task_id=best["task_id"])
    assessed.register.import_(Register((automation,), (Actual(number, 2025, 25.0),)))
    assessed.assessments.assess()
    expected, ranking = simulated(assessed, monkeypatch)
    assert outcome(assessed.target(YEAR)) == expected
    pd.testing.assert_frame_equal(
        assessed.assessments.estimate().ranking, ranking, check_exact=True
    )


def test_nothing_is_simulated_again_while_nothing_has_changed(assessed, monkeypatch):
    monkeypatch.setattr(SavingsSimulation, "summary_and_total", refuse)
    monkeypatch.setattr(SavingsSimulation, "p50_of", refuse)
    task = assessed.assessments.get().ranking["task_id"][0]
    assert assessed.target(YEAR).ahead is not None
    assessed.tasks.decide([task], "adopted", "試行")
    assert assessed.target(YEAR).goal.adopted == (task,)
    assessed.answers.correct(task, "minutes_per_item", 7, "確認済み")
    with pytest.raises(AssertionError):
        assessed.target(YEAR)


def test_another_version_or_other_tasks_are_simulated(assessed, monkeypatch):
    monkeypatch.setattr(known_savings, "__version__", "0.0.1")
    monkeypatch.setattr(SavingsSimulation, "summary_and_total", refuse)
    with pytest.raises(AssertionError):
        assessed.target(YEAR)
    with assessed.session.storage.reading() as connection:
        monkeypatch.undo()
        assert known_savings.known_savings(connection, 1, TAX) is None


def test_to_assess_is_always_to_simulate(assessed, monkeypatch):
    monkeypatch.setattr(SavingsSimulation, "summary_and_total", refuse)
    with pytest.raises(AssertionError):
        assessed.assessments.assess()


def test_a_closed_project_gives_the_same_target(file, policy, samples, monkeypatch):
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(samples)
        expected = outcome(project.target(YEAR))
        project.assessments.assess()
    with Project.open(file, "担当A", read_only=True) as project:
        monkeypatch.setattr(SavingsSimulation, "summary_and_total", refuse)
        assert outcome(project.target(YEAR)) == expected
