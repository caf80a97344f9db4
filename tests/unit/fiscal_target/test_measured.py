"""Measured beside estimated: every task once, by those of its automations that ran together."""

import numpy as np
import pytest
from tests.unit.comparison.inventories import inventory, task
from tests.unit.fiscal_target.registers import actual, automation, register

from rpa_scout.assessment.assess import assess
from rpa_scout.fiscal_target.measured import measured_beside_estimated
from rpa_scout.policy import load_policy


@pytest.fixture(scope="module")
def assessment():
    policy = load_policy()
    simulation = policy.simulation.model_copy(update={"draws": 200})
    return assess(
        inventory(task("甲", items_per_run=200.0), ids=["甲"]),
        policy.model_copy(update={"simulation": simulation}),
    )


def only_task(known, assessment):
    (found,) = measured_beside_estimated(known, assessment).tasks
    return found


def test_parts_add_up_and_are_held_against_the_same_part_of_the_estimate(assessment):
    parts = [
        automation("甲", name=own, share=share, task_id="甲")
        for own, share in (("一", 0.5), ("二", 0.25))
    ]
    known = register(parts, actual("甲", 2025, 30.0, "一"), actual("甲", 2024, 12.0, "二"))
    found = only_task(known, assessment)
    assert (found.measured_hours, found.share, found.fiscal_year) == (42.0, 0.75, 2025)
    assert found.estimated.mean == pytest.approx(0.75 * assessment.savings.mean[0])


def test_shares_above_the_whole_count_as_the_whole(assessment):
    twice = [automation("甲", name=own, task_id="甲") for own in ("一", "二")]
    known = register(twice, actual("甲", 2025, 30.0, "一"), actual("甲", 2025, 12.0, "二"))
    found = only_task(known, assessment)
    assert (found.measured_hours, found.share) == (42.0, 1.0)
    assert np.isclose(found.estimated.mean, assessment.savings.mean[0])


def test_an_automation_that_another_replaced_does_not_count_beside_it(assessment):
    old = automation("甲", name="旧", task_id="甲", still_running=False, ended_in=2023)
    new = automation("甲", name="新", task_id="甲", running_since=2024)
    known = register([old, new], actual("甲", 2023, 90.0, "旧"), actual("甲", 2025, 60.0, "新"))
    found = only_task(known, assessment)
    assert (found.measured_hours, found.share, found.fiscal_year) == (60.0, 1.0, 2025)
