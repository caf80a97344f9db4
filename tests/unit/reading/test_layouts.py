"""Tables as departments lay them out: nothing is lost, and nothing is changed without a word."""

import openpyxl
import pytest
from tests.office import convert
from tests.unit.reading.surveys import (
    CORE,
    FIELDS,
    SHEET,
    Grid,
    answers,
    plain,
    read_grid,
    table,
    told,
    write_csv,
    write_openpyxl,
)

from rpa_scout.pipeline import read_surveys

WITHOUT_DEPARTMENT = tuple(field_id for field_id in CORE if field_id != "department")


def merged(path, *areas):
    """Merge cells of a workbook; their values stand in the first of each."""
    book = openpyxl.load_workbook(path)
    for area in areas:
        book[SHEET].merge_cells(area)
    book.save(path)
    return path


def changed(path, change):
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def written(tmp_path, grid: Grid, name="調査票.xlsx"):
    return write_openpyxl(tmp_path / name, {SHEET: grid})


# -------------------------------------------------------------------------------- headings


def grouped_grid():
    labels = {field_id: FIELDS[field_id].label for field_id in CORE}
    upper = [labels[field_id] for field_id in CORE]
    lower: list[object] = [None] * len(CORE)
    start = CORE.index("runs_per_year")
    upper[start : start + 3] = ["件数・時間", None, None]
    lower[start : start + 3] = ["回数", "件数", "時間"]
    return [upper, lower, *table([plain(), plain(name="照合")])[1:]]


def group_areas():
    from openpyxl.utils import get_column_letter

    areas = ["C1:E1"]
    areas += [
        f"{get_column_letter(column)}1:{get_column_letter(column)}2"
        for column in (1, 2, 6, 7, 8, 9)
    ]
    return areas


def test_group_of_headings_over_single_ones(tmp_path):
    path = merged(written(tmp_path, grouped_grid()), *group_areas())
    inventory = read_surveys(path)
    assert told(inventory) == [
        ("warning", "column_near", SHEET, "E2", "minutes_per_item", "件数・時間　時間")
    ]
    assert list(inventory.tasks.index) == ["税務課-3", "税務課-4"]
    assert inventory.tasks["minutes_per_item"].tolist() == [1.5, 1.5]
    assert inventory.tables[0].header_row == 2


def test_group_of_headings_without_merged_cells(tmp_path):
    inventory = read_surveys(write_csv(tmp_path / "a.csv", grouped_grid()))
    assert [finding.code for finding in inventory.findings] == ["column_near"]
    assert inventory.tasks["runs_per_year"].tolist() == [12.0, 12.0]


def test_headings_split_over_two_lines(tmp_path):
    grid = table([plain()])
    lower: list[object] = [None] * len(CORE)
    for position, (upper_part, lower_part) in {
        2: ("年間の", "実施回数"),
        3: ("1回あたりの", "件数"),
        4: ("1件あたりの", "時間"),
    }.items():
        grid[0][position], lower[position] = upper_part, lower_part
    inventory = read_grid(tmp_path, [grid[0], lower, *grid[1:]])
    assert told(inventory) == []
    assert inventory.tables[0].header_row == 2
    assert inventory.tasks["minutes_per_item"].tolist() == [1.5]


def test_line_of_units_below_the_headings(tmp_path):
    grid = table([plain()])
    units: list[object] = [None, None, "（回）", "（件）", "（分）"]
    inventory = read_grid(tmp_path, [grid[0], units, *grid[1:]])
    assert told(inventory) == []
    assert list(inventory.tasks.index) == ["税務課-3"]


@pytest.mark.parametrize(
    ("field_id", "heading"),
    [
        ("name", "業務名（具体的に）"),
        ("name", "①業務名"),
        ("name", "１．業務名【必須】"),
        ("minutes_per_item", "1件当りの時間（分）"),
        ("items_per_run", "一回あたりの平均件数"),
        ("template", "シナリオのひな形"),
        ("change_frequency", "手順・様式・画面等の変更"),
        ("judgement", "判断の程度 ※選択"),
    ],
)
def test_near_heading_is_taken_and_told(tmp_path, field_id, heading):
    inventory = read_grid(tmp_path, table([plain()], headings={field_id: heading}))
    cell = f"{chr(ord('A') + CORE.index(field_id))}1"
    assert told(inventory) == [("warning", "column_near", SHEET, cell, field_id, heading)]
    assert inventory.tasks[field_id].notna().all()


