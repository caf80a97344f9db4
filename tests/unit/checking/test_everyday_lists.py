"""Lists as offices keep them: ditto marks, 該当なし, invisible signs, in every kind of file."""

import pytest
from tests.office import convert, needs_office
from tests.unit.reading.surveys import (
    CORE,
    SHEET,
    codes,
    plain,
    read_grid,
    table,
    told,
    write_csv,
    write_openpyxl,
)

from rpa_scout.coverage import department_board
from rpa_scout.pipeline import read_surveys

COLUMNS = (*CORE, "manual", "personal_data", "hours_per_year_reported")


@pytest.fixture(params=["xlsx", "csv", "xls", "ods"])
def read_as(request, tmp_path):
    """Read a table out of a file of each kind."""

    def read(grid):
        if request.param == "csv":
            blank = [["" if cell is None else cell for cell in row] for row in grid]
            return read_surveys(write_csv(tmp_path / "調査票.csv", blank))
        path = write_openpyxl(tmp_path / "調査票.xlsx", {SHEET: grid})
        if request.param != "xlsx":
            (tmp_path / "out").mkdir()
            path = convert(path, request.param, tmp_path / "out")
        return read_surveys(path)

    return read


@needs_office
def test_a_cell_never_costs_a_row(read_as):
    rows = [
        plain(name="有", manual="有", personal_data="個人情報"),
        plain(name="二つ", input_form="紙・電子", pattern="入力／照合"),
        plain(name="読めない", timing="いつか", runs_per_year="たくさん", minutes_per_item=-3),
        plain(name="印", manual="レ", personal_data="×", template="無"),
        plain(name="番号", manual="②", judgement=3),
    ]
    inventory = read_as(table(rows, COLUMNS))
    assert inventory.tasks["name"].tolist() == [row["name"] for row in rows]
    assert len(inventory.left_out) == 0
    assert inventory.tasks["manual"].astype(object).tolist()[0] == "current"
    assert inventory.tasks["personal_data"].astype(object).tolist()[::3] == ["personal", "none"]
    assert {field for _task, field in inventory.open_choices} == {"input_form", "pattern"}
    assert not inventory.findings.has_errors
    assert set(codes(inventory)) >= {"unknown_choice", "not_a_number", "out_of_range"}


MARKS = [
    "〃",
    "同上",
    "″",
    "”",
    "↓",
    "々",
    "（同上）",
    "〃〃",
    "〃（同上）",
    "同上。",
    "\u200b〃",
    "Ditto",
    "前行と同じ",
]


@needs_office
def test_ditto_repeats_the_answer_above(read_as):
    rows = [plain(manual="有", input_form="紙")]
    for number, mark in enumerate(MARKS):
        repeated = dict.fromkeys(["department", "manual", "input_form"], mark)
        numbers = dict.fromkeys(["runs_per_year", "minutes_per_item", "pattern"], mark)
        rows += [
            plain(name=f"b{number}", **repeated),
            plain(name=f"c{number}", input_form="紙", manual="有", **numbers),
        ]
    inventory = read_as(table(rows, COLUMNS))
    count = len(rows)
    assert inventory.tasks["department"].tolist() == ["税務課"] * count
    assert inventory.tasks["runs_per_year"].tolist() == [12.0] * count
    assert inventory.tasks["minutes_per_item"].tolist() == [1.5] * count
    assert inventory.tasks["manual"].astype(object).tolist() == ["current"] * count
    assert list(inventory.open_choices.values()) == [("print", "handwriting")] * count
    assert codes(inventory).count("ditto_read") == 6 * len(MARKS)
    shown = {
        one.field: one.value_of("taken") for one in inventory.findings if one.code == "ditto_read"
    }
    assert shown["department"] == "税務課"
    assert shown["runs_per_year"] == "12"


def test_ditto_marks_at_the_top_are_unknown_and_said(tmp_path):
    rows = [plain(manual="〃"), plain(name="b", manual="〃"), plain(name="c", manual="無")]
    inventory = read_grid(tmp_path, table(rows, COLUMNS))
    assert told(inventory)[:2] == [
        ("warning", "ditto_without_answer", SHEET, "M2", "manual", "〃"),
        ("warning", "ditto_without_answer", SHEET, "M3", "manual", "〃"),
    ]
    assert inventory.tasks["manual"].isna().tolist() == [True, True, False]


def test_a_department_of_ditto_marks_alone_is_missing(tmp_path):
    inventory = read_grid(
        tmp_path, table([plain(department="〃"), plain(department="〃", name="b")])
    )
    assert codes(inventory).count("required_missing") == 2
    assert len(inventory.tasks) == 0


def test_below_a_blank_a_ditto_mark_repeats_nothing(tmp_path):
    rows = [
        plain(items_per_run=None, hours_per_year_reported=9),
        plain(name="b", items_per_run="〃"),
    ]
    inventory = read_grid(tmp_path, table(rows, COLUMNS))
    assert "ditto_without_answer" in codes(inventory)
    assert inventory.tasks["items_per_run"].isna().all()


