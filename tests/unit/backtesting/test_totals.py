"""Totals that nothing was fitted to."""

from dataclasses import replace

import pytest

from rpa_scout.backtesting.totals import forecast_totals
from rpa_scout.evidence.cases import read_cases


@pytest.fixture(scope="module")
def totals(policy):
    return forecast_totals(read_cases(), policy)


def test_rows_with_a_share_and_a_number_of_tasks(totals):
    assert [one.case.case_id for one in totals] == [
        "C008",
        "C024",
        "C028",
        "C058",
        "C090",
        "C091",
        "C097",
        "C098",
        "C099",
    ]


def test_published_totals_are_near_their_ranges(totals):
    inside = [one.p10 <= one.result <= one.p90 for one in totals]
    assert sum(inside) >= 6
    assert all(one.p10 - 0.05 <= one.result <= one.p90 + 0.05 for one in totals)


def test_common_errors_keep_a_sum_uncertain(totals, policy):
    """Of 87 independent tasks the range would be some hundredths wide."""
    (case,) = (one for one in totals if one.case.case_id == "C091")
    assert case.p90 - case.p10 > 0.2
    apart = policy.simulation.model_copy(update={"common_share": 0.0, "common_share_of": {}})
    scale = policy.savings.loss_scale.model_copy(update={"common_share": 0.0})
    savings = policy.savings.model_copy(update={"loss_scale": scale})
    independent = policy.model_copy(update={"simulation": apart, "savings": savings})
    (alone,) = forecast_totals([replace(case.case)], independent)
    assert alone.p90 - alone.p10 < 0.1
