"""What stands beside a task: typical work, live automations, cases, joint hours, unit times."""

import re

import numpy as np
import pandas as pd
import pytest
from tests.similarity.city import named

import rpa_scout as rs
from rpa_scout.evidence.cases import reference_cases
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.policies import load_policy
from rpa_scout.similarity.beside import case_tasks, similar_beside
from rpa_scout.similarity.catalogue import SOURCES, nearest_entries, typical_tasks
from rpa_scout.similarity.one_task import texts
from rpa_scout.similarity.one_task.similar_work import SimilarWork
from rpa_scout.similarity.same_work.compared import (
    differing_answers,
    group_summary,
    unit_time_benchmark,
)

TRIPS = ["旅費精算", "出張旅費の請求の入力", "旅費の請求入力", "職員旅費の登録"]


def entry(entry_id):
    return next(task for task in typical_tasks() if task.entry_id == entry_id)


def test_the_catalogue_uses_codes_of_the_survey_and_known_cases():
    fields = load_fields().by_id
    means = {declared.id for declared in load_policy().means} | {""}
    cases = {case.case_id for case in reference_cases()}
    for task in typical_tasks():
        for field in ("pattern", "input_form", "judgement"):
            assert getattr(task, field) in fields[field].codes
        assert task.means in means
        assert task.source in SOURCES
        assert set(task.case_ids) <= cases
        assert task.case_ids or task.results or task.source != "published"
        assert all(result.source_url.startswith("http") for result in task.results)
    assert len({task.entry_id for task in typical_tasks()}) == len(typical_tasks()) > 100


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("給報の打込み", "給与支払報告書（紙）の入力"),
        ("ワンストップ特例申請の入力", "ふるさと納税ワンストップ特例申請書の入力"),
        ("審議会の議事録作成", "会議録の作成"),
        ("出張旅費の登録", "旅費の請求の入力"),
        ("納税証明の発行", "納税証明書の交付"),
    ],
)
def test_typical_work_is_found(name, expected):
    nearest = nearest_entries(named(name), 1)
    assert entry(nearest.loc[0, "entry_id"]).name == expected


def test_work_like_no_other_has_no_entry():
    assert nearest_entries(named("竜宮城の鍵当番")).empty


def test_cases_of_an_entry_are_published_single_tasks():
    onestop = next(task for task in typical_tasks() if "ワンストップ" in task.name)
    assert {case.case_id for case in onestop.cases} == {"C029", "C054"}
    assert len(case_tasks()) == sum(case.scope == "task" for case in reference_cases())


def test_beside_a_task_stand_other_departments_the_register_and_cases():
    tasks = named(
        "給報入力", "給与支払報告書の入力", "給報の打込み", department=["税務課", "支所", "税務課"]
    )
    register = named("給与支払報告書のＡＩ－ＯＣＲ入力").rename(index={"1": "A01"})
    beside = similar_beside(tasks, register)
    first = beside[beside["task_id"] == "1"]
    of_list = first.groupby("list")["partner_id"].agg(list)
    assert of_list["tasks"] == ["2"]  # task 3 is of the same department
    assert of_list["register"] == ["A01"]
    assert "C110" in of_list["cases"]
    assert entry(of_list["catalogue"][0]).name == "給与支払報告書（紙）の入力"
    assert first.groupby("list").size().max() <= 3


def trips(**columns):
    return named(*TRIPS, department=list("甲乙丙丁"), **columns)


def test_joint_hours_of_a_group():
    tasks = trips(
        runs_per_year=[12, 12, 12, 12],
        items_per_run=[10, 20, 30, 40],
        minutes_per_item=[6, 6, 6, None],
    )
    summary = group_summary(tasks, rs.same_work_groups(tasks))
    assert summary.to_dict("records") == [
        {
            "tasks": 4,
            "departments": 4,
            "hours_per_year": pytest.approx(12 * 60 * 6 / 60),
            "tasks_without_hours": 1,
        }
    ]


def test_where_the_answers_of_a_group_differ():
    tasks = trips(
        pattern=["entry"] * 4, input_form=["handwriting", "spreadsheet", "spreadsheet", None]
    )
    differing = differing_answers(tasks, rs.same_work_groups(tasks))
    assert differing.to_dict("list") == {
        "group": ["1", "1"],
        "field": ["input_form", "input_form"],
        "code": ["handwriting", "spreadsheet"],
        "tasks": [1, 2],
    }


def test_groups_that_agree_differ_nowhere():
    tasks = trips(pattern=["entry"] * 4)
    assert differing_answers(tasks, rs.same_work_groups(tasks)).empty


def test_unit_times_far_from_those_of_the_same_work():
    tasks = trips(minutes_per_item=[3.0, 2.5, 4.0, 12.0])
    groups = pd.Series("1", index=tasks.index)
    far = unit_time_benchmark(tasks, groups)
    assert far["task_id"].tolist() == ["4"]
    assert far.loc[0, "median_of_peers"] == 3.0
    assert far.loc[0, "ratio"] == 4.0
    assert far.loc[0, "peers"] == 3
    assert unit_time_benchmark(tasks.iloc[:2], groups.iloc[:2]).empty


def test_each_unit_time_stands_beside_the_median_of_all_others_of_its_group():
    draws = np.random.default_rng(3)
    size = 300
    minutes = draws.integers(0, 9, size).astype(float)  # 0: nothing to compare
    minutes[draws.random(size) < 0.1] = np.nan
    tasks = pd.DataFrame(
        {"minutes_per_item": minutes}, index=[f"課-{number}" for number in range(size)]
    )
    groups = pd.Series(draws.integers(0, 60, size).astype(str), index=tasks.index)
    groups.iloc[::50] = None
    shown = unit_time_benchmark(tasks, groups, least_ratio=1.0).set_index("task_id")
    expected = {}
    for task_id, value in tasks["minutes_per_item"].items():
        peers = tasks["minutes_per_item"][(groups == groups[task_id]) & (tasks.index != task_id)]
        peers = peers[peers > 0.0]
        if value > 0.0 and len(peers) >= 2:
            expected[task_id] = (len(peers), np.median(peers))
    assert len(expected) > 100
    assert {
        task_id: (row["peers"], row["median_of_peers"]) for task_id, row in shown.iterrows()
    } == expected


def test_foreign_cases_are_found_and_named_in_the_language_of_the_reader(monkeypatch):
    inventory = Inventory.from_frame(
        pd.DataFrame({"department": ["福祉課"], "name": ["介護の相談記録の作成"]})
    )
    work = SimilarWork(inventory, load_policy())
    (task_id,) = inventory.tasks.index
    near = {case.id: case for case in work.similar(task_id) if case.list == "cases"}
    published = {case.case_id: case for case in reference_cases()}["N029"]
    japanese = texts.similar_sentence(near["N029"], load_policy())
    assert japanese.startswith(f"{published.body_ja}「{published.task_ja}」")
    monkeypatch.setattr(texts, "language", lambda: "en")
    assert published.body in texts.similar_sentence(near["N029"], load_policy())


def test_every_foreign_case_has_japanese_names():
    has_japanese = re.compile("[\u3040-\u30ff\u4e00-\u9fff]").search
    for case in reference_cases():
        assert has_japanese(case.body_in("ja")), case.case_id
        assert has_japanese(case.task_in("ja")), case.case_id