@pytest.mark.parametrize(
    "written",
    [
        *("該当なし", "特になし", "該当する業務はありません。", "（該当なし）", "該当業務無し"),
        *("本課に該当なし", "当課では該当業務はありません", "－", "…", "N/A", "×"),
    ],
)
def test_a_department_without_tasks_has_answered(tmp_path, written):
    blank = dict.fromkeys(CORE)
    inventory = read_grid(tmp_path, table([{**blank, "department": "会計課", "name": written}]))
    assert len(inventory.tasks) == len(inventory.left_out) == 0
    assert [(one.code, one.severity, one.value_of("department")) for one in inventory.findings] == [
        ("department_without_tasks", "info", "会計課")
    ]
    (line,) = inventory.coverage.to_dict("records")
    assert (line["department"], line["rows_read"], line["rows_left_out"]) == ("会計課", 0, 0)
    assert line["says_none"]
    board = department_board(inventory.coverage, ["会計課", "税務課"])
    standing = dict(zip(board["department"], board["standing"], strict=True))
    assert standing == {"会計課": "none", "税務課": "missing"}


@pytest.mark.parametrize("written", ["－", "N/A", "×"])
def test_figures_without_a_name_of_the_task_are_no_answer_of_none(tmp_path, written):
    inventory = read_grid(tmp_path, table([plain(), plain(name=written)]))
    assert inventory.tasks["name"].tolist() == [plain()["name"]]
    assert codes(inventory) == ["required_missing"]


@needs_office
def test_departments_without_tasks_within_a_list_of_all(read_as):
    blank = dict.fromkeys(CORE)
    rows = [
        plain(),
        {**blank, "department": "会計課", "name": "該当なし"},
        plain(name="b"),
        {**blank, "department": "監査室", "name": "特になし"},
    ]
    inventory = read_as(table(rows))
    assert list(inventory.tasks.index) == ["税務課-2", "税務課-4"]
    board = department_board(inventory.coverage)
    standing = dict(zip(board["department"], board["standing"], strict=True))
    assert standing == {"税務課": "answered", "会計課": "none", "監査室": "none"}


def test_a_row_with_figures_is_no_answer_of_none(tmp_path):
    inventory = read_grid(tmp_path, table([plain(name="なし")]))
    assert [(one.code, one.cell) for one in inventory.findings] == [("required_missing", "B2")]
    assert inventory.left_out["runs_per_year"].tolist() == [12.0]


SIGNS = ["\u200b", "\ufeff", "\u00ad", "\u2060"]


@needs_office
def test_signs_that_nobody_sees_change_nothing(read_as):
    rows = []
    for number, sign in enumerate(SIGNS):
        hidden = {"department": f"税{sign}務課", "minutes_per_item": f"{sign}5"}
        rows += [
            plain(name=f"{sign}転記{number}", **hidden),
            plain(name=f"b{number}", timing=f"当日中{sign}", items_per_run=f"2{sign}0件"),
        ]
    inventory = read_as(table(rows))
    assert inventory.tasks["department"].tolist() == ["税務課"] * len(rows)
    assert inventory.tasks["name"].tolist()[::2] == ["転記0", "転記1", "転記2", "転記3"]
    assert inventory.tasks["minutes_per_item"].tolist() == [5.0, 1.5] * len(SIGNS)
    assert inventory.tasks["items_per_run"].tolist() == [200.0, 20.0] * len(SIGNS)
    assert inventory.tasks["timing"].astype(object).tolist() == ["batch", "same_day"] * len(SIGNS)
    assert not [one for one in inventory.findings if one.severity != "info"]


ALIKE = {
    "⻑寿介護課": "長寿介護課",
    "⾧寿介護課": "長寿介護課",
    "⻝育課": "食育課",
    "税 務課": "税務課",
    "DX課": "ＤＸ課",
}


@needs_office
def test_spellings_that_look_alike_are_one_department(read_as):
    usual = list(dict.fromkeys(ALIKE.values()))
    rows = [plain(department=name, name=f"a{name}") for name in usual]
    rows += [plain(department=odd, name=f"b{number}") for number, odd in enumerate(ALIKE)]
    inventory = read_as(table(rows))
    assert inventory.tasks["department"].tolist() == [*usual, *ALIKE.values()]
    assert len(inventory.coverage) == len(usual)


def test_a_message_shows_what_cannot_be_seen(tmp_path):
    inventory = read_grid(tmp_path, table([plain(timing="あ\u200bと")], CORE))
    (finding,) = inventory.findings
    assert "あ〈U+200B〉と" in finding.message(inventory.fields, "ja")
    assert finding.quoted == "あ\u200bと"
