"""Besides colours, notes and the new sheet nothing of a department's workbook changes."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import canonicalize

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation
from tests.survey_form import shipped
from tests.unit.forms.returning.rounds import (
    COLUMNS,
    FIELDS,
    PAGE,
    POLICY,
    ROWS,
    TASKS,
    answered,
    damaged,
    edited,
    returned,
)

from rpa_scout.forms.returning.copying import copy_with_questions
from rpa_scout.forms.returning.looks import FILLS
from rpa_scout.forms.returning.pages import question_pages
from rpa_scout.forms.returning.unkeepable import UnkeepableError
from rpa_scout.pipeline import read_surveys, write_questions
from rpa_scout.text import set_language

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # of openpyxl's
LABELS = [FIELDS[field_id].label for field_id in COLUMNS]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def copied(path: Path) -> bytes:
    (page,) = question_pages(read_surveys(path, policy=POLICY), {})
    return copy_with_questions(path.read_bytes(), page, FIELDS)


def with_parts(path: Path, change) -> Path:
    """Rewrite the parts of a workbook."""
    changed = change(parts(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in changed.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def form(tmp_path):
    return damaged(tmp_path, 5, {"minutes_per_item": "物による"})


@pytest.fixture
def rich(tmp_path):
    """A workbook with much that a careless copy would lose, and one wrong cell (E2)."""
    path = tmp_path / "税務課.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("一覧")
        strong = book.add_format({"bold": True, "bg_color": "#123456", "num_format": "0.00"})
        for column, label in enumerate(LABELS):
            sheet.write(0, column, label)
        for line, row in enumerate(ROWS, 1):
            for field_id, value in {"department": "税務課", **row}.items():
                sheet.write(line, COLUMNS[field_id] - 1, value)
        sheet.write_string(1, 4, "物による", strong)
        sheet.write_formula(2, 2, "=120*2", None, 240)
        sheet.set_row(2, 40, None, {"hidden": False})
        sheet.set_column(25, 27, None, None, {"hidden": True})
        sheet.write_comment(1, 4, "係より：日によって違います", {"author": "税務課"})
        sheet.add_sparkline(1, 30, {"range": "一覧!C2:E2"})
        sheet.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True})
        sheet.data_validation("F2:F9", {"validate": "list", "source": ["一", "二"]})
        sheet.autofilter(0, 0, 2, 5)
        sheet.insert_textbox(12, 2, "付箋")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=一覧!$C$2:$C$3"})
        sheet.insert_chart("C20", chart)
        sheet.protect("", {"select_unlocked_cells": True})
        memo = book.add_worksheet("メモ")
        memo.write(0, 0, "そのまま")
        memo.merge_range("B2:C3", "結合", strong)
        memo.hide()
        book.define_name("'メモ'!名前", "=メモ!$A$1")
        book.define_name("全体", "=一覧!$A$1:$B$2")
        book.set_custom_property("department", "税務課")
    return path


def test_parts_not_concerned_are_kept_byte_by_byte(rich):
    before, after = parts(rich.read_bytes()), parts(copied(rich))
    assert set(before) <= set(after)
    changed = {name for name, content in before.items() if after[name] != content}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}


def test_of_the_list_only_the_style_of_the_cell_changes(rich):
    before, after = (
        canonicalize(parts(content)["xl/worksheets/sheet1.xml"])
        for content in (rich.read_bytes(), copied(rich))
    )
    cell_before, cell_after = (
        re.search(r'<c r="E2" s="(\d+)"', sheet) for sheet in (before, after)
    )
    assert cell_before is not None
    assert cell_after is not None
    assert cell_after[1] != cell_before[1]
    restored = after.replace(cell_after[0], cell_before[0])
    assert restored == before.replace(' tabSelected="1"', "")


def test_styles_there_are_keep_their_numbers(rich):
    before, after = (
        parts(content)["xl/styles.xml"].decode() for content in (rich.read_bytes(), copied(rich))
    )
    for name in ("fonts", "fills", "borders", "cellXfs"):
        inside = [
            re.search(rf"<{name} [^>]*>(.*)</{name}>", styles, re.DOTALL)
            for styles in (before, after)
        ]
        assert inside[0] is not None
        assert inside[1] is not None
        assert inside[1][1].startswith(inside[0][1])
        count = re.search(rf'<{name} count="(\d+)"', after)
        assert count is not None
        member = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}[name]
        assert int(count[1]) == len(re.findall(rf"<{member}[ />]", inside[1][1]))


def test_the_cell_keeps_its_format_but_for_the_colour(rich):
    cell = openpyxl.load_workbook(io.BytesIO(copied(rich)))["一覧"]["E2"]
    assert cell.value == "物による"
    assert cell.font.bold
    assert cell.number_format == "0.00"
    assert cell.fill.fgColor.rgb == "FF" + FILLS["warning"][1:]


def test_names_of_the_workbook_stay_with_their_sheets(rich):
    book = openpyxl.load_workbook(io.BytesIO(copied(rich)))
    assert book.sheetnames == [PAGE, "一覧", "メモ"]
    assert book["メモ"].defined_names["名前"].value == "メモ!$A$1"
    assert book.defined_names["全体"].value == "一覧!$A$1:$B$2"
    assert "_xlnm._FilterDatabase" not in book[PAGE].defined_names
    assert book["メモ"].sheet_state == "hidden"


def test_only_the_page_is_selected_and_shown(rich):
    book = openpyxl.load_workbook(io.BytesIO(copied(rich)))
    assert book.active.title == PAGE
    assert [sheet.sheet_view.tabSelected for sheet in book] == [True, None, None]


def test_stored_results_of_formulas_stay(rich):
    book = openpyxl.load_workbook(io.BytesIO(copied(rich)), data_only=True)
    assert book["一覧"]["C3"].value == 240


def test_a_note_that_is_there_stays_above_ours(rich):
    note = openpyxl.load_workbook(io.BytesIO(copied(rich)))["一覧"]["E2"].comment
    assert note.author == "税務課"
    assert note.text.startswith("係より：日によって違います\n\n【確認のお願い】番号1\n")


def test_a_new_note_is_signed(form):
    note = openpyxl.load_workbook(io.BytesIO(copied(form)))[TASKS]["E5"].comment
    assert note.author == "調査担当"
    assert note.text.startswith("【確認のお願い】番号1\n")
    assert note.text.endswith("「回答」欄に記入してください。")


def test_every_note_has_its_box(form):
    after = parts(copied(form))
    comments = after["xl/comments/comment1.xml"]
    (drawing,) = (part for name, part in after.items() if name.endswith(".vml"))
    assert len(re.findall(rb"<[\w:]*shape ", drawing)) == len(re.findall(rb"<comment ", comments))
    assert b"<x:Row>4</x:Row><x:Column>4</x:Column>" in drawing
    numbers = re.findall(rb'id="(_x0000_s\d+)"', drawing)
    assert numbers.count(numbers[-1]) == 1


def test_notes_are_put_on_a_sheet_without_any(tmp_path):
    path = tmp_path / "税務課.xlsx"
    book = openpyxl.Workbook()
    book.active.append(LABELS)
    book.active.append(["税務課", "転記", 12, 200, "物による"])
    book.save(path)
    sheet = openpyxl.load_workbook(io.BytesIO(copied(path)))["Sheet"]
    assert sheet["E2"].comment.author == "調査担当"
    assert sheet["E2"].fill.fgColor.rgb == "FF" + FILLS["warning"][1:]
    after = parts(copied(path))
    assert b"<legacyDrawing " in after["xl/worksheets/sheet1.xml"]
    assert b"<x:Row>1</x:Row><x:Column>4</x:Column>" in after["xl/drawings/vmlDrawing1.vml"]


def test_a_cell_that_is_not_in_the_file_is_coloured(tmp_path):
    path = tmp_path / "税務課.xlsx"
    book = openpyxl.Workbook()
    book.active.append(LABELS)
    book.active.append(["税務課", None, 12, 200, 1.5])
    book.active.append(["税務課", "転記", 12, 200, 1.5])
    book.save(path)
    assert b'"B2"' not in parts(path.read_bytes())["xl/worksheets/sheet1.xml"]
    sheet = openpyxl.load_workbook(io.BytesIO(copied(path)))["Sheet"]
    assert sheet["B2"].fill.fgColor.rgb == "FF" + FILLS["error"][1:]
    assert [cell.value for cell in sheet[2]][:5] == ["税務課", None, 12, 200, 1.5]


def test_workbooks_of_openpyxl_keep_what_they_have(tmp_path):
    path = tmp_path / "税務課.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(LABELS)
    sheet.append(["税務課", "転記", 12, 200, "物による"])
    sheet.merge_cells("A4:B5")
    sheet.column_dimensions["C"].width = 33
    sheet.row_dimensions[2].hidden = True
    sheet["D2"].comment = Comment("もとの注", "税務課", width=300, height=80)
    rule = DataValidation(type="whole", formula1="0", formula2="10")
    rule.add("D2")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("C2:C9", CellIsRule(operator="lessThan", formula=["1"]))
    book.save(path)
    copy = openpyxl.load_workbook(io.BytesIO(copied(path)))["Sheet"]
    assert [str(merged_range) for merged_range in copy.merged_cells.ranges] == ["A4:B5"]
    assert copy.column_dimensions["C"].width == 33
    assert copy.row_dimensions[2].hidden
    assert copy["D2"].comment.text == "もとの注"
    assert [str(rule.sqref) for rule in copy.data_validations.dataValidation] == ["D2"]
    assert [str(formatting.sqref) for formatting in copy.conditional_formatting] == ["C2:C9"]


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        pytest.param("bound", lambda all_: {**all_, "xl/vbaProject.bin": b"x"}, id="macros"),
        pytest.param("bound", lambda all_: {**all_, "_xmlsignatures/o": b"x"}, id="signed"),
        pytest.param(
            "encoding",
            lambda all_: {
                **all_,
                "xl/styles.xml": b'<?xml version="1.0" encoding="iso-8859-1"?>'
                + all_["xl/styles.xml"].decode().encode("ascii", "xmlcharrefreplace"),
            },
            id="other encoding",
        ),
        pytest.param(
            "xml",
            lambda all_: {
                **all_,
                "xl/styles.xml": b'<?xml version="1.0" encoding="cp932"?>' + all_["xl/styles.xml"],
            },
            id="wrong encoding",
        ),
        pytest.param(
            "addresses",
            lambda all_: {
                name: re.sub(rb'<c r="\w+"', b"<c", part) if name.endswith("sheet2.xml") else part
                for name, part in all_.items()
            },
            id="cells without addresses",
        ),
    ],
)
def test_what_cannot_be_kept_is_not_copied(form, reason, change):
    (page,) = question_pages(read_surveys(form, policy=POLICY), {})
    with_parts(form, change)
    with pytest.raises(UnkeepableError) as caught:
        copy_with_questions(form.read_bytes(), page, FIELDS)
    assert caught.value.reason == reason


ENGLISH_PAGE = shipped.FIELDS.form.questions_sheet_en


@pytest.mark.parametrize(
    ("language", "own_sheet"),
    [("ja", PAGE), ("en", ENGLISH_PAGE), ("en", ENGLISH_PAGE.upper())],
)
def test_a_foreign_sheet_of_that_name_is_not_overwritten(form, language, own_sheet):
    """Excel takes two names that differ in upper and lower case for one, and repairs the file."""
    edited(form, lambda book: book.create_sheet(own_sheet).append(["別の用件"]))
    (page,) = question_pages(read_surveys(form, policy=POLICY), {})
    set_language(language)
    with pytest.raises(UnkeepableError, match="name"):
        copy_with_questions(form.read_bytes(), page, shipped.FIELDS)


def test_a_foreign_sheet_with_the_name_in_the_other_language_is_kept(form):
    edited(form, lambda book: book.create_sheet(ENGLISH_PAGE).append(["別の用件"]))
    (page,) = question_pages(read_surveys(form, policy=POLICY), {})
    copy = copy_with_questions(form.read_bytes(), page, shipped.FIELDS)
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book.sheetnames[0] == PAGE
    assert book[ENGLISH_PAGE]["A1"].value == "別の用件"


def test_same_workbook_gives_the_same_bytes(form):
    assert copied(form) == copied(form)


def test_second_round_marks_what_is_settled(tmp_path, form):
    edited(form, lambda book: book[TASKS].__setitem__("G6", "勘"))
    back = returned(form, tmp_path / "back")
    answered(back, {1: "1.5"})
    again = returned(back, tmp_path / "again")
    sheet = openpyxl.load_workbook(again)[TASKS]
    assert sheet["E5"].fill.fgColor.rgb == "FF" + FILLS["settled"][1:]
    assert (
        sheet["E5"].comment.text == "【確認のお願い】\n確認が済みました。ありがとうございました。"
    )
    assert sheet["G6"].fill.fgColor.rgb == "FF" + FILLS["warning"][1:]
    assert sheet["G6"].comment.text.count("【確認のお願い】") == 1
    page = openpyxl.load_workbook(again)[PAGE]
    numbers = [page.cell(row, 1).value for row in range(6, page.max_row + 1)]
    assert [number for number in numbers if isinstance(number, int)] == [2, 1]
    answered(again, {2: "判断が中心"})
    last = read_surveys(again, policy=POLICY)
    assert [finding.code for finding in last.findings if finding.severity != "info"] == []
    assert last.tasks["minutes_per_item"].tolist() == [1.5, 3.0]
    assert write_questions(last, POLICY, tmp_path / "none") == []
