"""``plan``: which task is built in which fiscal year, as tables and JSON."""

import json
from pathlib import Path

import jsonschema
import pytest

import rpa_scout as rs
from rpa_scout.reporting.plans.plan_schema import plan_schema

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "plan-1.json"


def test_json_has_years_tasks_and_chances(main, good):
    code, out, _ = main(
        "plan", good, "--in-house-hours", "400", "--first-year", "2027", "--json", "-"
    )
    assert code == 0
    data = json.loads(out)
    assert {"years", "tasks", "chance", "gap", "method"} <= set(data)
    assert data["years"][0]["year"] == 2027
    assert data["years"][0]["build_hours_capacity"] == 400
    assert {"task_id", "year", "build_hours", "builder", "why"} <= set(data["tasks"][0])


def test_no_hours_leave_no_task_built_in_house(main, good):
    out = main("plan", good, "--in-house-hours", "0", "--json", "-")[1]
    tasks = json.loads(out)["tasks"]
    assert [task for task in tasks if task["builder"] == "in_house" and task["year"]] == []


def test_the_screen_shows_years_and_reasons(main, good):
    code, out, _ = main("plan", good, "--first-year", "2027")
    assert code == 0
    assert "令和9年度（2027年度）" in out
    assert "達成の確率" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--vendor-yen", "1000"), "--vendor-yen-per-hour"),
        (("--in-house-hours", "-1"), "-1"),
        (("--first-year", "2090"), "令和72年度"),
        (("--first-year", "27"), "27"),
    ],
)
def test_limits_that_cannot_be_used_are_one_sentence(main, good, words, sentence):
    code, out, err = main("plan", good, *words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_nothing_readable_ends_with_code_2(main):
    code, out, _ = main("plan", "none.xlsx")
    assert code == 2
    assert "Traceback" not in out
    assert "none.xlsx" in out


def read(main, *words):
    code, out, complaint = main(*words, "--json", "-")
    assert code == 0, complaint
    content = json.loads(out)
    jsonschema.validate(content, plan_schema())
    return content


def test_the_published_schema_is_this_one():
    jsonschema.Draft202012Validator.check_schema(plan_schema())
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == plan_schema()


def test_locks_and_tasks_left_out(main, good):
    first, second = (task["task_id"] for task in read(main, "plan", good)["tasks"][:2])
    locked = read(main, "plan", good, "--lock", f"{first}=R10")
    assert {task["task_id"]: task["year"] for task in locked["tasks"]}[first] == 2028
    assert locked["tasks"][0]["lock"] == "2028"
    out = read(main, "plan", good, "--leave-out", first)["tasks"][0]
    assert (out["year"], out["reason"], out["lock"]) == (None, "locked_out", "out")
    code, _, complaint = main("plan", good, "--lock", f"{first}=R9", "--leave-out", first)
    assert (code, first in complaint) == (2, True)
    for lock in (first, f"{first}=いつか", f"{second}x=R9", f"{first}=R20"):
        code, out, complaint = main("plan", good, "--lock", lock)
        assert (code, out) == (2, "")
        assert len(complaint.splitlines()) == 1


def test_what_if_and_the_differences_from_an_earlier_plan(main, good, tmp_path):
    earlier = tmp_path / "計画.json"
    limits = ("--in-house-hours", "100")
    assert main("plan", good, *limits, "--json", earlier)[0] == 0
    later = read(main, "plan", good, "--in-house-hours", "8", "--what-if", "--compare", earlier)
    before = json.loads(earlier.read_text(encoding="utf-8"))
    year_of = {task["task_id"]: task["year"] for task in before["tasks"]}
    assert later["compared"]["moves"] == [
        {"task_id": task_id, "before": year, "after": None}
        for task_id, year in year_of.items()
        if year is not None
    ]
    assert {gain["limit"] for gain in later["what_if"]} == {"in_house"}
    assert all(gain["saved_hours_in_all_years"] >= 0 for gain in later["what_if"])
    assert max(gain["saved_hours_in_all_years"] for gain in later["what_if"]) > 0
    out = main("plan", good, "--in-house-hours", "8", "--what-if", "--compare", earlier)[1]
    assert "上限を増やした場合の効果" in out
    assert "以前の計画との違い" in out
    assert "計画に入らない" in out


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"years": []}'])
def test_a_file_that_is_no_plan_is_one_sentence(main, good, tmp_path, content):
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    code, out, complaint = main("plan", good, "--compare", path)
    assert (code, out) == (2, "")
    assert len(complaint.splitlines()) == 1


