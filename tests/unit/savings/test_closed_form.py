"""The formulas of docs/method.md, worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rpa_scout.savings.closed_form import (
    SavingsParameters,
    TaskLoad,
    break_even_items_per_run,
    hours_after,
    hours_now,
    hours_saved,
    minutes_per_item_after,
    realised,
)

# 100 runs, 60 items of 2 minutes, 30 minutes of set-up: 100 x 150 / 60 = 250 hours
LOAD = TaskLoad(100.0, 60.0, 2.0, 30.0)
GIVEN = SavingsParameters(
    automatable_share=0.9,
    adoption_share=0.8,
    exception_share=0.1,
    exception_factor=1.5,
    check_share=0.05,
    correction_share=0.02,
    digitise_minutes_per_item=0.1,
    attended_minutes_per_run=12.0,
    setup_share=0.5,
    upkeep_hours_per_year=6.0,
)


def test_hours_now():
    assert hours_now(LOAD) == 250.0


def test_minutes_per_item_after():
    # 0.2 x 2 + 0.8 x (0.1 x 1.5 x 2 + 0.9 x 0.1 x 2 + 0.07 x 2 + 0.1)
    # = 0.4 + 0.8 x (0.3 + 0.18 + 0.14 + 0.1) = 0.4 + 0.576
    assert minutes_per_item_after(2.0, GIVEN) == pytest.approx(0.976)


def test_hours_after():
    # 100 x (12 + 15 + 60 x 0.976) / 60 + 6 = 45 + 97.6 + 6
    assert hours_after(LOAD, GIVEN) == pytest.approx(148.6)


@pytest.mark.parametrize(
    ("load", "given", "items"),
    [
        # (12 + 15 - 30 + 3.6) / (2 - 0.976) = 0.6 / 1.024
        ({}, {}, 0.5859375),
        # without set-up (12 + 3.6) / 1.024
        ({"setup_minutes_per_run": 0.0}, {}, 15.234375),
        # set-up that disappears pays for the rest: 12 - 30 + 3.6 < 0
        ({}, {"setup_share": 0.0}, 0.0),
        # checking everything twice: nothing is left to gain by an item
        ({}, {"check_share": 2.0}, math.inf),
        # no time for an item: nothing to gain either
        ({"minutes_per_item": 0.0}, {}, math.inf),
        # no runs: the upkeep is never earned, unless there is none
        ({"runs_per_year": 0.0}, {}, math.inf),
        ({"runs_per_year": 0.0}, {"upkeep_hours_per_year": 0.0}, 0.0),
        ({"minutes_per_item": math.nan}, {}, math.nan),
    ],
)
def test_break_even_items_per_run(load, given, items):
    # A row as the engine holds it: 0-dimensional numbers would hide divisions by zero.
    load = TaskLoad(*(np.array([one]) for one in LOAD._replace(**load)))
    found = break_even_items_per_run(load, GIVEN._replace(**given))
    assert found == pytest.approx([items], nan_ok=True)


def test_at_the_break_even_nothing_is_saved():
    load = LOAD._replace(items_per_run=0.5859375)
    assert hours_now(load) == pytest.approx(hours_after(load, GIVEN), abs=1e-12)


def test_a_break_even_does_not_depend_on_the_tasks_beside_it():
    # Without runs or with an unknown answer, numpy's quick way gives no number for one of them.
    loads = [
        LOAD,
        LOAD._replace(minutes_per_item=0.0),
        LOAD._replace(runs_per_year=0.0),
        LOAD._replace(setup_minutes_per_run=math.nan),
    ]
    free = [GIVEN, GIVEN._replace(setup_share=0.0, upkeep_hours_per_year=0.0)]
    for parameters in free:
        rows = TaskLoad(*(np.array(column) for column in zip(*loads, strict=True)))
        together = break_even_items_per_run(rows, parameters)
        for row, load in enumerate(loads):
            alone = break_even_items_per_run(
                TaskLoad(*(np.array([quantity]) for quantity in load)), parameters
            )
            assert np.array_equal(alone, together[row : row + 1], equal_nan=True)


def test_hours_saved_are_those_now_without_those_left():
    # 100 x (60 x 1.024 - (12 + 15 - 30)) / 60 - 6 = 102.4 + 5 - 6
    assert hours_saved(LOAD, GIVEN) == pytest.approx(101.4)
    assert hours_now(LOAD) - hours_after(LOAD, GIVEN) == pytest.approx(101.4)


def test_a_loss_stays_as_it_is_and_a_saving_is_at_most_the_hours_of_today():
    trial = np.array([-30.0, 0.0, 40.0, 90.0, math.nan])
    found = realised(trial, np.array([0.5, 0.5, 0.5, 2.0, 0.5]), 100.0)
    assert np.array_equal(found, [-30.0, 0.0, 20.0, 100.0, math.nan], equal_nan=True)