@pytest.mark.parametrize(
    "heading",
    ["年間実施件数", "1回あたりの時間", "1日あたりの時間", "年間の件数", "実施月"],
)
def test_heading_that_counts_something_else_is_not_taken(tmp_path, heading):
    inventory = read_grid(tmp_path, table([plain()], headings={"minutes_per_item": heading}))
    assert ("warning", "column_unknown", SHEET, "E1", "", heading) in told(inventory)
    assert inventory.tasks["minutes_per_item"].isna().all()


@pytest.mark.parametrize(
    ("field_id", "heading"),
    [("minutes_per_item", "1件あたりの時間（時間）"), ("runs_per_year", "年間の実施回数（回/月）")],
)
def test_heading_in_another_unit_is_not_read(tmp_path, field_id, heading):
    inventory = read_grid(tmp_path, table([plain()], headings={field_id: heading}))
    assert [
        (finding.code, finding.quoted)
        for finding in inventory.findings
        if finding.severity == "warning"
    ][:1] == [("column_unit", heading)]
    assert inventory.tasks[field_id].isna().all()


def test_unit_below_a_heading_that_is_another_one(tmp_path):
    grid = table([plain()])
    grid[0][4] = "1件あたりの時間"
    inventory = read_grid(
        tmp_path, [grid[0], [None, None, "（回）", "（件）", "（時間）"], grid[1]]
    )
    assert ("warning", "column_unit", SHEET, "E2", "minutes_per_item") in [
        finding[:5] for finding in told(inventory)
    ]
    assert inventory.tasks["minutes_per_item"].isna().all()


def test_two_headings_near_one_field_are_both_left(tmp_path):
    grid = table([plain(), plain(name="照合")], headings={"judgement": "判断の程度（以前）"})
    for row, extra in zip(grid, ("判断の程度（今後）", "判断なし", "判断なし"), strict=True):
        row.append(extra)
    inventory = read_grid(tmp_path, grid)
    assert [
        finding.quoted for finding in inventory.findings if finding.code == "column_unknown"
    ] == [
        "判断の程度（以前）",
        "判断の程度（今後）",
    ]


def test_survey_whose_headings_are_all_near(tmp_path):
    headings = {
        field_id: f"{position}. {FIELDS[field_id].label}（記入）"
        for position, field_id in enumerate(CORE, 1)
    }
    inventory = read_grid(tmp_path, table([plain()], headings=headings))
    assert [finding.code for finding in inventory.findings] == ["column_near"] * len(CORE)
    assert answers(inventory.tasks)[0]["runs_per_year"] == 12.0


def test_added_column_says_how_much_was_not_read(tmp_path):
    grid = table([plain(), plain(name="照合"), plain(name="集計")])
    for row, extra in zip(grid, ("優先順位", 1, None, 3), strict=True):
        row.append(extra)
    (finding,) = read_grid(tmp_path, grid).findings
    assert (finding.code, finding.cell, *finding.values.values()) == (
        "column_unknown",
        "M1",
        "優先順位",
        "2",
    )


def test_values_without_a_heading_are_told(tmp_path):
    grid = table([plain(), plain(name="照合")])
    grid[1].append("急ぐ")
    (finding,) = read_grid(tmp_path, grid).findings
    assert (finding.code, finding.cell, *finding.values.values()) == (
        "column_without_heading",
        "M1",
        "M",
        "1",
    )


def test_column_that_only_counts_the_lines_needs_no_heading(tmp_path):
    grid = [[None, *table([])[0]]]
    grid += [
        [number, *row] for number, row in enumerate(table([plain(), plain(name="照合")])[1:], 1)
    ]
    assert told(read_grid(tmp_path, grid)) == []


# --------------------------------------------------------------------------- several tables


def test_two_tables_one_below_the_other(tmp_path):
    grid = [
        ["所属：税務課"],
        *table([plain()], WITHOUT_DEPARTMENT),
        [],
        ["所属：道路課"],
        *table([plain(name="照合")], WITHOUT_DEPARTMENT),
    ]
    inventory = read_grid(tmp_path, grid)
    assert told(inventory) == []
    assert list(inventory.tasks.index) == ["税務課-3", "道路課-7"]
    assert [survey_table.header_row for survey_table in inventory.tables] == [2, 6]


def test_headings_repeated_on_every_page(tmp_path):
    page = table([plain()])
    again = table([plain(name="照合")])
    inventory = read_grid(tmp_path, [*page, *again])
    assert told(inventory) == []
    assert list(inventory.tasks.index) == ["税務課-2", "税務課-4"]


