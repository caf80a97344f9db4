"""Every code that reading and checking raise: severity, sheet, cell, field and value, exactly."""

import datetime as dt

import pytest
from tests.unit.reading.surveys import (
    CORE,
    FIELDS,
    SHEET,
    answers,
    codes,
    edited,
    moved,
    plain,
    read_grid,
    table,
    told,
    write_csv,
    write_openpyxl,
)

from rpa_scout.findings.catalogue import families
from rpa_scout.pipeline import read_surveys


def at(field_id, row, right=0):
    return f"{'ABCDEFGHIJKLMN'[CORE.index(field_id) + right]}{row}"


def cell_case(code, severity, field_id, value, expected, shown=None):
    return pytest.param(
        code, severity, field_id, value, expected, str(value) if shown is None else shown, id=code
    )


HOURS_TOO = (*CORE, "hours_per_year_reported")
LEFT_OUT = [cell_case("required_missing", "error", "name", None, "", "")]
UNDERSTOOD = [
    cell_case("not_a_number", "warning", "runs_per_year", "多い", "0～100,000"),
    cell_case("out_of_range", "warning", "minutes_per_item", -1.5, "0～10,000"),
    cell_case("out_of_range", "warning", "items_per_run", 1_000_001, "0～1,000,000", "1000001"),
    cell_case(
        "unknown_choice", "warning", "timing", "随時", "まとめて処理できる／当日中／その場で即時"
    ),
    cell_case("choice_doubtful", "warning", "timing", "2", "当日中"),
    cell_case("choice_left_open", "warning", "timing", "当日、即時", "当日中／その場で即時"),
    cell_case("ditto_without_answer", "warning", "timing", "〃", ""),
    cell_case("read_as", "info", "runs_per_year", "週2回", "104"),
    cell_case("range_read", "info", "minutes_per_item", "10〜15分", "10～15 (12.5)"),
    cell_case("choice_read_as", "info", "timing", "即時", "その場で即時"),
    cell_case("date_as_text", "info", "name", dt.date(2026, 4, 1), "4-1", "2026-04-01"),
    cell_case("ambiguous_number", "warning", "items_per_run", "20件以上", "20"),
    cell_case("number_unknown", "warning", "items_per_run", "数件", ""),
    cell_case("frequency_unknown", "warning", "runs_per_year", "随時", ""),
    cell_case("unit_mismatch", "warning", "items_per_run", "3時間", ""),
    cell_case(
        "date_damage",
        "warning",
        "minutes_per_item",
        dt.date(2026, 10, 15),
        "10-15",
        "2026-10-15",
    ),
]
OF_CELLS_BELOW = {
    "not_months",
    "percent_or_share",
    "cell_error",
    "formula_without_value",
    "required_unreadable",
    "ditto_read",
    "number_from_choice",
}
OF_COLUMNS_AND_LISTS = {
    "column_items",
    "column_converted",
    "column_missing",
    "department_without_tasks",
    "no_rows",
    "none_box_with_tasks",
}
"""Declared beside those of cells; tests of lists and of the form prove them."""


def test_every_code_of_a_cell_is_provoked():
    """Rules on files, layouts, rows and replies are proved beside those who apply them."""
    of_cells = {case.values[0] for case in (*LEFT_OUT, *UNDERSTOOD)} | OF_CELLS_BELOW
    assert {rule.code for rule in families()["Cells"]} == of_cells | OF_COLUMNS_AND_LISTS


