"""What departments reply, and what is made of it when their workbooks are read again."""

import openpyxl
import pytest
from tests.unit.forms.returning.rounds import (
    ANSWER,
    PAGE,
    POLICY,
    ROWS,
    TASKS,
    answered,
    cell_of,
    damaged,
    edited,
    filled_form,
    questions_in,
    returned,
    troubles,
)

from rpa_scout.forms.returning.pages import question_pages
from rpa_scout.pipeline import read_surveys, write_questions


def read(path):
    return read_surveys(path, policy=POLICY)


def codes(inventory):
    return [finding.code for finding in troubles(inventory)]


def notes(inventory, code):
    return [finding for finding in inventory.findings if finding.code == code]


@pytest.fixture
def back(tmp_path):
    """A returned workbook that asks for the minutes of the first task."""
    return returned(
        damaged(tmp_path / "in", 5, {"minutes_per_item": "物による"}), tmp_path / "back"
    )


def changed_list(path, field_id, value, row=5):
    return edited(path, lambda book: setattr(cell_of(book[TASKS], row, field_id), "value", value))


def test_cell_changed_to_something_else_counts_and_is_said(back):
    changed_list(answered(back, {1: "1.5"}), "minutes_per_item", 9)
    inventory = read(back)
    assert codes(inventory) == ["answer_and_cell_differ"]
    (finding,) = troubles(inventory)
    assert (finding.sheet, finding.cell, *finding.values.values()) == (
        PAGE,
        "F6",
        "9",
        "1.5",
    )
    assert inventory.tasks["minutes_per_item"].iloc[0] == 9


def test_cell_changed_to_the_same_needs_no_word(back):
    inventory = read(changed_list(answered(back, {1: "1.5"}), "minutes_per_item", 1.5))
    assert codes(inventory) == []
    task = inventory.tasks.index[0]
    assert inventory.source_of(task, "minutes_per_item").sheet == TASKS


def test_cell_emptied_leaves_the_word_to_the_reply(back):
    inventory = read(changed_list(answered(back, {1: "1.5"}), "minutes_per_item", None))
    assert codes(inventory) == []
    assert inventory.tasks["minutes_per_item"].iloc[0] == 1.5


def test_reply_to_a_task_that_moved_is_not_used(back):
    def swap(book):
        sheet = book[TASKS]
        for column in range(1, 29):
            upper, lower = sheet.cell(5, column), sheet.cell(6, column)
            upper.value, lower.value = lower.value, upper.value

    edited(answered(back, {1: "1.5"}), swap)
    inventory = read(back)
    assert codes(inventory) == ["answer_without_question", "not_a_number"]
    (unused, wrong) = troubles(inventory)
    assert (unused.sheet, unused.cell, *unused.values.values()) == (PAGE, "F6", "1.5", "No.1")
    assert wrong.cell == "E6"


def test_reply_to_another_department_is_not_used(back):
    changed_list(answered(back, {1: "1.5"}), "department", "会計課")
    assert "answer_without_question" in codes(read(back))


def test_reply_that_is_wrong_again_is_asked_again(back, tmp_path):
    answered(back, {1: "いろいろ"})
    inventory = read(back)
    (finding,) = troubles(inventory)
    assert (finding.code, finding.sheet, finding.cell) == ("not_a_number", PAGE, "F6")
    again = returned(back, tmp_path / "again")
    questions = questions_in(again)
    assert list(questions) == ["E5"]
    assert questions["E5"][4] == "物による\n（前回の回答）いろいろ"
    assert questions["E5"][5] is None
    assert codes(read(answered(again, {1: 1.5}))) == []


def test_i_do_not_know_settles_a_number(back):
    inventory = read(answered(back, {1: "わからない"}))
    assert inventory.tasks["minutes_per_item"].isna().tolist() == [True, False]
    assert "not_a_number" not in codes(inventory)
    pages = question_pages(inventory, {inventory.tasks.index[0]: ["minutes_per_item"]})
    asked = {question.field for page in pages for question in page.questions}
    assert "minutes_per_item" not in asked


