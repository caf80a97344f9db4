"""``rank`` and ``check``: exit codes, JSON, tables, files written."""

import json
import math
import re
import zipfile

import pytest
from tests.frozen import policy_text
from tests.unit.reading.surveys import CORE, SHEET, plain, table, write_openpyxl

TOP_KEYS = {
    "schema", "created_at", "author", "program_version", "policy", "scorecard", "assessment",
    "surveys", "tasks", "target", "indicators", "calibration", "findings",
    "possible_double_counts", "robustness", "money",
}  # fmt: skip
ADDED_KEYS = {
    "builder", "remarks", "break_even_range", "break_even_advice", "items_per_run", "candidate",
    "not_candidate_because", "in_first_share", "rank_p10", "rank_p90", "chance_worse", "decision",
    "group", "group_id", "group_hours_per_year", "open_choices",
    "what_would_lift", "what_would_drop", "hours_after", "saved_share", "explanation",
    "ai_function",
}  # fmt: skip
TASK_KEYS = {
    "rank",
    "task_id",
    "department",
    "name",
    "score",
    "score_low",
    "score_high",
    "criteria",
    "means",
    "means_reason",
    "difficulty",
    "build_hours",
    "items_per_year",
    "hours_per_year",
    "saved_hours_per_year",
    "break_even_items_per_run",
    "most_useful_question",
    "source",
}
FINDING_KEYS = {"code", "severity", "file", "sheet", "cell", "field", "value", "message", "values"}


def strict_json(text):
    def refuse(name):
        raise AssertionError(name)

    return json.loads(text, parse_constant=refuse)


@pytest.fixture
def ranked(main, good):
    code, out, err = main("rank", good, "--json", "-")
    assert (code, "Traceback" in err) == (0, False)
    return strict_json(out)


# ---------------------------------------------------------------------------------- exit codes


def test_exit_codes_of_rank(main, good, wrong, tmp_path):
    assert main("rank", good)[0] == 0
    assert main("rank", wrong)[0] == 1
    assert main("rank", good, wrong)[0] == 1
    assert main("rank", wrong, "--exit-zero")[0] == 0
    assert main("rank", tmp_path / "none")[0] == 2
    assert main("rank", tmp_path / "none", "--exit-zero")[0] == 2


def test_exit_codes_of_check(main, good, wrong, tmp_path):
    assert main("check", good)[0] == 0
    assert main("check", wrong)[0] == 1
    assert main("check", tmp_path / "none")[0] == 2


def test_warnings_are_no_errors(main, tmp_path):
    rows = [plain(runs_per_year=None)]
    path = write_openpyxl(tmp_path / "a.xlsx", {SHEET: table(rows)})
    code, out, _ = main("rank", path)
    assert code == 0
    assert "要確認 1" in out


@pytest.mark.usefixtures("good", "wrong")
def test_bad_file_among_good_ones(main, tmp_path):
    (tmp_path / "壊れた.xlsx").write_bytes(b"PK\x03\x04 nothing")
    code, out, _ = main("rank", tmp_path, "--json", "-")
    found = strict_json(out)
    assert code == 1
    assert [one["code"] for one in found["findings"] if one["severity"] == "error"] == [
        "file_damaged",
        "required_missing",
    ]
    assert {one["department"] for one in found["tasks"]} == {"税務課", "会計課"}
    assert len(found["tasks"]) == 5


# ---------------------------------------------------------------------------------------- JSON


def test_json_has_the_keys_of_the_design(ranked, policy):
    assert set(ranked) == TOP_KEYS
    assert ranked["policy"] == {"id": policy.id, "version": policy.version}
    assert ranked["scorecard"] == "rpa"
    target = dict(ranked["target"])
    of_all, start = target.pop("all_candidates"), target.pop("start")
    nothing = dict.fromkeys(
        ("first", "adopted", "hours", "tasks", "both", "saved_hours_per_year", "live_tasks")
    )
    assert target == {
        "hours": {"baseline": 1200, "goal": 2000, "gap": 800},
        "tasks": {"baseline": 31, "goal": 50, "gap": 19},
        "needed_for": [{"chance": chance, **nothing} for chance in (0.5, 0.8, 0.9)],
        "headline_chance": 0.8,
        "needed_for_goal": None,
        "needed": None,
    }
    assert (start["source"], start["hours"]["p50"], start["tasks"]["p50"]) == ("plan", 1200, 31)
    assert set(of_all) == {"adopted", "saved_hours_per_year", "live_tasks", "chance"}
    assert set(of_all["chance"]) == {"hours", "tasks", "both"}
    criteria = set(policy.scorecard[0].ids)
    for task in ranked["tasks"]:
        assert set(task) == TASK_KEYS | ADDED_KEYS
        assert set(task["criteria"]) == criteria
        for part in task["criteria"].values():
            assert set(part) == {"points", "low", "high", "weight", "contribution"}
        assert set(task["saved_hours_per_year"]) == {"p10", "p50", "p90", "mean"}
        assert set(task["source"]) == {"file", "sheet", "row"}
    assert {key for one in ranked["findings"] for key in one} == FINDING_KEYS


