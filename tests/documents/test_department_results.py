"""Results sent to departments, and their objections, which arrive as corrections."""

import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest
from tests.documents.pages import english_in, pages_of, paper_sizes, printed, smallest_letters
from tests.office import convert

from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.results.notice import department_notices
from rpa_scout.documents.results.objections import objection_files, read_objections
from rpa_scout.documents.shipped import copy_template
from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.rank_robustness.what_would_change import what_would_change
from rpa_scout.text import set_language

ISSUE = Issue(dt.date(2026, 11, 2), number="白デ第15号")
TASK = "税務課-12"


@pytest.fixture(scope="module")
def notice_file(basis, tmp_path_factory):
    """The workbook as it goes out; what would change each task takes seconds to find."""
    return write(basis, tmp_path_factory.mktemp("notice"))


@pytest.fixture
def notice(notice_file, tmp_path):
    return Path(shutil.copy(notice_file, tmp_path / notice_file.name))


def write(basis, folder, **options):
    (made,) = department_notices(basis, options.pop("issue", ISSUE), ["税務課"], **options)
    path = folder / made.file
    path.write_bytes(made.content)
    return path


def rows_of(path, sheet, first):
    book = openpyxl.load_workbook(path)
    return [row for row in book[sheet].iter_rows(min_row=first, values_only=True) if row[0]]


def typed(path, answers, comments=(), out=None):
    """Type right answers (by task and field), kinds and reasons, as a department does."""
    book = openpyxl.load_workbook(path)
    for row in book["申出"].iter_rows(min_row=5):
        key = (row[0].value, row[7].value)
        if key in answers:
            row[4].value, row[5].value, row[6].value = answers[key]
    for row in book["通知"].iter_rows(min_row=11):
        if row[0].value in dict(comments):
            row[7].value = dict(comments)[row[0].value]
    book.save(out or path)
    return out or path


def read(city, *paths):
    notes = [(note.task_id, note.text) for note in city.tasks.notes()]
    return read_objections([*paths], city.inventory(), city.policy().checks, notes)


def test_an_objection_arrives_as_a_correction(city, notice):
    typed(
        notice,
        {
            (TASK, "items_per_run"): (48, "記入内容に誤りがある", "月次の集計票による"),
            (TASK, "judgement"): ("判断が中心", "事情が変わった", None),
        },
        {TASK: "繁忙期を避けてほしい。"},
    )
    found = read(city, notice)
    assert found.problems == ()
    entry = city.documents.take_objections(found.objections, "結果通知に対する申出")
    corrections = {one.field: one for one in city.answers.corrections()}
    assert corrections["items_per_run"].value == 48
    assert corrections["items_per_run"].reason == "記入内容に誤りがある：月次の集計票による"
    assert corrections["judgement"].value == "judgement"
    assert corrections["judgement"].reason == "事情が変わった"
    assert [note.text for note in city.tasks.notes(TASK)] == ["繁忙期を避けてほしい。"]
    assert city.inventory().tasks.at[TASK, "items_per_run"] == 48
    assert (entry.kind, entry.details) == ("objections", {"corrected": 2, "comments": 1})
    assert city.assessments.valid() is None
    assert city.verify().is_whole
    assert read(city, notice).objections == ()
    city.history.undo()
    assert city.answers.corrections() == []
    assert city.tasks.notes(TASK) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("約250", 250), ("250回", 250), ("２５０", 250), ("年250回程度", 250), (250, 250)],
)
def test_figures_are_read_as_people_write_them(city, notice, written, value):
    typed(notice, {(TASK, "runs_per_year"): (written, None, None)})
    (objection,) = read(city, notice).objections
    assert objection.value == value


