"""The hours saved taken apart, and the parameters that their spread comes from."""

from __future__ import annotations

import numpy as np
import pytest
from tests.independent.random_tasks import random_tasks
from tests.property.drawn_tasks import FIELDS, POLICY, frame_of, with_parameters, without_spread

from rpa_scout.policy.derived import derived_hours_per_year
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import PARAMETERS, SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.savings.waterfall import WATERFALL_STEPS, influences, waterfall

TASK = {
    "runs_per_year": 240.0,
    "items_per_run": 40.0,
    "minutes_per_item": 3.0,
    "setup_minutes_per_run": 10.0,
    "exception_percent": 10.0,
    "input_form": "spreadsheet",
    "judgement": "none",
    "change_frequency": "rarely",
}


def simulated(rows, policy=POLICY):
    model = SavingsModel(policy, frame_of(rows), FIELDS)
    ids = [str(place) for place in range(len(rows))]
    return SavingsSimulation(model, choose_means(model), ids, policy.simulation)


def fixed(**values):
    """Copy the policy without spread, single parameters at given values."""

    def change(name, rule):
        value = values.get(name, rule.mode)
        return rule.model_copy(update={"low": value, "mode": value, "high": value})

    return with_parameters(without_spread(POLICY), change)


def test_every_step_worked_by_hand():
    policy = fixed(
        adoption_share=0.9,
        automatable_share=0.8,
        exception_factor=1.5,
        robot_failure_share=0.0,
        check_share=0.05,
        correction_share=0.02,
        digitise_minutes_per_item=0.1,
        attended_minutes_per_run=6.0,
        setup_share=0.5,
        upkeep_share=0.1,
        reported_time_factor=1.0,
        realisation_share=0.8,
    )
    simulation = simulated([TASK], policy)
    found = waterfall(simulation, 0)
    # 9,600 items of 3 minutes are 480 hours, set-up 40; 8,640 items or 432 hours go through
    assert found.hours_now == pytest.approx(520)
    steps = {
        "reporting": 0,
        "by_hand": -48,
        "not_automated": -432 * 0.9 * 0.2,
        "exceptions": -432 * 0.1 * 1.5,
        "checking": -432 * 0.05,
        "correction": -(432 * 0.02 + 8_640 * 0.1 / 60),
        "attendance": -240 * (6 + 5) / 60,
        "upkeep": found.steps["upkeep"],
    }
    assert -8.0 < steps["upkeep"] < -3.0  # a tenth of the hours to build
    before = 520 + sum(steps.values())
    steps["realisation"] = -0.2 * before
    assert found.steps == pytest.approx(steps)
    assert found.saved == pytest.approx(0.8 * before)


def test_it_adds_up_exactly_from_the_hours_of_the_table_to_the_p50_of_the_ranking():
    rows = [{**task, "systems": None, "peak_months": None} for task in random_tasks(400, seed=3)]
    simulation = simulated(rows)
    saved = simulation.summary().saved.p50
    hours_now = derived_hours_per_year(frame_of(rows))
    told = 0
    for task in range(len(rows)):
        found = waterfall(simulation, task)
        if found is None:
            assert not simulation.automates(task) or np.isnan(saved[task])
            continue
        told += 1
        assert tuple(found.steps) == WATERFALL_STEPS
        total = found.hours_now
        for step in found.steps.values():
            total += step
        assert total == found.saved == saved[task]
        # Unknown minutes are assumed where runs and items are known.
        assert found.hours_now == hours_now[task] or np.isnan(hours_now[task])
        either_way = ("reporting", "realisation")
        assert all(step <= 0 for name, step in found.steps.items() if name not in either_way)
    assert told > 150


def test_without_spread_nothing_has_influence():
    assert influences(simulated([TASK], without_spread(POLICY)), 0) == ()


def test_the_one_parameter_with_a_spread_has_all_of_it():
    def only(name, rule):
        if name == "automatable_share":
            return rule.model_copy(update={"low": 0.5, "mode": 0.7, "high": 0.9, "setback": None})
        return rule.model_copy(update={"low": rule.mode, "high": rule.mode})

    (found,) = influences(simulated([TASK], with_parameters(POLICY, only)), 0)
    assert found.parameter == "automatable_share"
    assert found.variance_share == pytest.approx(1, abs=0.02)


def test_of_two_the_wider_one_counts_by_its_variance():
    # hours = constant - 480 q (c + k): two shares that add up, with variances as 4 to 1
    spans = {"check_share": (0.0, 0.2, 0.4), "correction_share": (0.0, 0.1, 0.2)}

    def change(name, rule):
        low, mode, high = spans.get(name, (rule.mode, rule.mode, rule.mode))
        return rule.model_copy(update={"low": low, "mode": mode, "high": high, "setback": None})

    found = influences(simulated([TASK], with_parameters(POLICY, change)), 0)
    assert [one.parameter for one in found] == ["check_share", "correction_share"]
    assert [one.variance_share for one in found] == pytest.approx([0.8, 0.2], abs=0.05)


def test_shares_are_those_of_parameters_and_together_hardly_more_than_all():
    found = influences(simulated([TASK]), 0)
    assert {one.parameter for one in found} <= set(PARAMETERS)
    shares = [one.variance_share for one in found]
    assert shares == sorted(shares, reverse=True)
    assert 0.3 < sum(shares) < 1.15
