"""What a city's own actuals change: nothing without any, little with 5, most with 60."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.calibration.actuals import MeasuredSaving, by_task
from rpa_scout.savings.calibration.calibrate import calibrate
from rpa_scout.savings.calibration.calibration import Calibration
from rpa_scout.savings.calibration.levels import KIND_SHARE, MEASUREMENT_DEVIATION, learned_levels
from rpa_scout.savings.calibration.prior import LogRatios, log_ratios
from rpa_scout.savings.closed_form import hours_now as drawn_hours_now
from rpa_scout.savings.correction import Correction
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import PARAMETERS, SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.task_frame import task_frame
from rpa_scout.text import set_language

ROOT = Path(__file__).resolve().parents[3]
PATTERNS = ("entry", "matching", "document", "intake")
COUNT = 80


class City:
    """Eighty tasks worth automating, and one that nothing fits."""

    def __init__(self, **changes):
        luck = np.random.default_rng(4)
        tasks = task_frame(
            {
                "pattern": [*(PATTERNS[row % 4] for row in range(COUNT)), "other"],
                "judgement": luck.choice(["none", "simple_rules"], COUNT + 1).tolist(),
                "input_form": [*luck.choice(["system", "web_form", "print"], COUNT), "spoken"],
                "digitisable": ["ocr"] * COUNT + ["no"],
                "runs_per_year": luck.choice([52, 245], COUNT + 1).tolist(),
                "items_per_run": luck.integers(60, 300, COUNT + 1).tolist(),
                "minutes_per_item": luck.uniform(2, 6, COUNT + 1).tolist(),
                **changes,
            }
        )
        self.policy = load_policy()
        self.model = SavingsModel(self.policy, tasks, load_fields())
        self.choice = choose_means(self.model)
        self.ids = [f"task {row}" for row in range(COUNT + 1)]
        self.estimate = np.median(self.simulated().saved_hours(np.arange(COUNT)), axis=1)

    def simulated(self, correction=None):
        return SavingsSimulation(
            self.model, self.choice, self.ids, self.policy.simulation, correction
        )

    def calibrated(self, actuals):
        return calibrate(self.model, self.choice, self.ids, actuals)

    def actuals(self, count, factor):
        """Measure the first tasks at so many times their estimates, with an error of a fifth."""
        luck = np.random.default_rng(7)
        errors = np.exp(luck.normal(0.0, 0.2, COUNT))[:count]
        return [
            MeasuredSaving(self.ids[row], float(self.estimate[row] * factor * error), 2025)
            for row, error in enumerate(errors)
        ]


@pytest.fixture(scope="module")
def city():
    return City()


def test_the_regression_is_a_good_scikit_learn_estimator():
    from sklearn.utils.estimator_checks import check_estimator

    from rpa_scout.savings.calibration.pooling import PooledRegression

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        done = check_estimator(PooledRegression(), on_skip=None)
    assert {one["status"] for one in done} <= {"passed", "skipped"}
    assert sum(one["status"] == "passed" for one in done) > 50


def test_one_observation_is_weighed_against_the_prior_by_the_variances():
    from rpa_scout.savings.calibration.pooling import posterior

    # prior variance 4, variance of the observation 1: four fifths of the way
    mean, covariance = posterior(
        np.ones((1, 1)), np.array([10.0]), np.array([1.0]), np.array([0.25])
    )
    assert mean == pytest.approx([8.0])
    assert covariance == pytest.approx(np.array([[0.8]]))


def test_levels_agree_with_the_conditional_normal_distribution():
    """The same posterior by another way: conditioning the joint distribution of all levels."""
    kind = np.array([0, 0, 1, 2, 2, 2])
    indicators = np.eye(4)[kind]
    observed = np.array([-0.3, -0.1, 0.2, -0.5, -0.4, -0.6])
    own = np.array([0.1, 0.2, 0.1, 0.3, 0.2, 0.1])
    before = LogRatios(np.full(6, 0.05), own + 0.06, 0.06, np.zeros(3))
    found = learned_levels(observed, indicators, before, np.full(4, 0.25))

    usual = 1.0 / np.mean(1.0 / (own + MEASUREMENT_DEVIATION**2))
    noise = np.diag((own + MEASUREMENT_DEVIATION**2) * found.residual_deviation**2 / usual)
    prior = 0.06 * (np.ones((4, 4)) + KIND_SHARE**2 * np.eye(4))
    gain = prior @ indicators.T @ np.linalg.inv(indicators @ prior @ indicators.T + noise)
    assert found.mean == pytest.approx(gain @ (observed - 0.05))
    assert found.covariance == pytest.approx(prior - gain @ indicators @ prior)
    # the kind that was not measured follows the city's level, and is less sure than any other
    assert found.mean[3] < -0.05
    assert np.diag(found.covariance).argmax() == 3


def test_the_spread_of_single_tasks_is_itself_learned():
    indicators, share = np.ones((40, 1)), np.ones(1)
    before = LogRatios(np.zeros(40), np.full(40, 0.25), 0.05, np.zeros(3))
    luck = np.random.default_rng(1)
    wide, narrow = (
        learned_levels(luck.normal(0.0, deviation, 40), indicators, before, share)
        for deviation in (1.0, 0.1)
    )
    thought = np.sqrt(0.2 + MEASUREMENT_DEVIATION**2)
    assert narrow.residual_deviation < thought < wide.residual_deviation < 1.0
    assert wide.overall_deviation > narrow.overall_deviation


def test_common_and_own_variance_of_draws():
    luck = np.random.default_rng(2)
    level, own = luck.normal(0.0, 0.3, 20_000), luck.normal(0.0, 0.4, (50, 20_000))
    estimate = np.linspace(10.0, 500.0, 50)
    found = log_ratios(estimate[:, None] * np.exp(level + own), estimate)
    assert found.common_variance == pytest.approx(0.09, rel=0.05)
    assert found.own_variance == pytest.approx(np.full(50, 0.16), rel=0.1)
    assert np.corrcoef(found.level, level)[0, 1] > 0.97
    # draws that save nothing are not live, and not looked at
    half = np.where(luck.random((50, 20_000)) < 0.5, -1.0, estimate[:, None] * np.exp(level + own))
    assert log_ratios(half, estimate).common_variance == pytest.approx(0.09, rel=0.05)


def test_a_correction_narrows_one_direction_and_leaves_the_others(city):
    direction = np.zeros(len(PARAMETERS))
    direction[[0, 3]] = 0.6, 0.8
    kinds = np.zeros(COUNT + 1, dtype=np.intp)
    correction = Correction(np.zeros(COUNT + 1), kinds, np.zeros(1), direction, 0.25)
    common = city.simulated().common_normals()
    narrowed = correction.narrowed(common)
    assert direction @ narrowed == pytest.approx(0.25 * (direction @ common))
    across = np.zeros(len(PARAMETERS))
    across[[0, 3]] = 0.8, -0.6
    assert across @ narrowed == pytest.approx(across @ common)
    assert np.array_equal(np.delete(narrowed, [0, 3], axis=0), np.delete(common, [0, 3], axis=0))


def test_without_actuals_nothing_changes(city):
    found = city.calibrated([])
    assert found == Calibration()
    plain, same = city.simulated(), city.simulated(found.correction)
    rows = np.arange(COUNT + 1)
    assert np.array_equal(plain.saved_hours(rows), same.saved_hours(rows))


def test_without_actuals_no_learning_library_is_imported():
    code = (
        "import sys; from rpa_scout.savings.calibration.calibrate import calibrate;"
        "calibrate(None, None, [], []); sys.exit('sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "src", check=False)
    assert done.returncode == 0


def test_few_actuals_move_little_and_many_lead(city):
    found = {count: city.calibrated(city.actuals(count, 0.6)) for count in (1, 5, 31, 60)}
    weights = {count: one.weight for count, one in found.items()}
    factors = {count: one.overall.factor for count, one in found.items()}
    assert weights[1] < 0.3 < weights[5] < 0.6
    assert 0.75 < weights[31] < weights[60]
    assert 0.85 < weights[60] < 1.0
    assert factors[1] > 0.88
    assert 0.7 < factors[5] < 0.9
    assert 0.55 < factors[31] < 0.7
    assert 0.55 < factors[60] < 0.7
    widths = [one.overall.high / one.overall.low for one in found.values()]
    assert widths == sorted(widths, reverse=True)


def test_the_simulation_follows_the_calibration(city):
    others = np.arange(60, COUNT)
    found = city.calibrated(city.actuals(60, 0.6))
    plain, corrected = (
        np.maximum(city.simulated(one).saved_hours(others), 0.0).sum(axis=0)
        for one in (None, found.correction)
    )
    assert np.median(corrected) / np.median(plain) == pytest.approx(found.overall.factor, rel=0.06)
    before, after = (np.log(one).std() for one in (plain, corrected))
    assert after < 0.7 * before


def test_how_many_go_live_is_not_learned_from_hours(city):
    others = np.arange(60, COUNT)
    found = city.calibrated(city.actuals(60, 0.6))
    plain, corrected = (city.simulated(one).totals(others).live for one in (None, found.correction))
    assert corrected.std() == pytest.approx(plain.std(), rel=0.1)
    assert corrected.mean() == pytest.approx(plain.mean(), rel=0.05)


def test_as_expected_means_that_the_estimates_stay(city):
    found = city.calibrated(city.actuals(60, 1.0))
    assert found.overall.factor == pytest.approx(1.0, abs=0.08)
    others = np.arange(60, COUNT)
    plain, corrected = (
        np.median(city.simulated(one).sum_of(others)) for one in (None, found.correction)
    )
    assert corrected == pytest.approx(plain, rel=0.08)


def test_kinds_differ_and_borrow_from_each_other(city):
    actuals = [
        MeasuredSaving(one.task_id, one.saved_hours_per_year * (0.7 if row % 4 else 1.1), 2025)
        for row, one in enumerate(city.actuals(48, 1.0))
        if row % 4 != 3
    ]
    kinds = city.calibrated(actuals).by_kind
    assert set(kinds) == set(PATTERNS)
    assert [kinds[one].count for one in PATTERNS] == [12, 12, 12, 0]
    assert 0.9 < kinds["entry"].factor < 1.2
    assert 0.7 < kinds["matching"].factor < 0.88
    assert kinds["matching"].factor < kinds["intake"].factor < kinds["entry"].factor
    width = {name: one.high / one.low for name, one in kinds.items()}
    assert width["intake"] == max(width.values())


def test_years_of_a_task_count_once_and_their_order_does_not_matter(city):
    once = city.actuals(10, 0.7)
    twice = [
        MeasuredSaving(one.task_id, one.saved_hours_per_year * share, year)
        for year, share in ((2024, 0.8), (2025, 1.2))
        for one in reversed(once)
    ]
    one, two = city.calibrated(once), city.calibrated(twice)
    assert two.used == one.used
    assert two.overall.factor == pytest.approx(one.overall.factor)
    assert two.overall.high == pytest.approx(one.overall.high)
    assert by_task(twice)[0].fiscal_years == (2024, 2025)
    shuffled = city.calibrated(once[::-1])
    assert np.array_equal(shuffled.correction.log_ratio, one.correction.log_ratio)


def test_what_cannot_be_compared_is_left_out_and_said(city):
    actuals = [
        *city.actuals(6, 0.8),
        MeasuredSaving("no such task", 10.0, 2025),
        MeasuredSaving(city.ids[COUNT], 10.0, 2025),
        MeasuredSaving(city.ids[20], -5.0, 2025),
        MeasuredSaving(city.ids[21], float("nan"), 2025),
    ]
    found = city.calibrated(actuals)
    assert found.used == tuple(city.ids[:6])
    assert {(one.task_id, one.reason) for one in found.left_out} == {
        ("no such task", "unknown_task"),
        (city.ids[COUNT], "no_estimate"),
        (city.ids[20], "not_positive"),
    }
    only_bad = city.calibrated(actuals[6:])
    assert only_bad.correction is None
    assert only_bad.overall is None
    assert len(only_bad.left_out) == 3


def test_all_tasks_may_be_of_one_kind():
    city = City(pattern=["entry"] * (COUNT + 1))
    found = city.calibrated(city.actuals(60, 0.6))
    assert list(found.by_kind) == ["entry"]
    assert found.by_kind["entry"].factor == found.overall.factor
    assert 0.55 < found.overall.factor < 0.7
    assert found.correction.common_left < 0.5
    assert found.correction.kind_deviation[0] == 0.0


def test_unknown_patterns_are_a_kind_of_their_own():
    city = City(pattern=[None] * (COUNT + 1))
    found = city.calibrated(city.actuals(5, 0.6))
    assert list(found.by_kind) == ["unknown"]


def test_the_sentence_says_what_was_done(city):
    set_language("en")
    try:
        assert city.calibrated([]).sentence().startswith("There are no actuals yet")
        found = city.calibrated([*city.actuals(31, 0.75), MeasuredSaving("x", 1.0, 2025)])
        overall = found.overall
        numbers = f"{overall.factor:.2f} times the estimate ({overall.low:.2f}–{overall.high:.2f})"
        told = found.sentence()
        assert numbers in told
        assert f"31 tasks, which count {round(100 * found.weight)} %" in told
        assert told.endswith("1 tasks with actuals were left out (there is no such task: 1).")
        nothing = city.calibrated([MeasuredSaving("x", 1.0, 2025)]).sentence()
        assert "could be used (there is no such task: 1)" in nothing
    finally:
        set_language("ja")


def test_one_task_alone_cannot_tell_what_tasks_have_in_common():
    columns = {"runs_per_year": [245], "items_per_run": [100], "minutes_per_item": [4]}
    tasks = task_frame({**columns, "input_form": ["system"], "judgement": ["none"]})
    model = SavingsModel(load_policy(), tasks, load_fields())
    found = calibrate(model, choose_means(model), ["a"], [MeasuredSaving("a", 50.0, 2025)])
    assert found.used == ("a",)
    assert found.overall.factor == pytest.approx(1.0, abs=0.001)
    assert found.weight < 0.001


@pytest.mark.parametrize(
    ("times_hours_now", "reason"),
    [(1.001, "above_hours_now"), (5.0, "above_hours_now"), (np.inf, "not_a_number_of_hours")],
)
def test_actuals_that_cannot_be_are_left_out_and_change_nothing(city, times_hours_now, reason):
    usual = city.actuals(10, 0.8)
    hours_now = city.model.load.hours_per_year
    absurd = MeasuredSaving(city.ids[20], float(hours_now[20] * times_hours_now), 2025)
    expected, found = city.calibrated(usual), city.calibrated([absurd, *usual])
    assert found.used == expected.used
    assert found.overall == expected.overall
    (left_out,) = found.left_out
    assert (left_out.task_id, left_out.reason, left_out.fiscal_year) == (
        city.ids[20],
        reason,
        2025,
    )
    assert "使っていません" in found.sentence()


def test_an_absurd_year_of_a_task_does_not_hide_behind_its_mean(city):
    hours_now = city.model.load.hours_per_year[0]
    years = [(0.3, 2023), (0.4, 2024), (2.0, 2025)]
    actuals = [MeasuredSaving(city.ids[0], float(share * hours_now), y) for share, y in years]
    found = city.calibrated(actuals)
    assert found.used == (city.ids[0],)
    assert [left_out.fiscal_year for left_out in found.left_out] == [2025]
    assert found.overall == city.calibrated(actuals[:2]).overall


def test_where_all_actuals_are_absurd_nothing_changes(city):
    hours_now = city.model.load.hours_per_year
    actuals = [MeasuredSaving(city.ids[row], float(9 * hours_now[row]), 2025) for row in range(5)]
    found = city.calibrated(actuals)
    assert found.correction is None
    assert found.used == ()
    assert len(found.left_out) == 5


def test_no_factor_makes_a_task_save_more_than_it_takes():
    # Very little is left of the work even without a correction, and the city does better still.
    city = City(runs_per_year=[245] * (COUNT + 1), items_per_run=[300] * (COUNT + 1))
    hours_now = city.model.load.hours_per_year
    actuals = [
        MeasuredSaving(city.ids[row], float(0.999 * hours_now[row]), 2025) for row in range(60)
    ]
    found = city.calibrated(actuals)
    assert found.overall.factor > 1.2
    simulation = city.simulated(found.correction)
    rule = city.policy.savings.reported_time_factor[0]
    rows = np.arange(COUNT)
    drawn = simulation.drawn_evenly(rows)
    most = np.broadcast_to(drawn_hours_now(drawn.load), (COUNT, simulation.draws))
    saved = simulation.saved_hours_evenly(rows)
    assert (saved <= most).all()
    assert (saved == most).any()
    assert (simulation.saved_hours(rows).max(axis=1) <= hours_now[rows] * rule.high).all()
    p90 = simulation.summary().saved.p90[rows]
    assert (p90 <= np.quantile(most, 0.9, axis=1)).all()


def test_what_is_kept_of_a_calibration_says_the_same(city):
    for actuals in ([], city.actuals(10, 0.8), [MeasuredSaving("nobody", 10.0, 2025)]):
        found = city.calibrated(actuals)
        again = Calibration.from_data(json.loads(json.dumps(found.as_data())))
        assert again.sentence() == found.sentence()
        assert again.as_data() == found.as_data()
        assert again.has_actuals == bool(actuals)
    assert Calibration.from_data(None).sentence() == Calibration().sentence()
