"""The search lists what an exhaustive comparison of all pairs would list."""

import numpy as np
import pandas as pd
import pytest
from tests.similarity.city import named

import rpa_scout as rs
from rpa_scout.similarity.labelled import LABELLED_FILES, labelled_tasks
from rpa_scout.similarity.likeness import shipped_likeness
from rpa_scout.similarity.profiles import profiles


def exhaustive(tasks, threshold):
    """All pairs at or above the threshold, each judged."""
    pairs = shipped_likeness().judged(profiles(tasks), *np.triu_indices(len(tasks), 1))
    reaching = pairs.at_least(threshold)
    ids = tasks.index.to_numpy()
    return {frozenset(pair) for pair in zip(ids[reaching.first], ids[reaching.second], strict=True)}


@pytest.mark.parametrize("threshold", [0.15, 0.35, 0.5])
def test_the_search_finds_what_an_exhaustive_comparison_finds(threshold):
    names = pd.concat([labelled_tasks(file)[0]["name"] for file in LABELLED_FILES])
    tasks = named(*names.drop_duplicates())
    expected = exhaustive(tasks, threshold)
    listed = rs.similar_tasks(tasks, threshold=threshold)[["task_id_a", "task_id_b"]]
    located = {frozenset(pair) for pair in listed.itertuples(index=False)}
    assert located <= expected
    assert len(located) >= 0.98 * len(expected) > 300


@pytest.mark.parametrize(
    "names",
    [
        ("運転日報の入力", "扶養照会の入力"),
        ("郵便物の集計", "会議録の集計"),
        ("山林の補聴器の通知", "忘れ物の通知"),
        ("林業の住宅補助の集計", "林業の交通災害共済の入力"),
        ("国保の図書寄贈の受付", "国保の駐車許可の発送"),
    ],
)
def test_a_common_stage_or_programme_alone_is_not_listed(names):
    assert not exhaustive(named(*names), shipped_likeness().pair_threshold)
