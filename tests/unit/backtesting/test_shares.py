"""Simulated shares of cases: what counts in a published result, and what may go wrong."""

from dataclasses import replace

import numpy as np
import pytest

from rpa_scout.backtesting.shares import CaseShares, published_result
from rpa_scout.errors import InputError
from rpa_scout.policy.means import rules_of_means
from rpa_scout.text import sentence_of, set_language


@pytest.fixture(scope="module")
def by_id(cases):
    return {one.case_id: one for one in cases}


def silent(case):
    """The same task, described without a word that announces trouble."""
    return replace(case, task="転記", what_the_robot_does="")


def drawn(policy, *cases):
    return CaseShares(cases, policy.survey).drawn(policy)


def test_shares_lie_between_minus_one_and_one(cases, policy):
    shares = drawn(policy, *cases)
    assert shares.shape == (len(cases), policy.simulation.draws)
    assert shares.min() >= -1.0
    assert shares.max() <= 1.0


def test_draws_depend_neither_on_the_order_nor_on_the_other_cases(cases, policy):
    together = drawn(policy, *cases)
    backwards = drawn(policy, *cases[::-1])[::-1]
    assert np.array_equal(together, backwards)
    assert np.array_equal(drawn(policy, cases[4])[0], together[4])


def test_upkeep_does_not_count(by_id, policy):
    dear = policy.effort.model_copy(update={"hours_per_extra_system": 1e6})
    means = tuple(one.model_copy(update={"build_hours": 1e6}) for one in policy.means)
    costly = policy.model_copy(update={"effort": dear, "means": means})
    case = by_id["C009"]
    assert np.array_equal(drawn(costly, case), drawn(policy, case))


def test_only_live_use_bears_the_loss_from_trial_to_live_use(by_id, policy):
    trial = by_id["C009"]
    live = replace(trial, evidence="operational")
    before, after = drawn(policy, trial)[0], drawn(policy, live)[0]
    assert np.median(after) < np.median(before)
    lost = before < 0
    assert lost.any()
    assert np.array_equal(before[lost], after[lost])  # a loss does not shrink in live use


def test_minutes_per_item_are_of_items_that_went_through(by_id, policy):
    per_item = by_id["C049"]
    of_all = replace(per_item, reduction_is="hours_after/hours_before")
    assert drawn(policy, per_item).mean() > drawn(policy, of_all).mean() + 0.05


def test_time_may_rise_tenfold_also_where_nothing_announces_it(by_id, policy):
    """久慈市 (C030): 1.6 hours became 16.2; 千葉市 (C035): nothing was saved."""
    reads, enters = drawn(policy, silent(by_id["C030"]), silent(by_id["C009"]))
    assert 0.03 < np.mean(reads < 0.0) < 0.15
    assert 0.01 < np.mean(enters < 0.0) < 0.1
    assert np.mean(np.abs(reads) < 0.1) > 0.01
    assert np.mean(np.abs(enters) < 0.2) > 0.005
    setbacks = [
        rule.setback
        for means in policy.means
        for rule in rules_of_means(means).get("check_share", ())
        if rule.setback
    ]
    assert min(one.high for one in setbacks if one.high > 2.0) > 9.1  # after is ten times before
    assert np.mean(drawn(policy, silent(by_id["C030"]))[0] == -1.0) > 0.005


def test_words_that_announce_trouble_shift_the_estimate(by_id, policy):
    case = by_id["C030"]
    said, unsaid = drawn(policy, case, silent(case))
    assert np.median(said) < np.median(unsaid) - 0.2
    assert np.mean(said < 0) > 3 * np.mean(unsaid < 0)


def test_what_is_unknown_widens(by_id, policy):
    def width(case):
        low, high = np.quantile(drawn(policy, case)[0], [0.1, 0.9])
        return high - low

    known = replace(silent(by_id["C009"]), judgement="none")
    assert width(replace(known, judgement="")) > width(known)


def test_the_hours_assumed_hardly_matter(by_id, policy):
    case = by_id["C032"]
    little, much = (
        drawn(policy, replace(case, hours_before=hours, hours_period="年"))[0]
        for hours in (60.0, 2000.0)
    )
    assert np.median(much) == pytest.approx(np.median(little), abs=0.01)


def test_results_are_clipped(by_id):
    assert by_id["C030"].result == -9.125
    assert published_result(by_id["C030"]) == -1.0


def test_a_policy_without_the_means(by_id, policy):
    other = policy.model_copy(update={"means": policy.means[:1]})
    with pytest.raises(InputError) as caught:
        drawn(other, by_id["C030"])
    set_language("en")
    assert "has no means “ocr_rpa”" in sentence_of(caught.value)
    assert drawn(other, by_id["C009"]).shape[0] == 1