def test_i_do_not_know_is_no_name(tmp_path):
    back = returned(damaged(tmp_path / "in", 5, {"name": None}), tmp_path / "back")
    inventory = read(answered(back, {1: "わからない"}))
    assert codes(inventory) == ["answer_not_usable", "required_missing"]


def test_task_that_stands_twice_is_withdrawn(tmp_path):
    path = filled_form(tmp_path / "in", [ROWS[0], ROWS[1], ROWS[0]])
    back = returned(path, tmp_path / "back")
    question = questions_in(back)["B7"]
    assert question[6].endswith("同じ業務の場合は「削除」と記入してください。")
    inventory = read(answered(back, {1: "削除"}))
    assert codes(inventory) == []
    assert len(inventory.tasks) == 2
    assert inventory.left_out["name"].tolist() == [ROWS[0]["name"]]
    (note,) = notes(inventory, "row_withdrawn")
    assert (note.sheet, note.cell, note.quoted) == (PAGE, "F6", ROWS[0]["name"])


def test_task_that_stands_twice_gets_another_name(tmp_path):
    path = filled_form(tmp_path / "in", [ROWS[0], ROWS[1], ROWS[0]])
    inventory = read(answered(returned(path, tmp_path / "back"), {1: "納付書の転記（過年度）"}))
    assert codes(inventory) == []
    assert inventory.tasks["name"].tolist()[2] == "納付書の転記（過年度）"


@pytest.mark.parametrize("word", ["このまま", "5000", "このままでよい"])
def test_warning_is_confirmed(tmp_path, word):
    path = damaged(tmp_path / "in", 5, {"hours_per_year_reported": 5000})
    (finding,) = troubles(read(path))
    back = returned(path, tmp_path / "back")
    assert questions_in(back)[finding.cell][6].endswith(
        "今の記入で正しい場合は「このまま」と記入してください。"
    )
    inventory = read(answered(back, {1: word}))
    assert codes(inventory) == []
    (note,) = notes(inventory, "confirmed_in_questions")
    assert (note.sheet, note.cell, note.field) == (TASKS, finding.cell, "hours_per_year_reported")
    assert inventory.source_of(inventory.tasks.index[0], "hours_per_year_reported").sheet == TASKS
    assert write_questions(inventory, POLICY, tmp_path / "again") == []


def test_confirming_is_no_answer_to_an_error(back):
    inventory = read(answered(back, {1: "このまま"}))
    (finding,) = troubles(inventory)
    assert (finding.code, finding.sheet) == ("not_a_number", PAGE)


def test_hours_are_asked_where_none_are_known(tmp_path):
    nothing = {"runs_per_year": None, "items_per_run": None, "minutes_per_item": None}
    back = returned(damaged(tmp_path / "in", 5, nothing), tmp_path / "back")
    (question,) = questions_in(back).values()
    assert question[3].startswith("年間の作業時間を計算できる記入がありません。")
    inventory = read(answered(back, {1: "120"}))
    assert codes(inventory) == []
    assert inventory.tasks["hours_per_year_reported"].iloc[0] == 120.0


def test_hours_nobody_knows_are_not_asked_again(tmp_path):
    nothing = {"runs_per_year": None, "items_per_run": None, "minutes_per_item": None}
    back = returned(damaged(tmp_path / "in", 5, nothing), tmp_path / "back")
    inventory = read(answered(back, {1: "わからない"}))
    assert codes(inventory) == ["hours_unknown"]
    assert write_questions(inventory, POLICY, tmp_path / "again") == []


def test_answer_for_a_column_the_list_does_not_have(tmp_path):
    path = tmp_path / "in" / "税務課.xlsx"
    path.parent.mkdir()
    book = openpyxl.Workbook()
    book.active.append(["所属", "業務名", "判断の程度"])
    book.active.append(["税務課", "転記", "判断なし（手順どおり）"])
    book.save(path)
    back = returned(path, tmp_path / "back")
    (question,) = questions_in(back).values()
    assert question[1] == "2行目"
    inventory = read(answered(back, {1: 120}))
    assert codes(inventory) == []
    assert inventory.tasks["hours_per_year_reported"].tolist() == [120.0]
    source = inventory.source_of(inventory.tasks.index[0], "hours_per_year_reported")
    assert (source.sheet, source.cell) == (PAGE, "F6")


