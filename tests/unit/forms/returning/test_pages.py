"""What is asked of whom, and how the page reads."""

import re
import zipfile

import openpyxl
import pytest
from tests.unit.forms.returning.rounds import (
    COLUMNS,
    FIELDS,
    PAGE,
    POLICY,
    TASKS,
    answered,
    damaged,
    edited,
    questions_in,
    returned,
)

from rpa_scout.findings import column_letters
from rpa_scout.forms.inquiry import Inquiry
from rpa_scout.forms.returning.pages import question_pages
from rpa_scout.forms.returning.saving import write_question_pages
from rpa_scout.pipeline import read_surveys
from rpa_scout.questions import KEY_HEADINGS
from rpa_scout.text import set_language


def pages(path, open_questions=None):
    inventory = read_surveys(path, policy=POLICY)
    ids = inventory.tasks.index
    asked = {ids[row]: fields for row, fields in (open_questions or {}).items()}
    return question_pages(inventory, asked)


def page_sheet(path, tmp_path, open_questions=None):
    (written,) = write_question_pages(pages(path, open_questions), tmp_path / "back", FIELDS)
    return openpyxl.load_workbook(written.path)[PAGE]


@pytest.fixture
def survey(tmp_path):
    return damaged(tmp_path / "in", 6, {"minutes_per_item": "物による", "judgement": "勘"})


def test_wrong_cells_come_first_then_what_is_open_the_most_telling_first(survey):
    (page,) = pages(survey, {0: ["template", "network"]})
    asked = [
        (question.number, question.cell, question.field, question.codes)
        for question in page.questions
    ]
    assert asked == [
        (1, "E6", "minutes_per_item", ("not_a_number",)),
        (2, "G6", "judgement", ("unknown_choice",)),
        (3, "L5", "template", ("open_question",)),
        (4, f"{column_letters(COLUMNS['network'] - 1)}5", "network", ("open_question",)),
    ]


def test_several_findings_on_a_cell_are_one_question(tmp_path):
    path = damaged(tmp_path / "in", 5, {"judgement": "勘"})
    (page,) = pages(path, {})
    assert len(page.questions) == 1


def test_i_do_not_know_in_the_list_is_not_asked_again(tmp_path):
    path = damaged(tmp_path / "in", 5, {"judgement": "わからない"})
    assert pages(path, {0: ["judgement"]}) == []


def test_the_page_says_what_where_why_and_how(survey, tmp_path):
    sheet = page_sheet(survey, tmp_path, {0: ["template"]})
    assert sheet["A1"].value == "税務課　御中　　業務調査票の記入内容の確認について（依頼）"
    assert "御協力いただきありがとうございます。" in sheet["A2"].value
    assert "次の3件の確認をお願いします。" in sheet["A2"].value
    headings = [cell.value for cell in sheet[5]][:7]
    assert headings == [
        "番号", "セル", "業務名", "確認したいこと", "今の記入", "回答", "答え方",
    ]  # fmt: skip
    number, cell, name, asked, written, answer, how = [cell.value for cell in sheet[6]][:7]
    assert (number, cell, name, written, answer) == (1, "E6", "異動届の入力", "物による", None)
    assert asked.startswith(
        "「1件あたりの時間（分／件）」に「物による」と記入されています。おおよその数字を教えてください。"
    )
    assert FIELDS["minutes_per_item"].help in asked
    assert "例：" in asked
    assert how == "おおよその数字を入力してください（単位は不要）。"
    assert sheet["D8"].value.startswith("「シナリオの雛型」が未記入です。")


def test_no_sentence_tells_that_the_answer_decides(survey, tmp_path):
    sheet = page_sheet(survey, tmp_path, {0: ["template", "network"]})
    shown = "".join(str(cell.value) for row in sheet.iter_rows(max_col=7) for cell in row)
    for word in ("優先", "先に自動化", "入るかどうか", "順位", "不明として", "使いました"):
        assert word not in shown


def test_it_names_deadline_sender_and_contact(survey, tmp_path):
    head = Inquiry(deadline="2026-10-30", contact="内線2345", sender="デジタル課")
    inventory = read_surveys(survey, policy=POLICY)
    written = write_question_pages(question_pages(inventory, {}, head), tmp_path / "b", FIELDS)
    sheet = openpyxl.load_workbook(next(iter(written)).path)[PAGE]
    assert "令和8年10月30日（金）までにデジタル課へ返送してください。" in sheet["A2"].value
    assert "差出人・問合せ先：デジタル課　内線2345" in sheet["A3"].value


def test_question_and_answer_stand_on_a_small_screen(survey, tmp_path):
    sheet = page_sheet(survey, tmp_path)
    digit = 7  # pixels of a digit of the normal style, the unit of widths
    pixels = sum(sheet.column_dimensions[letter].width * digit for letter in "ABCDEFG")
    assert pixels <= 1366 - 60  # row numbers and scroll bar


def test_at_most_five_questions_a_task_the_gravest_first(tmp_path):
    wrong = {
        "runs_per_year": "多い", "items_per_run": "多い", "minutes_per_item": "多い",
        "pattern": "いろいろ", "judgement": "勘", "timing": "いつか", "input_form": "色々",
    }  # fmt: skip
    path = damaged(tmp_path / "in", 5, {**wrong, "name": None})
    (page,) = pages(path, {0: ["template"]})
    fields = [question.field for question in page.questions if question.row == 5]
    assert fields[:4] == ["name", "runs_per_year", "items_per_run", "minutes_per_item"]
    assert len(fields) == 5


