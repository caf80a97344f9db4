"""Last year's answers → filled in in LibreOffice → checked → asked → answered there → clean."""

import datetime as dt

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from tests.office import do_in_office, needs_office
from tests.survey_form.shipped import DEPARTMENT, FIELDS, FORM, POLICY

import rpa_scout as rs
from rpa_scout.pipeline import read_surveys, write_forms, write_questions
from rpa_scout.questions import question_columns

pytestmark = needs_office
DEADLINE, LATER = dt.date(2026, 10, 30), dt.date(2026, 11, 2)
LAST_YEAR = {
    "department": DEPARTMENT,
    "name": "口座振替の消込",
    "runs_per_year": 48.0,
    "items_per_run": 450.0,
    "minutes_per_item": 0.8,
    "judgement": "none",
    "legal_basis": "地方税法",
}


def in_office(folder, form, sheet, answers, name):
    """Type answers into a sheet of a workbook with LibreOffice; return the saved workbook."""
    saved = folder / name
    job = {
        "open": str(form),
        "sheet": sheet,
        "rules": [],
        "cases": [],
        "answers": answers,
        "save": [str(saved)],
    }
    do_in_office(job)
    return saved


def cell(row, field_id):
    return f"{get_column_letter(FORM.positions[field_id] + 1)}{FORM.FIRST_ROW + 1 + row}"


def reply_cells(path, replies):
    """Return the cells of the answers, by the field that is asked about."""
    sheet = openpyxl.load_workbook(path)[FIELDS.form.questions_sheet]
    rows = [[value.value for value in row] for row in sheet.iter_rows()]
    columns = question_columns(rows)
    letter = get_column_letter(columns.answer + 1)
    field = columns.keys["question_field"]
    return {
        f"{letter}{number}": replies[row[field]]
        for number, row in enumerate(rows, 1)
        if row[field] in replies
    }


@pytest.fixture
def project(tmp_path):
    tasks = pd.DataFrame([LAST_YEAR], index=[f"{DEPARTMENT}-5"])
    with rs.Project.create(tmp_path / "市.rpascout", POLICY, "担当A") as opened:
        opened.surveys.import_(rs.Inventory.from_frame(tasks))
        opened.inquiry.set_head(deadline="2026-10-30", sender="デジタル課", contact="内線2345")
        yield opened


def state(project, today=LATER):
    (standing,) = project.inquiry.standings(today)
    return standing


def test_round_trip_with_every_state(project, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    (form,) = write_forms(
        [DEPARTMENT], tmp_path / "forms", POLICY,
        inquiry=project.inquiry.head(), answers=project.inquiry.last_answers(),
    )  # fmt: skip
    project.inquiry.send_forms([DEPARTMENT])
    assert state(project).sent_at is not None
    assert state(project).deadline == DEADLINE.isoformat()

    sheet = FIELDS.form.tasks_sheet
    changed = {
        cell(0, "items_per_run"): "10～15",
        cell(0, "hours_per_year_reported"): 2000,
        cell(1, "name"): "督促状の印刷",
        cell(1, "frequency"): "毎月",
        cell(1, "items_per_run"): "物による",
        cell(1, "minutes_per_item"): 2,
        cell(2, "runs_per_year"): 12,
    }
    filled = in_office(work, form, sheet, changed, "税務課.xlsx")
    feedback = openpyxl.load_workbook(filled, data_only=True)[sheet]
    shown = [feedback.cell(FORM.FIRST_ROW + 1 + row, 4).value for row in range(4)]
    assert shown[0] == "確認：合計時間と合いません"
    assert shown[1].startswith("記入中")
    assert shown[2] == "確認：業務名がありません"
    assert not shown[3]
    hours = feedback.cell(FORM.FIRST_ROW + 1, 5).value
    assert hours == pytest.approx(48 * 12.5 * 0.8 / 60)  # the middle of 10～15

    inventory = read_surveys(filled, policy=POLICY)
    project.surveys.import_(inventory)
    kept = project.tasks.get(f"{DEPARTMENT}-5")
    assert kept.name == LAST_YEAR["name"]
    assert state(project).state == "to_clarify"
    (written,) = write_questions(
        inventory, POLICY, tmp_path / "back", inquiry=project.inquiry.head()
    )
    project.inquiry.ask(
        [(question, written.page.departments) for question in written.page.questions]
    )
    asked = {(question.task, question.field) for question in project.inquiry.questions()}
    assert {("口座振替の消込", "hours_per_year_reported"), ("督促状の印刷", "items_per_run"),
            ("", "name")} <= asked  # fmt: skip
    assert state(project).reminder == "questions"

    replies = {
        "hours_per_year_reported": "8", "items_per_run": "100", "name": "窓口の集計",
        "minutes_per_item": "3", "judgement": "判断なし（手順どおり）",
    }  # fmt: skip
    questions_sheet = FIELDS.form.questions_sheet
    cells = reply_cells(written.path, replies)
    answered = in_office(work, written.path, questions_sheet, cells, "税務課（回答）.xlsx")
    again = read_surveys(answered, policy=POLICY)
    assert not again.findings.of("error")
    project.surveys.import_(again)
    replied = {
        (question.task, question.field): question.answered_by
        for question in project.inquiry.questions()
    }
    assert replied["口座振替の消込", "hours_per_year_reported"] == "reply"
    assert replied["督促状の印刷", "items_per_run"] == "reply"
    assert replied["", "name"] == "reply"

    for question in project.inquiry.questions():
        if question.is_open:  # the rest is learned by telephone
            task = next(task for task in project.tasks.all() if task.name == question.task)
            field = FIELDS[question.field]
            value = field.codes[0] if field.kind == "choice" else 1.0
            project.answers.correct(task.task_id, question.field, value, "電話で確認")
    for finding in project.inventory().findings.of("warning"):
        if finding.row_id:
            project.answers.accept(finding, "電話で確認")
    assert state(project).open_questions == 0
    assert state(project).reminder == ""
    assert state(project).state == "answered"
    assert len(project.inventory().tasks) == 3
    assert project.verify().is_whole