# ------------------------------------------------------------------- workbooks of their own


@pytest.fixture
def csv(tmp_path):
    path = tmp_path / "in" / "会計課.csv"
    path.parent.mkdir()
    lines = [
        "所属,業務名,年間の実施回数,1回あたりの件数,1件あたりの時間",
        "会計課,証紙の集計,12,30,物による",
    ]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_own_workbook_is_read_beside_the_file_it_asks_about(csv, tmp_path):
    back = returned(csv, tmp_path / "back")
    assert back.name == "確認のお願い_会計課.xlsx"
    assert openpyxl.load_workbook(back).sheetnames == [PAGE]
    answered(back, {1: 4})
    inventory = read([csv, back])
    assert codes(inventory) == []
    assert inventory.tasks["minutes_per_item"].tolist() == [4.0]
    source = inventory.source_of(inventory.tasks.index[0], "minutes_per_item")
    assert (source.file, source.sheet, source.cell) == (back.name, PAGE, "F6")


def test_own_workbook_finds_its_file_in_another_folder(csv, tmp_path):
    back = answered(returned(csv.parent, tmp_path / "back"), {1: 4})
    assert codes(read([tmp_path / "in", tmp_path / "back"])) == []
    assert codes(read(tmp_path)) == []
    assert back.parent.name == "back"


def test_own_workbook_alone_is_said_to_be_without_its_file(csv, tmp_path):
    back = answered(returned(csv, tmp_path / "back"), {1: 4})
    assert codes(read(back)) == ["answer_without_question"]


def test_replies_that_contradict_each_other_are_both_left(csv, tmp_path):
    back = answered(returned(csv, tmp_path / "back"), {1: 4})
    second_reply = tmp_path / "back" / "もう一つ.xlsx"
    second_reply.write_bytes(back.read_bytes())
    answered(second_reply, {1: 6})
    inventory = read([csv, back, second_reply])
    assert codes(inventory).count("answers_differ") == 2
    assert "not_a_number" in codes(inventory)


def test_page_without_answers_says_nothing(csv, tmp_path):
    back = returned(csv, tmp_path / "back")
    assert codes(read([csv, back])) == codes(read(csv))


@pytest.mark.parametrize("suffix", [".xlsm", ".ods", ".xls"])
def test_other_types_get_a_workbook_of_their_own(back, suffix):
    (page,) = question_pages(read(back), {})
    from dataclasses import replace

    from rpa_scout.forms.returning.saving import write_question_pages
    from rpa_scout.policy import load_fields

    converted_page = replace(page, file=f"税務課{suffix}", path=back.with_suffix(suffix))
    (written,) = write_question_pages([converted_page], back.parent, load_fields())
    assert not written.is_copy
    assert written.path.name == "確認のお願い_税務課.xlsx"


NUMBER, NAME, SEEN = 1, 3, 7  # columns of what is seen: the number, the name, and all of it


@pytest.fixture
def two_asked(tmp_path):
    """A returned workbook that asks for the minutes of both tasks."""
    survey = damaged(tmp_path / "in", 5, {"minutes_per_item": "物による"})
    edited(
        survey, lambda book: setattr(cell_of(book[TASKS], 6, "minutes_per_item"), "value", "不定")
    )
    return returned(survey, tmp_path / "back")


def minutes(path):
    return read(path).tasks["minutes_per_item"].tolist()


def row_of(sheet, number):
    return next(
        row for row in range(1, sheet.max_row + 1) if sheet.cell(row, NUMBER).value == number
    )


def on_page(path, edit):
    return edited(path, lambda book: edit(book[PAGE]))


def number_asked(path, name):
    """Return the number of the question for the minutes of a task."""
    page = openpyxl.load_workbook(path)[PAGE]
    for row in range(1, page.max_row + 1):
        shown = [str(page.cell(row, column).value or "") for column in range(1, SEEN + 1)]
        if shown[NAME - 1].startswith(name) and "分" in shown[3] and shown[0].isdecimal():
            return int(shown[0])
    raise AssertionError(name)


