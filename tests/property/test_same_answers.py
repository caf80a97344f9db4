"""Equal answers give equal figures under any id; what tasks save together stays independent."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.independent.random_tasks import random_tasks
from tests.property.drawn_tasks import FIELDS, POLICY, frame_of, tasks, with_simulation

from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.savings.calibration.calibrate import calibrate
from rpa_scout.savings.correction import Correction
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import PARAMETERS, SavingsModel
from rpa_scout.savings.quantiles import quantiles_of
from rpa_scout.savings.ranges import RANGED
from rpa_scout.savings.sampling.sobol import DIMENSIONS, sobol_points
from rpa_scout.savings.simulation import SavingsSimulation

COPIES = 6
TYPICAL = {
    "runs_per_year": 240.0,
    "items_per_run": 40.0,
    "minutes_per_item": 3.0,
    "setup_minutes_per_run": 10.0,
    "input_form": "print",
    "digitisable": "ocr",
    "judgement": "none",
    "checking": "expert",
}
"""Where results are checked by an expert, a setback makes the median lie at a kink."""


def simulated(rows, policy=POLICY, ranges=None, correction=None):
    ids = [f"{place}-{place * 7919 % 1000}" for place in range(len(rows))]
    model = SavingsModel(policy, frame_of(rows), FIELDS, written(ranges or {}, ids, rows))
    choice = choose_means(model)
    return SavingsSimulation(model, choice, ids, policy.simulation, correction), model, choice, ids


def written(ranges, ids, rows):
    lines = [
        (task_id, field, (1.0 - width) * row[field], (1.0 + width) * row[field])
        for field, width in ranges.items()
        for task_id, row in zip(ids, rows, strict=True)
        if row.get(field) is not None
    ]
    return pd.DataFrame(lines, columns=["task_id", "field", "low", "high"])


def figures(summary):
    even, saved = summary.break_even, summary.saved
    return np.stack(
        [
            *(saved.p10, saved.p50, saved.p90, saved.mean),
            *(even.p10, even.p50, even.p90, summary.chance_worse),
        ]
    )


@settings(max_examples=40)
@given(
    answers=st.lists(tasks(), min_size=1, max_size=4),
    ranges=st.dictionaries(st.sampled_from(RANGED), st.floats(0.05, 0.6), max_size=4),
    draws=st.sampled_from([999, 1_000, 2_000]),
)
def test_equal_answers_have_equal_figures(answers, ranges, draws):
    rows = [row for row in answers for _copy in range(COPIES)]
    simulation, *_ = simulated(rows, with_simulation(POLICY, draws=draws), ranges)
    found = figures(simulation.summary()).reshape(-1, len(answers), COPIES)
    assert np.array_equal(found, np.repeat(found[..., :1], COPIES, axis=-1), equal_nan=True)


@settings(max_examples=40)
@given(answers=st.lists(tasks(), min_size=2, max_size=5))
def test_a_tasks_figures_are_those_of_the_sum_over_it_alone(answers):
    simulation, *_ = simulated(answers)
    saved = simulation.summary().saved
    for row in range(len(answers)):
        alone = quantiles_of(simulation.sum_of(np.array([row])))
        for name in ("p10", "p50", "p90", "mean"):
            of_row = getattr(saved, name)[row]
            assert getattr(alone, name) == (0.0 if np.isnan(of_row) else of_row)


@pytest.mark.parametrize("common_share", [0.0, 0.3])
def test_equal_answers_are_drawn_independently_all_the_same(common_share):
    policy = with_simulation(POLICY, draws=2_000, common_share=common_share, common_share_of={})
    simulation, *_ = simulated([TYPICAL] * 60, policy)
    draws = simulation.saved_hours(np.arange(60))
    ranks = scipy.stats.rankdata(draws, axis=1)
    between = np.corrcoef(ranks)[np.triu_indices(60, 1)]
    # The error of one correlation is 0.022; that of the mean of 1,770 pairs is far smaller.
    if common_share == 0.0:
        assert abs(between.mean()) < 0.005
        assert between.std() == pytest.approx(1.0 / np.sqrt(2_000), rel=0.15)
    else:
        assert 0.15 < between.mean() < 0.3


def test_the_hours_of_a_sum_are_those_of_its_own_formula_in_another_order():
    rows = [{**task, "systems": None, "peak_months": None} for task in random_tasks(80, seed=4)]
    simulation, *_ = simulated(rows, with_simulation(POLICY, draws=2_000))
    positions = np.arange(80)
    for evenly, together in zip(
        simulation.saved_hours_evenly(positions), simulation.saved_hours(positions), strict=True
    ):
        assert np.array_equal(np.sort(evenly), np.sort(together), equal_nan=True)


def test_even_points_hold_the_distribution_better_than_as_many_random_numbers():
    few, *_ = simulated([TYPICAL], with_simulation(POLICY, draws=1_000))
    many, *_ = simulated([TYPICAL], with_simulation(POLICY, draws=100_000, seed=3))
    wanted = many.summary().saved
    found = few.summary().saved
    width = wanted.p90[0] - wanted.p10[0]
    assert found.p50[0] == pytest.approx(wanted.p50[0], abs=0.02 * width)
    # 1,000 random numbers would have a standard error of 0.016 of the width.
    errors = [
        simulated([TYPICAL], with_simulation(POLICY, seed=seed))[0].summary().saved.p50[0]
        - wanted.p50[0]
        for seed in range(12)
    ]
    assert np.sqrt(np.mean(np.square(errors))) < 0.011 * width


@pytest.mark.parametrize("place", range(len(PARAMETERS)))
def test_every_parameter_has_its_own_quantiles_at_the_even_points(place):
    simulation, model, choice, _ids = simulated([TYPICAL], with_simulation(POLICY, draws=2_000))
    drawn = simulation.drawn_evenly(np.array([0]))
    values = dict(drawn.values)[PARAMETERS[place]][0]
    rule = model.book.rules[model.pert_numbers(choice.position)[place, 0]]
    if rule.setback is not None or values.size == 1:
        return
    share = 4 * (rule.mode - rule.low) / (rule.high - rule.low)
    pert = scipy.stats.beta(1 + share, 5 - share, loc=rule.low, scale=rule.high - rule.low)
    assert scipy.stats.kstest(values, pert.cdf).statistic < 0.005


def test_narrowing_at_the_even_points_is_narrowing_of_the_common_part():
    rng = np.random.default_rng(1)
    direction = rng.standard_normal(5)
    direction /= np.linalg.norm(direction)
    empty = np.zeros(0)
    correction = Correction(empty, empty.astype(np.intp), empty, direction, 0.4)
    share = np.array([0.0, 0.3, 0.6, 0.3, 1.0])
    common, own, alone = rng.standard_normal((3, 5, 400_000))
    together = np.sqrt(share)[:, None] * correction.narrowed(common)
    together += np.sqrt(1.0 - share)[:, None] * own
    evenly = correction.narrowed_together(alone, share)
    assert np.abs(np.cov(together) - np.cov(evenly)).max() < 0.01


def test_a_correction_keeps_equal_answers_equal():
    rows = [TYPICAL] * 4 + [{**TYPICAL, "minutes_per_item": 5.0, "pattern": "entry"}] * 4
    _plain, model, choice, ids = simulated(rows)
    actuals = [MeasuredSaving(ids[0], 120.0, 2025), MeasuredSaving(ids[5], 200.0, 2025)]
    calibration = calibrate(model, choice, ids, actuals)
    assert calibration.correction is not None
    corrected, *_ = simulated(rows, correction=calibration.correction)
    found = figures(corrected.summary()).reshape(-1, 2, 4)
    assert np.array_equal(found, np.repeat(found[..., :1], 4, axis=-1), equal_nan=True)
    alone = quantiles_of(corrected.sum_of(np.array([5])))
    assert alone.p50 == corrected.summary().saved.p50[5]


@pytest.mark.parametrize("count", [1, 2, 100, 1_000, 1_024, 5_000])
def test_the_points_are_those_of_sobol(count):
    from scipy.stats import qmc

    found = sobol_points(DIMENSIONS, count, np.zeros(DIMENSIONS, dtype=np.uint32))
    whole = 1 << int(count - 1).bit_length()
    wanted = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random(whole).T
    # Theirs go through the same points in another order (Gray code); as many as a power of two.
    ours = sobol_points(DIMENSIONS, whole, np.zeros(DIMENSIONS, dtype=np.uint32))
    assert np.array_equal(ours[:, :count], found)
    assert {*map(tuple, np.floor(ours.T * 2**32))} == {*map(tuple, np.round(wanted.T * 2**32))}


def test_there_is_a_dimension_for_everything_that_is_drawn():
    assert len(PARAMETERS) + len(RANGED) + 1 <= DIMENSIONS
