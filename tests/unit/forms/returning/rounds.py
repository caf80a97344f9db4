"""One round of a survey: the form filled in, damaged, asked about, answered, read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rpa_scout.findings import Finding
from rpa_scout.forms import write_form
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys, write_questions
from rpa_scout.policy import load_fields, load_policy

FIELDS = load_fields()
POLICY = load_policy()
_SMALL = FIELDS.model_copy(update={"form": FIELDS.form.model_copy(update={"rows": 6})})
TASKS = FIELDS.form.tasks_sheet
PAGE = FIELDS.form.questions_sheet
DEPARTMENT = "税務課"
FIRST_ROW = 5
ANSWER = 6  # column F
ROWS: Sequence[Mapping[str, object]] = (
    {
        "name": "納付書の転記",
        "runs_per_year": 12,
        "items_per_run": 200,
        "minutes_per_item": 1.5,
        "pattern": "システムへの入力・転記",
        "judgement": "判断なし（手順どおり）",
        "timing": "まとめて処理できる",
        "input_form": "Excel・CSV",
        "digitisable": "すでに電子",
        "change_frequency": "ほぼ変わらない（3年以上）",
        "template": "なし",
        "exception_percent": 5,
        "peak_months": "3、4",
    },
    {
        "name": "異動届の入力",
        "runs_per_year": 240,
        "items_per_run": 20,
        "minutes_per_item": 3,
        "pattern": "システムへの入力・転記",
        "judgement": "ルールにできる簡単な判断",
        "timing": "当日中",
        "input_form": "紙（手書き）",
        "digitisable": "AI-OCRで読める",
        "change_frequency": "年1回程度",
        "template": "他自治体の例あり",
        "exception_percent": 10,
        "peak_months": "1、2",
    },
)
COLUMNS = {field.id: number for number, field in enumerate(FIELDS, 1)}


def filled_form(folder: Path, rows: Sequence[Mapping[str, object]] = ROWS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return write_form(folder / "業務調査票_税務課.xlsx", DEPARTMENT, _SMALL, POLICY, rows)


def cell_of(sheet: Worksheet, row: int, field_id: str):
    headings = {sheet.cell(4, column).value: column for column in range(1, sheet.max_column + 1)}
    return sheet.cell(row, headings[FIELDS[field_id].label])


def edited(path: Path, edit: Callable[[Workbook], None]) -> Path:
    """Change a workbook the way a person would, and save it in its place."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def damaged(folder: Path, row: int, answers: Mapping[str, object]) -> Path:
    def damage(book: Workbook) -> None:
        for field_id, value in answers.items():
            cell_of(book[TASKS], row, field_id).value = value

    return edited(filled_form(folder), damage)


def troubles(inventory: Inventory) -> list[Finding]:
    return [finding for finding in inventory.findings if finding.severity != "info"]


def returned(path: Path, folder: Path) -> Path:
    """Return the workbook that goes back to the department."""
    (written,) = write_questions(read_surveys(path, policy=POLICY), POLICY, folder)
    return written.path


def questions_in(path: Path) -> dict[str, tuple[object, ...]]:
    """Return the visible cells of every question, by its address in the list."""
    sheet = openpyxl.load_workbook(path)[PAGE]
    rows = sheet.iter_rows(min_row=6, max_col=ANSWER + 1, values_only=True)
    return {str(row[1]): row for row in rows if row[0] is not None and row[1]}


def answered(path: Path, answers: Mapping[int, object]) -> Path:
    """Type answers, by the number of the question."""

    def answer(book: Workbook) -> None:
        sheet = book[PAGE]
        for row in range(6, sheet.max_row + 1):
            number = sheet.cell(row, 1).value
            if number in answers:
                sheet.cell(row, ANSWER).value = answers[number]

    return edited(path, answer)
