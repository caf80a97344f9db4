"""Part by part: what is not ours stays, byte by byte or in canonical XML."""

import io
import re

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from tests.office import convert, needs_office
from tests.unit.forms.returning.full_workbook import LABELS, WRONG, full_workbook, with_prefix
from tests.unit.forms.returning.parts import changed_parts, changes, parts, zipped
from tests.unit.forms.returning.rounds import FIELDS, PAGE, POLICY

from rpa_scout.forms.returning.copying import copy_with_questions
from rpa_scout.forms.returning.looks import FILLS
from rpa_scout.forms.returning.pages import question_pages
from rpa_scout.forms.returning.unkeepable import UnkeepableError
from rpa_scout.pipeline import read_surveys

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported")  # of openpyxl's
LIST = "xl/worksheets/sheet1.xml"
OURS = re.compile('<r><rPr><sz val="9"/>[^【]*【確認のお願い】番号2\n.*?</t></r>', re.DOTALL)


def copied(content, folder):
    path = folder / "税務課.xlsx"
    path.write_bytes(content)
    (page,) = question_pages(read_surveys(path, policy=POLICY), {})
    return copy_with_questions(content, page, FIELDS)


def with_part(content, name, change):
    contents = parts(content)
    changed = change(contents[name].decode()).encode()
    assert changed != contents[name]
    return zipped({**contents, name: changed})


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    before = full_workbook()
    return before, copied(before, tmp_path_factory.mktemp("full"))


def test_the_workbook_holds_what_it_promises(full):
    names = "\n".join(parts(full[0]))
    for stem in (
        "media/image1", "charts/chart1", "pivotTables/pivotTable1", "pivotCacheRecords1",
        "threadedComments/threadedComment1", "persons/person", "externalLinks/externalLink1",
        "tables/table1", "ctrlProps/ctrlProp1", "comments1", "vmlDrawing1", "sharedStrings",
    ):  # fmt: skip
        assert stem in names
    sheet = parts(full[0])[LIST].decode()
    for element in (
        "x14:sparklineGroup", "x14:conditionalFormatting", "conditionalFormatting",
        "dataValidations", "mc:AlternateContent", "hyperlinks", "tableParts", "legacyDrawing",
    ):  # fmt: skip
        assert f"<{element}" in sheet


def test_only_these_things_change(full):
    changed = changed_parts(*full)
    styles = changed.pop("xl/styles.xml")
    assert changed == {
        "[Content_Types].xml": ["+Override"],
        "xl/_rels/workbook.xml.rels": ["+Relationship"],
        "xl/workbook.xml": [
            "+sheet",
            "@definedName localSheetId",
            "@definedName localSheetId",
            "+definedName",
        ],
        LIST: ["@sheetView tabSelected", "@c s", "+c", "@c s"],
        "xl/comments1.xml": ["+author", "+r", "+comment", "+comment"],
        "xl/drawings/vmlDrawing1.vml": ["+shape", "+shape"],
    }
    assert set(styles) == {
        "@fonts count", "+font", "@fills count", "+fill", "@borders count", "+border",
        "@cellXfs count", "+xf",
    }  # fmt: skip
    assert set(parts(full[1])) - set(parts(full[0])) == {"xl/worksheets/sheet4.xml"}


def test_prefixes_stay_declared(full):
    """``mc:Ignorable`` names prefixes; Excel refuses the part if one of them is not declared."""
    before, after = map(parts, full)
    for name in changed_parts(*full):
        declared = {
            frozenset(re.findall(rb'xmlns[:\w]*="[^"]*"|[\w:]*Ignorable="[^"]*"', root))
            for root in re.findall(rb"<[a-zA-Z][^>]*>", before[name])[:1]
            + re.findall(rb"<[a-zA-Z][^>]*>", after[name])[:1]
        }
        assert len(declared) == 1, name


def fill_of(address):
    """A row without a name is left out; an answer that cannot be read is unknown."""
    return "FF" + FILLS["error" if address.startswith("B") else "warning"][1:]


