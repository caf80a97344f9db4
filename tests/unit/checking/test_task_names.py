"""Names of tasks compared as a person at a city hall would."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpa_scout.checking.rules.task_names import name_likeness, task_names
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy.checks import Checks

LEAST = Checks().similar_names
SAMPLES = Path(__file__).parents[3] / "samples" / "departments"


def alike(first, second):
    return name_likeness(*task_names([first, second]))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("住民票郵送請求の処理", "住民票の写しの郵送請求処理"),
        ("給与支払い報告書の入力", "給与支払報告書の入力"),
        ("口座振替データ作成", "市税の口座振替データの作成"),
        ("納税証明の交付", "納税証明書の交付申請"),
        ("要介護認定申請の入力", "要介護認定の申請・更新の入力"),
        ("軽自動車税の異動入力", "軽自動車税 異動申告書の入力"),
        ("児童手当現況届の入力", "児童手当の現況届（6月）の入力"),
    ],
)
def test_the_same_work_under_two_names(first, second):
    assert alike(first, second) >= LEAST
    assert alike(second, first) == alike(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("納税証明の交付", "納税通知の発送"),
        ("転入届の入力", "転出届の入力"),
        ("個人市民税の申告書の入力", "法人市民税の申告書の入力"),
        ("児童手当の現況届の入力", "児童扶養手当の現況届の入力"),
        ("国民健康保険の資格取得届の入力", "国民健康保険の資格喪失届の入力"),
        ("申請の受付", "児童手当の申請の受付"),
        ("申請書の入力", "浄化槽補助金の申請書の入力"),
        ("上水道の使用開始の入力", "下水道の使用開始の入力"),
        ("督促状の作成と発送", "催告状の作成と発送"),
        ("普通徴収の通知書の発送", "特別徴収の通知書の発送"),
    ],
)
def test_other_work_under_names_that_share_much(first, second):
    assert alike(first, second) < LEAST


def test_no_two_tasks_of_the_samples_are_taken_for_one():
    tasks = read_surveys(SAMPLES).tasks
    for department, names in tasks.groupby("department")["name"]:
        prepared = dict(zip(names, task_names(list(names)), strict=True))
        near = [
            (department, first, second)
            for first, second in combinations(prepared, 2)
            if name_likeness(prepared[first], prepared[second]) >= LEAST
        ]
        assert near == []


@given(st.text(max_size=20), st.text(max_size=20))
def test_it_is_symmetrical_and_within_its_bounds(first, second):
    assert 0.0 <= alike(first, second) <= 1.0
    assert alike(first, first) == 1.0
