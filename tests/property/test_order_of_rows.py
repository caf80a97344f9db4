"""The order in which files and rows arrive changes nothing in an assessment."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.independent.random_tasks import random_tasks
from tests.property.drawn_tasks import POLICY, SCORECARDS, inventory_of

from rpa_scout.assessment.assess import assess

COUNT = 60


@cache
def answered():
    """Give rows and their places: each task twice, so that scores and hours tie."""
    rows = []
    for task in random_tasks(COUNT // 2, 3):
        systems = "、".join(task["systems"] or []) or None
        rows.append({**task, "systems": systems, "peak_months": None})
    places = [
        (f"{row['department']}.xlsx", place % (COUNT // 2) + 4, f"{row['department']}-{place}")
        for place, row in enumerate([*rows, *rows])
    ]
    return [*rows, *rows], places


@cache
def in_given_order(scorecard):
    return assess(inventory_of(*answered()), POLICY, scorecard)


def moved(order, tables):
    """Make the same inventory with its rows and its tables in another order."""
    rows, places = answered()
    inventory = inventory_of([rows[row] for row in order], [places[row] for row in order])
    new_place = {old: new for new, old in enumerate(tables)}
    inventory.sources["table"] = [new_place[old] for old in inventory.sources["table"]]
    object.__setattr__(inventory, "tables", tuple(inventory.tables[old] for old in tables))
    return inventory


def outlook_of(assessment):
    """Give every number of the outlook on the target."""
    target = assessment.target
    return (
        target.candidates,
        target.needed_for_goal,
        target.candidates_needed,
        target.saved_by_all,
        target.saved_by_needed,
    )


@pytest.mark.parametrize("scorecard", list(SCORECARDS))
@settings(max_examples=12)
@given(order=st.permutations(range(COUNT)), tables=st.permutations(range(5)))
def test_ranking_and_target_keep_every_bit(scorecard, order, tables):
    first = in_given_order(scorecard)
    second = assess(moved(order, tables), POLICY, scorecard)
    assert len(first.inventory.tables) == 5
    pd.testing.assert_frame_equal(first.ranking, second.ranking, check_exact=True)
    assert outlook_of(first) == outlook_of(second)
    assert first.reasons() == second.reasons()


@pytest.mark.parametrize("scorecard", list(SCORECARDS))
def test_some_tasks_tie_in_score_and_are_put_in_order_of_department_and_row(scorecard):
    ranking = in_given_order(scorecard).ranking
    ties = ranking[ranking.duplicated("score", keep=False)]
    assert len(ties) == COUNT
    known = ranking["saved_hours_per_year_p50"].fillna(-np.inf)
    keys = list(zip(-ranking["score"], -known, ranking["department"], ranking["row"], strict=True))
    assert keys == sorted(keys)


@settings(max_examples=8)
@given(kept=st.sets(st.integers(0, COUNT - 1), min_size=1, max_size=20))
def test_a_task_gets_the_same_numbers_without_the_others(kept):
    rows, places = answered()
    some = [rows[row] for row in sorted(kept)], [places[row] for row in sorted(kept)]
    few = assess(inventory_of(*some), POLICY).ranking.drop(columns="rank")
    many = in_given_order("rpa").ranking.drop(columns="rank")
    wanted = many[many["task_id"].isin(few["task_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(few, wanted, check_exact=True)
