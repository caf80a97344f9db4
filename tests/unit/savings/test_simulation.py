"""Summaries of draws, and tasks that nothing is drawn for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.parameters import ParameterRule, Setback
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.pert import GRID_SIZE, GRID_WIDTH, quantile_table
from rpa_scout.savings.quantiles import quantiles_of
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.task_frame import task_frame


def simulation_of(**columns):
    policy = load_policy()
    tasks = task_frame(columns)
    model = SavingsModel(policy, tasks, load_fields())
    ids = [str(place) for place in range(len(tasks))]
    return SavingsSimulation(model, choose_means(model), ids, policy.simulation)


class Listener:
    def __init__(self):
        self.expected, self.done = 0, 0

    def start(self, _name, total):
        self.expected = total

    def advance(self, steps=1):
        self.done += steps


def test_quantiles_by_hand():
    # 11 draws: the tenth part of the way from the least to the greatest is the second
    draws = np.array([[100.0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90], [5.0] * 11])
    found = quantiles_of(draws)
    assert found.p10.tolist() == [10, 5]
    assert found.p50.tolist() == [50, 5]
    assert found.p90.tolist() == [90, 5]
    assert found.mean.tolist() == [50, 5]
    # between two draws, a straight line
    assert quantiles_of(np.array([1.0, 2.0])).p10 == pytest.approx(1.1)


def rule(low, mode, high, setback=None):
    return ParameterRule(low=low, mode=mode, high=high, source="x", setback=setback)


def test_a_setback_takes_its_chance_and_only_where_there_is_a_spread():
    bad = Setback(chance=0.25, low=10.0, mode=12.0, high=20.0, source="x")
    table = quantile_table(
        [rule(0.0, 0.1, 1.0, bad), rule(0.5, 0.5, 0.5, bad), rule(0.0, 0.1, 1.0)]
    )
    probability = ndtr((np.arange(GRID_SIZE) + 0.5) * 2 * GRID_WIDTH / GRID_SIZE - GRID_WIDTH)
    usual = probability < 0.749
    # three quarters of the plain distribution, stretched over it; then the other one
    stretched = np.interp(probability[usual] / 0.75, probability, table[2])
    assert table[0][usual] == pytest.approx(stretched, abs=0.01)
    assert table[0][probability > 0.751].min() > 10.0
    assert table[0].max() <= 20.0
    assert set(table[1]) == {0.5}


def test_a_pert_without_width_is_its_mode_and_a_symmetric_one_has_its_mode_in_the_middle():
    table = quantile_table([rule(3.0, 3.0, 3.0), rule(0.0, 0.5, 1.0), rule(2.0, 4.0, 6.0)])
    assert set(table[0]) == {3.0}
    assert table[1] + table[1][::-1] == pytest.approx(np.ones(GRID_SIZE))
    assert table[2] == pytest.approx(2 + 4 * table[1])


def test_nothing_is_drawn_where_no_means_fits_and_unknown_hours_stay_unknown():
    simulation = simulation_of(
        runs_per_year=[100, 100, None],
        items_per_run=[50, 50, 50],
        minutes_per_item=[3, 3, 3],
        input_form=["system", "spoken", "system"],
        digitisable=["already", "no", "already"],
    )
    listener = Listener()
    found = simulation.summary(listener).saved
    assert found.p10[0] < found.p50[0] < found.p90[0]
    assert found.p10[1] == found.p50[1] == found.p90[1] == found.mean[1] == 0
    assert np.isnan([found.p10[2], found.p50[2], found.p90[2], found.mean[2]]).all()
    assert (listener.expected, listener.done) == (3, 3)
    alone = simulation.sum_of(np.array([0]))
    assert np.array_equal(simulation.sum_of(np.array([0, 1, 2])), alone)


def test_no_tasks_give_no_numbers():
    found = simulation_of().summary().saved
    assert found.p50.shape == (0,)
    assert simulation_of().sum_of(np.array([], dtype=np.intp)).tolist() == [0.0] * 1000


def several_tasks():
    return simulation_of(
        runs_per_year=[240, 240, 52, 12],
        items_per_run=[40, 90, 200, 2],
        minutes_per_item=[3.1, 4.7, 2.3, 1.0],
        judgement=["none", "simple_rules", "none", "judgement"],
        input_form=["system", "spreadsheet", "print", "spoken"],
        digitisable=["already", "already", "ocr", "no"],
    )


def test_the_pass_over_the_tasks_gives_the_sum_that_drawing_again_gives():
    simulation = several_tasks()
    _summary, summed = simulation.summary_and_total(np.ones(simulation.count, dtype=bool))
    rows = np.flatnonzero(summed.tasks)
    assert len(rows)
    drawn = simulation.totals(rows)
    assert np.array_equal(summed.total.hours, drawn.hours)
    assert np.array_equal(summed.total.live, drawn.live)


def test_sums_are_exact_in_any_order_and_partition():
    simulation = several_tasks()
    rows = np.arange(simulation.count)
    forwards, backwards = simulation.totals(rows), simulation.totals(rows[::-1])
    parts = simulation.totals(rows[:1]).plus(simulation.totals(rows[1:]))
    for sums in (backwards, parts):
        assert np.array_equal(sums.hours, forwards.hours)
        assert np.array_equal(sums.live, forwards.live)
    assert np.array_equal(
        forwards.minus(simulation.totals(rows[1:])).hours, simulation.totals(rows[:1]).hours
    )
