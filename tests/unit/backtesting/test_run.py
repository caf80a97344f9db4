"""The backtest: the bars it has to clear, what is left out, and what cannot be tested."""

import json
from dataclasses import replace

import numpy as np
import pytest

import rpa_scout as rs
from rpa_scout.backtesting.run import backtest, usable_cases
from rpa_scout.errors import InputError, Remedy
from rpa_scout.evidence.cases import read_cases
from rpa_scout.text import sentence_of, set_language

FLAT, MEAN, OTHERS = "flat_80_percent", "mean_of_other_cases", "distribution_of_other_cases"


@pytest.fixture(scope="module", params=[False, True], ids=["learned", "as_is"])
def found(request, policy):
    return backtest(read_cases(), policy, as_is=request.param)


def test_coverage_is_between_70_and_90_percent(found):
    assert 0.74 <= found.coverage <= 0.9
    assert found.coverage == np.mean([one.is_inside for one in found.cases])


def test_crps_is_a_tenth_better_than_points_and_better_than_the_others(found):
    assert found.score.crps <= 0.9 * found.baselines[FLAT].crps
    assert found.score.crps <= 0.9 * found.baselines[MEAN].crps
    assert found.score.crps < found.baselines[OTHERS].crps
    assert found.score.crps == pytest.approx(np.mean([one.crps for one in found.cases]))


def test_median_absolute_error(found):
    assert found.score.median_absolute_error <= 0.12
    errors = [abs(one.p50 - one.result) for one in found.cases]
    assert found.score.median_absolute_error == np.median(errors)


def test_quantiles_rise(found):
    assert all(-1 <= one.p10 <= one.p50 <= one.p90 <= 1 for one in found.cases)


def test_without_the_worst_case_it_still_beats_the_baselines(policy):
    """One failure (C030) must not make the whole difference."""
    cases = [one for one in read_cases() if one.case_id != "C030"]
    found = backtest(cases, policy, as_is=True)
    assert found.score.crps <= 0.9 * found.baselines[FLAT].crps
    assert found.score.crps < found.baselines[OTHERS].crps


def test_what_is_left_out(found):
    reasons = {one.case_id: one.reason for one in found.left_out}
    assert (len(found.cases), len(reasons)) == (40, 66)
    assert (reasons["C007"], reasons["C008"], reasons["C035"]) == (
        "not_a_task",
        "not_a_task",
        "no_result",
    )


def test_a_row_without_a_scope_counts_as_a_task():
    (case,) = (one for one in read_cases() if one.case_id == "C009")
    assert usable_cases([replace(case, scope="")])[1] == ()


def test_json_is_as_declared(found):
    content = json.loads(json.dumps(found.as_json()))
    assert list(content) == [
        *("cases", "coverage", "crps", "median_absolute_error", "baselines"),
        *("reliability", "cases_needed"),
    ]
    assert content["cases_needed"] == 127
    assert set(content["reliability"]["by_means"]) == {case.means for case in found.cases}
    assert list(content["cases"][0]) == ["case_id", "result", "p10", "p50", "p90", "crps"]
    assert list(content["baselines"]) == [FLAT, MEAN, OTHERS]
    for score in content["baselines"].values():
        assert list(score) == ["crps", "median_absolute_error"]


@pytest.mark.usefixtures("quick")
def test_a_case_does_not_know_its_own_result(policy):
    cases = read_cases()
    other = [replace(one, reduction_share=0.0) if one.case_id == "C049" else one for one in cases]
    before, after = (
        {one.case_id: one for one in backtest(rows, policy).cases} for rows in (cases, other)
    )
    assert before["C049"].p50 == after["C049"].p50
    assert before["C001"].p50 != after["C001"].p50


def test_no_case_to_test(policy):
    with pytest.raises(InputError) as caught:
        backtest([one for one in read_cases() if one.scope != "task"], policy, as_is=True)
    set_language("en")
    assert "There is no case to test" in sentence_of(caught.value)


def test_one_body_teaches_nothing_but_can_be_tested(policy):
    cases = [one for one in read_cases() if one.body == "長野県"]
    with pytest.raises(InputError) as caught:
        backtest(cases, policy)
    set_language("en")
    assert "All cases are of 長野県" in sentence_of(caught.value)
    assert caught.value.remedy is Remedy.TEST_AS_IS
    found = backtest(cases, policy, as_is=True)
    assert found.baselines[MEAN] is None
    assert found.as_json()["baselines"][OTHERS] == {"crps": None, "median_absolute_error": None}


def test_the_library_has_it():
    assert rs.backtest is backtest
    assert rs.read_cases is read_cases
