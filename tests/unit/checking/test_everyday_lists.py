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


@needs_office
@pytest.mark.parametrize("mark", ["〃", "同上", "″", "”", "↓", "々", "（同上）"])
def test_ditto_repeats_the_answer_above(read_as, mark):
    rows = [
        plain(manual="有", input_form="紙"),
        plain(name="b", department=mark, runs_per_year=mark, manual=mark, input_form=mark),
        plain(name="c", department=mark, minutes_per_item=mark, pattern=mark),
    ]
    inventory = read_as(table(rows, COLUMNS))
    assert inventory.tasks["department"].tolist() == ["税務課"] * 3
    assert inventory.tasks["runs_per_year"].tolist() == [12.0] * 3
    assert inventory.tasks["minutes_per_item"].tolist() == [1.5] * 3
    assert inventory.tasks["manual"].astype(object).tolist()[:2] == ["current"] * 2
    assert len(set(inventory.open_choices.values())) == 1
    assert len(inventory.open_choices) == 2
    assert codes(inventory).count("ditto_read") == 7
    shown = {one.field: one.expected for one in inventory.findings if one.code == "ditto_read"}
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


@needs_office
@pytest.mark.parametrize(
    "written", ["該当なし", "特になし", "該当する業務はありません。", "（該当なし）"]
)
def test_a_department_without_tasks_has_answered(read_as, written):
    blank = dict.fromkeys(CORE)
    inventory = read_as(table([{**blank, "department": "会計課", "name": written}]))
    assert len(inventory.tasks) == len(inventory.left_out) == 0
    assert [(one.code, one.severity, one.expected) for one in inventory.findings] == [
        ("department_without_tasks", "info", "会計課")
    ]
    (line,) = inventory.coverage.to_dict("records")
    assert (line["department"], line["rows_read"], line["rows_left_out"]) == ("会計課", 0, 0)
    board = department_board(inventory.coverage, ["会計課", "税務課"])
    standing = dict(zip(board["department"], board["standing"], strict=True))
    assert standing == {"会計課": "none", "税務課": "missing"}


def test_departments_without_tasks_within_a_list_of_all(tmp_path):
    blank = dict.fromkeys(CORE)
    rows = [
        plain(),
        {**blank, "department": "会計課", "name": "該当なし"},
        plain(name="b"),
        {**blank, "department": "監査室", "name": "特になし"},
    ]
    inventory = read_grid(tmp_path, table(rows))
    assert list(inventory.tasks.index) == ["税務課-2", "税務課-4"]
    assert inventory.source_of("税務課-4", "timing").cell == "H4"
    board = department_board(inventory.coverage)
    standing = dict(zip(board["department"], board["standing"], strict=True))
    assert standing == {"税務課": "answered", "会計課": "none", "監査室": "none"}


def test_a_row_with_figures_is_no_answer_of_none(tmp_path):
    inventory = read_grid(tmp_path, table([plain(name="なし")]))
    assert [(one.code, one.cell) for one in inventory.findings] == [("required_missing", "B2")]
    assert inventory.left_out["runs_per_year"].tolist() == [12.0]


@needs_office
@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00ad", "\u2060"])
def test_signs_that_nobody_sees_change_nothing(read_as, sign):
    rows = [
        plain(department=f"税{sign}務課", name=f"{sign}納付書の転記", minutes_per_item=f"{sign}5"),
        plain(name="b", timing=f"当日中{sign}", manual=f"{sign}有", items_per_run=f"2{sign}0件"),
    ]
    inventory = read_as(table(rows, COLUMNS))
    assert inventory.tasks["department"].tolist() == ["税務課"] * 2
    assert inventory.tasks["name"].tolist() == ["納付書の転記", "b"]
    assert inventory.tasks["minutes_per_item"].tolist() == [5.0, 1.5]
    assert inventory.tasks["items_per_run"].tolist() == [200.0, 20.0]
    assert inventory.tasks["timing"].astype(object).tolist() == ["batch", "same_day"]
    assert not [one for one in inventory.findings if one.severity != "info"]


@needs_office
@pytest.mark.parametrize(
    ("usual", "odd"),
    [("長寿介護課", "⻑寿介護課"), ("長寿介護課", "⾧寿介護課"), ("税務課", "税 務課"), ("食育課",
      "⻝育課"), ("ＤＸ課", "DX課")],
)  # fmt: skip
def test_spellings_that_look_alike_are_one_department(read_as, usual, odd):
    rows = [plain(department=usual), plain(name="b", department=odd)]
    inventory = read_as(table(rows))
    assert inventory.tasks["department"].tolist() == [usual] * 2
    assert len(inventory.coverage) == 1


def test_a_message_shows_what_cannot_be_seen(tmp_path):
    inventory = read_grid(tmp_path, table([plain(timing="あ\u200bと")], CORE))
    (finding,) = inventory.findings
    assert "あ〈U+200B〉と" in finding.message(inventory.fields, "ja")
    assert finding.value == "あ\u200bと"