def test_openpyxl_reads_the_copy(full):
    before, after = (openpyxl.load_workbook(io.BytesIO(content)) for content in full)
    assert after.sheetnames == [PAGE, *before.sheetnames]
    for sheet in before:
        copy = after[sheet.title]
        assert [[cell.value for cell in row] for row in copy.iter_rows()] == [
            [cell.value for cell in row] for row in sheet.iter_rows()
        ]
        assert list(copy.defined_names) == list(sheet.defined_names)
        assert list(copy.tables) == list(sheet.tables)
        assert len(copy._charts) == len(sheet._charts)
        assert len(copy._images) == len(sheet._images)
        assert len(copy._pivots) == len(sheet._pivots)
    for address in WRONG:
        cell = after["一覧"][address]
        assert cell.fill.fgColor.rgb == fill_of(address)
        assert "【確認のお願い】番号" in cell.comment.text
    assert after["一覧"]["E2"].comment.text.startswith("係より：日によって違います\n\n")
    assert after["一覧"]["A2"].comment.text == "[Threaded comment] 確認済み"


@needs_office
def test_libreoffice_opens_the_copy(full, tmp_path):
    (tmp_path / "写し.xlsx").write_bytes(full[1])
    (tmp_path / "saved").mkdir()
    saved = openpyxl.load_workbook(convert(tmp_path / "写し.xlsx", "xlsx", tmp_path / "saved"))
    assert saved.sheetnames == [PAGE, "一覧", "メモ", "集計"]
    assert saved["一覧"]["B2"].value == "納付書の転記 　"
    assert saved["メモ"]["A1"].value == "そのまま"
    assert saved["集計"]._pivots
    assert saved["一覧"]._charts
    for address in WRONG:
        assert saved["一覧"][address].fill.fgColor.rgb == fill_of(address)
        assert "【確認のお願い】番号" in saved["一覧"][address].comment.text


def test_nothing_but_texts_and_numbers_changes_in_a_second_round(full, tmp_path):
    path = tmp_path / "税務課.xlsx"
    path.write_bytes(full[1])
    (page,) = question_pages(read_surveys(path, policy=POLICY), {})
    again = copy_with_questions(full[1], page, FIELDS)
    assert set(changed_parts(full[1], again)) <= {
        "xl/worksheets/sheet4.xml",
        "xl/styles.xml",
        LIST,
        "xl/comments1.xml",
    }
    assert changes(parts(full[1])[LIST], parts(again)[LIST]) == ["@c s"] * 3


def test_a_sheet_with_prefixes_is_changed_like_any_other(full, tmp_path):
    before = with_part(full[0], LIST, with_prefix_but_for_foreign_elements)
    after = copied(before, tmp_path)
    assert changed_parts(before, after)[LIST] == ["@sheetView tabSelected", "@c s", "+c", "@c s"]
    assert re.search(rb'<x:c r="B4" s="\d+"/>', parts(after)[LIST])
    assert openpyxl.load_workbook(io.BytesIO(after))["一覧"]["B4"].comment is not None


def with_prefix_but_for_foreign_elements(sheet):
    return (
        with_prefix(sheet)
        .replace("x:x14:", "x14:")
        .replace("x:xm:", "xm:")
        .replace("x:mc:", "mc:")
        .replace("x:xdr:", "xdr:")
    )


