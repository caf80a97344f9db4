"""Forms, questions and letters follow the language of the program; reading takes either."""

import datetime as dt
import itertools

import openpyxl
import pandas as pd
import pytest
from tests.documents.pages import ABBREVIATIONS, LATIN
from tests.japanese import japanese_in, texts_of
from tests.office import do_in_office, needs_office
from tests.survey_form.shipped import DEPARTMENT, FIELDS, FORM, POLICY

import rpa_scout as rs
from rpa_scout.documents.cover_letter import cover_letter
from rpa_scout.forms import write_form
from rpa_scout.forms.inquiry import NO_HEAD, Inquiry
from rpa_scout.forms.rules import rule_of
from rpa_scout.pipeline import read_surveys, write_questions
from rpa_scout.policy.choices import unknown_label
from rpa_scout.project.inquiry.reminders import reminder_text
from rpa_scout.project.inquiry.standing import InquiryStanding
from rpa_scout.questions import KEEP_LABEL, WITHDRAW_LABEL, question_columns
from rpa_scout.register.form import write_register_form
from rpa_scout.text import LANGUAGES, _, set_language, translated

HEAD = Inquiry(deadline="2026-10-30", contact="2345", sender="デジタル課")
OWN = (DEPARTMENT, HEAD.sender, "市民課", "納付書の転記", "財務会計", "収納管理", "方法の表")
ENGLISH_NAMES = {"Excel", "CSV", "PDF", "Web", "LGWAN", "My", "Number"}
BOTH_WAYS = list(itertools.product(LANGUAGES, repeat=2))
ROWS = max(len(field.choices) for field in FIELDS) + 1


def sheet_name(name, language):
    return getattr(FIELDS.form.in_language(language), name)


def answers_of(language):
    """Return rows that give every choice of every field, then "I do not know", in a language."""
    rows = []
    between = "、" if language == "ja" else ", "
    for row in range(ROWS):
        answers = {"name": f"業務{row}"}
        for field in FIELDS:
            if field.kind == "choice":
                labels = [choice.label_in(language) for choice in field.choices]
                labels.append(unknown_label(language))
                answers[field.id] = labels[min(row, len(labels) - 1)]
            elif field.kind == "number":
                answers[field.id] = unknown_label(language) if row == 0 else float(row)
            elif field.kind == "names":
                answers[field.id] = between.join(("財務会計", "収納管理"))
            elif field.kind == "months":
                answers[field.id] = between.join(("1", "2", "12"))
        rows.append(answers)
    return rows


def form_in(language, folder, rows=(), department=DEPARTMENT, name="form"):
    set_language(language)
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{language}.xlsx"
    return write_form(path, department, FIELDS, POLICY, rows, inquiry=HEAD)


def read_in(language, *paths):
    set_language(language)
    return read_surveys(paths, policy=POLICY)


def filled(path, language, cells):
    book = openpyxl.load_workbook(path)
    sheet = book[sheet_name("tasks_sheet", language)]
    for (row, field_id), answer in cells.items():
        sheet.cell(FORM.FIRST_ROW + 1 + row, FORM.positions[field_id] + 1).value = answer
    book.save(path)
    return path


def noticed(inventory):
    """Return what was found, without the names of file, sheet and what is written there."""
    return [(each.code, each.cell, each.field) for each in inventory.findings]


NOT_UNDERSTOOD = {
    *("unknown_choice", "choice_doubtful", "choice_left_open", "choice_read_as", "not_a_number"),
    *("number_unknown", "not_months", "column_unknown", "column_missing", "answer_not_usable"),
    *("answer_without_question", "answer_row_unclear"),
}


# ------------------------------------------------------------------------------- what they say


def reminders():
    due = InquiryStanding(
        DEPARTMENT, "not_answered", "2026-10-01", "2026-10-30", "", 0, 0, 0, 0, None, "2345", "form"
    )
    return reminder_text([due], [], HEAD, dt.date(2026, 11, 2))


