"""Indicators on the terminal and in the workbook: a loop, not two."""

import json

import pytest
from tests.ranking_workbook import open_ranking

FILE = "業務.rpascout"
USE = "generative_ai_use"


def test_the_ranking_names_every_indicator(main, good, tmp_path):
    path = tmp_path / "r.xlsx"
    out = main("rank", good, "--out", path)[1]
    assert "令和12年度（2030年度）の目標：業務削減時間 1,200 → 2,000 時間／年（あと800）" in out
    assert "生成AIの利用率（職員） 0 → 50 ％（あと50、手入力）" in out
    assert "令和7年度（2025年度）に1,200時間／年、令和6年度（2024年度）に31件" in out
    cells = [cell.value for line in open_ranking(path)["目標"] for cell in line]
    assert "生成AIの利用率（職員）" in cells
    shown = main("policy", "show")[1]
    assert "毎年度、手入力" in shown
    assert "令和12年度（2030年度） 2,000" in shown


def test_figures_are_entered_and_shown(main):
    assert main("project", "new", FILE, "--author", "担当A")[0] == 0
    code, out, complaint = main("project", "indicator", FILE, USE, "R8", "12.5％")
    assert code == 0, complaint
    assert "令和8年度 12.5 ％" in out
    assert "令和8年度（2026年度） 12.5" in main("project", "indicator", FILE)[1]
    assert "実績 令和8年度（2026年度） 12.5" in main("project", "target", FILE)[1]
    target = json.loads(main("project", "target", FILE, "--json", "-")[1])
    assert target["figures"] == {USE: {"2026": 12.5}}
    assert main("project", "indicator", FILE, USE, "R8", "なし")[0] == 0
    assert "未入力" in main("project", "target", FILE)[1]


@pytest.mark.parametrize(
    ("words", "part"),
    [((USE, "R8"), "数値"), ((USE, "R8", "多い"), "多い"), (("hours", "R8", "3"), "hours"),
     ((USE, "いつか", "3"), "いつか")],
)  # fmt: skip
def test_wrong_figures_are_one_sentence(main, words, part):
    main("project", "new", FILE, "--author", "担当A")
    code, out, complaint = main("project", "indicator", FILE, *words)
    assert (code, out) == (2, "")
    assert part in complaint
    assert len(complaint.splitlines()) == 1
