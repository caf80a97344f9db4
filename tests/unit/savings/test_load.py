"""How gaps in the answers are filled from the hours reported."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rpa_scout.savings.load import reported_load
from rpa_scout.task_frame import task_frame

NAMES = ("runs_per_year", "items_per_run", "minutes_per_item", "setup_minutes_per_run")
FIELDS = (*NAMES, "hours_per_year_reported")


def completed(runs, items, minutes, setup, hours, *, beside=()):
    rows = [(runs, items, minutes, setup, hours), *beside]
    tasks = task_frame(dict(zip(FIELDS, zip(*rows, strict=True), strict=True)))
    assumed = np.full(len(rows), 125.0), np.full(len(rows), 4.0)
    return tuple(float(one[0]) for one in reported_load(tasks).completed(*assumed))


@pytest.mark.parametrize(
    ("answers", "load"),
    [
        # nothing missing: the report is not looked at
        ((12, 30, 4, 20, 999), (12, 30, 4, 20)),
        ((12, 30, 4, None, None), (12, 30, 4, 0)),
        # runs: 60 x 100 / (10 + 20 x 2)
        ((None, 20, 2, 10, 100), (120, 20, 2, 10)),
        # items: (60 x 100 / 12 - 20) / 4
        ((12, None, 4, 20, 100), (12, 120, 4, 20)),
        # minutes: (60 x 100 / 12 - 20) / 30
        ((12, 30, None, 20, 100), (12, 30, 16, 20)),
        # only the hours: runs of 125 minutes, 4 minutes each
        ((None, None, None, None, 100), (48, 31.25, 4, 0)),
        ((None, None, 5, None, 100), (48, 25, 5, 0)),
        # items known: 25 items of 4 minutes are a run
        ((None, 25, None, None, 100), (60, 25, 4, 0)),
        # one run at least, as long as the year's hours
        ((None, None, None, None, 1), (1, 15, 4, 0)),
        ((None, 25, None, None, 1), (1, 25, 2.4, 0)),
        # one item a run at least, set-up included
        ((None, None, 300, 10, 100), (6000 / 310, 1, 300, 10)),
        ((12, None, None, None, 0.4), (12, 1, 2, 0)),
        ((None, None, None, None, 0), (0, 0, 0, 0)),
        # set-up longer than the run reported leaves nothing for items
        ((12, None, 4, 600, 100), (12, 0, 4, 600)),
        # no runs, no items, no minutes
        ((0, None, 4, 0, 100), (0, 0, 4, 0)),
        ((12, 0, None, 5, 100), (12, 0, 0, 5)),
        ((12, None, 0, 5, 100), (12, 0, 0, 5)),
        ((None, 0, 0, 0, 100), (48, 0, 0, 0)),
    ],
)
def test_gaps_are_filled_so_that_the_hours_come_out(answers, load):
    assert completed(*answers) == pytest.approx(load)
    other = (None, None, None, None, 7)
    assert completed(*answers, beside=[other]) == completed(*answers)


@pytest.mark.parametrize("answers", [(None, 30, 4, 20, None), (12, None, None, None, None)])
def test_unknown_hours_are_not_zero(answers):
    assert all(math.isnan(one) for one in completed(*answers))


def test_gaps_and_hours_are_told():
    tasks = task_frame(
        {
            "runs_per_year": [12, 12, None],
            "items_per_run": [30, None, None],
            "minutes_per_item": [4, 4, None],
            "hours_per_year_reported": [1, 2, None],
        }
    )
    load = reported_load(tasks)
    assert load.has_gaps.tolist() == [False, True, True]
    assert np.array_equal(load.hours_per_year, [24, 2, math.nan], equal_nan=True)