def test_what_cannot_be_taken_over_is_told_with_its_cell(city, notice):
    typed(
        notice,
        {
            (TASK, "runs_per_year"): ("たくさん", None, None),
            (TASK, "items_per_run"): (-3, None, None),
            (TASK, "judgement"): ("紫色", None, None),
            (TASK, "timing"): (None, "事情が変わった", None),
            (TASK, "minutes_per_item"): (2, None, None),
        },
    )
    set_language("en")
    found = read(city, notice)
    assert [one.field for one in found.objections] == ["minutes_per_item"]
    sentences = {problem.cell: problem.sentence for problem in found.problems}
    assert len(sentences) == 4
    assert all(cell.startswith("申出!E") for cell in sentences)
    assert any("紫色" in sentence for sentence in sentences.values())
    assert all(problem.is_error for problem in found.problems)


def test_an_answer_that_counts_already_changes_nothing(city, basis, notice):
    runs = basis.assessment.inventory.tasks.at[TASK, "runs_per_year"]
    typed(notice, {(TASK, "runs_per_year"): (runs, "記入内容に誤りがある", None)})
    found = read(city, notice)
    assert found.objections == ()
    (problem,) = found.problems
    assert not problem.is_error


def test_a_blank_answer_can_be_given_and_a_wrong_one_taken_back(city, notice):
    answers = {(row[0], row[7]): row[3] for row in rows_of(notice, "申出", 5)}
    (unknown,) = [key for key, shown in answers.items() if shown == "未記入"][:1]
    typed(notice, {(TASK, "exception_percent"): ("未記入", None, "数えていない")})
    (objection,) = read(city, notice).objections
    assert objection.value is None
    assert unknown[1]


def test_moved_and_sorted_sheets_are_read_all_the_same(city, notice):
    typed(notice, {(TASK, "items_per_run"): (48, None, None)})
    book = openpyxl.load_workbook(notice)
    book["申出"].title = "申出（税務課）"
    for name in list(book.defined_names):
        defined = book.defined_names[name]
        defined.attr_text = defined.attr_text.replace("'申出'", "'申出（税務課）'")
        defined.attr_text = defined.attr_text.replace("申出!", "'申出（税務課）'!")
    book.save(notice)
    (objection,) = read(city, notice).objections
    assert (objection.task_id, objection.field, objection.value) == (TASK, "items_per_run", 48)


def test_other_workbooks_are_refused(city, tmp_path):
    other = tmp_path / "別の表.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(InputError, match="no workbook of results"):
        read(city, other)
    other.write_text("これは表ではない", encoding="utf-8")
    with pytest.raises(InputError, match="workbook"):
        read(city, other)
    with pytest.raises(InputError, match="no file"):
        objection_files([tmp_path / "ない"])
    (tmp_path / "~$開いている.xlsx").write_text("", encoding="utf-8")
    assert objection_files([tmp_path]) == [other]


def test_every_task_of_the_department_has_result_and_reason(basis, notice):
    rows = rows_of(notice, "通知", 11)[:-1]
    of_department = [line for line in basis.lines if line["department"] == "税務課"]
    assert [row[0] for row in rows] == [line["task_id"] for line in of_department]
    for row, line in zip(rows, of_department, strict=True):
        assert row[5].endswith("。")
        automated = line["not_candidate_because"] == "automated"
        assert (row[2] == "自動化済み") == automated
        assert (row[2] == "対象外") == (not line["candidate"] and not automated)
        assert row[4] == pytest.approx(line["score"])


def test_the_most_effective_change_is_the_engines(basis, notice):
    changes = what_would_change(basis.assessment)
    rows = {row[0]: row[6] for row in rows_of(notice, "通知", 11)}
    lifted = [task for task in rows if task in changes.lifts]
    assert lifted
    for task in lifted:
        lift = changes.lifts[task]
        assert lift.advice[0].rstrip("。") in rows[task]
        assert f"{lift.score_before:.0f}点から{lift.score:.0f}点" in rows[task]