@pytest.mark.parametrize(("code", "severity", "field_id", "value", "expected", "shown"), UNDERSTOOD)
def test_what_was_understood_is_told_at_its_cell(
    tmp_path, code, severity, field_id, value, expected, shown
):
    grid = table([plain(hours_per_year_reported=60), plain(name="前の業務")], HOURS_TOO)
    grid[1][HOURS_TOO.index(field_id)] = value
    inventory = read_grid(tmp_path, grid)
    (one,) = [one for one in inventory.findings if one.code == code]
    cell = at(field_id, 2)
    assert (one.severity, one.sheet, one.cell, one.field) == (severity, SHEET, cell, field_id)
    assert ((*one.values.values(), "")[:2], one.row_id) == ((shown, expected), "税務課-2")
    assert list(inventory.tasks.index) == ["税務課-2", "税務課-3"]
    assert inventory.written.loc["税務課-2", field_id] == value


@pytest.mark.parametrize(("code", "severity", "field_id", "value", "expected", "shown"), LEFT_OUT)
def test_a_cell_without_which_the_row_is_no_task(
    tmp_path, code, severity, field_id, value, expected, shown
):
    wrong = plain(**{field_id: value})
    grid = moved(table([plain(name="前の業務"), wrong, plain(name="後の業務")]), 2, 1)
    inventory = read_grid(tmp_path, grid)
    cell = at(field_id, 5, right=1)
    assert told(inventory) == [(severity, code, SHEET, cell, field_id, shown)]
    (one,) = inventory.findings
    assert (one.file, one.row_id) == ("調査票.xlsx", "税務課-5")
    assert list(one.values.values())[1:] == [expected] * bool(expected)
    assert one.place == f"{SHEET}!{cell}"
    assert list(inventory.tasks.index) == ["税務課-4", "税務課-6"]
    assert list(inventory.left_out.index) == ["税務課-5"]
    assert inventory.source_of("税務課-5", field_id).cell == cell


def test_wrong_months_are_a_warning_and_count_as_unknown(tmp_path):
    columns = (*CORE, "peak_months")
    grid = table([plain(peak_months="3、13")], columns)
    inventory = read_grid(tmp_path, grid)
    assert told(inventory) == [("warning", "not_months", SHEET, "M2", "peak_months", "3、13")]
    assert "peak_months" not in answers(inventory.tasks)[0]


def test_all_problems_of_a_row_are_reported(tmp_path):
    wrong = plain(name=None, runs_per_year="多い", minutes_per_item=99999, timing="いつか")
    inventory = read_grid(tmp_path, table([wrong, plain()]))
    assert told(inventory) == [
        ("warning", "not_a_number", SHEET, "C2", "runs_per_year", "多い"),
        ("warning", "out_of_range", SHEET, "E2", "minutes_per_item", "99999"),
        ("warning", "unknown_choice", SHEET, at("timing", 2), "timing", "いつか"),
        ("error", "required_missing", SHEET, "B2", "name", ""),
    ]
    assert {one.row_id for one in inventory.findings} == {"税務課-2"}
    assert list(inventory.left_out.index) == ["税務課-2"]
    assert list(inventory.tasks.index) == ["税務課-3"]


def test_findings_stand_in_the_order_of_files_and_rows(tmp_path):
    wrong = plain(timing="いつか", runs_per_year="たくさん", hours_per_year_reported=20)
    rows = [wrong, plain(name="照合"), plain(name=None)]
    paths = [
        write_csv(
            tmp_path / f"{name}.csv",
            table([{**row, "department": name} for row in rows], HOURS_TOO),
        )
        for name in ("b", "a")
    ]
    inventory = read_surveys(paths)
    apart = ("info", "same_task_elsewhere")
    of_rows = [one for one in inventory.findings if not {one.code, one.severity} & set(apart)]
    assert [(one.file, one.cell) for one in of_rows] == [
        (file, cell) for file in ("a.csv", "b.csv") for cell in ("C2", at("timing", 2), "B4")
    ]