@pytest.mark.parametrize("prefix", ["", "q"])
def test_all_other_parts_may_have_prefixes(full, tmp_path, prefix):
    before = full[0]
    names = [] if not prefix else [
        "xl/workbook.xml", "xl/styles.xml", "xl/comments1.xml", "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels",
    ]  # fmt: skip
    for name in names:
        before = with_part(before, name, with_prefix)
    after = copied(before, tmp_path)
    assert changed_parts(before, after) == changed_parts(*full)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<t>係より</t>", "<r><t>係より</t></r>|"),
        ("<t>係より</t><phoneticPr fontId='1'/>", "<r><t>係より</t></r>|<phoneticPr fontId='1'/>"),
        (
            "<r><t>係</t></r><r><rPr><b/></rPr><t>より</t></r><rPh><t>カ</t></rPh>",
            "<r><t>係</t></r><r><rPr><b/></rPr><t>より</t></r>|<rPh><t>カ</t></rPh>",
        ),
        ("<!-- 注 --><r><t>係</t></r>", "<!-- 注 --><r><t>係</t></r>|"),
        ("<r><t>係</t></r><r><t>\n\n【確認のお願い】番号9</t></r>", "<r><t>係</t></r>|"),
        ("<r><t>【確認のお願い】番号9</t></r><rPh><t>カ</t></rPh>",
         "|<rPh><t>カ</t></rPh>"),
        ("", "|"),
    ],
)  # fmt: skip
def test_our_words_come_below_what_a_note_says(full, tmp_path, text, expected):
    note = re.compile('(<comment ref="E2"[^>]*><text>).*?(</text>)', re.DOTALL)
    before = with_part(full[0], "xl/comments1.xml", lambda part: note.sub(rf"\1{text}\2", part))
    after = parts(copied(before, tmp_path))["xl/comments1.xml"].decode()
    ours = OURS.search(after)
    assert ours is not None
    assert ("\n\n【" in ours[0]) == ("係" in text)
    comment = note.search(after.replace(ours[0], "|"))
    assert comment is not None
    assert comment[0].partition("<text>")[2].replace('"', "'") == expected + "</text>"


@pytest.mark.parametrize(
    ("name", "pattern", "broken"),
    [
        (LIST, '<c r="E2" s="[0-9]+"', '<c r="E2" s="many"'),
        (LIST, '<c r="E2" s="[0-9]+"', '<c r="E2" s="-1"'),
        (LIST, '<c r="E2" s="[0-9]+"', '<c r="E2" s="999"'),
        (LIST, "<sheetData>", '<cols><col min="nan" max="9" width="3"/></cols><sheetData>'),
        (LIST, "<sheetData>", '<cols><col max="9" width="inf"/></cols><sheetData>'),
        (LIST, '<legacyDrawing r:id="[^"]*"', '<legacyDrawing r:id="none"'),
        ("xl/workbook.xml", 'sheetId="1"', 'sheetId="first"'),
        ("xl/workbook.xml", 'localSheetId="1"', 'localSheetId="second"'),
        ("xl/styles.xml", "<(/?)borders", r"<\1edges"),
        ("xl/comments1.xml", "<(/?)commentList", r"<\1notes"),
        ("xl/drawings/vmlDrawing1.vml", "<(/?)xml", r"<\1lmx"),
        ("xl/drawings/vmlDrawing1.vml", "</xml>", ""),
    ],
)
def test_broken_parts_are_no_defect_of_ours(full, tmp_path, name, pattern, broken):
    path = tmp_path / "税務課.xlsx"
    path.write_bytes(full[0])
    (page,) = question_pages(read_surveys(path, policy=POLICY), {})
    content = with_part(full[0], name, lambda part: re.sub(pattern, broken, part))
    with pytest.raises(UnkeepableError):
        copy_with_questions(content, page, FIELDS)


def test_a_thread_on_a_cell_that_is_asked_about_is_left_alone(full, tmp_path):
    before = with_part(
        full[0],
        "xl/threadedComments/threadedComment1.xml",
        lambda part: part.replace('ref="A2"', 'ref="E2"'),
    )
    with pytest.raises(UnkeepableError, match="threads"):
        copied(before, tmp_path)