def test_json_is_in_the_order_of_the_ranking(ranked):
    assert [one["rank"] for one in ranked["tasks"]] == [1, 2, 3]
    scores = [one["score"] for one in ranked["tasks"]]
    assert scores == sorted(scores, reverse=True)


def test_contributions_add_up(ranked):
    for task in ranked["tasks"]:
        parts = [one["contribution"] for one in task["criteria"].values()]
        assert math.fsum(parts) == pytest.approx(task["score"], rel=1e-12)
        assert task["score_low"] <= task["score"] <= task["score_high"]


def test_unknown_and_infinite_are_null(ranked):
    tasks = {one["name"]: one for one in ranked["tasks"]}
    assert tasks["相談"]["hours_per_year"] is None
    assert tasks["相談"]["items_per_year"] is None
    assert tasks["納付書の転記"]["hours_per_year"] == 60.0
    assert any(one["break_even_items_per_run"] is None for one in ranked["tasks"])


def test_json_says_where_a_task_stands(ranked):
    places = {one["task_id"]: one["source"] for one in ranked["tasks"]}
    assert places["税務課-2"] == {"file": "税務課.xlsx", "sheet": SHEET, "row": 2}


def test_json_of_findings(main, wrong):
    code, out, _ = main("check", wrong, "--json", "-")
    assert code == 1
    one, missing = strict_json(out)["findings"]
    assert (missing["code"], missing["severity"], missing["cell"]) == (
        "required_missing",
        "error",
        "B4",
    )
    message = one.pop("message")
    assert one == {
        "code": "unknown_choice",
        "severity": "warning",
        "file": "会計課.xlsx",
        "sheet": SHEET,
        "cell": f"{'ABCDEFGHIJKL'[CORE.index('timing')]}3",
        "field": "timing",
        "value": "随時",
        "values": {"written": "随時", "choices": "まとめて処理できる／当日中／その場で即時"},
    }
    assert "処理の期限" in message


def test_json_where_nothing_can_be_read(main, tmp_path):
    for command in ("rank", "check"):
        code, out, _ = main(command, tmp_path / "none", "--json", "-")
        found = strict_json(out)
        assert code == 2
        assert [one["code"] for one in found["findings"]] == ["file_missing"]
    assert main("rank", tmp_path / "none", "--json", "-")[0] == 2


def test_json_is_pure_in_a_pipe(run, good):
    done = run("rank", good, "--json", "-")
    assert done.returncode == 0
    assert len(strict_json(done.stdout)["tasks"]) == 3


def test_json_file(main, good, tmp_path):
    target = tmp_path / "out.json"
    code, out, _ = main("rank", good, "--json", target)
    _, direct, _ = main("rank", good, "--json", "-")
    assert code == 0
    assert target.read_text(encoding="utf-8") == direct
    assert "順位" in out
    assert "out.json" in out


def test_json_into_a_missing_folder(main, good, tmp_path):
    code, _, err = main("rank", good, "--json", tmp_path / "none" / "out.json")
    assert code == 2
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "none").exists()


def test_findings_of_a_top_are_all(main, good, wrong):
    _, out, _ = main("rank", good, wrong, "--json", "-", "--top", "1")
    found = strict_json(out)
    assert [one["rank"] for one in found["tasks"]] == [1]
    assert [one["code"] for one in found["findings"] if one["severity"] == "error"] == [
        "required_missing"
    ]


def test_same_input_same_json(main, good, wrong):
    first = main("rank", good, wrong, "--json", "-")
    assert main("rank", wrong, good, "--json", "-") == first


# ------------------------------------------------------------------------------------- screens


def test_top(main, good):
    _, all_shown, _ = main("rank", good)
    _, one_shown, _ = main("rank", good, "--top", "1")
    assert "督促状の作成" in all_shown
    assert ("督促状の作成" in one_shown) + ("納付書の転記" in one_shown) == 1
    assert "2" in re.search(r"….*", one_shown)[0]


def test_targets_are_told(main, good):
    _, out, _ = main("rank", good)
    assert re.search(r"2030.*1,200.*2,000.*800", out)


