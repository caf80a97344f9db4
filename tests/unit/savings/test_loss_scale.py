"""The one cause that small losses have in common: its table, what it multiplies, and its limits."""

import numpy as np
import pytest
import scipy.stats
from tests.unit.savings.test_means import PLAIN

from rpa_scout.policy.parameters import LossScale, ParameterRule, Setback
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.closed_form import hours_after
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel, with_loss_scaled
from rpa_scout.savings.pert import GRID_SIZE, loss_scale_table, quantile_table, split_tables
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.task_frame import task_frame

SCALE = LossScale(deviation=0.5, nothing_left_chance=0.03, source="assumption")


def policy_with(scale, policy=None):
    policy = policy or load_policy()
    savings = policy.savings.model_copy(update={"loss_scale": scale})
    return policy.model_copy(update={"savings": savings})


def fixed(policy):
    """Every parameter at its mode, without setbacks."""

    def rules_fixed(parameters, names):
        return parameters.model_copy(
            update={
                name: tuple(
                    rule.model_copy(update={"low": rule.mode, "high": rule.mode, "setback": None})
                    for rule in getattr(parameters, name)
                )
                for name in names
                if getattr(parameters, name) is not None
            }
        )

    means = tuple(
        one.model_copy(
            update={"parameters": rules_fixed(one.parameters, type(one.parameters).model_fields)}
        )
        for one in policy.means
    )
    names = [name for name in type(policy.savings).model_fields if name != "loss_scale"]
    savings = rules_fixed(policy.savings, names)
    return policy.model_copy(update={"means": means, "savings": savings})


def simulation_of(policy, count=1):
    tasks = task_frame({field: [answer] * count for field, answer in PLAIN.items()})
    model = SavingsModel(policy, tasks, policy.survey)
    ids = [str(number) for number in range(count)]
    choice = choose_means(model)
    return model, choice, SavingsSimulation(model, choice, ids, policy.simulation)


def test_it_is_tabulated_as_a_student_t_variable_on_a_logarithmic_scale():
    table = loss_scale_table(SCALE)
    assert table.shape == (GRID_SIZE,)
    assert np.all(np.diff(table) >= 0.0)
    assert table[GRID_SIZE // 2] == pytest.approx(1.0, abs=0.01)
    upper = scipy.stats.t.ppf(scipy.stats.norm.cdf(1.0), 4)
    at_one = np.interp(1.0, (np.arange(GRID_SIZE) + 0.5) * 13.0 / GRID_SIZE - 6.5, table)
    assert at_one == pytest.approx(np.exp(0.5 * upper), rel=0.01)
    chance = scipy.stats.norm.cdf((np.flatnonzero(table > 0.0)[0]) * 13.0 / GRID_SIZE - 6.5)
    assert chance == pytest.approx(0.03, abs=0.002)


@pytest.mark.parametrize(("low", "high"), [(0.5, 1.2), (0.0, 0.01)])
def test_a_split_table_has_the_distribution_of_the_mixture(low, high):
    setback = Setback(low=low, mode=(low + high) / 2, high=high, chance=0.3, source="assumption")
    rule = ParameterRule(low=0.02, mode=0.1, high=0.4, setback=setback, source="assumption")
    values, is_setback = split_tables([rule])
    step = 13.0 / GRID_SIZE
    weights = np.diff(scipy.stats.norm.cdf(np.arange(GRID_SIZE + 1) * step - 6.5))
    assert weights[is_setback[0]].sum() == pytest.approx(0.3, abs=0.005)
    at = np.linspace(0.0, 1.3, 40)
    split = [(weights * (values[0] <= value)).sum() for value in at]
    mixed = [(weights * (quantile_table([rule])[0] <= value)).sum() for value in at]
    assert split == pytest.approx(mixed, abs=0.02)


def test_setbacks_are_not_scaled():
    value, triple, none = np.array([0.8]), np.array([3.0]), np.array([0.0])
    for name, usual, scale, scaled in (
        ("check_share", none, triple, 0.8),
        ("correction_share", None, triple, 2.4),
        ("automatable_share", None, triple, 1.0 - 3.0 * 0.2),
        ("adoption_share", None, none, 1.0),
        ("check_share", None, none, 0.0),
    ):
        assert with_loss_scaled(name, value, usual, scale) == pytest.approx(scaled)


def test_without_spread_the_simulation_is_the_closed_form():
    still = LossScale(deviation=0.0, source="assumption")
    policy = fixed(policy_with(still))
    model, choice, simulation = simulation_of(policy)
    saved = simulation.saved_hours(np.arange(1))[0]
    assert saved == pytest.approx(model.closed_form(choice.position).saved[0], rel=1e-9)


def test_with_fixed_parameters_the_spread_is_that_of_the_cause():
    """At scale 1 the draw is the closed form; at scale 0 nothing but set-up is left of a run."""
    policy = fixed(policy_with(SCALE))
    model, choice, simulation = simulation_of(policy)
    drawn = simulation.drawn_evenly(np.arange(1))
    scale = drawn.values["loss_scale"][0]
    saved = simulation.saved_hours_evenly(np.arange(1))[0]
    order = np.argsort(scale, kind="stable")
    assert np.all(np.diff(saved[order]) <= 1e-9)
    nearest = np.argmin(np.abs(scale - 1.0))
    assert saved[nearest] == pytest.approx(model.closed_form(choice.position).saved[0], rel=0.02)
    gone = scale == 0.0
    assert gone.mean() == pytest.approx(0.03, abs=0.01)
    left = hours_after(drawn.load, drawn.parameters)[0][gone]
    load, parameters = drawn.load, drawn.parameters
    setup = load.runs_per_year * parameters.setup_share * load.setup_minutes_per_run / 60.0
    remaining = float(np.squeeze(setup)) + float(np.squeeze(parameters.upkeep_hours_per_year))
    assert left == pytest.approx(np.full(left.shape, remaining))


def test_small_losses_no_longer_cancel_out():
    before = simulation_of(policy_with(None))[2].saved_hours(np.arange(1))[0]
    after = simulation_of(policy_with(SCALE))[2].saved_hours(np.arange(1))[0]
    assert np.quantile(after, 0.99) > np.quantile(before, 0.99)
    assert np.median(after) == pytest.approx(np.median(before), rel=0.05)


def test_policies_without_it_keep_their_draws():
    policy = policy_with(None)
    none = policy_with(LossScale(deviation=0.0, source="assumption"))
    rows = np.arange(3)
    first, second = (simulation_of(one, 3)[2].adopted(rows).hours for one in (policy, none))
    assert np.array_equal(first, second)


def test_equal_answers_have_equal_hours_to_the_last_bit():
    simulation = simulation_of(policy_with(SCALE), 2)[2]
    first, second = np.sort(simulation.saved_hours(np.arange(2)), axis=1)
    assert np.array_equal(first, second)


def test_the_common_part_widens_a_sum():
    def width(share):
        scale = SCALE.model_copy(update={"common_share": share})
        total = simulation_of(policy_with(scale), 60)[2].sum_of(np.arange(60))
        low, high = np.quantile(total, (0.1, 0.9))
        return high - low

    assert width(0.9) > 1.1 * width(0.0)
