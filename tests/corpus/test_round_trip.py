"""A blank form is filled in, damaged in one way, found out, sent back, answered, and then clean."""

import datetime as dt
from typing import Any, NamedTuple

import openpyxl
import pytest
from tests.corpus.survey import DEPARTMENT, FIELDS, NAMES, SHEET, TASKS, expected_tasks
from tests.corpus.test_corpus import differences, known_answers

from rpa_scout.forms import write_form
from rpa_scout.pipeline import read_surveys, write_questions
from rpa_scout.policy import load_policy
from rpa_scout.questions import ANSWER_HEADING, question_columns
from rpa_scout.text import _

POLICY = load_policy()
PAGE = FIELDS.form.questions_sheet
FILE = "業務調査票_税務課.xlsx"
HEADING_ROW = 4
TRUE: object = True
JAN_3 = dt.date(2026, 1, 3)
SETTLED = {"answered_in_questions", "confirmed_in_questions"}


class Damage(NamedTuple):
    """One cell made wrong, what is found there, and what the department answers."""

    name: str
    field: str
    written: Any
    code: str
    answer: Any
    value: Any
    task: int = 1


DAMAGES = (
    Damage("no name", "name", None, "required_missing", NAMES[0], NAMES[0]),
    Damage("words", "minutes_per_item", "物による", "not_a_number", "1.5", 1.5),
    Damage("truth", "runs_per_year", TRUE, "not_a_number", 60, 60.0),
    Damage("numbers apart", "items_per_run", "4 0 0", "not_a_number", "４００", 400.0),
    Damage("negative", "minutes_per_item", -1.5, "out_of_range", 1.5, 1.5),
    Damage("above 100 %", "exception_percent", 120, "out_of_range", "8", 8.0),
    Damage("too often", "runs_per_year", 600_000, "out_of_range", 60, 60.0),
    Damage("no choice", "judgement", "ベテランの勘", "unknown_choice", "判断なし", "none"),
    Damage("two choices", "input_form", "紙・Web", "choice_left_open", "紙（活字）", "print"),
    Damage("other choice", "timing", "紙（活字）", "unknown_choice", "まとめて処理できる", "batch"),
    Damage("paper, of two kinds", "input_form", "紙", "choice_left_open", "紙（活字）", "print"),
    Damage("number for choice", "manual", 1, "choice_doubtful", "このまま", "current"),
    Damage("number, corrected", "manual", 2, "choice_doubtful", "あり（最新）", "current"),
    Damage("error", "minutes_per_item", "#REF!", "cell_error", 1.5, 1.5),
    Damage("error in text", "section", "#N/A", "cell_error", "市民税係", "市民税係"),
    Damage("formula", "runs_per_year", "=5*12", "formula_without_value", 60, 60.0),
    Damage("date", "minutes_per_item", dt.date(2026, 1, 2), "date_damage", "1.5", 1.5),
    Damage("a few", "items_per_run", "数百件", "number_unknown", 400, 400.0),
    Damage("as needed", "runs_per_year", "随時", "frequency_unknown", "60", 60.0),
    Damage("hours as items", "items_per_run", "3時間", "unit_mismatch", 400, 400.0),
    Damage("at least", "items_per_run", "400以上", "ambiguous_number", 400, 400.0),
    Damage("at least, kept", "items_per_run", "400以上", "ambiguous_number", "このまま", 400.0),
    Damage("times people", "runs_per_year", "月5回×1人", "ambiguous_number", "60", 60.0),
    Damage("clock", "minutes_per_item", dt.time(0, 1, 30), "ambiguous_number", 1.5, 1.5),
    Damage("share", "exception_percent", 0.08, "percent_or_share", 8, 8.0),
    Damage("share, kept", "exception_percent", 0.08, "percent_or_share", "このまま", 0.08),
    Damage("season", "peak_months", "冬", "not_months", "1、2、3", "1、2、3"),
    Damage("13th month", "peak_months", 13, "not_months", "1、2、3", "1、2、3"),
    Damage("month as date", "peak_months", JAN_3, "date_damage", "1、2、3", "1、2、3"),
    Damage("paper", "digitisable", "すでに電子", "paper_already_electronic", "OCR", "ocr"),
    Damage("data", "digitisable", "できない", "electronic_not_already", "電子", "already", 2),
    Damage("exceptions", "exception_percent", 60, "routine_with_exceptions", 8, 8.0),
    Damage("month", "hours_per_year_reported", 52, "hours_month_for_year", 620, 620.0),
    Damage("minutes", "hours_per_year_reported", 37_200, "hours_for_minutes", "620", 620.0),
    Damage("disagree", "hours_per_year_reported", 1_200, "hours_disagree", "約620時間", 620.0),
    Damage("runs a month", "runs_per_year", 5, "runs_month_for_year", "月5回", 60.0),
    Damage("task twice", "name", NAMES[1], "duplicate_task", NAMES[2], NAMES[2], 3),
)  # fmt: skip