def written_in(language, folder):
    """Write every form of the program in a language."""
    form = form_in(language, folder, [{"name": "納付書の転記", "systems": "財務会計"}])
    filled(form, language, {(0, "runs_per_year"): "X", (0, "judgement"): "X"})
    inventory = read_in(language, form)
    asked = write_questions(inventory, POLICY, folder / "back", inquiry=HEAD)
    register = write_register_form(folder / "register.xlsx", 2026, None, DEPARTMENT, policy=POLICY)
    letter = folder / "letter.docx"
    letter.write_bytes(cover_letter(HEAD, POLICY, dt.date(2026, 10, 5)))
    blank = folder / "blank.docx"
    blank.write_bytes(cover_letter(NO_HEAD, POLICY, dt.date(2026, 10, 5)))
    return [form, *(output.path for output in asked), register, letter, blank]


def test_english_forms_hold_no_japanese_but_the_citys(tmp_path):
    files = written_in("en", tmp_path)
    assert len(files) == 5
    assert {path.name: japanese_in(path, *OWN) for path in files} == {
        path.name: [] for path in files
    }
    text = reminders()
    assert "Reminder to return the task survey" in text
    assert not [word for word in LATIN.findall(text) if word in ("None", "nan")]


def test_japanese_forms_hold_no_english(tmp_path):
    allowed = ABBREVIATIONS | ENGLISH_NAMES
    for path in written_in("ja", tmp_path):
        if path.suffix == ".docx":
            continue
        book = openpyxl.load_workbook(path)
        shown = [
            str(cell.value)
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and not sheet.column_dimensions[cell.column_letter].hidden
        ]
        shown += [
            f"{rule.errorTitle} {rule.error} {rule.prompt or ''}"
            for sheet in book
            for rule in sheet.data_validations.dataValidation
        ]
        sentences = [text for text in shown if not text.startswith("=")]
        words = {word for text in sentences for word in LATIN.findall(text)} - allowed
        assert not {word for word in words if "_" not in word} - KEYS, path.name


KEYS = {
    *("None", "xlsx", "form"),
    *(word for field in FIELDS for word in field.id.split("_")),
    *("question", "number", "file", "sheet", "row", "field", "codes", "department", "written"),
    *("unknown", "choice", "not", "open", "missing", "required"),
}
"""Words of the hidden keys of a page of questions, and of the file's own name."""


def test_every_rule_reaches_the_workbook(tmp_path):
    """XlsxWriter leaves out a rule with a title or message that is too long for Excel."""
    count = {}
    for language in LANGUAGES:
        book = openpyxl.load_workbook(form_in(language, tmp_path))
        sheet = book[sheet_name("tasks_sheet", language)]
        count[language] = len(sheet.data_validations.dataValidation)
        form = type(FORM)(DEPARTMENT, FIELDS.in_language(language), POLICY)
        for field in form.columns:
            rule = rule_of(form, field, "A5")
            assert len(rule.get("error_title", "")) <= 32
            assert len(rule.get("error_message", "")) <= 255
    assert count["en"] == count["ja"]


def test_a_citys_own_file_without_english_keeps_its_japanese(tmp_path):
    form = FIELDS.form.model_copy(
        update=dict.fromkeys((key for key in vars(FIELDS.form) if key.endswith("_en")), "")
        | {"own_headings_en": ()}
    )
    own = type(FIELDS).model_validate(
        FIELDS.model_dump() | {"form": form.model_dump(), "example": ()}
    )
    set_language("en")
    path = write_form(tmp_path / "form.xlsx", DEPARTMENT, own, POLICY)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [own.form.guide_sheet, own.form.tasks_sheet, own.form.choices_sheet]
    headings = [cell.value for cell in book[own.form.tasks_sheet][FORM.HEADER_ROW + 1]]
    assert own.form.own_headings[1] in headings
    assert own["minutes_per_item"].label_en in headings