def test_the_page_follows_the_language_of_the_program(survey, tmp_path):
    set_language("en")
    sheet = page_sheet(survey, tmp_path, {0: ["template"]})
    assert [cell.value for cell in sheet[5]][:7] == [
        "No.", "Cell", "Task name", "What we ask", "Written now", "Your answer", "How to answer",
    ]  # fmt: skip
    assert sheet["D6"].value.startswith(
        "“Minutes per item (min/item)” says “物による”. What is the rough number?"
    )
    assert FIELDS["minutes_per_item"].help_en in sheet["D6"].value
    assert sheet["G6"].value == "Enter a rough number, without a unit."


def test_cells_are_links(survey, tmp_path):
    sheet = page_sheet(survey, tmp_path)
    assert sheet["B6"].hyperlink.location == f"'{TASKS}'!E6" or (
        sheet["B6"].hyperlink.location == f"{TASKS}!E6"
    )


def test_choices_are_offered_with_the_way_out(survey, tmp_path):
    sheet = page_sheet(survey, tmp_path)
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.type) == ("F7", "list")
    offered = [cell.value for cell in sheet[rule.formula1.lstrip("=").replace("$", "")][0]]
    assert offered == [*(choice.label for choice in FIELDS["judgement"].choices), "わからない"]


def test_what_identifies_a_question_is_hidden(survey, tmp_path):
    sheet = page_sheet(survey, tmp_path)
    keys = [cell.value for cell in sheet[5]][7 : 7 + len(KEY_HEADINGS)]
    assert tuple(keys) == KEY_HEADINGS
    hidden = [dimension for dimension in sheet.column_dimensions.values() if dimension.hidden]
    assert min(dimension.min for dimension in hidden) == 8
    assert max(dimension.max for dimension in hidden) >= sheet.max_column


def test_answers_are_text_so_that_10_15_stays_what_it_is(survey, tmp_path):
    sheet = page_sheet(survey, tmp_path)
    assert sheet["F6"].number_format == "@"


def test_it_prints_on_a4_across_one_page_wide(survey, tmp_path):
    sheet = page_sheet(survey, tmp_path)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows in ("$5:$5", "5:5")


def test_formulas_in_what_is_written_stay_text(tmp_path):
    path = damaged(tmp_path / "in", 5, {"judgement": "'=1+1"})
    edited(path, lambda book: setattr(book[TASKS]["G5"], "data_type", "s"))
    sheet = page_sheet(path, tmp_path)
    assert sheet["E6"].data_type == "s"


def test_carried_over_replies_keep_number_reason_and_link(survey, tmp_path):
    back = returned(survey, tmp_path / "back")
    again = returned(answered(back, {2: "判断が中心"}), tmp_path / "again")
    rows = questions_in(again)
    assert rows["E6"][0] == 3
    assert rows["G6"][0] == 2
    assert rows["G6"][3].startswith("「判断の程度」に「勘」と記入されています。選択肢の中から")
    assert rows["G6"][5] == "判断が中心"


def test_a_missing_column_is_explained_without_an_answer(tmp_path):
    path = tmp_path / "in" / "税務課.xlsx"
    path.parent.mkdir()
    book = openpyxl.Workbook()
    book.active.append(["所属", "判断の程度", "処理の期限"])
    book.active.append(["税務課", "判断が中心", "当日中"])
    book.save(path)
    (page,) = pages(path)
    assert [remark.code for remark in page.remarks] == ["column_missing"]
    sheet = page_sheet(path, tmp_path)
    assert sheet["A2"].value.startswith(
        "業務調査に御協力いただきありがとうございます。一覧の列に、"
    )
    texts = [row[3].value for row in sheet.iter_rows(min_row=6) if row[3].value]
    assert any("業務名" in text for text in texts)


def test_own_workbook_names_department_and_task(tmp_path):
    path = tmp_path / "in" / "会計課.csv"
    path.parent.mkdir()
    lines = [
        "所属,業務名,年間の実施回数,1回あたりの件数,1件あたりの時間",
        "会計課,証紙の集計,12,30,物による",
    ]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    sheet = page_sheet(path, tmp_path)
    assert sheet["C6"].value == "証紙の集計\n会計課"
    assert "「会計課.csv」" in sheet["A3"].value
    assert sheet["B6"].hyperlink is None


def test_a_list_that_a_newer_one_replaces_is_not_asked_about(survey, tmp_path):
    newer = tmp_path / "in" / "税務課（再提出）.xlsx"
    newer.write_bytes(survey.read_bytes())

    edited(newer, lambda book: book[TASKS].__setitem__("E6", 3))
    with zipfile.ZipFile(newer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)20\d\d", rb"\g<1>2099", parts["docProps/core.xml"]
    )
    with zipfile.ZipFile(newer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    inventory = read_surveys(tmp_path / "in", policy=POLICY)
    assert "department_older_file" in {finding.code for finding in inventory.findings}
    (page,) = question_pages(inventory, {})
    assert page.file == newer.name
    assert [question.field for question in page.questions] == ["judgement"]


def test_codes_named_here_are_declared():
    from rpa_scout.findings import CATALOGUE
    from rpa_scout.forms.returning import pages as module

    named = {*module._OF_THE_CITY, *module._SUPERSEDED, *module._OF_THE_LIST}
    assert named <= set(CATALOGUE)
