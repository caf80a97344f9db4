"""Which open questions are put: by brute force on small rankings."""

import numpy as np
import pandas as pd
import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.open_questions import can_cross, most_telling, open_questions
from rpa_scout.inventory import Inventory


def crosses(score, task, bound, first):
    """Rank all tasks with one of them at a bound; tell whether it changes sides."""
    was_in = (np.delete(score, task) > score[task]).sum() < first
    is_in = (np.delete(score, task) > bound).sum() < first
    return was_in != is_in


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("first", [1, 3, 7])
def test_crossing_agrees_with_brute_force(seed, first):
    random = np.random.default_rng(seed)
    score = random.permutation(np.linspace(5, 95, 8)) + random.random(8)
    low = score - random.choice([0.0, 5.0, 30.0, 80.0], 8)
    high = score + random.choice([0.0, 5.0, 30.0, 80.0], 8)
    order = np.argsort(-score)
    wanted = [
        crosses(score, task, low[task], first) or crosses(score, task, high[task], first)
        for task in range(8)
    ]
    assert can_cross(score, low, high, order, first).tolist() == wanted


@pytest.mark.parametrize("first", [-1, 0, 3, 4])
def test_no_cut_divides_the_ranking(first):
    score = np.array([3.0, 2.0, 1.0])
    assert not can_cross(score, score - 9, score + 9, np.arange(3), first).any()


def test_a_task_that_only_draws_level_does_not_cross():
    score = np.array([80.0, 60.0])
    level = can_cross(score, np.array([60.0, 60.0]), np.array([80.0, 80.0]), np.arange(2), 1)
    assert level.tolist() == [False, False]


def test_most_telling_first_and_no_more_than_asked_for():
    narrowing = {
        "a": np.array([1.0, 0.0]),
        "b": np.array([3.0, 2.0]),
        "c": np.array([2.0, 0.0]),
        "d": np.array([3.0, 0.0]),
    }
    asked = most_telling(narrowing, np.array([True, True]), most=3)
    assert asked == {0: ("b", "d", "c"), 1: ("b",)}


def test_tasks_that_nothing_can_move_are_not_asked_about():
    narrowing = {"a": np.array([1.0, 1.0, 0.0])}
    assert most_telling(narrowing, np.array([False, True, True])) == {1: ("a",)}
    assert most_telling({}, np.array([True])) == {}


@pytest.fixture
def inventory():
    """Thirty tasks of falling volume; every third leaves its judgement and timing open."""
    count = 30
    open_ = np.arange(count) % 3 == 0
    return Inventory.from_frame(
        pd.DataFrame(
            {
                "name": [f"業務{number}" for number in range(count)],
                "runs_per_year": 240.0,
                "items_per_run": np.linspace(400, 2, count),
                "minutes_per_item": 3.0,
                "setup_minutes_per_run": 0.0,
                "pattern": "entry",
                "judgement": [None if one else "none" for one in open_],
                "exception_percent": 5.0,
                "timing": [None if one else "batch" for one in open_],
                "input_form": "spreadsheet",
                "digitisable": "already",
                "change_frequency": "rarely",
                "planned_change": "none",
                "template": "vendor",
            },
            index=[f"t{number}" for number in range(count)],
        )
    )


def test_open_questions_of_an_assessment(inventory, policy):
    assessment = assess(inventory, policy)
    asked = open_questions(assessment)
    scores, order = assessment.scores, assessment.order
    cut = int(policy.targets.tasks.gap)
    behind = scores.score[order[cut]]
    last_in = scores.score[order[cut - 1]]
    wanted = {
        inventory.tasks.index[task]
        for place, task in enumerate(order)
        if np.isnan(inventory.tasks["judgement"].cat.codes.where(lambda one: one >= 0)).iloc[task]
        and (scores.score_low[task] < behind if place < cut else scores.score_high[task] > last_in)
    }
    assert set(asked) == wanted
    assert wanted
    assert set(asked.values()) == {("judgement", "timing")}


def test_five_questions_a_task_at_the_most(inventory, policy):
    tasks = inventory.tasks.copy()
    open_task = tasks.index[20]
    for field_id in ("pattern", "change_frequency", "planned_change", "template", "input_form",
                     "digitisable", "judgement", "timing"):  # fmt: skip
        tasks.loc[open_task, field_id] = None
    blank = Inventory(tasks, inventory.left_out, inventory.sources)
    asked = open_questions(assess(blank, policy))
    assert len(asked[open_task]) == 5
    narrowing = assess(blank, policy).narrowing
    gains = [narrowing[field_id][20] for field_id in asked[open_task]]
    assert gains == sorted(gains, reverse=True)
