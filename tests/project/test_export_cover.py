"""The export as a workbook opens with a page for people, and every sheet is named on it."""

import openpyxl
import pytest

from rpa_scout.project.ledger.dumping import DUMPED
from rpa_scout.project.ledger.export_cover import SHEETS
from rpa_scout.project.project import Project
from rpa_scout.project.store.schema import STATE


@pytest.fixture
def book(policy, tmp_path):
    with Project.create(tmp_path / "市.rpascout", policy, "担当A") as project:
        project.tasks.add(
            "税務課", "異動の入力", "新しい業務", {"description": "台帳に写す。" * 40}
        )
        (task,) = project.tasks.all()
        project.tasks.decide(
            [task.task_id], "adopted", "決定", planned_fiscal_year=2027, builder="in_house"
        )
        project.export(tmp_path / "全部.xlsx")
    return openpyxl.load_workbook(tmp_path / "全部.xlsx")


def test_every_sheet_is_explained(book):
    assert set(SHEETS) == {"rpa-scout", *DUMPED, *(mapped.__tablename__ for mapped in STATE)}
    cover = book.worksheets[0]
    assert cover["A1"].value == "プロジェクトの全データ"
    named = [cell.value for cell in cover["A"]]
    assert set(book.sheetnames[1:]) <= set(named)
    assert {cell.value for cell in cover["B"]} >= {"1件（採択 1）"}


def test_tasks_are_read_and_printed(book):
    tasks = book["業務"]
    assert [cell.value for cell in tasks[1]][:3] == ["業務番号", "所属", "業務名"]
    assert (tasks.page_setup.paperSize, tasks.page_setup.orientation) == (8, "landscape")
    assert tasks.page_setup.scale * 11 / 100 >= 8
    assert tasks.print_title_rows == "$1:$1"
    assert tasks.row_dimensions[2].height > 300  # the long description is seen


def test_decisions_are_in_words(book):
    headings, task = ([cell.value for cell in row] for row in book["業務"].iter_rows(1, 2))
    assert len(set(headings)) == len(headings)
    shown = dict(zip(headings, task, strict=True))
    assert shown["予定年度"] == "令和9年度（2027年度）"
    assert shown["作成区分"] == "職員"
    assert len(shown["決定日時"]) == len("2026-10-05 09:00")


def test_no_page_holds_headings_alone(book):
    assert [sheet.title for sheet in book.worksheets if sheet.max_row == 1] == []
    cover = book.worksheets[0]
    assert cover.page_setup.orientation == "portrait"