def test_planned_tasks_come_first_with_their_builder(main, good):
    content = read(main, "plan", good)
    planned = [task for task in content["tasks"] if task["year"] is not None]
    assert planned
    assert len(planned) < len(content["tasks"])
    out = main("plan", good)[1]
    rows = out[out.index("業務ごとの年度") :].splitlines()
    marked = [row for row in rows if task_of(row, content) is not None]
    is_planned = [task_of(row, content)["year"] is not None for row in marked]
    assert is_planned == sorted(is_planned, reverse=True)
    for row in marked:
        assert ("内製" in row or "委託" in row) == (task_of(row, content)["year"] is not None)


def task_of(row, content):
    return next((task for task in content["tasks"] if task["task_id"] in row), None)


FILE = "業務.rpascout"


@pytest.fixture
def project(main, good):
    assert main("project", "new", FILE, "--author", "担当A")[0] == 0
    assert main("project", "import", FILE, good, "--author", "担当A")[0] == 0
    return FILE


def test_a_plan_of_a_project_is_taken_over_and_undone(main, project, tmp_path):
    path = tmp_path / "計画.json"
    options = ("--first-year", "R9", "--in-house-hours", "200")
    assert main("project", "plan", project, *options, "--json", path)[0] == 0
    content = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(content, plan_schema())
    planned = {task["task_id"]: task["year"] for task in content["tasks"] if task["year"]}
    assert planned
    code, out, _ = main("project", "adopt-plan", project, "--plan", path, "--author", "担当A")
    assert code == 0
    assert f"{len(planned)}件の計画を取り込みました" in out
    assert years_of(project) == {task_id: year + 1 for task_id, year in planned.items()}
    assert "計画を取り込みました" in main("project", "history", project)[1]
    again = read(main, "project", "plan", project, *options)
    assert {task["task_id"]: task["year"] for task in again["tasks"] if task["year"]} == planned
    assert main("project", "undo", project, "--author", "担当A")[0] == 0
    assert years_of(project) == {}


def years_of(project):
    with rs.Project.open(project, "担当A", read_only=True) as opened:
        return {
            task.task_id: task.planned_fiscal_year
            for task in opened.tasks.all()
            if task.state.value == "adopted"
        }


def test_a_plan_is_made_and_taken_over_in_one_command(main, project):
    code, out, _ = main("project", "adopt-plan", project, "--first-year", "2027")
    assert code == 0
    assert "元に戻す：rpa-scout project undo" in out


def test_decisions_that_do_not_fit_end_with_one_sentence(main, project):
    ranked = json.loads(main("project", "rank", project, "--json", "-")[1])["tasks"]
    task = next(task["task_id"] for task in ranked if task["candidate"])
    assert main("project", "decide", project, task, "--state", "adopted", "--year", "R10")[0] == 0
    code, out, complaint = main("project", "plan", project, "--in-house-hours", "1")
    assert (code, out) == (2, "")
    assert "令和9年度" in complaint
    assert "時間" in complaint
    assert len(complaint.splitlines()) == 1


def test_money_where_the_city_has_entered_figures(main, good, tmp_path):
    path = tmp_path / "方針.toml"
    assert main("policy", "new", path)[0] == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n[money]\nstaff_yen_per_hour = { regular = 4500 }\n", encoding="utf-8")
    content = read(main, "plan", good, "--policy", path, "--vendor-yen-per-hour", "8000")
    money = content["money"]
    saved = content["years"][-1]["saved_hours_per_year"]["p50"] - 1200
    assert money["years"][-1]["saved_yen"]["p50"] == pytest.approx(4500 * saved)
    out = main("plan", good, "--policy", path, "--vendor-yen-per-hour", "8000")[1]
    assert "計画期間の金額" in out
    assert "費用の回収は" in out
    out = main("rank", good, "--policy", path)[1]
    assert "金額換算（1時間4,500円）" in out
    ranked = json.loads(main("rank", good, "--policy", path, "--json", "-")[1])
    assert ranked["money"]["yen_per_hour"] == 4500
    assert read(main, "plan", good)["money"] is None
