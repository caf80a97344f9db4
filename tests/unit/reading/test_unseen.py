"""What a person does not see does not count, and is told: in every format that can hide it."""

import openpyxl
import pytest
from openpyxl.styles import Font
from tests.office import convert
from tests.unit.reading import binary_workbooks as binary
from tests.unit.reading.surveys import (
    SHEET,
    answers,
    plain,
    table,
    told,
    write_openpyxl,
)

from rpa_scout.pipeline import read_surveys

STRUCK = Font(strike=True)
FORMATS = ["xlsx", *(pytest.param(suffix, marks=pytest.mark.slow) for suffix in ("xls", "ods"))]


def saved(tmp_path, suffix, change, rows=None, sheets=None):
    """Write a survey, change it, and convert it where another format is wanted."""
    rows = rows or [plain(), plain(name="照合"), plain(name="集計")]
    path = write_openpyxl(tmp_path / "調査票.xlsx", sheets or {SHEET: table(rows)})
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path if suffix == "xlsx" else convert(path, suffix, tmp_path)


def rich_text(book, cell, *parts):
    """Write a text of parts, the struck-out ones given in brackets."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    blocks = [
        TextBlock(InlineFont(strike=True, sz=11), part[1:-1])
        if part.startswith("[")
        else TextBlock(InlineFont(sz=11), part)
        for part in parts
    ]
    book[SHEET][cell] = CellRichText(*blocks)


@pytest.mark.parametrize("suffix", FORMATS)
def test_struck_out_cell_is_blank(tmp_path, suffix):
    def change(book):
        book[SHEET]["C2"].font = STRUCK
        book[SHEET]["F3"].font = STRUCK

    inventory = read_surveys(saved(tmp_path, suffix, change))
    assert ("warning", "struck_out_text", SHEET, "C2", "runs_per_year", "12") in told(inventory)
    assert ("warning", "struck_out_text", SHEET, "F3", "pattern", "システムへの入力・転記") in told(
        inventory
    )
    first, second, third = answers(inventory.tasks)
    assert "runs_per_year" not in first
    assert "pattern" not in second
    assert (third["runs_per_year"], third["pattern"]) == (12.0, "entry")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("parts", "remains", "items"),
    [(("[200]", "150"), "150", 150.0), (("15", "[0]", "0件"), "150件", 150.0)],
)
def test_struck_out_part_of_a_cell(tmp_path, suffix, parts, remains, items):
    """The digits struck out do not join the others."""
    inventory = read_surveys(saved(tmp_path, suffix, lambda book: rich_text(book, "D2", *parts)))
    (finding,) = [each for each in inventory.findings if each.code == "struck_out_text"]
    whole = "".join(part.strip("[]") for part in parts)
    assert (finding.cell, *finding.values.values()) == ("D2", whole, remains)
    assert inventory.tasks["items_per_run"].tolist() == [items, 200.0, 200.0]


@pytest.mark.parametrize("suffix", FORMATS)
def test_struck_out_row_is_no_task(tmp_path, suffix):
    def change(book):
        for cell in book[SHEET][3]:
            cell.font = STRUCK

    inventory = read_surveys(saved(tmp_path, suffix, change))
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "集計"]
    assert told(inventory) == [("warning", "struck_out_text", SHEET, "B3", "name", "照合")]
    assert inventory.left_out.empty


@pytest.mark.parametrize("suffix", FORMATS)
def test_row_with_its_name_alone_struck_out_is_no_task(tmp_path, suffix):
    def change(book):
        book[SHEET]["B4"].font = STRUCK

    inventory = read_surveys(saved(tmp_path, suffix, change))
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "照合"]
    assert [finding.code for finding in inventory.findings] == ["struck_out_text"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_part_that_is_not_struck_out_in_a_struck_out_cell(tmp_path, suffix):
    def change(book):
        book[SHEET]["B2"].font = STRUCK
        rich_text(book, "B2", "[旧：]", "転記")

    inventory = read_surveys(saved(tmp_path, suffix, change))
    assert inventory.tasks["name"].tolist() == ["転記", "照合", "集計"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_text_without_a_line_stays(tmp_path, suffix):
    def change(book):
        book[SHEET]["B2"].font = Font(strike=False, bold=True, underline="single")
        book[SHEET]["Z50"].font = STRUCK

    assert told(read_surveys(saved(tmp_path, suffix, change))) == []


def test_struck_out_text_of_an_xlsb(tmp_path):
    lines = table([plain(), plain(name="照合")])
    body = binary.cells(lines) + binary.row(3)
    body += binary.cell(0, "税務課") + binary.cell(1, "旧業務", binary.STRUCK)
    body += binary.row(4) + binary.cell(0, "税務課") + binary.cell(1, "集計")
    body += binary.rich(3, "200150", [(0, 1), (3, 0)])
    path = binary.write_xlsb(tmp_path / "調査票.xlsb", {SHEET: binary.sheet(body)})
    inventory = read_surveys(path)
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "照合", "集計"]
    assert inventory.tasks["items_per_run"].tolist() == [200.0, 200.0, 150.0]
    struck = [each for each in inventory.findings if each.code == "struck_out_text"]
    assert [(each.cell, *each.values.values()) for each in struck] == [
        ("B4", "旧業務", ""),
        ("D5", "200150", "150"),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<s>12</s>", "12"),
        ('<span style="text-decoration:line-through">1<b>2</b></span>', "12"),
        ('<font color="red"><strike>12</strike></font>', "12"),
        ("1<del>2</del>", "12"),
    ],
)
def test_struck_out_text_of_a_page(tmp_path, cell, text):
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell if value == 12.0 else value}</td>" for value in line) + "</tr>"
        for line in table([plain()])
    )
    path = tmp_path / "出力.xls"
    path.write_text(f'<html><meta charset="utf-8"><table>{rows}</table></html>', encoding="utf-8")
    inventory = read_surveys(path)
    (finding,) = [each for each in inventory.findings if each.code == "struck_out_text"]
    assert (finding.cell, finding.quoted) == ("C2", text)
    remains = finding.value_of("remaining")
    assert inventory.tasks["runs_per_year"].fillna(0).tolist() == [float(remains or 0)]


# ------------------------------------------------------------------------------ merged ranges


def merge(book, cells, hidden):
    """Merge cells, and leave values in those that are hidden, as other programs do."""
    from openpyxl.worksheet.cell_range import CellRange

    sheet = book[SHEET]
    for cell, value in hidden.items():
        sheet[cell] = value
    sheet.merged_cells.ranges.add(CellRange(cells))


@pytest.mark.parametrize("suffix", FORMATS)
def test_value_hidden_by_a_merged_range(tmp_path, suffix):
    def change(book):
        merge(book, "D2:D3", {"D2": 50, "D3": 9999})

    inventory = read_surveys(saved(tmp_path, suffix, change))
    assert ("warning", "hidden_by_merge", SHEET, "D3", "items_per_run", "9999") in told(inventory)
    assert inventory.tasks["items_per_run"].fillna(-1).tolist() == [50.0, -1.0, 200.0]


@pytest.mark.parametrize("suffix", FORMATS)
def test_department_hidden_by_a_merged_range(tmp_path, suffix):
    def change(book):
        merge(book, "A2:A4", {"A2": "税務課", "A3": "市民課"})

    inventory = read_surveys(saved(tmp_path, suffix, change))
    assert inventory.tasks["department"].tolist() == ["税務課"] * 3
    assert ("warning", "hidden_by_merge", SHEET, "A3", "department", "市民課") in told(inventory)


@pytest.mark.parametrize("suffix", FORMATS)
def test_value_hidden_by_a_range_over_columns(tmp_path, suffix):
    def change(book):
        merge(book, "F2:G2", {"F2": "集計・加工", "G2": "判断が中心"})

    inventory = read_surveys(saved(tmp_path, suffix, change))
    assert ("warning", "hidden_by_merge", SHEET, "G2", "judgement", "判断が中心") in told(inventory)
    assert "judgement" not in answers(inventory.tasks)[0]


@pytest.mark.parametrize("suffix", FORMATS)
def test_range_that_repeats_what_is_shown_hides_nothing(tmp_path, suffix):
    def change(book):
        merge(book, "C2:C4", {"C2": 12, "C3": 12, "C4": 12})

    inventory = read_surveys(saved(tmp_path, suffix, change))
    assert "hidden_by_merge" not in {finding.code for finding in inventory.findings}


# ------------------------------------------------------------------- hidden sheets, older lists


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_list_on_a_hidden_sheet_does_not_count_beside_another(tmp_path, suffix, state):
    def change(book):
        book["控え"].sheet_state = state

    sheets = {SHEET: table([plain()]), "控え": table([plain(name="廃止業務"), plain(name="他")])}
    inventory = read_surveys(saved(tmp_path, suffix, change, sheets=sheets))
    assert inventory.tasks["name"].tolist() == ["納付書の転記"]
    (finding,) = inventory.findings
    assert (finding.severity, finding.code, finding.sheet, finding.value_of("count")) == (
        "warning",
        "sheet_hidden_left_out",
        "控え",
        "2",
    )


@pytest.mark.parametrize("suffix", FORMATS)
def test_only_list_counts_though_its_sheet_is_hidden(tmp_path, suffix):
    def change(book):
        book[SHEET].sheet_state = "hidden"

    sheets = {"表紙": [["業務量調査"]], SHEET: table([plain()])}
    inventory = read_surveys(saved(tmp_path, suffix, change, sheets=sheets))
    assert told(inventory) == [("warning", "sheet_hidden", SHEET, "", "", "")]
    assert len(inventory.tasks) == 1


def test_hidden_sheet_of_an_xlsb(tmp_path):
    sheets = {
        SHEET: binary.sheet(binary.cells(table([plain()]))),
        "R5": binary.sheet(binary.cells(table([plain(name="廃止業務")]))),
    }
    path = binary.write_xlsb(tmp_path / "調査票.xlsb", sheets, hidden=["R5"])
    inventory = read_surveys(path)
    assert inventory.tasks["name"].tolist() == ["納付書の転記"]
    assert [finding.code for finding in inventory.findings] == ["sheet_hidden_left_out"]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("R6", "R7"),
        ("令和元年度", "令和２年度"),
        ("H31", "R2"),
        ("2024年度", "2025年度"),
        ("前年度", "業務一覧"),
        ("税務課R6", "税務課R7"),
        ("R7.3", "R7.4"),
        ("業務一覧（旧）", "業務一覧（新）"),
        ("旧_業務一覧", "業務一覧"),
        ("修正前", "修正後"),
    ],
)
def test_newer_list_counts(tmp_path, suffix, older, newer):
    sheets = {older: table([plain(runs_per_year=1.0)]), newer: table([plain()])}
    inventory = read_surveys(saved(tmp_path, suffix, lambda _: None, sheets=sheets))
    assert inventory.tasks["runs_per_year"].tolist() == [12.0]
    assert [(each.code, each.sheet) for each in inventory.findings] == [("older_year", older)]


def test_years_in_the_titles_above_lists_of_one_sheet(tmp_path):
    old = [["令和6年度　業務量調査"], *table([plain(runs_per_year=1.0)])]
    new = [["令和7年度　業務量調査"], *table([plain()])]
    path = write_openpyxl(tmp_path / "調査票.xlsx", {"A": old, "B": new})
    inventory = read_surveys(path)
    assert inventory.tasks["runs_per_year"].tolist() == [12.0]
    assert [(each.code, each.sheet) for each in inventory.findings] == [("older_year", "A")]


@pytest.mark.parametrize(
    "sheets",
    [
        {"R7上期": "転記", "R7下期": "照合"},
        {"R7.4": "転記", "R8.3": "照合"},
        {"業務1": "転記", "業務2": "照合"},
        {"R6→R7": "転記", "R8": "照合"},
        {"旧姓": "転記", "新旧対照": "照合"},
    ],
)
def test_lists_of_one_year_all_count(tmp_path, sheets):
    path = write_openpyxl(
        tmp_path / "調査票.xlsx",
        {sheet: table([plain(name=name)]) for sheet, name in sheets.items()},
    )
    inventory = read_surveys(path)
    assert len(inventory.tasks) == 2
    assert told(inventory) == []


def test_lists_of_two_departments_all_count(tmp_path):
    sheets = {"R6": table([plain()]), "R7": table([plain(department="市民課")])}
    inventory = read_surveys(write_openpyxl(tmp_path / "調査票.xlsx", sheets))
    assert len(inventory.tasks) == 2
