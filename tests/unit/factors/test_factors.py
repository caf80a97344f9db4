"""Factors over answers: tables, knots, products, derived quantities."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rpa_scout.factors import Outcome, Quantities, choice_points, factor_outcome, knot_points
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.model import Factor
from rpa_scout.task_frame import task_frame


def test_choice_points_take_the_last_for_an_unknown_answer():
    positions = np.array([0, 2, -1, 1], dtype=np.int8)
    assert choice_points(positions, np.array([1.0, 0.6, 0.0, 0.5])).tolist() == [1, 0, 0.5, 0.6]


@pytest.mark.parametrize(
    ("value", "linear", "logarithmic"),
    [
        (0.0, 0.2, 0.2),
        (10.0, 0.2, 0.2),
        (100.0, 0.2 + 0.6 * 90 / 990, 0.5),
        (1_000.0, 0.8, 0.8),
        (1e9, 0.8, 0.8),
    ],
)
def test_knots_are_joined_by_straight_lines_and_constant_outside(value, linear, logarithmic):
    knots = [(10, 0.2), (1_000, 0.8)]
    values = np.array([value])
    assert knot_points(values, knots, log10=False)[0] == pytest.approx(linear, abs=1e-15)
    assert knot_points(values, knots, log10=True)[0] == pytest.approx(logarithmic, abs=1e-15)


def test_an_unknown_number_has_no_points_of_its_own():
    assert math.isnan(knot_points(np.array([math.nan]), [(1, 0), (2, 1)], log10=True)[0])


def test_a_product_multiplies_estimate_and_bounds():
    one = Outcome(np.array([0.5]), np.array([0.2]), np.array([1.0]))
    other = Outcome(np.array([0.4]), np.array([0.1]), np.array([0.8]))
    product = one * other
    assert [product.point[0], product.low[0], product.high[0]] == pytest.approx([0.2, 0.02, 0.8])


def test_a_table_gives_points_by_code_and_the_range_where_unknown():
    factor = Factor(
        field="template", points={"none": 0.1, "vendor": 0.9, "other_city": 0.2}, reason="test"
    )
    tasks = task_frame({"template": ["vendor", None, "none", "other_city"]})
    found = factor_outcome(factor, Quantities(tasks), load_fields())
    assert found.point.tolist() == pytest.approx([0.9, 0.4, 0.1, 0.2])
    assert found.low.tolist() == [0.9, 0.1, 0.1, 0.2]
    assert found.high.tolist() == [0.9, 0.9, 0.1, 0.2]


def test_knots_that_rise_above_their_ends_give_the_range_of_all_of_them():
    factor = Factor(field="items_per_run", knots=((0, 0.5), (10, 1.0), (20, 0.1)), reason="test")
    tasks = task_frame({"items_per_run": [5, None, 15]})
    found = factor_outcome(factor, Quantities(tasks), load_fields())
    assert found.point.tolist() == pytest.approx([0.75, 0.3, 0.55])
    assert found.low.tolist() == pytest.approx([0.75, 0.1, 0.55])
    assert found.high.tolist() == pytest.approx([0.75, 1.0, 0.55])


def test_quantities_derive_items_and_hours_a_year():
    tasks = task_frame(
        {
            "runs_per_year": [12, 12, None, 12, None],
            "items_per_run": [30, 30, 30, 30, None],
            "minutes_per_item": [4, 4, 4, None, None],
            "setup_minutes_per_run": [20, None, 20, 20, 20],
            "hours_per_year_reported": [99, 99, 99, 99, None],
        }
    )
    quantities = Quantities(tasks)
    # 12 x (20 + 30 x 4) / 60 = 28; without set-up 24; then as reported
    assert np.array_equal(
        quantities.number("hours_per_year"), [28, 24, 99, 99, math.nan], equal_nan=True
    )
    assert np.array_equal(
        quantities.number("items_per_year"), [360, 360, math.nan, 360, math.nan], equal_nan=True
    )