@pytest.mark.parametrize(
    "tail",
    [
        "{drawing}",
        "<ignoredErrors/>{drawing}<extLst/>",
        '<drawing r:id="rId1"/>{drawing}<picture r:id="rId1"/>',
        "<!-- 表 -->{drawing}<tableParts/><extLst/>",
        "<mc:AlternateContent><mc:Choice><x/></mc:Choice></mc:AlternateContent>{drawing}",
        "{drawing}<mc:AlternateContent><mc:Choice><controls/></mc:Choice></mc:AlternateContent>",
        "{drawing}<mc:AlternateContent><mc:Choice><oleObjects/></mc:Choice></mc:AlternateContent>",
    ],
)
def test_the_old_drawing_stands_where_the_schema_wants_it(full, tmp_path, tail):
    """Excel refuses a sheet whose elements are in another order."""
    end = re.compile("<drawing .*</worksheet>", re.DOTALL)
    before = with_part(
        full[0],
        LIST,
        lambda sheet: end.sub(tail.format(drawing="") + "</worksheet>", sheet),
    )
    before = with_part(
        before,
        "xl/worksheets/_rels/sheet1.xml.rels",
        lambda part: re.sub("<Relationship [^>]*(?:vmlDrawing|comments)1[^>]*>", "", part),
    )
    sheet = parts(copied(before, tmp_path))[LIST].decode()
    assert changes(parts(before)[LIST], sheet.encode())[-1] == "+legacyDrawing"
    expected = tail.format(drawing='<legacyDrawing r:id="rId1"/>')
    without_ids = re.sub('(<legacyDrawing r:id=)"rId[0-9]+"', r'\1"rId1"', sheet)
    assert without_ids.endswith(expected + "</worksheet>")


def saved_by_openpyxl():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "一覧"
    sheet.append(LABELS)
    sheet.append(["税務課", "転記", 12, 200, "日による"])
    sheet.append(["税務課", None, 12, 200, 1.5])
    sheet["G2"] = CellRichText("太", TextBlock(InlineFont(b=True), "字"))
    sheet["C2"].comment = Comment("もとの注", "税務課", width=300, height=80)
    sheet.add_table(Table(displayName="表", ref="A1:E3"))
    rule = DataValidation(type="whole", formula1="0", formula2="10")
    rule.add("D2:D9")
    sheet.add_data_validation(rule)
    scale = {"start_type": "min", "start_color": "FFFFFF", "end_type": "max", "end_color": "FF0000"}
    sheet.conditional_formatting.add("C2:C9", ColorScaleRule(**scale))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=3))
    sheet.add_chart(chart, "J2")
    sheet.merge_cells("A8:B9")
    memo = workbook.create_sheet("メモ")
    memo["A1"] = "そのまま"
    memo.defined_names["単位"] = DefinedName("単位", attr_text="メモ!$A$1")
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def saved_by_libreoffice(folder):
    (folder / "元.xlsx").write_bytes(full_workbook())
    (folder / "saved").mkdir()
    return convert(folder / "元.xlsx", "xlsx", folder / "saved").read_bytes()


ALLOWED = {
    "[Content_Types].xml": {"+Override", "+Default"},
    "xl/workbook.xml": {
        "+sheet", "@definedName localSheetId", "+definedName", "+definedNames",
        "@workbookView firstSheet", "@workbookView activeTab",
    },
    "xl/styles.xml": {
        "@fonts count", "+font", "@fills count", "+fill", "@borders count", "+border",
        "@cellXfs count", "+xf",
    },
}  # fmt: skip


@pytest.mark.parametrize("program", ["openpyxl", pytest.param("LibreOffice", marks=needs_office)])
def test_workbooks_of_other_programs(tmp_path, program):
    before = saved_by_openpyxl() if program == "openpyxl" else saved_by_libreoffice(tmp_path)
    after = copied(before, tmp_path)
    for name, changed in changed_parts(before, after).items():
        if name in ALLOWED:
            assert set(changed) <= ALLOWED[name], name
        elif name.endswith(".rels"):
            assert set(changed) == {"+Relationship"}, name
        elif "/worksheets/" in name:
            assert set(changed) <= {"@sheetView tabSelected", "@c s", "+c", "+legacyDrawing"}, name
        elif name.endswith(".xml"):
            assert "/comment" in name
            assert set(changed) <= {"+author", "+comment", "+r"}, name
        else:
            assert set(changed) <= {"+shape", "+shapetype"}, name
    old, new = (openpyxl.load_workbook(io.BytesIO(content)) for content in (before, after))
    assert new.sheetnames == [PAGE, *old.sheetnames]
    assert new["一覧"]["E2"].comment.text.endswith("「回答」欄に記入してください。")