# ------------------------------------------------------------------------------- read back


def test_every_answer_is_read_alike_in_whatever_language(tmp_path):
    read = {}
    for written, reading in BOTH_WAYS:
        path = form_in(written, tmp_path / reading, answers_of(written))
        inventory = read_in(reading, path)
        read[written, reading] = (inventory.tasks, noticed(inventory))
    tasks, findings = read["ja", "ja"]
    assert len(tasks) == ROWS
    assert tasks.index[0] == f"{DEPARTMENT}-5"
    assert not NOT_UNDERSTOOD & {code for code, _cell, _field in findings}
    for other_tasks, other_findings in read.values():
        pd.testing.assert_frame_equal(other_tasks, tasks)
        assert other_findings == findings


def test_a_project_holds_both(tmp_path):
    one = form_in("ja", tmp_path, answers_of("ja"))
    two = form_in("en", tmp_path, answers_of("en"), "市民課")
    inventory = read_in("ja", one, two)
    assert not inventory.findings.has_errors
    with rs.Project.create(tmp_path / "市.rpascout", POLICY, "担当A") as project:
        project.surveys.import_(inventory)
        kept = project.inventory().tasks
    by_department = kept.reset_index(drop=True).groupby("department")
    frames = [frame.drop(columns="department").reset_index(drop=True) for _, frame in by_department]
    pd.testing.assert_frame_equal(*frames)


@pytest.mark.parametrize(("written", "reading"), BOTH_WAYS)
def test_the_box_for_no_task_is_read(tmp_path, written, reading):
    path = form_in(written, tmp_path)
    book = openpyxl.load_workbook(path)
    book[sheet_name("tasks_sheet", written)]["D2"] = "○"
    book.save(path)
    inventory = read_in(reading, path)
    assert [each.code for each in inventory.findings] == ["department_without_tasks"]


WRONG = {
    (0, "minutes_per_item"): "about it",
    (0, "judgement"): "sometimes",
    (1, "runs_per_year"): "many",
}


def asked_in(language, path, folder):
    inventory = read_in(language, path)
    (written,) = write_questions(inventory, POLICY, folder, inquiry=HEAD)
    assert written.is_copy
    return written.path


def page_of(path, language):
    return openpyxl.load_workbook(path)[sheet_name("questions_sheet", language)]


def replied(path, language, replies):
    """Write replies by the field that is asked about."""
    book = openpyxl.load_workbook(path)
    sheet = book[sheet_name("questions_sheet", language)]
    columns = question_columns([[cell.value for cell in row] for row in sheet.iter_rows()])
    for row in sheet.iter_rows(min_row=columns.row + 2):
        field_id = row[columns.keys["question_field"]].value
        if field_id in replies:
            row[columns.answer].value = replies[field_id]
    book.save(path)
    return path


