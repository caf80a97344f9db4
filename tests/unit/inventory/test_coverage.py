"""What was read from where: read, used, with warnings, left out."""

import pandas as pd
from tests.unit.reading.surveys import CORE, SHEET, plain, table, write_csv, write_openpyxl

from rpa_scout.coverage import COVERAGE_COLUMNS, department_board
from rpa_scout.inventory import Inventory
from rpa_scout.pipeline import read_surveys
from rpa_scout.reading.layout.departments import Department


def lines(inventory):
    assert tuple(inventory.coverage.columns) == (*COVERAGE_COLUMNS, "says_none")
    assert not inventory.coverage["says_none"].any()
    return [tuple(line)[:-1] for line in inventory.coverage.itertuples(index=False)]


def test_rows_read_used_with_warnings_and_left_out(tmp_path):
    rows = [
        plain(name="a"),
        plain(name="b", input_form="紙（手書き）"),  # already electronic: a warning
        plain(name="c", timing="いつか"),  # unknown: a warning
        plain(name="d", department="会計課"),
        plain(name=None, input_form="紙（手書き）"),  # an error
    ]
    path = write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows)})
    assert lines(read_surveys(path)) == [
        ("税務課", "税務課.xlsx", SHEET, 4, 3, 2, 1),
        ("会計課", "税務課.xlsx", SHEET, 1, 1, 0, 0),
    ]


def test_departments_of_one_list_are_counted_apart(tmp_path):
    rows = [
        plain(name="a"),
        plain(name="b", department="会計課"),
        plain(name="c", department=None),
        plain(name="d"),
    ]
    path = write_csv(tmp_path / "一覧.csv", table(rows))
    assert lines(read_surveys(path)) == [
        ("税務課", "一覧.csv", "", 3, 2, 0, 1),
        ("会計課", "一覧.csv", "", 1, 1, 0, 0),
    ]


def test_a_list_without_rows_has_its_line(tmp_path):
    grid = [["所属：会計課"], *table([], [one for one in CORE if one != "department"])]
    path = write_openpyxl(tmp_path / "a.xlsx", {SHEET: grid, "二": table([plain()])})
    assert lines(read_surveys(path)) == [
        ("会計課", "a.xlsx", SHEET, 0, 0, 0, 0),
        ("税務課", "a.xlsx", "二", 1, 1, 0, 0),
    ]


def test_unread_files_and_silent_departments_stand_at_the_end(tmp_path):
    write_csv(tmp_path / "税務課.csv", table([plain()]))
    (tmp_path / "会計課.xlsx").write_bytes(b"no workbook")
    listed = [Department("市民課"), Department("税務課")]
    assert lines(read_surveys(tmp_path, departments=listed)) == [
        ("税務課", "税務課.csv", "", 1, 1, 0, 0),
        ("", "会計課.xlsx", "", 0, 0, 0, 0),
        ("市民課", "", "", 0, 0, 0, 0),
    ]


def test_nothing_read(tmp_path):
    assert lines(read_surveys(tmp_path / "none.xlsx"))[0][3:] == (0, 0, 0, 0)


def test_tasks_made_in_memory_come_from_nowhere(tmp_path):
    read = read_surveys(write_csv(tmp_path / "a.csv", table([plain()])))
    assert lines(Inventory.from_frame(read.tasks)) == []


def test_board_says_where_every_department_stands():
    rows = [
        ("税務課", "a.xlsx", "業務一覧", 9, 9, 0, 0),
        ("税務課", "b.xlsx", "業務一覧", 2, 2, 0, 0),
        ("会計課", "c.xlsx", "業務一覧", 5, 4, 1, 1),
        ("", "壊れた.xlsx", "", 0, 0, 0, 0),
        ("市民課", "", "", 0, 0, 0, 0),
    ]
    coverage = pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))
    board = department_board(coverage, ["道路課", "会計課"])
    assert board["department"].tolist() == ["道路課", "会計課", "市民課", "税務課"]
    assert board["standing"].tolist() == ["missing", "questions", "missing", "answered"]
    assert board["rows_used"].tolist() == [0, 4, 0, 11]
    assert board["files"].tolist() == ["", "c.xlsx", "", "a.xlsx、b.xlsx"]
