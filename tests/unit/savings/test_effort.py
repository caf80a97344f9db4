"""Hours to build, and the classes of difficulty."""

from __future__ import annotations

import numpy as np
import pytest

from rpa_scout.factors import Quantities
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.effort import (
    DIFFICULTIES,
    build_hours,
    difficulty,
    effort_multiplier,
    extra_systems,
)
from rpa_scout.task_frame import task_frame

EFFORT = load_policy().effort
PLAIN = {
    "judgement": "none",
    "exception_percent": 0.0,
    "manual": "current",
    "network": "lgwan",
}


def multiplier_of(**changes):
    tasks = task_frame({field: [answer] for field, answer in (PLAIN | changes).items()})
    return float(effort_multiplier(EFFORT, Quantities(tasks), load_fields())[0])


@pytest.mark.parametrize(
    ("changes", "factor"),
    [
        ({}, 1.0),
        ({"judgement": "simple_rules"}, 1.2),
        ({"judgement": "sometimes_complex"}, 1.6),
        ({"judgement": "judgement"}, 2.0),
        ({"judgement": None}, 1.3),
        ({"exception_percent": 10.0}, 1.1),
        ({"exception_percent": 20.0}, 1.25),
        ({"exception_percent": 60.0}, 1.8),
        ({"exception_percent": 90.0}, 1.8),
        ({"exception_percent": None}, 1.15),
        ({"manual": "old"}, 1.15),
        ({"manual": "none"}, 1.3),
        ({"manual": None}, 1.15),
        ({"network": "core"}, 1.0),
        ({"network": "internet"}, 1.0),
        ({"network": "several"}, 1.4),
        ({"network": None}, 1.0),
        ({"judgement": "sometimes_complex", "manual": "none", "network": "several"}, 2.912),
    ],
)
def test_what_makes_a_task_harder(changes, factor):
    assert multiplier_of(**changes) == pytest.approx(factor)


def test_systems_beyond_the_first_are_counted():
    tasks = task_frame({"systems": ["住民記録", "住民記録、税総合、Excel", None, ""]})
    assert extra_systems(tasks).tolist() == [0, 2, 0, 0]


def test_build_hours_by_hand():
    # (40 + 12 x 2) x 1.25
    found = build_hours(np.array([40.0]), EFFORT, np.array([2.0]), np.array([1.25]))
    assert found.tolist() == [80.0]


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [(0, "low"), (59.99, "low"), (60, "medium"), (119.99, "medium"), (120, "high"), (999, "high")],
)
def test_classes_of_difficulty(hours, wanted):
    assert DIFFICULTIES[int(difficulty(np.array([float(hours)]), EFFORT)[0])] == wanted