def test_a_task_that_stands_twice(tmp_path):
    rows = [
        plain(),
        plain(name="納付書の転記（再）"),
        plain(name="納付書 の転記"),
        plain(section="管理係"),
    ]
    inventory = read_grid(tmp_path, table(rows, (*CORE, "section")))
    assert told(inventory) == [("error", "duplicate_task", SHEET, "B4", "name", "納付書 の転記")]
    (one,) = inventory.findings
    assert (one.value_of("place"), one.row_id) == (f"{SHEET}!B2", "税務課-4")
    assert list(inventory.tasks.index) == ["税務課-2", "税務課-3", "税務課-5"]
    assert list(inventory.left_out.index) == ["税務課-4"]


def test_a_task_that_stands_in_two_files(tmp_path):
    rows = [plain(), plain(name="照合"), plain(name="集計")]
    others = [plain(name="交付"), plain(name="収納"), plain()]
    paths = [
        write_csv(tmp_path / "い.csv", table(rows)),
        write_csv(tmp_path / "あ.csv", table(others)),
    ]
    inventory = read_surveys(paths)
    (one,) = (one for one in inventory.findings if one.code == "duplicate_task")
    assert (one.severity, one.cell, one.quoted) == ("error", "B2", "納付書の転記")
    assert (one.file, one.value_of("place"), one.row_id) == ("い.csv", "あ.csv B4", "税務課-2~2")
    assert list(inventory.left_out.index) == ["税務課-2~2"]


def test_same_name_in_two_departments_is_no_duplicate(tmp_path):
    inventory = read_grid(tmp_path, table([plain(), plain(department="会計課")]))
    assert codes(inventory) == ["same_task_elsewhere"]
    assert list(inventory.tasks.index) == ["税務課-2", "会計課-3"]


def test_rows_with_errors_are_not_compared(tmp_path):
    rows = [plain(name="照合", department="会計課"), plain(department=None), plain(), plain()]
    inventory = read_grid(tmp_path, table(rows))
    assert [(one.code, one.cell) for one in inventory.findings] == [
        ("required_missing", "A3"),
        ("duplicate_task", "B5"),
    ]


@pytest.mark.parametrize("missing", ["runs_per_year", "items_per_run", "minutes_per_item"])
def test_hours_unknown(tmp_path, missing):
    inventory = read_grid(tmp_path, table([plain(**{missing: "わからない"})]))
    assert told(inventory) == [
        ("warning", "hours_unknown", SHEET, at("minutes_per_item", 2), "minutes_per_item", "")
    ]
    assert list(inventory.tasks.index) == ["税務課-2"]


def test_reported_hours_are_enough(tmp_path):
    columns = (*CORE, "hours_per_year_reported")
    rows = [plain(runs_per_year=None, hours_per_year_reported=40)]
    assert told(read_grid(tmp_path, table(rows, columns))) == []


def test_hours_unknown_is_not_said_of_rows_left_out(tmp_path):
    inventory = read_grid(tmp_path, table([plain(runs_per_year="多数", name=None)]))
    assert codes(inventory) == ["number_unknown", "required_missing"]


# ------------------------------------------------------------------------------------- columns


def test_missing_column_for_the_name(tmp_path):
    columns = [one for one in CORE if one != "name"]
    inventory = read_grid(tmp_path, table([plain(), plain()], columns))
    assert told(inventory) == [("error", "column_missing", SHEET, "", "name", "")]
    assert [one.value_of("heading") for one in inventory.findings] == ["業務名"]
    assert (len(inventory.tasks), len(inventory.left_out)) == (0, 2)


def test_missing_column_for_the_department(tmp_path):
    columns = [one for one in CORE if one != "department"]
    inventory = read_grid(tmp_path, table([plain()], columns))
    assert told(inventory) == [("error", "column_missing", SHEET, "", "department", "")]
    assert [one.value_of("heading") for one in inventory.findings] == ["所属"]
    assert (len(inventory.tasks), list(inventory.left_out.index)) == (0, ["?-2"])


