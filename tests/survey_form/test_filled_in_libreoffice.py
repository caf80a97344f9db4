"""The form opened, filled in and saved by LibreOffice keeps its lists, rules and answers."""

import zipfile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook
from tests.office import do_in_office, needs_office
from tests.survey_form.shipped import FIELDS, FORM, POLICY

from rpa_scout.forms import write_form
from rpa_scout.forms.rules import rule_of

LETTERS = {field.id: get_column_letter(FORM.positions[field.id] + 1) for field in FORM.columns}
FIRST = FORM.FIRST_ROW + 1
LAST = FORM.last_row + 1

ANSWERS = {
    "name": "口座振替依頼書の入力",
    "runs_per_year": 240,
    "items_per_run": "わからない",
    "minutes_per_item": 0.5,
    "pattern": "システムへの入力・転記",
    "judgement": "わからない",
    "peak_months": "1、2、3",
    "remarks": "=特になし",
}

pytestmark = needs_office


def cases():
    """Answers to a number and to the months, and whether the rule must let them through."""
    number = [
        (None, True), ("わからない", True), (" わからない ", True), (0, True), (0.5, True),
        (100_000, True), (100_001, False), (-1, False), ("多数", False), ("約240", False),
        ("10～15", True), ("0.5〜1.5", True), ("10~15", True), ("10～多数", False),
    ]  # fmt: skip
    months = [
        (None, True), ("わからない", True), ("1、2、3", True), ("１２", True), (12, True),
        (13, False), (0, False), ("夏", False),
    ]  # fmt: skip
    for field_id, answers in (("runs_per_year", number), ("peak_months", months)):
        cell = f"{LETTERS[field_id]}{LAST}"
        formula = rule_of(FORM, FIELDS[field_id], cell)["value"]
        for answer, expected in answers:
            yield {"cell": cell, "formula": formula, "answer": answer}, expected


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Fill in a form in LibreOffice; return what it saw and what it saved."""
    folder = tmp_path_factory.mktemp("office")
    form = write_form(folder / "form.xlsx", "税務課", FIELDS, POLICY)
    saved = {"xlsx": folder / "filled.xlsx", "ods": folder / "filled.ods"}
    job = {
        "open": str(form),
        "sheet": FIELDS.form.tasks_sheet,
        "rules": [f"{LETTERS[field.id]}{row}" for field in FIELDS for row in (FIRST, LAST)],
        "cases": [case for case, _ in cases()],
        "answers": {f"{LETTERS[key]}{FIRST}": answer for key, answer in ANSWERS.items()},
        "save": [str(path) for path in saved.values()],
    }
    return do_in_office(job), saved


def test_lists_and_rules_are_understood_in_first_and_last_row(office):
    seen, _ = office
    for field in FIELDS.of_kind("choice", "number", "months"):
        for row in (FIRST, LAST):
            rule = seen["rules"][f"{LETTERS[field.id]}{row}"]
            assert rule["type"] == ("LIST" if field.kind == "choice" else "CUSTOM")
            assert rule["alert"] == "STOP"
            assert rule["shows_error"]
            assert field.label in rule["message"]


def test_rules_let_through_what_they_should(office):
    seen, _ = office
    expected = [(case["answer"], verdict) for case, verdict in cases()]
    answers = [case["answer"] for case, _ in cases()]
    assert list(zip(answers, seen["accepted"], strict=True)) == expected


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_answers_are_in_the_cells(office, kind):
    _, saved = office
    sheet = CalamineWorkbook.from_path(saved[kind]).get_sheet_by_name(FIELDS.form.tasks_sheet)
    rows = sheet.to_python(skip_empty_area=False)
    positions = FORM.positions
    headings = rows[FORM.HEADER_ROW]
    assert [headings[positions[field.id]] for field in FORM.columns] == [
        field.label for field in FORM.columns
    ]
    filled = rows[FORM.FIRST_ROW]
    assert {key: filled[positions[key]] for key in ANSWERS} == ANSWERS
    assert filled[positions["department"]] == "税務課"
    assert rows[FORM.last_prepared_row][positions["department"]] == "税務課"


def test_saved_xlsx_still_has_lists_and_rules(office):
    _, saved = office
    sheet = openpyxl.load_workbook(saved["xlsx"])[FIELDS.form.tasks_sheet]
    rules = sheet.data_validations.dataValidation
    for field in FIELDS.of_kind("choice", "number", "months"):
        for row in (FIRST, LAST):
            cell = f"{LETTERS[field.id]}{row}"
            (rule,) = [rule for rule in rules if cell in rule.sqref]
            assert rule.type == ("list" if field.kind == "choice" else "custom")
            assert field.label in rule.error


def test_saved_ods_still_has_lists_and_rules(office):
    _, saved = office
    with zipfile.ZipFile(saved["ods"]) as archive:
        content = archive.read("content.xml").decode()
    for field in FIELDS.of_kind("choice", "number", "months"):
        assert f"「{field.label}」は" in content
    box_for_no_task = 1
    lists = len(FIELDS.of_kind("choice")) + box_for_no_task
    assert content.count("cell-content-is-in-list") == lists
