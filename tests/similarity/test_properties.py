"""What holds for any tasks: symmetry, order of rows, duplicates, probabilities."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.similarity.city import named

import rpa_scout as rs
from rpa_scout.similarity.labelled import labelled_tasks
from rpa_scout.similarity.likeness import shipped_likeness
from rpa_scout.similarity.pair_features import PAIR_FEATURES, PairFeatures
from rpa_scout.similarity.profiles import profiles

NAMES = labelled_tasks("practice")[0]["name"].tolist()
LISTS = st.lists(st.sampled_from(NAMES), min_size=2, max_size=25, unique=True)
ANY_TEXTS = st.lists(st.text(max_size=20), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def city():
    return labelled_tasks("city")[0]


def pair_set(tasks):
    pairs = rs.similar_tasks(tasks)
    return {
        (frozenset((a, b)), round(p, 12))
        for a, b, p in zip(*(pairs[name] for name in pairs), strict=True)
    }


def test_features_are_symmetric(city):
    draws = np.random.default_rng(3).integers(0, len(city), (2, 500))
    features = PairFeatures(profiles(city))
    assert np.array_equal(features.matrix(*draws), features.matrix(*draws[::-1]))
    assert features.matrix(*draws).shape == (500, len(PAIR_FEATURES))


def test_the_order_of_rows_changes_nothing(city):
    shuffled = city.iloc[np.random.default_rng(5).permutation(len(city))]
    assert pair_set(shuffled) == pair_set(city)
    groups = rs.same_work_groups(city)
    assert rs.same_work_groups(shuffled).loc[city.index].tolist() == groups.tolist()
    proposed = rs.propose_answers(city, "pattern")
    again = rs.propose_answers(shuffled, "pattern").loc[proposed.index]
    assert np.allclose(proposed, again)


@settings(max_examples=25)
@given(LISTS)
def test_pairs_do_not_depend_on_the_other_tasks(names):
    tasks = named(*names)
    part = tasks.iloc[: len(tasks) // 2 + 1]
    within = {pair for pair in pair_set(tasks) if pair[0] <= set(part.index)}
    assert within == pair_set(part)


@settings(max_examples=25)
@given(LISTS)
def test_a_duplicate_is_the_same_work(names):
    tasks = named(*names, names[0])
    pairs = rs.similar_tasks(tasks)
    ends = pairs[["task_id_a", "task_id_b"]].apply(set, axis=1)
    equal = pairs[ends == {"1", str(len(tasks))}]
    assert equal["probability"].tolist() == [1.0]
    groups = rs.same_work_groups(tasks)
    assert groups.iloc[0] == groups.iloc[-1]


@settings(max_examples=25)
@given(ANY_TEXTS)
def test_any_text_gives_probabilities(names):
    tasks = named(*names)
    pairs = rs.similar_tasks(tasks, threshold=0.0)
    assert pairs["probability"].between(0.0, 1.0).all()
    proposed = rs.propose_answers(tasks, "input_form")
    assert np.allclose(proposed.sum(axis=1), 1.0)
    assert ((proposed > 0.0) & (proposed < 1.0)).all(axis=None)


def test_pairs_are_listed_once_the_likeliest_first(city):
    pairs = rs.similar_tasks(city)
    assert list(pairs.columns) == ["task_id_a", "task_id_b", "probability"]
    assert (pairs["task_id_a"] < pairs["task_id_b"]).all()
    assert pairs["probability"].is_monotonic_decreasing
    assert not pairs.duplicated(["task_id_a", "task_id_b"]).any()
    assert pairs["probability"].min() >= shipped_likeness().pair_threshold


def test_groups_are_labelled_by_their_first_task(city):
    groups = rs.same_work_groups(city)
    assert groups.index.equals(city.index)
    first = pd.Series(city.index, index=city.index).groupby(groups).min()
    assert (first == first.index).all()


def test_search_in_small_blocks_finds_the_same(city, monkeypatch):
    expected = pair_set(city)
    monkeypatch.setattr("rpa_scout.similarity.search._BLOCK", 17)
    monkeypatch.setattr("rpa_scout.similarity.pair_features._CHUNK", 23)
    assert pair_set(city) == expected
