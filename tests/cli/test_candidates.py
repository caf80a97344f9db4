"""Which tasks are candidates, and why the others are none: on the terminal and in JSON."""

import json

import pytest
from tests.ranking_workbook import open_ranking
from tests.unit.reading.surveys import CORE, SHEET, plain, table, write_openpyxl

FILE = "業務.rpascout"
ABSURD = {"runs_per_year": 3_000, "items_per_run": 1_000, "minutes_per_item": 12}


@pytest.fixture
def survey(tmp_path):
    rows = [
        plain(name="転記"),
        plain(name="導入済み", current_tool="RPA・AI-OCR導入済"),
        plain(name="窓口の交付", timing="その場で即時"),
        plain(name="桁違い", **ABSURD),
    ]
    return write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows, (*CORE, "current_tool"))})


def codes(content):
    return {one["name"]: one["not_candidate_because"] for one in content["tasks"]}


EXPECTED = {
    "転記": None,
    "導入済み": "automated",
    "窓口の交付": "counter",
    "桁違い": "figure_unconfirmed",
}


def test_each_task_says_whether_it_is_a_candidate(main, survey):
    code, out, _ = main("rank", survey, "--json", "-")
    assert code == 0
    content = json.loads(out)
    assert codes(content) == EXPECTED
    assert {one["name"]: one["candidate"] for one in content["tasks"]} == {
        name: because is None for name, because in EXPECTED.items()
    }
    assert content["target"]["all_candidates"]["adopted"] == 1
    assert content["target"]["all_candidates"]["saved_hours_per_year"]["p90"] < 10_000


def test_the_terminal_counts_the_reasons_and_names_the_figure(main, survey):
    code, out, _ = main("rank", survey)
    assert code == 0
    (line,) = [one for one in out.splitlines() if one.startswith("候補でない業務")]
    assert "4件のうち3件" in line
    assert all(part in line for part in ("自動化済み 1", "数値は要確認 1", "窓口で即時 1"))
    (figure,) = [one for one in out.splitlines() if "確認するまで" in one]
    assert "桁違い" in figure
    assert "600,000時間" in figure
    assert "112,980時間" in figure


def test_running_automations_of_the_actuals_are_no_candidates(main, survey, tmp_path):
    form = tmp_path / "実績.csv"
    form.write_text(
        "所属,業務名,実績の年度,削減できた時間（時間／年）,いまも動いているか,手段\n"
        "税務課,転記,2025,20,はい,RPA\n",
        encoding="utf-8",
    )
    content = json.loads(main("rank", survey, "--actuals", form, "--json", "-")[1])
    assert codes(content)["転記"] == "automated"
    assert content["target"]["all_candidates"]["adopted"] == 0
    ended = tmp_path / "廃止.csv"
    ended.write_text(form.read_text(encoding="utf-8").replace("はい", "いいえ"), encoding="utf-8")
    content = json.loads(main("rank", survey, "--actuals", ended, "--json", "-")[1])
    assert codes(content)["転記"] is None


def test_the_staff_of_the_list_are_the_limit(main, survey, tmp_path):
    listed = tmp_path / "所属.csv"
    listed.write_text("所属,職員数\n税務課,400\n", encoding="utf-8")
    content = json.loads(main("rank", survey, "--departments", listed, "--json", "-")[1])
    assert codes(content)["桁違い"] is None  # 400 people can work 753,200 hours
    listed.write_text("所属,職員数\n税務課,300\n", encoding="utf-8")
    content = json.loads(main("rank", survey, "--departments", listed, "--json", "-")[1])
    assert codes(content)["桁違い"] == "figure_unconfirmed"


def test_the_workbook_lists_them_with_reasons(main, survey, tmp_path):
    assert main("rank", survey, "--out", "順位.xlsx")[0] == 0
    workbook = open_ranking(tmp_path / "順位.xlsx")

    def listed_on(name):
        rows = workbook[name].iter_rows(values_only=True)
        filled = [[cell for cell in row if cell is not None] for row in rows]
        return {row[2]: row for row in filled if len(row) > 4 and row[2] in EXPECTED}

    assert set(listed_on("自動化済み")) == {"導入済み"}
    listed = listed_on("候補でない業務")
    assert set(listed) == set(EXPECTED) - {"転記", "導入済み"}
    assert listed["窓口の交付"][3] == "窓口で即時"
    assert "コンビニ交付" in listed["窓口の交付"][4]
    assert "600,000時間" in listed["桁違い"][4]


def test_in_a_project_a_figure_is_confirmed_and_what_is_adopted_is_marked(main, survey):
    assert main("project", "new", FILE, "--author", "担当A")[0] == 0
    assert main("project", "import", FILE, survey, "--author", "担当A")[0] == 0

    def ranked():
        code, out, _ = main("project", "rank", FILE, "--json", "-")
        assert code == 0
        return json.loads(out)

    before = ranked()
    assert codes(before) == EXPECTED
    ids = {one["name"]: one["task_id"] for one in before["tasks"]}
    _, out, _ = main("project", "rank", FILE)
    assert "4件のうち3件" in out
    assert f"合計に含めません: {ids['桁違い']}" in out.replace("\n", "")
    code, _, complaint = main("project", "confirm", FILE, ids["桁違い"], "minutes_per_item")
    assert code == 2
    assert "理由" in complaint
    confirmed = ("project", "confirm", FILE, ids["桁違い"], "minutes_per_item")
    assert main(*confirmed, "--reason", "所属に確認")[0] == 0
    assert codes(ranked())["桁違い"] is None
    assert main(*confirmed, "--withdraw", "--reason", "取り違え")[0] == 0
    assert codes(ranked())["桁違い"] == "figure_unconfirmed"
    assert main("project", "undo", FILE)[0] == 0

    adopt = ("project", "decide", FILE, ids["導入済み"], "--state", "adopted")
    code, _, complaint = main(*adopt)
    assert code != 0
    assert "自動化済み" in complaint
    assert ids["導入済み"] in complaint
    assert main(*adopt, "--reason", "統合する")[0] == 0
    _, out, _ = main("project", "history", FILE)
    assert "候補でない業務の採用" in out
    assert "値を確認しました" in out
    assert main("project", "verify", FILE)[0] == 0
