"""A survey with an answer to every question, as a department could send it."""

from __future__ import annotations

from tests.unit.reading.surveys import FIELDS, SHEET, Grid, moved, plain, table

# Columns in an order of their own; the table starts in C4 below a title and an empty row.
COLUMNS = tuple(reversed(FIELDS.ids))
DOWN, RIGHT = 3, 2
FULL = plain(
    section="収納係",
    description="一覧を見て、収納システムに入れる。",
    systems="収納管理、財務会計",
    network="基幹系",
    setup_minutes_per_run=15.0,
    hours_per_year_reported=63.0,
    peak_months="6、12",
    exception_percent=3.0,
    manual="あり（最新）",
    planned_change="3年以内",
    personal_data="特定個人情報",
    current_tool="マクロ・関数",
    ai_help="仕分け・分類",
    past_data="電子である",
    checking="すぐ確認できる",
    remarks="月の初めに集中する。",
)
ROWS = [
    FULL,
    {},
    {"department": "税務課"},
    plain(name="督促状の作成", runs_per_year=0.5, template="わからない", timing=None),
]
TASK_ROWS = {"税務課-5": 5, "税務課-8": 8}
EXPECTED = [
    {
        **FULL,
        "network": "core",
        "pattern": "entry",
        "judgement": "none",
        "timing": "batch",
        "input_form": "spreadsheet",
        "digitisable": "already",
        "change_frequency": "rarely",
        "template": "none",
        "manual": "current",
        "planned_change": "within_3y",
        "personal_data": "my_number",
        "current_tool": "macro",
        "ai_help": "classification",
        "past_data": "digital",
        "checking": "easy",
    },
    {
        "department": "税務課",
        "name": "督促状の作成",
        "runs_per_year": 0.5,
        "items_per_run": 200.0,
        "minutes_per_item": 1.5,
        "pattern": "entry",
        "judgement": "none",
        "input_form": "spreadsheet",
        "digitisable": "already",
        "change_frequency": "rarely",
    },
]


def survey() -> Grid:
    grid = moved(table(ROWS, COLUMNS), DOWN, RIGHT)
    grid[1] = [None, None, "令和8年度　業務の調べ"]
    return grid


def workbook_sheets() -> dict[str, Grid]:
    """Return the survey among the sheets that are never read, each with a task that looks real."""
    decoy = table([plain(name="読んではいけない")])
    return {"記入のしかた": decoy, SHEET: survey(), "記入例": decoy, "選択肢": decoy}
