"""``project target --out`` and ``history --out``: the figures of the screen, on one page."""

import json

import openpyxl
import pytest
from tests.documents.pages import english_in, pages_of, printed, smallest_letters
from tests.unit.reading.surveys import SHEET, plain, table, write_openpyxl

FILE = "業務.rpascout"


@pytest.fixture
def project(main, tmp_path):
    rows = [plain(), plain(name="照合", items_per_run=900), plain(name="督促", runs_per_year=240)]
    survey = write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows)})
    assert main("project", "new", FILE, "--author", "担当A")[0] == 0
    assert main("project", "import", FILE, survey, "--author", "担当A")[0] == 0
    for task, year in (("税務課-2", "R9"), ("税務課-3", "R11")):
        words = ("project", "decide", FILE, task, "--state", "adopted", "--year", year)
        code, _out, complaint = main(*words, "--reason", "件数が多い", "--author", "担当B")
        assert code == 0, complaint
    return FILE


def grid(path):
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[0].values]


def test_the_targets_are_those_of_json(main, project):
    assert main("project", "target", project, "--out", "目標.xlsx")[0] == 0
    years = json.loads(main("project", "target", project, "--json", "-")[1])["years"]
    rows = [row for row in grid("目標.xlsx") if str(row[0]).startswith("令和")]
    assert [row[0] for row in rows] == [
        f"令和{year['fiscal_year'] - 2018}年度（{year['fiscal_year']}年度）" for year in years
    ]
    for row, year in zip(rows, years, strict=True):
        quantiles = [year[part][name] for part in ("adopted_hours", "hours")
                     for name in ("p10", "p50", "p90")]  # fmt: skip
        shown = [year["live_hours"], *quantiles, year["live_tasks"], len(year["adopted"])]
        assert row[1 : 1 + len(shown)] == pytest.approx(shown)
        assert row[1 + len(shown) :] == pytest.approx([*year["chances"].values()])


def test_the_sentences_are_those_of_the_screen(main, project):
    code, out, _ = main("project", "target", project, "--out", "目標.xlsx")
    assert code == 0
    sentences = [row[0] for row in grid("目標.xlsx") if row[0] and not row[1]][1:]
    assert len(sentences) > 4
    for sentence in sentences:
        assert sentence in out


def test_the_history_is_whole_and_in_words(main, project):
    assert main("project", "history", project, "--top", "1", "--out", "履歴.xlsx")[0] == 0
    entries = json.loads(main("project", "history", project, "--json", "-")[1])["history"]
    rows = [row for row in grid("履歴.xlsx") if isinstance(row[0], int)]
    assert [row[0] for row in rows] == [entry["number"] for entry in reversed(entries)]
    assert [row[2] for row in rows][-1] == "担当A"
    assert "予定年度 なし → 令和11年度" in rows[0][3]
    assert rows[0][4] == "件数が多い"
    one = main("project", "history", project, "--task", "税務課-2", "--out", "一業務.xlsx")
    assert one[0] == 0
    assert len(grid("一業務.xlsx")) < len(grid("履歴.xlsx"))


@pytest.mark.parametrize("command", ["target", "history"])
def test_it_prints_on_one_page(main, project, tmp_path, command):
    assert main("project", command, project, "--out", f"{command}.xlsx")[0] == 0
    pdf = printed(tmp_path / f"{command}.xlsx", tmp_path)
    (page,) = pages_of(pdf)
    assert english_in([page.replace("rpascout", "")]) == []
    assert smallest_letters(pdf) >= 8.0
