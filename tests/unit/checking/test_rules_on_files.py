"""Rules on rows, from files to findings: the cell to look at, what stands there, what goes."""

import os

import pytest
from tests.unit.reading.surveys import (
    CORE,
    FIELDS,
    SHEET,
    codes,
    plain,
    read_grid,
    table,
    told,
    write_csv,
)

from rpa_scout.findings import CATALOGUE
from rpa_scout.pipeline import read_surveys
from rpa_scout.policy import load_policy
from rpa_scout.reading.layout.departments import Department

MORE = (*CORE, "description", "exception_percent", "hours_per_year_reported")


def one_finding(tmp_path, **answers):
    inventory = read_grid(tmp_path, table([plain(**answers)], MORE))
    (one,) = (one for one in inventory.findings if one.severity != "info")
    assert list(inventory.tasks.index) == ["税務課-2"]
    assert one.row_id == "税務課-2"
    return one


@pytest.mark.parametrize(
    ("answers", "code", "cell", "value", "expected"),
    [
        (
            {"description": "可否を判断する"},
            "routine_with_judgement",
            "G2",
            "判断なし（手順どおり）",
            "可否を判断する",
        ),
        (
            {"exception_percent": 60},
            "routine_with_exceptions",
            "N2",
            "60",
            "判断なし（手順どおり）",
        ),
        (
            {"input_form": "紙（手書き）"},
            "paper_already_electronic",
            "J2",
            "すでに電子",
            "紙（手書き）",
        ),
        (
            {"digitisable": "できない"},
            "electronic_not_already",
            "J2",
            "できない",
            "Excel・CSV",
        ),
        ({"hours_per_year_reported": 5}, "hours_month_for_year", "O2", "5", "60"),
        ({"hours_per_year_reported": 100.5}, "hours_disagree", "O2", "100.5", "60"),
        (
            {"items_per_run": 200_000, "minutes_per_item": 60},
            "task_hours_beyond_largest",
            "E2",
            "2,400,000",
            "60 × 1,883 = 112,980",
        ),
    ],
)
def test_the_cell_to_look_at(tmp_path, answers, code, cell, value, expected):
    one = one_finding(tmp_path, **answers)
    assert (one.severity, one.code, one.sheet, one.cell) == ("warning", code, SHEET, cell)
    assert tuple(one.values.values()) == (value, expected)
    for language in ("ja", "en"):
        sentence = one.message(FIELDS, language)
        assert value in sentence
        assert expected in sentence


def test_the_policys_figures_are_used(tmp_path):
    path = write_csv(tmp_path / "a.csv", table([plain(hours_per_year_reported=100)], MORE))
    policy = load_policy()
    lax = policy.checks.model_copy(update={"reported_hours_tolerance": 0.7})
    assert codes(read_surveys(path, policy=policy)) == ["hours_disagree"]
    assert codes(read_surveys(path, policy=policy.model_copy(update={"checks": lax}))) == []


def saved(path, grid, hour):
    write_csv(path, grid)
    os.utime(path, (hour * 3600.0, hour * 3600.0))
    return path


def test_a_department_that_answers_twice(tmp_path):
    older = [
        plain(name="転記"),
        plain(name="照合"),
        plain(name="集計"),
        plain(name="古", timing="いつか"),
    ]
    newer = [plain(name="転記"), plain(name="照合"), plain(name="集計"), plain(name="交付")]
    saved(tmp_path / "b.csv", table(newer), 20)
    saved(tmp_path / "z.csv", table(older), 10)
    inventory = read_surveys(tmp_path)
    assert inventory.tasks["name"].tolist() == ["転記", "照合", "集計", "交付"]
    assert len(inventory.left_out) == 4
    assert [(one.code, one.file, one.cell, one.quoted) for one in inventory.findings] == [
        ("department_newest_file", "b.csv", "", "税務課"),
        ("department_older_file", "z.csv", "", "税務課"),
        ("unknown_choice", "z.csv", "H5", "いつか"),
        ("only_in_older_file", "z.csv", "B5", "古"),
    ]
    assert inventory.findings.has_errors
    assert [line.rows_left_out for line in inventory.coverage.itertuples()] == [0, 4]


def test_of_a_task_in_two_files_the_newer_counts(tmp_path):
    saved(tmp_path / "a.csv", table([plain(), plain(name="照合"), plain(name="集計")]), 10)
    saved(tmp_path / "b.csv", table([plain(), plain(name="交付")]), 20)
    inventory = read_surveys(tmp_path)
    (one,) = (one for one in inventory.findings if one.severity == "error")
    assert (one.code, one.file, one.cell, one.value_of("place")) == (
        "duplicate_task",
        "a.csv",
        "B2",
        "b.csv B2",
    )
    assert "department_maybe_twice" in codes(inventory)


def test_departments_that_have_not_answered(tmp_path):
    path = write_csv(tmp_path / "a.csv", table([plain()]))
    listed = [Department("税務課"), Department("会計課")]
    (one,) = read_surveys(path, departments=listed).findings
    assert (one.code, one.severity, one.quoted) == ("department_not_answered", "warning", "会計課")
    assert (one.file, one.place, one.row_id) == ("", "", "")


def test_a_blank_list_is_an_answer(tmp_path):
    grid = [["所属：税務課"], *table([])]
    path = write_csv(tmp_path / "a.csv", grid)
    assert codes(read_surveys(path, departments=[Department("税務課")])) == ["no_rows"]


def test_tasks_that_several_departments_do(tmp_path):
    rows = [plain(), plain(department="会計課"), plain(department="市民課", name="納付書の転記 ")]
    inventory = read_grid(tmp_path, table(rows))
    assert told(inventory) == [("info", "same_task_elsewhere", SHEET, "B2", "name", "納付書の転記")]
    (one,) = inventory.findings
    assert one.value_of("others") == "会計課 納付書の転記、市民課 納付書の転記"
    assert len(inventory.tasks) == 3


def test_severity_says_whether_the_row_is_used():
    assert {code for code, rule in CATALOGUE.items() if code.startswith("department_")} > set()
    for code in ("department_older_file", "only_in_older_file", "duplicate_task"):
        assert CATALOGUE[code].severity == "error"