def test_absent_core_columns_are_named_once(tmp_path):
    columns = [one for one in CORE if one not in ("timing", "template")]
    inventory = read_grid(tmp_path, table([plain()], columns))
    assert told(inventory) == [
        ("info", "column_absent", SHEET, "", "", "処理の期限、シナリオの雛型")
    ]
    assert len(inventory.tasks) == 1


def test_absent_optional_columns_are_not_mentioned(tmp_path):
    assert told(read_grid(tmp_path, table([plain()]))) == []


def test_unknown_column(tmp_path):
    grid = table([plain()])
    grid[0].insert(2, "担当者の電話")
    grid[1].insert(2, "076-000-0000")
    inventory = read_grid(tmp_path, moved(grid, 1, 1))
    assert told(inventory) == [("warning", "column_unknown", SHEET, "D2", "", "担当者の電話")]
    assert answers(inventory.tasks)[0]["runs_per_year"] == 12.0


def test_column_twice(tmp_path):
    grid = table([plain(), plain(name="照合")])
    grid[0].append("業務の名称")
    grid[1].append("別の名前")
    inventory = read_grid(tmp_path, grid)
    assert told(inventory) == [("warning", "column_twice", SHEET, "M1", "name", "")]
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "照合"]


def test_no_rows(tmp_path):
    inventory = read_grid(tmp_path, table([]))
    assert told(inventory) == [("warning", "no_rows", SHEET, "", "", "")]
    assert [(one.rows_read, one.rows_used) for one in inventory.tables] == [(0, 0)]


def test_rows_that_hold_only_the_department_are_no_rows(tmp_path):
    inventory = read_grid(tmp_path, table([{"department": "税務課"}] * 3))
    assert codes(inventory) == ["no_rows"]


def test_rows_of_blanks_are_no_rows(tmp_path):
    blank = {"department": "税務課", "name": "　", "timing": " ", "runs_per_year": ""}
    inventory = read_grid(tmp_path, table([blank, plain(), blank]))
    assert told(inventory) == []
    assert list(inventory.tasks.index) == ["税務課-3"]


def test_answers_under_unknown_headings_make_no_row(tmp_path):
    grid = [*table([plain()]), [None] * len(CORE) + ["合計"]]
    grid[0].append("メモ欄の右")
    assert list(read_grid(tmp_path, grid).tasks.index) == ["税務課-2"]


# --------------------------------------------------------------------------------- departments


def test_the_only_department_of_the_workbook_fills_the_gaps(tmp_path):
    sheets = {
        SHEET: table([plain(), plain(name="照合", department=None)]),
        "追加": table([plain(name="集計", department=None)]),
    }
    inventory = read_surveys(write_openpyxl(tmp_path / "a.xlsx", sheets))
    assert told(inventory) == [("info", "department_filled", SHEET, "A3", "department", "税務課")]
    assert inventory.tasks["department"].tolist() == ["税務課"] * 3


def test_of_two_departments_none_is_guessed(tmp_path):
    rows = [
        plain(),
        plain(name="集計", department="会計課"),
        plain(name="照合", department=None),
    ]
    inventory = read_grid(tmp_path, table(rows))
    assert told(inventory) == [("error", "required_missing", SHEET, "A4", "department", "")]
    assert list(inventory.left_out.index) == ["?-4"]


@pytest.mark.parametrize(
    "above",
    [
        ["所属：税務課"],
        ["所属:税務課"],
        ["所属： 税務課"],
        ["所属", "税務課"],
        ["所属：", "税務課"],
        [None, None, "課名", None, "税務課"],
        ["提出日：5月1日", "部署：税務課"],
        ["Department: 税務課"],
    ],
)
def test_department_from_a_cell_above(tmp_path, above):
    columns = [one for one in CORE if one != "department"]
    inventory = read_grid(tmp_path, [["業務調査票"], above, *table([plain()], columns)])
    assert told(inventory) == []
    assert inventory.tasks["department"].tolist() == ["税務課"]
    assert list(inventory.tasks.index) == ["税務課-4"]
    assert inventory.tables[0].department == "税務課"
    assert inventory.source_of("税務課-4", "department").cell == ""