def test_two_tables_side_by_side(tmp_path):
    columns = ("department", "name", "runs_per_year", "items_per_run", "minutes_per_item")
    first_list = table([plain(), plain(name="照合")], columns)
    right = table([plain(name="集計", department="道路課")], columns)
    grid = [
        [*line, None, *line_beside]
        for line, line_beside in zip(first_list, [*right, []], strict=True)
    ]
    inventory = read_grid(tmp_path, grid)
    assert {finding.code for finding in inventory.findings} == {"column_absent"}
    assert list(inventory.tasks.index) == ["税務課-2", "税務課-3", "道路課-2"]
    assert inventory.source_of("道路課-2", "minutes_per_item").cell == "K2"


def test_tables_that_begin_at_different_heights_side_by_side(tmp_path):
    columns = ("department", "name", "runs_per_year", "items_per_run", "minutes_per_item")
    first_list = table([plain(), plain(name="照合"), plain(name="送付")], columns)
    right: Grid = [[], [], *table([plain(name="集計", department="道路課")], columns)]
    grid = [
        [*line, None, *line_beside] for line, line_beside in zip(first_list, right, strict=True)
    ]
    inventory = read_grid(tmp_path, grid)
    assert {finding.code for finding in inventory.findings} == {"column_absent"}
    assert sorted(inventory.tasks["name"]) == sorted(["納付書の転記", "照合", "送付", "集計"])


# ------------------------------------------------------------------------- lines left out


@pytest.mark.parametrize(
    "label", ["合計", "合　計", "計", "小計", "【総計】", "税務課　計", "TOTAL"]
)
@pytest.mark.parametrize("place", [0, 1])
def test_total_row_is_left_out(tmp_path, label, place):
    total: list[object] = [None, None, 24.0]
    total[place] = label
    inventory = read_grid(tmp_path, [*table([plain()]), total])
    assert told(inventory) == [("info", "total_row", SHEET, "3:3", "", label)]
    assert list(inventory.tasks.index) == ["税務課-2"]


@pytest.mark.parametrize(
    "name", ["会計処理", "統計", "集計", "合計表の作成", "計画の策定", "小計算"]
)
def test_task_whose_name_sounds_like_a_total_is_kept(tmp_path, name):
    inventory = read_grid(tmp_path, table([plain(name=name)]))
    assert told(inventory) == []
    assert inventory.tasks["name"].tolist() == [name]


def test_total_with_choices_is_a_task(tmp_path):
    inventory = read_grid(tmp_path, table([plain(name="計")]))
    assert told(inventory) == []
    assert len(inventory.tasks) == 1


@pytest.mark.parametrize(
    "name", ["（例）住民票の交付", "例：住民票の交付", "【記入例】住民票の交付", "例", "記入例1"]
)
def test_example_row_is_left_out(tmp_path, name):
    inventory = read_grid(tmp_path, table([plain(name=name), plain()]))
    assert told(inventory) == [("info", "example_row", SHEET, "2:2", "", name)]
    assert list(inventory.tasks.index) == ["税務課-3"]


def test_example_marked_in_a_column_left_of_the_names(tmp_path):
    grid = [["No.", *table([])[0]], ["例", *table([plain(name="住民票")])[1]]]
    grid += [[1, *table([plain()])[1]]]
    inventory = read_grid(tmp_path, grid)
    assert [(finding.code, finding.cell) for finding in inventory.findings] == [
        ("column_unknown", "A1"),
        ("example_row", "2:2"),
    ]


@pytest.mark.parametrize("name", ["例規の改正", "例月出納検査", "例外処理の入力", "見本市の準備"])
def test_task_whose_name_begins_like_an_example_is_kept(tmp_path, name):
    inventory = read_grid(tmp_path, table([plain(name=name)]))
    assert told(inventory) == []
    assert len(inventory.tasks) == 1


def test_notes_below_the_table_are_one_finding(tmp_path):
    notes = [["※件数は令和7年度の実績です。"], [None, "注）時間は平均です。"], [None, "以上"]]
    inventory = read_grid(tmp_path, [*table([plain()]), [], *notes])
    assert told(inventory) == [
        ("info", "note_row", SHEET, "4:6", "", "※件数は令和7年度の実績です。")
    ]
    assert len(inventory.tasks) == 1


