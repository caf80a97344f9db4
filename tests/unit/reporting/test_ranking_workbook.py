"""The ranking workbook as a whole: sheets, sameness, texts, errors, languages."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from rpa_scout.assessment.assess import assess
from rpa_scout.errors import OutputError
from rpa_scout.inventory import Inventory
from rpa_scout.reporting import ranking_workbook
from rpa_scout.reporting.ranking_workbook import ranking_content, write_ranking
from rpa_scout.text import sentence_of, set_language

SHEETS = [
    *("概要", "順位", "印刷用", "内訳", "目標", "自動化済み", "候補でない業務", "指摘", "出典"),
]
DANGEROUS = ["=1+1", "+A1", "-x", "@cmd", '=HYPERLINK("http://x")', "{=1}"]


def all_cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_it_returns_the_path_it_wrote_to(assessment, tmp_path, read_back):
    path = tmp_path / "順位.xlsx"
    assert write_ranking(assessment, str(path)) == path
    assert read_back(path.read_bytes()).sheetnames == SHEETS


def test_the_same_input_gives_the_same_bytes(assessment):
    assert ranking_content(assessment) == ranking_content(assessment)


def test_the_moment_that_is_set_enters_the_file(assessment, tmp_path):
    path = write_ranking(assessment, tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-04-01T00:00:00Z" in parts.read("docProps/core.xml")


@pytest.mark.parametrize("text", DANGEROUS)
def test_texts_that_look_like_formulas_stay_texts(text, policy, read_back):
    tasks = pd.DataFrame({"name": [text], "department": [text], "remarks": [text]}, index=[text])
    book = read_back(ranking_content(assess(Inventory.from_frame(tasks), policy)))
    cells = all_cells(book)
    assert not [cell for cell in cells if cell.data_type == "f"]
    shown = [cell for cell in cells if cell.value == text]
    assert len(shown) >= 5  # name, department, id; name and department in the breakdown
    assert all(cell.data_type == "s" and cell.style.startswith("Normal") for cell in shown)
    assert all(cell.quotePrefix for cell in shown)


def test_a_text_longer_than_a_cell_is_cut_and_marked(policy, read_back):
    tasks = pd.DataFrame({"name": ["業" * 40_000], "department": ["課"]})
    book = read_back(ranking_content(assess(Inventory.from_frame(tasks), policy)))
    text = next(cell.value for cell in all_cells(book) if str(cell.value).startswith("業業"))
    assert len(text) == 32_767
    assert text.endswith("…")


def test_control_characters_do_not_damage_the_file(policy, read_back):
    tasks = pd.DataFrame({"name": ["a\x01b\x0bc\nd"], "department": ['<&>"']})
    book = read_back(ranking_content(assess(Inventory.from_frame(tasks), policy)))
    assert '<&>"' in [cell.value for cell in all_cells(book)]


def test_an_inventory_without_tasks_can_be_written(policy, read_back):
    book = read_back(
        ranking_content(assess(Inventory.from_frame(pd.DataFrame({"name": []})), policy))
    )
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("top", [0, 1, 3, 6, 99])
def test_top_shortens_ranking_and_breakdown_alone(top, assessment, read_back):
    book = read_back(ranking_content(assessment, top))
    whole = read_back(ranking_content(assessment))
    shown = min(top, 6)
    for name in ("順位", "内訳"):
        assert book[name].max_row == whole[name].max_row - 6 + shown
    for name in ("目標", "指摘"):
        assert book[name].dimensions == whole[name].dimensions


def test_a_missing_folder_is_an_output_error(assessment, tmp_path):
    with pytest.raises(OutputError) as caught:
        write_ranking(assessment, tmp_path / "none" / "a.xlsx")
    assert "none" in sentence_of(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("method", ["write_bytes", "replace"])
def test_a_file_that_is_open_elsewhere_is_left_as_it_was(method, assessment, tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")

    def refuse(*_):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, method, refuse)
    with pytest.raises(OutputError) as caught:
        write_ranking(assessment, path)
    assert str(path) in sentence_of(caught.value)
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]
    assert path.read_bytes() == b"before"


def test_stopping_midway_leaves_nothing_behind(assessment, tmp_path, monkeypatch):
    def stop(self, *_):
        self.touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_ranking(assessment, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_while_composing_touches_no_file(assessment, tmp_path, monkeypatch):
    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr(ranking_workbook, "write_findings_sheet", fail)
    with pytest.raises(RuntimeError):
        write_ranking(assessment, tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_in_english_nothing_of_ours_is_japanese(found, read_back):
    set_language("en")
    book = read_back(ranking_content(found))
    sheets = [
        *("Overview", "Ranking", "For print", "Breakdown", "Targets"),
        *("Automated", "Not candidates", "Findings", "Source"),
    ]
    assert book.sheetnames == sheets
    theirs = {"department", "name", "file", "sheet", "task_id"}
    known = {str(one) for name in theirs for one in found.ranking[name]}
    known |= {str(one.source) for one in (found.policy.targets.hours, found.policy.targets.tasks)}
    known |= {one.quoted for one in found.inventory.findings}
    texts = {cell.value for cell in all_cells(book) if isinstance(cell.value, str)} - known
    japanese = {text for text in texts if any("぀" <= sign <= "鿿" for sign in text)}
    assert {
        text for text in japanese if not any(one and one in text for one in (*known, "なし"))
    } == set()


def test_in_japanese_every_heading_is(assessment, read_back):
    book = read_back(ranking_content(assessment))
    for sheet in book:
        for cell in all_cells([sheet]):
            if cell.font.bold and isinstance(cell.value, str):
                assert not cell.value.isascii(), (sheet.title, cell.value)