def filled(folder):
    """Fill a blank form in as a person does; return it with the columns of the fields."""
    few_rows = FIELDS.form.model_copy(update={"rows": len(TASKS) + 1})
    fields = FIELDS.model_copy(update={"form": few_rows})
    path = write_form(folder / FILE, DEPARTMENT, fields, POLICY)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    columns = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
    for row, task in enumerate(TASKS, HEADING_ROW + 1):
        for survey_field in FIELDS:
            sheet.cell(row, columns[survey_field.label]).value = task[survey_field.id]
    book.save(path)
    return path, columns


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path, columns = filled(tmp_path_factory.mktemp("sound"))
    inventory = read_surveys(path, policy=POLICY)
    assert differences(known_answers(inventory.tasks), expected_tasks()) == []
    assert list(inventory.findings) == []
    return path.read_bytes(), columns


def edited(path, edit):
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def questions(sheet):
    """Return the rows of the questions, and the column of the answers."""
    columns = question_columns([[cell.value for cell in row] for row in sheet.iter_rows()])
    first = columns.row + 2
    number = columns.keys["question_number"] + 1
    rows = [row for row in range(first, sheet.max_row + 1) if sheet.cell(row, number).value]
    assert sheet.cell(columns.row + 1, columns.answer + 1).value == _(ANSWER_HEADING)
    return rows, columns.answer + 1


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_round_trip(damage, sound, tmp_path):
    content, columns = sound
    path = tmp_path / FILE
    path.write_bytes(content)
    row = HEADING_ROW + damage.task
    column = columns[FIELDS[damage.field].label]

    def spoil(book):
        book[SHEET].cell(row, column).value = damage.written

    edited(path, spoil)
    address = openpyxl.utils.get_column_letter(column) + str(row)
    inventory = read_surveys(path, policy=POLICY)
    assert [
        (finding.code, finding.sheet, finding.cell, finding.field) for finding in inventory.findings
    ] == [(damage.code, SHEET, address, damage.field)]

    (written_back,) = write_questions(inventory, POLICY, tmp_path / "back")
    back = written_back.path
    written = {}

    def answer(book):
        rows, answers = questions(book[PAGE])
        assert len(rows) == 1
        cell = book[PAGE].cell(rows[0], answers)
        cell.value = damage.answer
        written["address"] = cell.coordinate

    edited(back, answer)
    again = read_surveys(back, policy=POLICY)
    remaining = [finding for finding in again.findings if finding.code not in SETTLED]
    assert {(finding.severity, finding.sheet, finding.cell) for finding in remaining} <= {
        ("info", PAGE, written["address"])
    }
    task = dict(TASKS[damage.task - 1])
    tasks = expected_tasks(TASKS)
    tasks[task["name"]] = {**tasks[task["name"]], damage.field: damage.value}
    assert differences(known_answers(again.tasks), tasks) == []

    task_id = again.tasks.index[again.tasks["name"] == task["name"]][0]
    source = again.source_of(task_id, damage.field)
    if damage.answer == "このまま":
        assert (source.sheet, source.cell) == (SHEET, address)
    else:
        assert (source.file, source.sheet, source.cell) == (back.name, PAGE, written["address"])


def test_there_are_as_many_damages_as_promised():
    assert len({damage.name for damage in DAMAGES}) == len(DAMAGES) >= 25
    assert len({damage.code for damage in DAMAGES}) >= 15