@pytest.mark.parametrize(("page", "reading"), BOTH_WAYS)
def test_replies_are_read_in_whatever_language(tmp_path, page, reading):
    rows = [{"name": "納付書の転記"}, {"name": "収納管理"}]
    form = "en" if page == "ja" else "ja"  # not the language of the page
    path = filled(form_in(form, tmp_path, rows), form, WRONG)
    back = asked_in(page, path, tmp_path / "back")
    judged = FIELDS["judgement"].choices[1]
    replies = {
        "minutes_per_item": "1.5",
        "judgement": judged.label_in(page),
        "runs_per_year": unknown_label(page),
    }
    inventory = read_in(reading, replied(back, page, replies))
    tasks = inventory.tasks
    assert tasks["minutes_per_item"].tolist()[0] == 1.5
    assert tasks["judgement"].tolist()[0] == judged.code
    assert not NOT_UNDERSTOOD & {each.code for each in inventory.findings}
    (table,) = inventory.tables
    assert {reply.text for reply in table.replied.values()} == set(replies.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_keep_and_withdraw_are_those_of_the_page(language):
    set_language("ja" if language == "en" else "en")
    question = rs.questions.Question(
        1, "f", "s", 5, "name", ("duplicate_task",), written="二重", cell="C5"
    )
    keeps = rs.questions.Reply(question, translated(KEEP_LABEL, language), "f", "s", "F6")
    withdraws = rs.questions.Reply(question, translated(WITHDRAW_LABEL, language), "f", "s", "F6")
    assert withdraws.withdraws
    assert keeps.keeps == question.can_be_kept


@pytest.mark.parametrize(("first", "second"), [("ja", "en"), ("en", "ja")])
def test_a_second_round_in_another_language_takes_the_place_of_the_first(tmp_path, first, second):
    path = filled(form_in("ja", tmp_path, [{"name": "納付書の転記"}]), "ja", {
        (0, "minutes_per_item"): "about it", (0, "judgement"): "sometimes",
    })  # fmt: skip
    once = replied(asked_in(first, path, tmp_path / "1"), first, {"minutes_per_item": "2"})
    twice = asked_in(second, once, tmp_path / "2")
    names = openpyxl.load_workbook(twice).sheetnames
    assert names.count(sheet_name("questions_sheet", second)) == 1
    assert sheet_name("questions_sheet", first) not in names
    set_language(second)
    sheet = page_of(twice, second)
    assert sheet.print_title_rows == "$5:$5"
    notes = [text for text in texts_of(twice) if "\n" in text]
    marks = {code: translated("[Please confirm]", code) for code in LANGUAGES}
    assert any(note.startswith(marks[second]) for note in notes)
    assert not any(note.startswith(marks[first]) for note in notes)


# ------------------------------------------------------------------------------- LibreOffice


@needs_office
@pytest.mark.parametrize(("written", "reading"), [("en", "ja"), ("ja", "en")])
def test_a_form_filled_in_in_libreoffice_is_read_in_the_other_language(tmp_path, written, reading):
    """Status and hours are computed there, and what was typed is read."""
    rows = [
        {"runs_per_year": 48, "items_per_run": 450, "minutes_per_item": 0.8},
        {"runs_per_year": 48},
    ]
    form = form_in(written, tmp_path, [{"name": "納付書の転記"}])
    first = FORM.FIRST_ROW + 1
    letters = openpyxl.utils.get_column_letter
    cells = {
        f"{letters(FORM.positions[field_id] + 1)}{first + row}": answer
        for row, answers in enumerate(rows)
        for field_id, answer in answers.items()
    }
    pattern = FIELDS["pattern"].choices[1]
    cells[f"{letters(FORM.positions['pattern'] + 1)}{first}"] = pattern.label_in(written)
    saved = tmp_path / "saved.xlsx"
    name = sheet_name("tasks_sheet", written)
    seen = do_in_office({
        "open": str(form), "sheet": name, "rules": [], "cases": [], "answers": cells,
        "save": [str(saved)],
    })  # fmt: skip
    assert seen["sheets"][1] == name
    sheet = openpyxl.load_workbook(saved, data_only=True)[name]
    set_language(written)
    statuses = [sheet.cell(first + row, FORM.positions["#status"] + 1).value for row in range(2)]
    left = sum(field.core for field in FIELDS) - 2 - 4  # department, name, and the answers
    left -= 1  # how often and the runs say the same
    assert statuses == [
        _("Begun: {count} left").format(count=left),
        _("Check: no name"),
    ]
    summary = sheet.cell(1, FORM.positions["#status"] + 1).value
    assert summary.endswith(_("{hours} hours a year ({count} tasks)").format(hours=288, count=1))
    inventory = read_in(reading, saved)
    assert inventory.tasks["items_per_run"].tolist()[0] == 450
    assert inventory.tasks["pattern"].tolist()[0] == pattern.code
