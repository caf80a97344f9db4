"""Ranges that were written widen the simulation; the estimate keeps their middle."""

import numpy as np
import pandas as pd
import pytest
from tests.property.drawn_tasks import FIELDS, POLICY, frame_of, with_simulation, without_spread

from rpa_scout.policy.model import Policy
from rpa_scout.policy.parameters import Savings
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.ranges import RANGED
from rpa_scout.savings.simulation import SavingsSimulation

TASK = {
    "department": "税務課",
    "name": "異動の入力",
    "systems": "住民記録",
    "runs_per_year": 240.0,
    "items_per_run": 40.0,
    "minutes_per_item": 12.5,
    "setup_minutes_per_run": 10.0,
    "exception_percent": 10.0,
    "hours_per_year_reported": None,
    "input_form": "spreadsheet",
    "judgement": "none",
}
ENDS = {
    "runs_per_year": (200.0, 280.0),
    "items_per_run": (30.0, 50.0),
    "minutes_per_item": (10.0, 15.0),
    "setup_minutes_per_run": (5.0, 15.0),
    "exception_percent": (5.0, 15.0),
}
FIXED = without_spread(POLICY)  # but for the position in a range


def tasks(*rows):
    frame = frame_of(rows)
    frame.index = pd.Index([f"税務課-{place}" for place in range(len(rows))], dtype=object)
    return frame


def ranges(*spans):
    return pd.DataFrame(
        [(f"税務課-{row}", field, low, high) for row, field, low, high in spans],
        columns=["task_id", "field", "low", "high"],
    )


def simulated(frame, spans, policy=FIXED):
    model = SavingsModel(policy, frame, FIELDS, spans)
    choice = choose_means(model)
    return choice, SavingsSimulation(model, choice, frame.index.tolist(), policy.simulation)


def saved(**answers):
    """Hours saved, every parameter at its mode."""
    return choose_means(SavingsModel(FIXED, tasks({**TASK, **answers}), FIELDS)).savings.saved[0]


@pytest.mark.parametrize("field", ENDS)
def test_draws_lie_between_the_ends_and_around_the_middle(field):
    low, high = ENDS[field]
    policy = with_simulation(FIXED, draws=4_000)
    choice, simulation = simulated(tasks(TASK), ranges((0, field, low, high)), policy)
    draws = simulation.saved_hours(np.array([0]))[0]
    ends = sorted(saved(**{field: end}) for end in (low, high))
    assert ends[0] <= draws.min() < draws.max() <= ends[1]
    assert np.ptp(draws) > 0.8 * (ends[1] - ends[0])
    assert draws.mean() == pytest.approx(np.mean(ends), abs=0.02 * (ends[1] - ends[0]))
    assert choice.savings.saved[0] == saved()  # the estimate is that of the middle


def test_a_range_of_reported_hours_where_the_parts_are_missing():
    rough = {**TASK, "minutes_per_item": None, "hours_per_year_reported": 150.0}
    spans = ranges((0, "hours_per_year_reported", 120.0, 180.0))
    choice, simulation = simulated(tasks(rough), spans)
    draws = simulation.saved_hours(np.array([0]))[0]
    assert np.ptp(draws) > 20
    assert draws.mean() == pytest.approx(choice.savings.saved[0], rel=0.05)


def test_a_range_of_reported_hours_beside_the_parts_changes_nothing():
    told_twice = tasks({**TASK, "hours_per_year_reported": 150.0})
    spans = ranges((0, "hours_per_year_reported", 120.0, 180.0))
    _, simulation = simulated(told_twice, spans)
    draws = simulation.saved_hours(np.array([0]))[0]
    assert np.ptp(draws) == 0


def test_without_any_spread_it_is_the_closed_form():
    middle = FIXED.savings.position_in_range[0].model_copy(update={"low": 0.5, "high": 0.5})
    savings = FIXED.savings.model_copy(update={"position_in_range": (middle,)})
    policy = FIXED.model_copy(update={"savings": savings})
    spans = ranges(*((0, field, *ends) for field, ends in ENDS.items()))
    choice, simulation = simulated(tasks(TASK, TASK), spans, policy)
    draws = simulation.saved_hours(np.array([0, 1]))
    np.testing.assert_allclose(draws, np.broadcast_to(choice.savings.saved[:, None], draws.shape))


def test_ranges_widen_and_touch_no_other_task():
    frame = tasks(TASK, TASK, TASK)
    _, plain = simulated(frame, None, POLICY)
    _, empty = simulated(frame, ranges(), POLICY)
    _, wide = simulated(frame, ranges((1, "minutes_per_item", 1.0, 24.0)), POLICY)
    rows = np.arange(3)
    before, after = plain.saved_hours(rows), wide.saved_hours(rows)
    np.testing.assert_array_equal(before, empty.saved_hours(rows))
    np.testing.assert_array_equal(before[[0, 2]], after[[0, 2]])
    assert np.ptp(np.quantile(after[1], [0.1, 0.9])) > 1.1 * np.ptp(
        np.quantile(before[1], [0.1, 0.9])
    )
    assert after[1].mean() == pytest.approx(before[1].mean(), rel=0.02)


def test_positions_are_independent_between_quantities_and_tasks():
    policy = with_simulation(FIXED, draws=4_000, common_share=1.0)
    spans = ranges(*((row, field, *ends) for row in (0, 1) for field, ends in ENDS.items()))
    _, simulation = simulated(tasks(TASK, TASK), spans, policy)
    positions = simulation._tasks.positions(simulation._tasks._ranges, np.array([0, 1]))
    written = [RANGED.index(field) for field in ENDS]
    between = np.corrcoef(positions[:, written].reshape(-1, 4_000)) - np.eye(2 * len(ENDS))
    assert np.abs(between).max() < 0.06
    assert positions.min() >= 0
    assert positions.max() <= 1


def test_ranges_of_other_tasks_and_answers_changed_since_are_passed_over():
    spans = ranges(
        (7, "minutes_per_item", 10.0, 15.0),
        (0, "minutes_per_item", 40.0, 50.0),
        (0, "peak_months", 1.0, 2.0),
    )
    _, simulation = simulated(tasks(TASK), spans)
    assert np.ptp(simulation.saved_hours(np.array([0]))) == 0


def test_a_policy_file_from_before_ranges_stays_valid():
    plain = POLICY.model_dump(by_alias=True)
    del plain["savings"]["position_in_range"]
    rule = Policy.model_validate(plain).savings.position_in_range[0]
    assert (rule.low, rule.mode, rule.high) == (0.0, 0.5, 1.0)


def test_a_position_beyond_the_range_is_refused():
    plain = POLICY.savings.model_dump()
    plain["position_in_range"][0]["high"] = 1.5
    with pytest.raises(ValueError, match="between 0 and 1"):
        Savings.model_validate(plain)
