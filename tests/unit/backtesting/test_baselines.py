"""The baselines, by hand."""

import numpy as np
import pytest

from rpa_scout.backtesting.baselines import BASELINES, baseline_scores


def test_each_body_is_forecast_from_the_others():
    scores = baseline_scores(np.array([0.9, 0.7, 0.2]), ["甲市", "甲市", "乙町"])
    flat, mean, others = (scores[name] for name in BASELINES)
    assert flat == (pytest.approx((0.1 + 0.1 + 0.6) / 3), pytest.approx(0.1))
    # 甲市 sees 0.2 alone; 乙町 sees 0.9 and 0.7
    assert mean == (pytest.approx((0.7 + 0.5 + 0.6) / 3), pytest.approx(0.6))
    # E|X - 0.2| is 0.6, half of E|X - X'| is 0.05
    assert others == (pytest.approx((0.7 + 0.5 + 0.55) / 3), pytest.approx(0.6))


def test_a_single_body_has_no_others():
    scores = baseline_scores(np.array([0.9, 0.7]), ["甲市", "甲市"])
    assert scores["flat_80_percent"] is not None
    assert scores["mean_of_other_cases"] is None
    assert scores["distribution_of_other_cases"] is None