def test_a_persons_reason_goes_before_the_computed_one(city, tmp_path):
    city.tasks.decide([TASK], "on_hold", "令和9年度のシステム更改後に改めて検討する")
    city.tasks.decide(["税務課-5"], "adopted", "効果が大きい", planned_fiscal_year=2027)
    path = write(document_basis(city), tmp_path)
    rows = {row[0]: row for row in rows_of(path, "通知", 11)}
    assert rows[TASK][2] == "保留"
    assert rows[TASK][5] == "令和9年度のシステム更改後に改めて検討する。"
    assert rows["税務課-5"][2:4] == ("採択", "令和9年度")


def test_scores_can_be_left_out_and_departments_are_known(basis, tmp_path):
    path = write(basis, tmp_path, with_score=False)
    assert {row[4] for row in rows_of(path, "通知", 11)} == {None}
    assert basis.known_departments(["税務課"]) == ["税務課"]
    with pytest.raises(UnknownNameError, match="宇宙課"):
        basis.known_departments(["宇宙課"])


def test_a_template_edited_in_excel_is_honoured_and_read_back(city, basis, tmp_path):
    own = copy_template("department_results", tmp_path / "様式.xlsx")
    book = openpyxl.load_workbook(own)
    book["通知"]["A4"] = "　課長・推進員　殿"
    book["通知"].delete_cols(5)
    del book.defined_names["結果.適合度"]
    for name, column in (("理由", "E"), ("お願い", "F"), ("意見", "G")):
        book.defined_names[f"結果.{name}"].attr_text = f"'通知'!${column}$11"
    book.save(own)
    path = write(basis, tmp_path, issue=Issue(ISSUE.date, template=own))
    sheet = openpyxl.load_workbook(path)["通知"]
    assert sheet["A4"].value == "　課長・推進員　殿"
    assert sheet["G10"].value == "意見"
    sheet["G11"] = "来年度に実施してほしい"
    sheet.parent.save(path)
    (objection,) = read(city, path).objections
    assert objection.reason == "来年度に実施してほしい"


def test_cells_offer_the_choices_of_their_field(notice):
    book = openpyxl.load_workbook(notice)
    sheet = book["申出"]
    rows = {cell[7].value: cell[4].coordinate for cell in sheet.iter_rows(min_row=5)}
    by_cell = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for row in range(area.min_row, area.max_row + 1):
                by_cell[sheet.cell(row, area.min_col).coordinate] = rule.formula1
    column, first, last = by_cell[rows["judgement"]].split("!")[1].replace("$", "").partition(":")
    cells = book["選択肢"][f"{column}{first}{last}"]
    assert "判断なし（手順どおり）" in [row[0].value for row in cells]
    assert rows["runs_per_year"] not in by_cell


def test_no_line_of_a_row_is_cut_off(notice, tmp_path):
    """LibreOffice, left to fit the rows itself, needs no more than they have."""
    book = openpyxl.load_workbook(notice)
    ours = {}
    for sheet, first in (("通知", 11), ("申出", 5)):
        for row in range(first, book[sheet].max_row):
            ours[sheet, row] = book[sheet].row_dimensions[row].height
            book[sheet].row_dimensions[row].height = None
    book.save(tmp_path / "fitted.xlsx")
    # The rows are fitted when the .ods is opened; an .xlsx alone would keep its usual height.
    (tmp_path / "out").mkdir()
    sheets = convert(tmp_path / "fitted.xlsx", "ods", tmp_path)
    fitted = openpyxl.load_workbook(convert(sheets, "xlsx", tmp_path / "out"))
    needed = {key: fitted[key[0]].row_dimensions[key[1]].height for key in ours}
    # A row of one line gets the usual height of rows.
    wrapped = {key: height for key, height in needed.items() if height > 15.0}
    assert len(wrapped) > 20
    assert {key: height for key, height in wrapped.items() if height > ours[key]} == {}


def test_its_pages_can_be_handed_on(notice, tmp_path):
    pdf = printed(notice, tmp_path)
    pages = pages_of(pdf)
    assert set(paper_sizes(pdf)) == {(297, 210)}
    assert "業務調査の結果について（通知）" in pages[0]
    assert "意見" in pages[0]
    assert english_in(pages) == []
    assert smallest_letters(pdf) >= 8.0