def test_long_text_alone_is_a_note(tmp_path):
    text = "この調査は、業務の改善を目的として全庁で行うものです。担当者が取りまとめてください。"
    inventory = read_grid(tmp_path, [*table([plain()]), [None, text]])
    assert told(inventory) == [("info", "note_row", SHEET, "3:3", "", text)]


def test_heading_of_a_group_across_the_table_is_a_note(tmp_path):
    grid = [*table([plain()]), [None, "収納に関すること"], *table([plain(name="照合")])[1:]]
    path = merged(written(tmp_path, grid), "B3:F3")
    assert told(read_surveys(path)) == [("info", "note_row", SHEET, "3:3", "", "収納に関すること")]


def test_name_alone_is_a_task_half_filled(tmp_path):
    inventory = read_grid(
        tmp_path, [["所属：税務課"], *table([{"name": "照合"}], WITHOUT_DEPARTMENT)]
    )
    assert inventory.tasks["name"].tolist() == ["照合"]


def test_blank_rows_inside_are_passed_over(tmp_path):
    inventory = read_grid(tmp_path, table([plain(), {}, {}, plain(name="照合")]))
    assert told(inventory) == []
    assert list(inventory.tasks.index) == ["税務課-2", "税務課-5"]


# ------------------------------------------------------------------------------- department


def test_department_in_merged_cells(tmp_path):
    rows = [plain(), plain(name="照合", department=None), plain(name="集計", department=None)]
    rows += [plain(name="送付", department="道路課"), plain(name="受付", department=None)]
    path = merged(written(tmp_path, table(rows)), "A2:A4", "A5:A6")
    inventory = read_surveys(path)
    assert told(inventory) == [
        ("info", "department_merged", SHEET, "A3:A4", "department", "税務課"),
        ("info", "department_merged", SHEET, "A6", "department", "道路課"),
    ]
    assert inventory.tasks["department"].tolist() == ["税務課"] * 3 + ["道路課"] * 2


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_department_in_merged_cells_of_other_programs(tmp_path, suffix):
    rows = [plain(), plain(name="照合", department=None), plain(name="集計", department="道路課")]
    path = merged(written(tmp_path, table(rows), "元.xlsx"), "A2:A3")
    inventory = read_surveys(convert(path, suffix, tmp_path))
    assert told(inventory) == [("info", "department_merged", SHEET, "A3", "department", "税務課")]


def test_department_at_the_head_of_each_group(tmp_path):
    names = ("税務課", None, None, "道路課", None, "会計課", None)
    rows = [plain(name=f"業務{position}", department=name) for position, name in enumerate(names)]
    inventory = read_grid(tmp_path, table(rows))
    assert told(inventory) == [
        ("info", "department_filled", SHEET, "A3:A4", "department", "税務課"),
        ("info", "department_filled", SHEET, "A6", "department", "道路課"),
        ("info", "department_filled", SHEET, "A8", "department", "会計課"),
    ]


def test_department_on_a_line_of_its_own_above_each_group(tmp_path):
    rows: list[dict[str, object]] = []
    for department in ("税務課", "道路課"):
        rows.append({"department": department})
        rows += [plain(name=f"{department}{suffix}", department=None) for suffix in "甲乙"]
    inventory = read_grid(tmp_path, table(rows))
    assert inventory.tasks["department"].tolist() == ["税務課"] * 2 + ["道路課"] * 2
    assert [(finding.code, finding.cell) for finding in inventory.findings] == [
        ("department_filled", "A3:A4"),
        ("department_filled", "A6:A7"),
    ]


def test_single_gap_among_several_departments_is_not_filled(tmp_path):
    names = ("税務課", "道路課", None, "会計課")
    rows = [plain(name=f"業務{position}", department=name) for position, name in enumerate(names)]
    inventory = read_grid(tmp_path, table(rows))
    assert told(inventory) == [("error", "required_missing", SHEET, "A4", "department", "")]


@pytest.mark.parametrize(
    "above",
    [
        ["所属：税務課"],
        ["所属｜税務課"],
        ["所属", "税務課"],
        ["所属：", None, "税務課"],
        ["【所属】税務課"],
        ["課名　税務課", "記入者：山田"],
    ],
)
def test_department_above_the_table(tmp_path, above):
    inventory = read_grid(tmp_path, [above, *table([plain()], WITHOUT_DEPARTMENT)])
    assert told(inventory) == []
    assert inventory.tasks["department"].tolist() == ["税務課"]


