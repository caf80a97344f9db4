"""Groups that people judged: they bind what is proposed next, and are described as one build."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.similarity.city import named

import rpa_scout as rs
from rpa_scout.similarity.labelled import labelled_tasks
from rpa_scout.similarity.likeness import TaskPairs, shipped_likeness
from rpa_scout.similarity.same_work.groups import (
    city_likeness,
    described_groups,
    joint_build_hours,
    usual_name,
)
from rpa_scout.similarity.same_work.linkage import average_linkage

CITY = labelled_tasks("city")[0]
IDS = CITY.index.tolist()
SOME = st.lists(st.sampled_from(IDS), min_size=4, max_size=20, unique=True)


def sets_of(labels):
    return {frozenset(members) for members in labels.groupby(labels).groups.values()}


@settings(max_examples=30)
@given(SOME, st.data())
def test_judgements_of_people_stand_above_probabilities(ids, data):
    tasks = CITY.loc[sorted(ids)]
    half = len(ids) // 2
    confirmed = {task: data.draw(st.sampled_from("AB")) for task in ids[:half]}
    refused = [(task, ids[0]) for task in ids[half:]]
    labels = rs.same_work_groups(tasks, confirmed=confirmed, refused=refused)
    of_confirmed = {group: set() for group in "AB"}
    for task, group in confirmed.items():
        of_confirmed[group].add(labels[task])
    assert all(len(labels_of) <= 1 for labels_of in of_confirmed.values())
    assert not of_confirmed["A"] & of_confirmed["B"]
    assert all(labels[a] != labels[b] for a, b in refused)


def test_without_judgements_nothing_changes():
    labels = rs.same_work_groups(CITY)
    assert rs.same_work_groups(CITY, confirmed={}, refused=[]).equals(labels)
    kept = dict(zip(labels.index, labels, strict=True))
    assert sets_of(rs.same_work_groups(CITY, confirmed=kept)) == sets_of(labels)


def test_a_refused_pair_splits_a_group_by_average_linkage():
    pairs = TaskPairs(np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([0.9, 0.8, 0.7]))
    order = np.arange(3)
    assert average_linkage(pairs, order, 0.3) == [0, 0, 0]
    assert average_linkage(pairs, order, 0.3, refused=[(1, 2)]) == [0, 0, 2]
    assert average_linkage(pairs, order, 0.3, refused=[(0, 1)]) == [0, 1, 0]
    assert average_linkage(pairs, order, 0.95, confirmed=[[2, 1]]) == [0, 1, 1]


def test_a_city_learns_from_its_own_judgements():
    names = ("旅費の精算", "出張旅費の請求入力", "旅費の支出命令", "住民票の写しの交付")
    tasks = named(*names)
    assert city_likeness(tasks, {}, []) is shipped_likeness()
    refusing = city_likeness(tasks, {}, [("1", "3"), ("2", "3")])
    agreeing = city_likeness(tasks, {"1": "a", "2": "a", "3": "a"}, [])

    def chance(likeness):
        pairs = rs.similar_tasks(tasks, likeness=likeness, threshold=0.0)
        return pairs.set_index(["task_id_a", "task_id_b"])["probability"]["1", "3"]

    assert chance(refusing) < chance(shipped_likeness()) < chance(agreeing)
    gone = city_likeness(tasks, {"1": "a", "gone": "a"}, [("1", "gone")])
    assert gone is shipped_likeness()


def test_judgements_of_half_the_kinds_do_not_spoil_the_groups_of_the_others():
    truth = labelled_tasks("city")[1]["concept"]
    kinds = sorted(truth.unique())
    known = truth[truth.isin(kinds[::2])]
    later = CITY.loc[truth.isin(kinds[1::2])]
    sizes = known.map(known.value_counts())
    judged = city_likeness(CITY, known[sizes > 1].to_dict(), [])
    assert pair_f1(rs.same_work_groups(later, likeness=judged), truth) >= 0.85


def pair_f1(labels, truth):
    ids = labels.index
    first, second = np.triu_indices(len(ids), 1)
    found = labels.to_numpy()[first] == labels.to_numpy()[second]
    kinds = truth.loc[ids].to_numpy()
    right = kinds[first] == kinds[second]
    return 2 * (found & right).sum() / (found.sum() + right.sum())


def test_a_group_is_described_with_the_hours_of_all_and_one_build():
    tasks = named(
        "旅費精算", "旅費の入力", "旅費精算", "証明書の発行",
        department=["税務課", "会計課", "市民課", "市民課"],
        input_form=["print", "print", None, "system"],
        judgement=["none", "simple_rules", None, "none"],
    )  # fmt: skip
    figures = pd.DataFrame(
        {"hours_per_year": [100.0, 300.0, np.nan, 50.0], "build_hours": [40.0, 60.0, np.nan, 20.0]},
        index=tasks.index,
    )
    labels = pd.Series(["g", "g", "g", "h"], index=tasks.index)
    (group,) = described_groups(tasks, labels, figures, 0.3)
    assert (group.group_id, group.name) == ("g", "旅費精算")
    assert group.task_ids == ("2", "1", "3")
    assert group.departments == ("会計課", "税務課", "市民課")
    assert (group.hours_per_year, group.tasks_without_hours) == (400.0, 1)
    assert group.build_hours == 100.0
    assert group.joint_build_hours == pytest.approx(40 + 0.3 * 60)
    assert group.agreed == {"input_form": "print"}
    assert group.differing == {"judgement": {"none": 1, "simple_rules": 1}}
    assert described_groups(tasks, pd.Series(dtype=object), figures, 0.3) == []


@given(st.lists(st.floats(1.0, 500.0), min_size=1, max_size=8), st.floats(0.0, 1.0))
def test_building_once_never_costs_more_than_one_by_one(hours, share):
    joint = joint_build_hours(hours, share)
    assert min(hours) <= joint + 1e-9
    assert joint <= sum(hours) + 1e-9


def test_the_usual_name_is_the_commonest_then_the_shortest():
    assert usual_name(["旅費の精算", "旅費精算"]) == "旅費精算"
    assert usual_name(["長い業務の名前", "入力", "長い業務の名前"]) == "長い業務の名前"
