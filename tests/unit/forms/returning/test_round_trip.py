"""Filled in, damaged in one way, found, returned, answered on the page, clean."""

import pytest
from tests.unit.forms.returning.rounds import (
    DEPARTMENT,
    PAGE,
    POLICY,
    answered,
    damaged,
    filled_form,
    questions_in,
    returned,
    troubles,
)

from rpa_scout.pipeline import read_surveys

DAMAGES = [
    pytest.param("name", "", "required_missing", "納付書の転記", "納付書の転記", id="no name"),
    pytest.param("minutes_per_item", "物による", "not_a_number", "1.5", 1.5, id="no number"),
    pytest.param("minutes_per_item", -3, "out_of_range", 1.5, 1.5, id="negative"),
    pytest.param("exception_percent", 120, "out_of_range", "５", 5.0, id="above 100"),
    pytest.param("items_per_run", 2e9, "out_of_range", "1,200", 1200.0, id="too many"),
    pytest.param(
        "judgement", "ベテランの勘", "unknown_choice", "判断が中心", "judgement", id="no choice"
    ),
    pytest.param("timing", "なるはや", "unknown_choice", "当日中", "same_day", id="no such answer"),
    pytest.param("peak_months", "3、13", "not_months", "3、12", "3、12", id="13th month"),
]


@pytest.mark.parametrize(("field", "wrong", "code", "answer", "value"), DAMAGES)
def test_round_trip(tmp_path, field, wrong, code, answer, value):
    path = damaged(tmp_path / "in", 5, {field: wrong})
    findings = troubles(read_surveys(path, policy=POLICY))
    assert [(finding.code, finding.field) for finding in findings] == [(code, field)]

    back = returned(path, tmp_path / "back")
    assert back.name == path.name
    assert list(questions_in(back)) == [findings[0].cell]

    answered(back, {1: answer})
    again = read_surveys(back, policy=POLICY)
    assert troubles(again) == []
    task = again.tasks.iloc[0]
    assert task[field] == value
    source = again.source_of(again.tasks.index[0], field)
    assert (source.file, source.sheet, source.cell) == (back.name, PAGE, "F6")
    (note,) = [finding for finding in again.findings if finding.code == "answered_in_questions"]
    assert (note.sheet, note.cell, note.field) == (PAGE, "F6", field)
    assert note.value_of("reply").startswith("No.1: ")
    assert note.row_id == again.tasks.index[0]


def test_missing_department_is_answered(tmp_path):
    path = damaged(tmp_path / "in", 5, {"department": None})
    inventory = read_surveys(path, policy=POLICY)
    # The form names its department above the list, so nothing is missing.
    assert inventory.tasks["department"].tolist() == [DEPARTMENT, DEPARTMENT]


def test_clean_survey_needs_no_page(tmp_path):
    from rpa_scout.pipeline import write_questions

    path = filled_form(tmp_path / "in")
    assert write_questions(read_surveys(path), POLICY, tmp_path / "back") == []


def test_copy_reads_the_same_until_it_is_answered(tmp_path):
    path = damaged(tmp_path / "in", 5, {"minutes_per_item": "物による"})
    before = read_surveys(path, policy=POLICY)
    after = read_surveys(returned(path, tmp_path / "back"), policy=POLICY)
    assert list(after.findings) == list(before.findings)
    assert after.tasks.equals(before.tasks)
