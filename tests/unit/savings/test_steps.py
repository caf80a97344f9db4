"""Work in two steps: hours are those of both steps, and none counts twice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.savings.test_means import PLAIN

from rpa_scout.errors import PolicyError
from rpa_scout.policy import DEFAULT_POLICY
from rpa_scout.policy.files import policy_path
from rpa_scout.policy.means import rules_of_means, with_rules
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.closed_form import SavingsParameters, TaskLoad, both_steps, hours_after
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.savings.waterfall import drawn_steps
from rpa_scout.task_frame import task_frame

POLICY = load_policy(DEFAULT_POLICY)
PAPER = PLAIN | {
    "network": "lgwan",
    "ai_help": "classification",
    "input_form": "handwriting",
    "digitisable": "ocr",
    "pattern": "aggregation",
    "minutes_per_item": 6,
}

share = st.floats(0.0, 1.0)
parameters = st.builds(
    SavingsParameters,
    automatable_share=share,
    adoption_share=share,
    exception_share=share,
    exception_factor=st.floats(1.0, 3.0),
    check_share=st.floats(0.0, 2.0),
    correction_share=st.floats(0.0, 2.0),
    digitise_minutes_per_item=st.floats(0.0, 5.0),
    attended_minutes_per_run=st.floats(0.0, 60.0),
    setup_share=st.floats(0.0, 1.2),
    upkeep_hours_per_year=st.floats(0.0, 50.0),
)


def hours_of_steps(first, second, first_share, runs, items, minutes, setup):
    """The hours of each step by itself, added up: a reference without shortcuts."""
    per_item = 0.0
    for step, part in ((first, first_share), (second, 1.0 - first_share)):
        touched = part * minutes
        through, by_hand = step.adoption_share * touched, (1.0 - step.adoption_share) * touched
        plain = through * (1.0 - step.exception_share)
        per_item += by_hand
        per_item += plain * (1.0 - step.automatable_share)
        per_item += through * step.exception_share * step.exception_factor
        per_item += through * (step.check_share + step.correction_share)
    per_item += first.adoption_share * first.digitise_minutes_per_item
    attended = first.attended_minutes_per_run + second.attended_minutes_per_run
    left = first_share * first.setup_share + (1.0 - first_share) * second.setup_share
    upkeep = first.upkeep_hours_per_year + second.upkeep_hours_per_year
    return runs * (attended + left * setup + items * per_item) / 60.0 + upkeep


@settings(max_examples=300, deadline=None)
@given(parameters, parameters, share)
def test_hours_of_both_steps_add_up(first, second, first_share):
    if first_share * first.adoption_share + (1 - first_share) * second.adoption_share < 1e-6:
        return  # Nothing goes through a step: what is made digital is lost in rounding.
    both = both_steps(
        *(SavingsParameters(*map(np.asarray, step[:10])) for step in (first, second)),
        np.asarray(first_share),
    )
    load = TaskLoad(*map(np.asarray, (12.0, 30.0, 5.0, 20.0)))
    expected = hours_of_steps(first, second, first_share, 12.0, 30.0, 5.0, 20.0)
    assert hours_after(load, both) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def model_of(policy, *rows):
    tasks = task_frame({field: [row.get(field) for row in rows] for field in rows[0]})
    return SavingsModel(policy, tasks, policy.survey)


def without_spread(policy):
    def fixed(rules):
        return tuple(
            rule.model_copy(update={"low": rule.mode, "high": rule.mode, "setback": None})
            for rule in rules
        )

    means = tuple(
        with_rules(m, {name: fixed(rules) for name, rules in rules_of_means(m).items()})
        for m in policy.means
    )
    savings = policy.savings.model_copy(
        update={"loss_scale": None}
        | {
            name: fixed(getattr(policy.savings, name))
            for name in type(policy.savings).model_fields
            if name != "loss_scale"
        }
    )
    return policy.model_copy(update={"means": means, "savings": savings})


def test_the_closed_form_is_the_simulation_without_a_spread():
    policy = without_spread(POLICY)
    model = model_of(
        policy, PAPER, PLAIN | {"network": "lgwan"}, PAPER | {"minutes_per_item": None}
    )
    choice = choose_means(model)
    assert [policy.means[position].id for position in choice.position][:2] == [
        "ocr_generative_ai",
        "rpa",
    ]
    rows = np.arange(model.count)
    simulation = SavingsSimulation(model, choice, ["a", "b", "c"], policy.simulation)
    expected = np.broadcast_to(choice.savings.saved[:, None], (3, simulation.draws))
    for saved in (simulation.saved_hours(rows), simulation.saved_hours_evenly(rows)):
        np.testing.assert_allclose(saved, expected, atol=1e-9)


def test_a_task_in_steps_saves_less_than_by_its_better_step_and_leaves_others_alone():
    plain = PLAIN | {"network": "lgwan"}
    model = model_of(POLICY, PAPER, plain)
    choice = choose_means(model)
    together = SavingsSimulation(model, choice, ["a", "b"], POLICY.simulation)
    alone = model_of(POLICY, plain)
    single = SavingsSimulation(alone, choose_means(alone), ["b"], POLICY.simulation)
    np.testing.assert_array_equal(
        together.saved_hours(np.arange(2))[1], single.saved_hours(np.arange(1))[0]
    )
    ids = [means.id for means in POLICY.means]
    first, second = (
        model.closed_form(np.full(2, ids.index(step))).saved[0]
        for step in ("ocr_rpa", "generative_ai")
    )
    steps = choice.savings.saved[0]
    assert max(first, second) > steps
    drawn = drawn_steps(together, 0)
    assert drawn.waterfall().saved == np.median(together.saved_hours(np.arange(2))[0])
    by_step = drawn.hours_now + drawn.steps.sum(axis=0)
    np.testing.assert_allclose(by_step, drawn.saved, atol=1e-9)


def test_the_hours_to_build_are_those_of_the_steps():
    by_id = {means.id: means.build_hours for means in POLICY.means}
    for means in POLICY.means:
        if means.steps:
            assert means.build_hours == sum(by_id[step] for step in means.steps)


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ('["rpa", "generative_ai"]', '["rpa"]', "means[rpa_generative_ai]"),
        ('["rpa", "generative_ai"]', '["rpa", "ai_model"]', "means[rpa_generative_ai].steps"),
        (
            '["rpa", "generative_ai"]',
            '["rpa", "rpa_generative_ai"]',
            "means[rpa_generative_ai].steps",
        ),
        ("mode = 0.50, high = 0.70", "mode = 0.5, high = 1.7", "means[rpa_generative_ai]"),
    ],
)
def test_steps_that_cannot_be_computed_are_named(tmp_path, before, after, key):
    text = policy_path(DEFAULT_POLICY).read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "方針.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        load_policy(path)
    assert [fault.key for fault in error.value.faults] == [key]