@pytest.mark.parametrize(
    "above",
    [
        ["所属：", "記入者：山田"],
        ["所属：", "記入者", "山田"],
        ["所属", "提出日", "5月1日"],
        ["所属："],
    ],
)
def test_blank_department_does_not_take_the_next_label(tmp_path, above):
    inventory = read_grid(tmp_path, [above, *table([plain()], WITHOUT_DEPARTMENT)])
    assert [finding.code for finding in inventory.findings] == ["column_missing"]


@pytest.mark.parametrize(
    "name", ["業務調査票_税務課.xlsx", "R8業務調査票（税務課）修正版.xlsx", "税務課.xlsx"]
)
def test_department_only_in_the_name_of_the_file(tmp_path, name):
    inventory = read_surveys(written(tmp_path, table([plain()], WITHOUT_DEPARTMENT), name))
    assert told(inventory) == [("info", "department_from_file", SHEET, "", "department", "税務課")]
    assert inventory.tasks["department"].tolist() == ["税務課"]


def test_department_only_in_the_names_of_sheets(tmp_path):
    sheets = {
        department: table([plain(name=f"{department}の業務")], WITHOUT_DEPARTMENT)
        for department in ("税務課", "道路課")
    }
    inventory = read_surveys(write_openpyxl(tmp_path / "会計課.xlsx", sheets))
    assert [(finding.code, finding.sheet, finding.quoted) for finding in inventory.findings] == [
        ("department_from_sheet", "税務課", "税務課"),
        ("department_from_sheet", "道路課", "道路課"),
    ]
    assert inventory.tasks["department"].tolist() == ["税務課", "道路課"]


def test_name_of_the_file_does_not_overrule_another_sheet(tmp_path):
    sheets = {
        SHEET: table([plain()]),
        "追加": table([plain(name="照合")], WITHOUT_DEPARTMENT),
    }
    inventory = read_surveys(write_openpyxl(tmp_path / "会計課.xlsx", sheets))
    assert told(inventory) == []
    assert inventory.tasks["department"].tolist() == ["税務課"] * 2


# ------------------------------------------------------------------------- hidden and merged


def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path):
    rows = [plain(name=f"業務{position}") for position in range(5)]

    def hide(book):
        for row in (3, 5, 6):
            book[SHEET].row_dimensions[row].hidden = True
        book[SHEET].column_dimensions["E"].hidden = True
        book[SHEET].sheet_state = "hidden"
        book.create_sheet("表紙", 0)
        book.active = 0

    inventory = read_surveys(changed(written(tmp_path, table(rows)), hide))
    assert told(inventory) == [
        ("info", "rows_hidden", SHEET, "", "", "3、5～6"),
        ("info", "columns_hidden", SHEET, "", "", "E"),
        ("warning", "sheet_hidden", SHEET, "", "", ""),
    ]
    assert len(inventory.tasks) == 5


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_hidden_rows_of_other_programs(tmp_path, suffix):
    def hide(book):
        book[SHEET].row_dimensions[3].hidden = True

    path = changed(written(tmp_path, table([plain(), plain(name="照合")]), "元.xlsx"), hide)
    inventory = read_surveys(convert(path, suffix, tmp_path))
    assert told(inventory) == [("info", "rows_hidden", SHEET, "", "", "3")]


def test_answers_merged_over_several_tasks_are_told(tmp_path):
    rows = [plain(), plain(name="照合", timing=None)]
    column = chr(ord("A") + CORE.index("timing"))
    path = merged(written(tmp_path, table(rows)), f"{column}2:{column}3")
    inventory = read_surveys(path)
    assert told(inventory) == [
        ("warning", "cells_merged", SHEET, f"{column}2:{column}3", "timing", "")
    ]
    assert inventory.tasks["timing"].isna().tolist() == [False, True]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_columns_folded_as_in_the_form_are_not_hidden(tmp_path, suffix):
    columns = (*CORE, "systems", "remarks")

    def fold_columns(book):
        book[SHEET].column_dimensions.group("M", "N", outline_level=1, hidden=True)

    rows = [plain(systems="収納管理", remarks="月初に集中")]
    path = changed(written(tmp_path, table(rows, columns), "元.xlsx"), fold_columns)
    inventory = read_surveys(path if suffix == "xlsx" else convert(path, suffix, tmp_path))
    assert told(inventory) == []
    assert inventory.tasks["systems"].tolist() == ["収納管理"]
