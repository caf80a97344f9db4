"""What the form adds to a list of tasks: frequencies, the box for no task, its own columns."""

import openpyxl
import pytest
from tests.survey_form.shipped import DEPARTMENT, FIELDS, FORM, POLICY
from tests.unit.reading.surveys import PLAIN, read_grid

from rpa_scout.forms import write_form
from rpa_scout.pipeline import read_surveys

ASKED = (*PLAIN, "frequency")


def plain(**answers):
    """Return a task without faults, with some answers changed."""
    return {**PLAIN, **answers}


def table(tasks):
    """Return a line of headings and the tasks below it."""
    lines = [[task.get(field_id) for field_id in ASKED] for task in tasks]
    return [[FIELDS[field_id].label for field_id in ASKED], *lines]


def codes(inventory):
    return [finding.code for finding in inventory.findings]


def filled(folder, answers, box=None):
    """Write a form, and fill in the box for no task and answers by row and field."""
    path = write_form(folder / "調査票.xlsx", DEPARTMENT, FIELDS, POLICY)
    book = openpyxl.load_workbook(path)
    sheet = book[FIELDS.form.tasks_sheet]
    sheet["D2"] = box
    for (row, field_id), answer in answers.items():
        sheet.cell(FORM.FIRST_ROW + 1 + row, FORM.positions[field_id] + 1).value = answer
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("frequency", "runs", "span"),
    [
        ("毎日", 243.0, None),
        ("毎週", 52.0, None),
        ("毎月", 12.0, None),
        ("月1回", 12.0, None),
        ("年数回", 4.0, (2.0, 6.0)),
    ],
)
def test_a_frequency_fills_blank_runs(tmp_path, frequency, runs, span):
    grid = table([plain(runs_per_year=None, frequency=frequency)])
    inventory = read_grid(tmp_path, grid)
    assert inventory.tasks["runs_per_year"].tolist() == [runs]
    assert codes(inventory)[-1] == "number_from_choice"
    spans = inventory.ranges[["field", "low", "high"]].to_numpy().tolist()
    assert spans == ([["runs_per_year", *span]] if span else [])


@pytest.mark.parametrize("runs", [240.0, "年200回", "わからない", "多い"])
def test_what_is_written_for_the_runs_counts_before_the_frequency(tmp_path, runs):
    grid = table([plain(runs_per_year=runs, frequency="毎月")])
    inventory = read_grid(tmp_path, grid)
    assert "number_from_choice" not in codes(inventory)
    assert inventory.tasks["runs_per_year"].tolist() != [12.0]


def test_as_needed_stays_unknown(tmp_path):
    grid = table([plain(runs_per_year=None, frequency="随時")])
    assert read_grid(tmp_path, grid).tasks["runs_per_year"].isna().all()


@pytest.mark.parametrize("mark", ["○", "〇", "レ", True, "はい"])
def test_the_ticked_box_is_an_answer(tmp_path, mark):
    inventory = read_surveys(filled(tmp_path, {}, mark), policy=POLICY)
    (finding,) = inventory.findings
    assert (finding.code, finding.cell, finding.value_of("department")) == (
        "department_without_tasks",
        "D2",
        "税務課",
    )
    assert inventory.coverage["says_none"].tolist() == [True]


@pytest.mark.parametrize("mark", [None, "×", "いいえ", "　"])
def test_an_empty_box_is_no_answer(tmp_path, mark):
    inventory = read_surveys(filled(tmp_path, {}, mark), policy=POLICY)
    assert codes(inventory) == ["no_rows"]


@pytest.mark.parametrize(
    "line", [["☑該当する業務なし"], ["✓ 該当する業務なし"], ["□該当する業務なし", "○"]]
)
def test_boxes_of_other_forms_are_read(tmp_path, line):
    inventory = read_grid(tmp_path, [["所属：税務課"], line, *table([])])
    assert codes(inventory) == ["department_without_tasks"]


def test_a_box_ticked_above_tasks_is_asked_about(tmp_path):
    inventory = read_surveys(filled(tmp_path, {(0, "name"): "消込"}, "○"), policy=POLICY)
    (finding,) = [finding for finding in inventory.findings if finding.severity == "warning"
                  and finding.code == "none_box_with_tasks"]  # fmt: skip
    assert (finding.cell, finding.value_of("count")) == ("D2", "1")
    assert len(inventory.tasks) == 1


def test_rows_below_the_prepared_ones_are_read(tmp_path):
    answers = {(row, "name"): f"業務{row}" for row in (0, 40, 299)}
    inventory = read_surveys(filled(tmp_path, answers), policy=POLICY)
    assert inventory.tasks["name"].tolist() == ["業務0", "業務40", "業務299"]
    assert set(inventory.tasks["department"]) == {"税務課"}


def test_the_forms_own_columns_are_no_findings(tmp_path):
    answers = {(0, field_id): answer for field_id, answer in plain().items()}
    inventory = read_surveys(filled(tmp_path, answers), policy=POLICY)
    assert codes(inventory) == []
    assert inventory.tasks["hours_per_year_reported"].isna().all()
