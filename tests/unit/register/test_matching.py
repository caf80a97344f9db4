"""Automations find their tasks, so that none is counted twice; what is similar is proposed."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.unit.register.workbooks import plain, write

from rpa_scout.inventory import Inventory
from rpa_scout.register.matching import match_register
from rpa_scout.register.read import read_register
from rpa_scout.register.records import Register, merged


@pytest.fixture
def tasks():
    frame = pd.DataFrame(
        {
            "department": ["税務課", "税務課", "会計課", None],
            "name": ["給与支払報告書の入力", "督促状の作成", "給与支払報告書の入力", None],
        },
        index=["税務課-5", "税務課-6", "会計課-5", "?-7"],
    )
    return Inventory.from_frame(frame).tasks


def matched(tmp_path, tasks, *rows, **options):
    register = read_register(write(tmp_path / "a.xlsx", *rows))
    return register, match_register(register, tasks, **options)


def test_by_names_however_spelled(tmp_path, tasks):
    register, match = matched(tmp_path, tasks, plain(name="給与支払報告書 の入力"))
    assert list(match.task_of.values()) == ["税務課-5"]
    assert match.served_tasks(register) == {"税務課-5"}
    assert match.findings.items == ()


def test_by_the_id_that_the_form_brought_back(tmp_path, tasks):
    path = tmp_path / "a.xlsx"
    columns = ("department", "name", "task_id", "saved_hours_per_year", "fiscal_year")
    write(path, plain(name="別の呼び名", task_id="税務課-6"), columns=columns)
    match = match_register(read_register(path), tasks)
    assert list(match.task_of.values()) == ["税務課-6"]
    assert [finding.code for finding in match.findings] == ["register_name_differs"]


@pytest.mark.parametrize(
    ("row", "task", "codes"),
    [
        # A copied row, of which only the name was changed.
        ({"name": "給与支払報告書の入力"}, "税務課-5", ["register_number_differs"]),
        (
            {"department": "会計課", "name": "給与支払報告書の入力"},
            "会計課-5",
            ["register_number_differs"],
        ),
        # Another department: nothing is booked.
        (
            {"department": "会計課", "name": "旅費の入力"},
            None,
            ["register_number_differs", "register_task_unknown"],
        ),
        # The same name, or nearly so.
        ({"name": "督促状の作成"}, "税務課-6", []),
        ({"name": "督促状の 作成"}, "税務課-6", []),
    ],
)
def test_the_number_is_held_against_department_and_name(tmp_path, tasks, row, task, codes):
    path = tmp_path / "a.xlsx"
    columns = ("department", "name", "task_id", "saved_hours_per_year", "fiscal_year")
    write(path, plain(**row, task_id="税務課-6"), columns=columns)
    match = match_register(read_register(path), tasks)
    assert list(match.task_of.values()) == ([] if task is None else [task])
    assert [finding.code for finding in match.findings] == codes


def test_a_number_that_a_person_confirmed_is_not_doubted(tmp_path, tasks):
    path = tmp_path / "a.xlsx"
    columns = ("department", "name", "task_id", "saved_hours_per_year", "fiscal_year")
    write(path, plain(name="別の呼び名", task_id="税務課-6"), columns=columns)
    register = read_register(path)
    confirmed = {register.automations[0].automation_id: "税務課-6"}
    assert not match_register(register, tasks, confirmed).findings.items


def test_similar_names_of_the_department_are_proposed(tmp_path, tasks):
    register, match = matched(tmp_path, tasks, plain(name="給与支払い報告書の入力"))
    assert match.task_of == {}
    (near,) = match.proposed
    assert (near.task_id, near.name) == ("税務課-5", "給与支払報告書の入力")
    assert 0.85 <= near.likeness < 1
    (finding,) = match.findings
    assert (finding.code, finding.cell, finding.value_of("nearest")) == (
        "register_task_near",
        "B2",
        "「給与支払報告書の入力」",
    )
    assert match.served_tasks(register) == frozenset()


def test_what_a_person_confirmed_counts(tmp_path, tasks):
    register = read_register(write(tmp_path / "a.xlsx", plain(name="給与支払い報告書の入力")))
    confirmed = {register.automations[0].automation_id: "税務課-5"}
    match = match_register(register, tasks, confirmed)
    assert match.task_of == confirmed
    assert match.proposed == ()


def test_others_are_unknown(tmp_path, tasks):
    register, match = matched(tmp_path, tasks, plain(name="犬の登録"))
    assert match.unknown == (register.automations[0].automation_id,)
    assert [one.code for one in match.findings] == ["register_task_unknown"]


def test_one_that_has_ended_leaves_its_task_free(tmp_path, tasks):
    register, match = matched(
        tmp_path, tasks, plain(still_running="いいえ", ended_in="R7"), plain(name="督促状の作成")
    )
    assert match.served_tasks(register) == {"税務課-6"}


def test_automations_that_serve_one_task_under_two_names_are_told_where_they_exceed_it(
    tmp_path, tasks
):
    rows = plain(name="給与支払報告書の入力"), plain(name="旧の呼び名")
    register = read_register(write(tmp_path / "a.xlsx", *rows))
    confirmed = {register.automations[1].automation_id: "税務課-5"}
    match = match_register(register, tasks, confirmed)
    assert set(match.task_of.values()) == {"税務課-5"}
    (finding,) = match.findings
    assert (finding.code, finding.cell, finding.quoted) == ("shares_above_whole", "B3", "200")
    halves = tuple(replace(one, share=0.5) for one in register.automations)
    assert match_register(Register(halves), tasks, confirmed).findings.items == ()
    followed = (replace(halves[0], share=1, running_since=2025), replace(halves[1], ended_in=2024))
    assert match_register(Register(followed), tasks, confirmed).findings.items == ()


def test_what_two_forms_of_one_name_say_together_is_told_at_the_newer(tmp_path, tasks):
    """Every reading saw its own row only."""
    known = Register()
    for folder, name in (("一年目", "一"), ("二年目", "二")):
        (tmp_path / folder).mkdir()
        path = write(tmp_path / folder / "実績.xlsx", plain(automation=name))
        known = merged(known, read_register(path))
    (finding,) = match_register(known, tasks).findings
    assert (finding.code, finding.quoted) == ("shares_above_whole", "200")


def test_what_one_form_says_is_told_once(tmp_path, tasks):
    rows = plain(automation="一"), plain(automation="二")
    register = read_register(write(tmp_path / "a.xlsx", *rows))
    assert [one.code for one in register.findings] == ["shares_above_whole"]
    assert match_register(register, tasks).findings.items == ()


CITIZENS = [
    "住民票の写しの郵送請求処理",
    "転入届の入力",
    "納税証明の交付",
    "児童手当の現況届の入力",
]


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("住民票郵送請求の処理", ["市民課-0"]),
        ("住民票の郵送請求", ["市民課-0"]),
        ("納税証明書交付", ["市民課-2"]),
        ("納税通知の発送", []),
        ("転出届の入力", []),
        ("児童扶養手当の現況届の入力", []),
        ("届の入力", []),
    ],
)
def test_what_is_proposed_is_the_same_work_under_another_name(tmp_path, name, proposed):
    index = [f"市民課-{row}" for row in range(len(CITIZENS))]
    frame = pd.DataFrame({"department": ["市民課"] * len(CITIZENS), "name": CITIZENS}, index=index)
    tasks = Inventory.from_frame(frame).tasks
    register = read_register(write(tmp_path / "a.xlsx", plain(department="市民課", name=name)))
    match = match_register(register, tasks)
    assert [one.task_id for one in match.proposed] == proposed
    refused = {(one.automation_id, one.task_id) for one in match.proposed}
    assert match_register(register, tasks, refused=refused).proposed == ()


def test_a_department_that_is_called_otherwise_now(tmp_path, tasks):
    register = read_register(
        write(tmp_path / "a.xlsx", plain(department="課税課", name="給与支払報告書の入力"))
    )
    assert match_register(register, tasks).task_of == {}
    group_of = {"課税課": "税務課"}
    match = match_register(register, tasks, group_of=group_of)
    assert set(match.task_of.values()) == {"税務課-5"}