def swapped(sheet, first, second, columns):
    for column in columns:
        upper, lower = sheet.cell(first, column), sheet.cell(second, column)
        upper.value, lower.value = lower.value, upper.value


def test_a_page_whose_visible_columns_were_sorted_is_read_as_it_is_seen(two_asked):
    one, two = (number_asked(two_asked, row["name"]) for row in ROWS)
    answered(two_asked, {one: "1.5", two: "7"})
    on_page(
        two_asked,
        lambda page: swapped(page, row_of(page, one), row_of(page, two), range(1, SEEN + 1)),
    )
    assert minutes(two_asked) == [1.5, 7.0]


def test_a_page_sorted_with_its_hidden_columns_is_read_as_it_is_seen(two_asked):
    one, two = (number_asked(two_asked, row["name"]) for row in ROWS)
    answered(two_asked, {one: "1.5", two: "7"})
    on_page(
        two_asked,
        lambda page: swapped(
            page, row_of(page, one), row_of(page, two), range(1, page.max_column + 1)
        ),
    )
    assert minutes(two_asked) == [1.5, 7.0]


def test_a_row_whose_key_is_gone_is_known_by_what_is_seen(two_asked):
    one = number_asked(two_asked, ROWS[0]["name"])
    answered(two_asked, {one: "1.5"})

    def append_without_key(page):
        row, last = row_of(page, one), page.max_row + 1
        for column in range(1, SEEN + 1):
            page.cell(last, column).value = page.cell(row, column).value
            if column == ANSWER:
                page.cell(row, column).value = None

    assert minutes(on_page(two_asked, append_without_key))[0] == 1.5


def test_a_row_for_another_task_is_said_and_used_for_none(two_asked):
    one = number_asked(two_asked, ROWS[0]["name"])
    answered(two_asked, {one: "1.5"})
    on_page(
        two_asked, lambda page: setattr(page.cell(row_of(page, one), NAME), "value", "別の業務")
    )
    inventory = read(two_asked)
    (finding,) = notes(inventory, "answer_row_unclear")
    assert (finding.sheet, finding.quoted) == (PAGE, "1.5")
    assert "別の業務" in finding.value_of("question")
    assert not (inventory.tasks["minutes_per_item"] == 1.5).any()


def test_a_line_of_their_own_is_said(two_asked):
    def add(page):
        page.cell(page.max_row + 2, NAME).value = "新しい業務"
        page.cell(page.max_row, ANSWER).value = "追加してください"

    (finding,) = notes(read(on_page(two_asked, add)), "answer_row_unclear")
    assert finding.quoted == "追加してください"


@pytest.mark.parametrize(
    ("field_id", "suspicious", "reply"),
    [("exception_percent", 99, "だいたいいつも"), ("minutes_per_item", 9_000, "担当に聞いて")],
)
def test_a_reply_that_is_no_answer_costs_nothing_but_itself(tmp_path, field_id, suspicious, reply):
    survey = damaged(tmp_path / "in", 5, {field_id: suspicious})
    back = returned(survey, tmp_path / "back")
    before = read(survey)
    label = next(field.label for field in before.fields if field.id == field_id)
    page = openpyxl.load_workbook(back)[PAGE]
    headings = {page.cell(5, column).value: column for column in range(1, page.max_column + 1)}
    asked = {
        page.cell(row, headings["question_field"]).value: page.cell(row, NUMBER).value
        for row in range(6, page.max_row + 1)
        if page.cell(row, headings["question_row"]).value == "5"
    }
    assert field_id in asked, label
    inventory = read(answered(back, {asked[field_id]: reply}))
    assert len(inventory.tasks) == len(before.tasks)
    assert inventory.tasks[field_id].tolist() == before.tasks[field_id].tolist()
    (finding,) = notes(inventory, "answer_not_usable")
    assert (finding.sheet, finding.quoted) == (PAGE, reply)