def test_department_of_the_row_wins_over_the_one_above(tmp_path):
    rows = [plain(department="会計課"), plain(name="照合", department=None)]
    inventory = read_grid(tmp_path, [["所属：税務課"], *table(rows)])
    assert told(inventory) == []
    assert inventory.tasks["department"].tolist() == ["会計課", "税務課"]


def test_department_does_not_spread_to_other_files(tmp_path):
    columns = [one for one in CORE if one != "department"]
    paths = [
        write_csv(tmp_path / "a.csv", table([plain()])),
        write_csv(tmp_path / "b.csv", table([plain()], columns)),
    ]
    assert codes(read_surveys(paths)) == ["column_missing"]


def test_most_frequent_department_names_the_table(tmp_path):
    rows = [
        plain(name=str(number), department="税務課" if number else "市民課") for number in range(3)
    ]
    (one,) = read_grid(tmp_path, table(rows)).tables
    assert (one.department, one.rows_read, one.rows_used) == ("税務課", 3, 3)


# ------------------------------------------------------- cells that must not pass for blank ones


def formula_cell(cached, kind=""):
    """Put a formula into the cell for the runs (C2)."""
    old = b'<c r="C2" t="n"><v>12</v></c>'
    new = b'<c r="C2"' + kind + b"><f>1/0</f>" + cached + b"</c>"

    def change(xml):
        assert old in xml
        return xml.replace(old, new)

    return change


def with_formula(tmp_path, cached, kind=b""):
    path = write_openpyxl(tmp_path / "調査票.xlsx", {SHEET: table([plain()])})
    return read_surveys(edited(path, "xl/worksheets/sheet1.xml", formula_cell(cached, kind)))


def test_formula_with_a_stored_value_is_read(tmp_path):
    inventory = with_formula(tmp_path, b"<v>24</v>")
    assert told(inventory) == []
    assert inventory.tasks["runs_per_year"].tolist() == [24.0]


def test_error_cell_is_not_blank(tmp_path):
    inventory = with_formula(tmp_path, b"<v>#DIV/0!</v>", b' t="e"')
    assert ("warning", "cell_error", SHEET, "C2", "runs_per_year", "#DIV/0!") in told(inventory)


def test_formula_without_a_stored_value_is_not_blank(tmp_path):
    inventory = with_formula(tmp_path, b"")
    found = ("warning", "formula_without_value", SHEET, "C2", "runs_per_year", "=1/0")
    assert found in told(inventory)


def test_a_name_without_a_value_leaves_the_row_out(tmp_path):
    import openpyxl

    path = write_openpyxl(tmp_path / "a.xlsx", {SHEET: table([plain(), plain(name="照合")])})
    book = openpyxl.load_workbook(path)
    book[SHEET]["B2"] = "=B9&B10"
    book.save(path)
    inventory = read_surveys(path)
    assert ("error", "required_unreadable", SHEET, "B2", "name", "=B9&B10") in told(inventory)
    assert inventory.tasks["name"].tolist() == ["照合"]


def test_percentages_keep_their_meaning(tmp_path):
    import openpyxl

    path = write_openpyxl(
        tmp_path / "a.xlsx",
        {SHEET: table([plain(exception_percent=0.05)], (*CORE, "exception_percent"))},
    )
    book = openpyxl.load_workbook(path)
    book[SHEET]["M2"].number_format = "0%"
    book.save(path)
    assert read_surveys(path).tasks["exception_percent"].tolist() == [5.0]


def test_labels_in_findings_are_those_of_the_language(tmp_path):
    (one,) = read_grid(tmp_path, table([plain(timing="随時")])).findings
    assert "「処理の期限」" in one.message(FIELDS, "ja")
    assert "随時" in one.message(FIELDS, "en")
