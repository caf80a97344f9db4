"""The draws: their distributions, what they have in common, and that they stay the same."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.independent.random_tasks import random_tasks
from tests.property.drawn_tasks import (
    FIELDS,
    POLICY,
    frame_of,
    with_simulation,
    without_spread,
)

from rpa_scout.policy.parameters import ParameterRule
from rpa_scout.savings import simulation as simulation_module
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import PARAMETERS, SavingsModel
from rpa_scout.savings.pert import GRID_SIZE, GRID_WIDTH, quantile_table
from rpa_scout.savings.simulation import SavingsSimulation

NAMES = ("p10", "p50", "p90", "mean")
FILLED = {
    "department": "税務課",
    "name": "異動の入力",
    "systems": "住民記録",
    "runs_per_year": 240,
    "items_per_run": 40,
    "minutes_per_item": 3,
    "setup_minutes_per_run": 10,
    "input_form": "spreadsheet",
    "judgement": "none",
}


def pert_mean(rule):
    return (rule.low + 4 * rule.mode + rule.high) / 6


@cache
def drawn(count=200, seed=5):
    rows = [
        {
            **task,
            "systems": "、".join(task["systems"] or []) or None,
            "peak_months": None,
        }
        for task in random_tasks(count, seed)
    ]
    return frame_of(rows)


def simulated(frame, policy=POLICY, ids=None):
    model = SavingsModel(policy, frame, FIELDS)
    ids = ids or [f"task {place}" for place in range(len(frame))]
    return SavingsSimulation(model, choose_means(model), ids, policy.simulation)


def alike(count, policy):
    return simulated(frame_of([FILLED] * count), policy)


@given(
    low=st.floats(0, 100),
    spread=st.floats(0.01, 100),
    place=st.floats(0, 1),
)
def test_the_quantile_table_holds_the_quantiles_of_a_beta_distribution(low, spread, place):
    mode, high = low + place * spread, low + spread
    rule = ParameterRule(low=low, mode=min(mode, high), high=high, source="drawn")
    table = quantile_table([rule])[0]
    middle = (np.arange(GRID_SIZE) + 0.5) * 2 * GRID_WIDTH / GRID_SIZE - GRID_WIDTH
    probability = scipy.stats.norm.cdf(middle)
    pert = scipy.stats.beta(1 + 4 * place, 5 - 4 * place, loc=low, scale=spread)
    assert np.allclose(table, pert.ppf(probability), rtol=1e-9, atol=1e-9 * spread)
    assert np.allclose(pert.cdf(table), probability, rtol=0, atol=1e-9)
    assert low <= table[0]
    assert (np.diff(table) >= 0).all()
    assert table[-1] <= high * (1 + 1e-15)


@pytest.mark.parametrize(
    ("common_share", "tolerance"),
    # A part that all tasks share is drawn once a draw, so less is known of its mean.
    [(0.0, 0.005), (0.3, 0.02), (1.0, 0.03)],
)
def test_draws_have_the_mean_of_their_distribution(common_share, tolerance):
    policy = with_simulation(POLICY, draws=2_000, common_share=common_share)
    simulation = alike(100, policy)
    values = simulation._tasks.values(np.arange(100))
    for place, name in enumerate(PARAMETERS):
        rule = simulation_rule(policy, place, name)
        expected = pert_mean(rule)
        spread = rule.high - rule.low
        if rule.setback:
            worse = pert_mean(rule.setback)
            expected += rule.setback.chance * (worse - expected)
            spread = max(rule.high, rule.setback.high) - min(rule.low, rule.setback.low)
        if values[name].shape[1] == 1:
            assert spread == 0 or name.endswith("unknown")
            continue
        assert values[name].mean() == pytest.approx(expected, abs=tolerance * spread)


def simulation_rule(policy, place, name):
    model = SavingsModel(policy, frame_of([FILLED]), FIELDS)
    number = model.pert_numbers(np.array([0]))[place, 0]
    rule = model.book.rules[number]
    holder = policy.savings if hasattr(policy.savings, name) else policy.means[0].parameters
    assert rule in getattr(holder, name)
    return rule


def test_draws_have_the_distribution_they_are_said_to_have():
    policy = with_simulation(POLICY, draws=2_000, common_share=0.0)
    values = alike(50, policy)._tasks.values(np.arange(50))
    rule = policy.means[0].parameters.adoption_share[0]
    share = 4 * (rule.mode - rule.low) / (rule.high - rule.low)
    pert = scipy.stats.beta(1 + share, 5 - share, loc=rule.low, scale=rule.high - rule.low)
    distance = scipy.stats.kstest(values["adoption_share"].ravel(), pert.cdf).statistic
    assert distance < 0.01


@pytest.mark.parametrize("common_share", [0.0, 0.3, 0.7, 1.0])
def test_tasks_have_the_common_share_in_common_and_parameters_nothing(common_share):
    policy = with_simulation(POLICY, draws=5_000, common_share=common_share)
    values = alike(20, policy)._tasks.values(np.arange(20))
    rule = policy.means[0].parameters.adoption_share[0]
    share = 4 * (rule.mode - rule.low) / (rule.high - rule.low)
    pert = scipy.stats.beta(1 + share, 5 - share, loc=rule.low, scale=rule.high - rule.low)
    normal = scipy.stats.norm.ppf(pert.cdf(values["adoption_share"]))
    between = np.corrcoef(normal)[np.triu_indices(20, 1)]
    assert between.mean() == pytest.approx(common_share, abs=0.03)
    other = np.corrcoef(values["adoption_share"][0], values["attended_minutes_per_run"][0])[0, 1]
    assert abs(other) < 0.06


@pytest.mark.parametrize("own", [0.0, 0.6, 1.0])
def test_a_means_has_its_own_common_share_in_common_and_the_same_figures(own):
    means = tuple(m.model_copy(update={"common_share": own}) for m in POLICY.means)
    policy = with_simulation(POLICY, draws=5_000, common_share=0.3)
    usual = alike(20, policy)
    simulation = alike(20, policy.model_copy(update={"means": means}))
    values = simulation._tasks.values(np.arange(20))
    for name, expected in (("adoption_share", own), ("reported_time_factor", 0.3)):
        ranks = scipy.stats.rankdata(values[name], axis=1) / 5_001
        between = np.corrcoef(scipy.stats.norm.ppf(ranks))[np.triu_indices(20, 1)]
        assert between.mean() == pytest.approx(expected, abs=0.03), name
    for name in NAMES:
        np.testing.assert_array_equal(
            getattr(simulation.summary().saved, name), getattr(usual.summary().saved, name)
        )
    assert width(simulation.sum_of(np.arange(20))) != width(usual.sum_of(np.arange(20)))


def test_a_means_without_a_common_share_of_its_own_is_drawn_as_before_beside_one_that_has_it():
    frame = drawn()
    policy = with_simulation(POLICY, draws=200)
    first = policy.means[0].model_copy(update={"common_share": 0.9})
    mixed = policy.model_copy(update={"means": (first, *policy.means[1:])})
    before, after = simulated(frame, policy), simulated(frame, mixed)
    rows = np.arange(len(frame))
    is_first = choose_means(SavingsModel(policy, frame, FIELDS)).position == 0
    values, moved = before._tasks.values(rows), after._tasks.values(rows)
    changed = (values["check_share"] != moved["check_share"]).any(axis=1)
    assert is_first.any()
    assert not is_first.all()
    np.testing.assert_array_equal(changed, is_first)


def width(draws):
    low, high = np.quantile(draws, [0.1, 0.9])
    return high - low


@pytest.mark.parametrize("seed", [1, 20_260_401])
def test_the_range_of_a_sum_is_wider_than_that_of_independent_errors(seed):
    rows = np.arange(200)
    ratios = {}
    for common_share in (0.0, 0.3, 1.0):
        policy = with_simulation(POLICY, seed=seed, draws=16_000, common_share=common_share)
        simulation = simulated(drawn(), policy)
        draws = simulation.saved_hours(rows)
        known = draws[~np.isnan(draws[:, 0])]
        # Extreme rows of the draw would drown all others.
        usual = known[np.abs(known).max(axis=1) < 4_000]
        assert len(usual) > 80
        shuffled = np.random.default_rng(0).permuted(usual, axis=1)
        ratios[common_share] = width(usual.sum(axis=0)) / width(shuffled.sum(axis=0))
    assert ratios[0.0] == pytest.approx(1, abs=0.1)
    assert ratios[0.3] > 1.5
    assert ratios[1.0] > 1.3 * ratios[0.3]


def test_a_sum_is_that_of_its_tasks_draws_and_unknown_hours_add_nothing():
    simulation = simulated(drawn())
    rows = np.arange(200)
    draws = simulation.saved_hours(rows)
    assert np.isnan(draws).any()
    assert np.allclose(simulation.sum_of(rows), np.nansum(draws, axis=0), rtol=1e-12)


def test_without_spread_the_simulation_is_the_closed_form():
    policy = without_spread(POLICY)
    simulation = simulated(drawn(), policy)
    model = SavingsModel(policy, drawn(), FIELDS)
    closed = choose_means(model).savings
    size = np.fmax(np.fmax(closed.hours_now, closed.hours_after), 1.0)
    found = simulation.summary().saved
    assert np.isnan(closed.saved).any()
    assert (~np.isnan(closed.saved)).sum() > 100
    for name in NAMES:
        assert np.array_equal(np.isnan(getattr(found, name)), np.isnan(closed.saved))
        error = np.abs(getattr(found, name) - closed.saved) / size
        assert np.nanmax(error) < 1e-9


def test_the_summary_is_that_of_the_draws():
    simulation = simulated(drawn())
    found = simulation.summary().saved
    draws = simulation.saved_hours(np.arange(200))
    for name, wanted in {
        "p10": np.quantile(draws, 0.1, axis=1),
        "p50": np.quantile(draws, 0.5, axis=1),
        "p90": np.quantile(draws, 0.9, axis=1),
        "mean": draws.mean(axis=1),
    }.items():
        assert np.allclose(getattr(found, name), wanted, rtol=1e-12, atol=1e-9, equal_nan=True)


def same_bits(one, other):
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in NAMES
    )


def test_two_runs_give_the_same_bits_and_another_seed_does_not():
    first, second = simulated(drawn()).summary().saved, simulated(drawn()).summary().saved
    assert same_bits(first, second)
    other = simulated(drawn(), with_simulation(POLICY, seed=1)).summary().saved
    assert not same_bits(first, other)


@pytest.mark.parametrize("cells", [1, 3_000, 17_000, 10_000_000])
def test_the_cut_into_blocks_changes_no_bit(monkeypatch, cells):
    usual = simulated(drawn()).summary().saved
    total = simulated(drawn()).sum_of(np.arange(200))
    monkeypatch.setattr(simulation_module, "_BLOCK_CELLS", cells)
    assert same_bits(usual, simulated(drawn()).summary().saved)
    assert np.allclose(total, simulated(drawn()).sum_of(np.arange(200)), rtol=1e-12)


@settings(max_examples=15)
@given(rows=st.lists(st.integers(0, 199), min_size=1, max_size=60, unique=True))
def test_a_tasks_draws_depend_on_no_other_task(rows):
    ids = [f"task {place}" for place in rows]
    alone = simulated(drawn().iloc[rows], ids=ids).summary().saved
    among = all_together()
    for name in NAMES:
        assert np.array_equal(getattr(alone, name), getattr(among, name)[rows], equal_nan=True)


@cache
def all_together():
    return simulated(drawn()).summary().saved


def test_a_tasks_draws_depend_on_its_id():
    same = frame_of([FILLED, FILLED])
    first = simulated(same, ids=["a", "b"]).saved_hours(np.array([0, 1]))
    assert not np.array_equal(first[0], first[1])
    second = simulated(same, ids=["b", "a"]).saved_hours(np.array([0, 1]))
    assert np.array_equal(first, second[::-1])


@settings(max_examples=25)
@given(
    rows=st.lists(st.integers(0, 199), min_size=2, max_size=12, unique=True),
    common_share=st.sampled_from([0.0, 0.3]),
)
def test_adding_a_task_never_narrows_the_sum(rows, common_share):
    # Variances of what is independent add up; what is in common adds to them. In a sample of
    # 2,000 the chance correlation of two tasks stays below 0.1.
    policy = with_simulation(POLICY, draws=2_000, common_share=common_share, common_share_of={})
    simulation = simulated(drawn(), policy)
    rows = np.array(rows)
    for total in (simulation.sum_of, lambda chosen: simulation.totals(chosen).hours):
        before, after = total(rows[:-1]), total(rows)
        added = total(rows[-1:])
        assert after.std() ** 2 >= before.std() ** 2 - 0.2 * before.std() * added.std()
        assert np.allclose(before + added, after, rtol=1e-9, atol=1e-6)


def test_what_goes_live_is_drawn_with_its_share_and_never_where_time_is_lost():
    simulation = alike(300, with_simulation(POLICY, draws=2_000))
    rows = np.arange(300)
    adopted, saved = simulation.adopted(rows), simulation.saved_hours(rows)
    rule = POLICY.savings.going_live_share[-1]
    gains = saved > 0
    assert not adopted.live[~gains].any()
    assert (adopted.hours[~adopted.live] == 0).all()
    # Adopted hours are whole steps of 2**-20 h, so that sums are exact in any order.
    kept = adopted.hours[adopted.live]
    assert np.array_equal(kept, np.rint(saved[adopted.live] * 2**20) / 2**20)
    expected = pert_mean(rule)
    assert adopted.live[gains].mean() == pytest.approx(expected, abs=0.02)
    # going live has a part in common, so the number of live tasks spreads more than by chance
    spread = simulation.totals(rows).live.std()
    assert spread > 1.5 * np.sqrt(300 * expected * (1 - expected))


@pytest.mark.parametrize("cells", [1, 3_000, 10_000_000])
def test_the_cut_into_blocks_changes_neither_what_goes_live_nor_the_break_even(monkeypatch, cells):
    rows = np.arange(200)
    usual, even = simulated(drawn()).totals(rows), simulated(drawn()).summary().break_even
    monkeypatch.setattr(simulation_module, "_BLOCK_CELLS", cells)
    cut = simulated(drawn()).totals(rows)
    assert np.array_equal(usual.live, cut.live)
    assert np.allclose(usual.hours, cut.hours, rtol=1e-12)
    again = simulated(drawn()).summary().break_even
    assert np.array_equal(even.p10, again.p10, equal_nan=True)
    assert np.array_equal(even.p90, again.p90, equal_nan=True)


def test_the_range_of_the_break_even_is_in_order_and_without_spread_it_is_the_closed_form():
    even = simulated(drawn()).summary().break_even
    known = ~np.isnan(even.p10)
    assert (even.p10[known] <= even.p90[known]).all()
    assert (even.p10[known] >= 0).all()
    fixed = without_spread(POLICY)
    model = SavingsModel(fixed, drawn(), FIELDS)
    closed = choose_means(model).savings.break_even_items_per_run
    found = simulated(drawn(), fixed).summary().break_even
    assert np.allclose(found.p10, closed, rtol=1e-9, equal_nan=True)
    assert np.allclose(found.p90, closed, rtol=1e-9, equal_nan=True)


def test_where_only_the_hours_are_known_the_result_is_wider_and_not_absent():
    known = {**FILLED, "exception_percent": 5, "timing": "batch", "pattern": "entry"}
    parts = ("runs_per_year", "items_per_run", "minutes_per_item", "setup_minutes_per_run")
    rough = {**known, **dict.fromkeys(parts), "hours_per_year_reported": 520.0}
    # as much work either way: 240 runs of 40 items of 3 minutes and 10 of set-up
    simulation = simulated(frame_of([{**known, "hours_per_year_reported": None}, rough]))
    found = simulation.summary().saved
    full, hours_only = found.p90 - found.p10
    assert np.isfinite(found.p50).all()
    assert hours_only > full


def test_losses_are_possible_everywhere_and_likelier_where_they_are_announced():
    quiet = {**FILLED, "exception_percent": 5, "remarks": None, "checking": "easy"}
    told = [
        quiet,
        {**quiet, "checking": "expert"},
        {**quiet, "checking": "impossible"},
        {**quiet, "remarks": "全件を目視で確認している。ミスが許されない。"},
    ]
    simulation = simulated(frame_of(told), with_simulation(POLICY, draws=4_000))
    chances = (simulation.saved_hours(np.arange(4)) < 0).mean(axis=1)
    assert chances[0] > 0.003
    assert (chances[1:] > 1.5 * chances[0]).all()
    # so bad as in 久慈市, where 1.6 hours became 16.2
    worst = simulation.saved_hours(np.array([0])).min()
    assert worst < -2 * simulation.drawn(np.array([0])).load.runs_per_year.mean() * 130 / 60
