"""Facts and priors agree with the cases, the policy's parameters and each other."""

import pytest

from rpa_scout.evidence.cases import reference_cases
from rpa_scout.evidence.facts import read_facts
from rpa_scout.evidence.prior import load_prior
from rpa_scout.policy.faults import faults_of, rules_by_path
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.means import rules_of_means
from rpa_scout.policy.parameters import MEANS_PARAMETERS, SAVINGS_PARAMETERS
from rpa_scout.policy.policies import load_policy

PRIOR = load_prior()
STILL = [0.0] * len(PRIOR.dial)


def moved(dial_id, by):
    return [by if dial.id == dial_id else 0.0 for dial in PRIOR.dial]


def applied(moves):
    return PRIOR.applied_to(load_policy(), moves)


def test_facts_name_cases_and_parameters_that_exist():
    cases = {one.case_id for one in reference_cases()}
    for fact in read_facts():
        assert set(fact.case) <= cases
        assert set(fact.bears_on) <= {*MEANS_PARAMETERS, *SAVINGS_PARAMETERS}
    assert len({one.id for one in read_facts()}) == len(read_facts())


def test_figures_of_aggregates_agree_with_the_cases():
    cases = {one.case_id: one for one in reference_cases()}
    figures = {one.id: one.figure_en for one in read_facts()}
    for fact, case_ids in (
        ("trial_against_live", ("C024", "C028")),
        ("two_years_of_live_use", ("C090", "C091")),
    ):
        for one in case_ids:
            assert f"{cases[one].reduction_share:.1%}".replace("%", " %") in figures[fact]


def test_a_policy_of_the_prior_is_a_valid_policy():
    for moves in (STILL, [2.5] * len(STILL), [-2.5] * len(STILL)):
        policy = applied(moves)
        assert list(faults_of(policy, load_fields())) == []
        for _path, rules in rules_by_path(policy):
            for rule in rules:
                assert 0.0 <= rule.low <= rule.mode <= rule.high
        for means in policy.means:
            assert all(rule.high <= 1.0 for rule in rules_of_means(means).get("adoption_share", ()))


def test_dials_at_rest_give_the_prior_itself():
    policy = applied(STILL)
    assert policy.savings.realisation_share == PRIOR.savings["realisation_share"]
    assert policy.savings.upkeep_share == load_policy().savings.upkeep_share


def test_a_chance_moves_by_its_odds():
    dial = next(one for one in PRIOR.dial if one.id == "less_in_live_use")
    before = PRIOR.savings["realisation_share"][0].setback.chance
    after = applied(moved(dial.id, 1.0)).savings.realisation_share[0].setback.chance
    ratio = (after / (1 - after)) / (before / (1 - before))
    assert ratio == pytest.approx(2.718281828459045**dial.deviation)


def test_losses_scale_and_hopeless_tasks_stay():
    policy = applied(moved("usual_losses", 1.0))
    before, after = PRIOR.savings["automatable_share"], policy.savings.automatable_share
    for one, other in zip(before, after, strict=True):
        if one.when.get("judgement") in (("judgement",), ("sometimes_complex",)):
            assert other == one
        else:
            assert 1.0 - other.low > 1.0 - one.low


def test_every_dial_moves_something_and_only_fitted_parameters():
    fitted = {*PRIOR.savings, *(name for one in PRIOR.means.values() for name in one)}
    fitted.add("loss_scale")
    for dial in PRIOR.dial:
        assert set(dial.on) <= fitted
        assert applied(moved(dial.id, 1.0)) != applied(STILL)


def test_a_policy_without_these_means_keeps_its_own():
    policy = load_policy()
    other = policy.model_copy(update={"means": policy.means[3:]})
    assert PRIOR.applied_to(other, STILL).means == other.means