def test_findings_are_told_with_their_cell(main, wrong):
    for command in ("rank", "check"):
        _, out, _ = main(command, wrong)
        assert re.search(r"会計課\.xlsx 業務一覧!H3.*随時", out)


def test_both_languages(main, wrong):
    _, ja, _ = main("check", wrong)
    _, en, _ = main("check", wrong, "--lang", "en")
    assert "処理の期限" in ja
    assert "“Timing”" in en
    assert main("check", wrong)[1] == ja


def test_markup_in_answers_is_shown_as_it_is(main, tmp_path):
    rows = [
        plain(name="[bold]入力[/bold]", department="[red]課"),
        plain(timing="[/]"),
        plain(name=None),
    ]
    path = write_openpyxl(tmp_path / "[b].xlsx", {SHEET: table(rows)})
    code, out, _ = main("rank", path)
    assert code == 1
    flat = re.sub(r"[\s│]", "", out)
    for shown in ("[bold]", "[red]課", "[/]", "[b].xlsx"):
        assert shown in flat


def test_scorecards(main, good):
    for name in ("rpa", "ai"):
        _, out, _ = main("rank", good, "--scorecard", name, "--json", "-")
        assert strict_json(out)["scorecard"] == name
    code, out, err = main("rank", good, "--scorecard", "nonsense")
    assert (code, out) == (2, "")
    assert "rpa, ai" in err


# --------------------------------------------------------------------------- workbooks, policies


def test_workbook(main, good, tmp_path):
    target = tmp_path / "順位.xlsx"
    code, out, _ = main("rank", good, "--out", target)
    assert code == 0
    assert "順位.xlsx" in out
    with zipfile.ZipFile(target) as book:
        assert book.testzip() is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["税務課.xlsx", "順位.xlsx"]


def test_workbook_into_a_missing_folder(main, good, tmp_path):
    code, _, err = main("rank", good, "--out", tmp_path / "none" / "a.xlsx")
    assert code == 2
    assert len(err.splitlines()) == 1


def test_workbook_beside_json_on_the_screen(main, good, tmp_path):
    code, out, err = main("rank", good, "--out", tmp_path / "a.xlsx", "--json", "-")
    assert code == 0
    assert len(strict_json(out)["tasks"]) == 3
    assert "a.xlsx" in err


def own_policy(tmp_path, old, new):
    text = policy_text()
    assert old in text
    path = tmp_path / "own.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_own_policy(main, good, tmp_path):
    path = own_policy(tmp_path, "goal = 2000", "goal = 1210")
    _, out, _ = main("rank", good, "--policy", path, "--json", "-")
    assert strict_json(out)["target"]["hours"] == {"baseline": 1200, "goal": 1210, "gap": 10}


def test_misspelt_key_in_a_policy(main, good, tmp_path):
    path = own_policy(tmp_path, "weight = 7\n", "wieght = 7\n")
    for words in (("rank", good, "--policy", path), ("policy", "check", path)):
        code, out, err = main(*words)
        assert (code, out) == (2, "")
        assert "scorecard[rpa].criterion[typical_pattern].wieght" in err
        assert "「weight」" in err
        assert "Did you mean “weight”?" in main(*words, "--lang", "en")[2]


def test_sheet_that_is_empty(main, tmp_path):
    path = write_openpyxl(tmp_path / "a.xlsx", {SHEET: table([])})
    for command in ("rank", "check"):
        code, out, err = main(command, path)
        assert (code, err) == (0, "")
        assert "要確認 1" in out


def test_ranking_is_no_survey(main, tmp_path):
    """The workbook of a ranking may lie in the folder that is read next time."""
    folder = tmp_path / "surveys"
    folder.mkdir()
    rows = [plain(section="収納係"), plain(name="照合", section="収納係")]
    write_openpyxl(folder / "税務課.xlsx", {SHEET: table(rows, (*CORE, "section"))})
    words = ("rank", folder, "--out", folder / "順位.xlsx", "--json", "-")
    first = strict_json(main(*words)[1])
    again = strict_json(main(*words)[1])
    assert [one["source"]["file"] for one in again["tasks"]] == ["税務課.xlsx"] * 2
    assert again["tasks"] == first["tasks"]


@pytest.mark.parametrize("option", ["--out", "--json"])
def test_results_are_not_written_over_a_survey(main, good, option):
    before = good.read_bytes()
    code, _, err = main("rank", good, option, good)
    assert good.read_bytes() == before
    assert code == 2
    assert len(err.splitlines()) == 1
