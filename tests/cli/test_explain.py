"""``explain``: the whole derivation of a score and its hours, on the screen and in JSON."""

import json
import math
import re

import jsonschema
import pytest
from tests.unit.reading.surveys import CORE, SHEET, plain, table, write_openpyxl

from rpa_scout.reporting.explanations.explanation_schema import explanation_schema

FILE = "業務.rpascout"
COLUMNS = (*CORE, "exception_percent", "setup_minutes_per_run", "hours_per_year_reported")
TASKS = {
    "税務課-2": {"name": "転記", "exception_percent": 12, "setup_minutes_per_run": 15},
    "税務課-3": {"name": "不明の多い業務", "judgement": None, "exception_percent": None},
    "税務課-4": {"name": "回数不明", "runs_per_year": None, "hours_per_year_reported": 300},
    "税務課-5": {"name": "時間不明", "runs_per_year": None},
}


@pytest.fixture
def survey(tmp_path):
    rows = [plain(**answers) for answers in TASKS.values()]
    return write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows, COLUMNS)})


def explained(main, *words):
    code, out, _ = main(*words, "--json", "-")
    assert code == 0
    content = json.loads(out)
    faults = jsonschema.Draft202012Validator(explanation_schema()).iter_errors(content)
    assert [fault.message for fault in faults] == []
    return content["explanation"]


@pytest.mark.parametrize("task", TASKS)
def test_the_parts_lead_to_score_and_hours(main, survey, task):
    explanation = explained(main, "explain", survey, task)
    for criterion in explanation["criteria"]:
        for bound in ("points", "low", "high"):
            product = math.prod(factor[bound] for factor in criterion["factors"])
            assert criterion[bound] == pytest.approx(product, abs=1e-12)
    weights = math.fsum(criterion["weight"] for criterion in explanation["criteria"])
    score = math.fsum(
        100 * criterion["weight"] * criterion["points"] / weights
        for criterion in explanation["criteria"]
    )
    assert explanation["score"] == pytest.approx(score)
    hours = explanation["hours"]
    if hours["steps"]:
        steps = math.fsum(step["hours_per_year"] for step in hours["steps"])
        saved = hours["hours_per_year"] + steps
        assert saved == pytest.approx(hours["saved_hours_per_year"]["p50"])


def test_the_formula_gives_the_hours_of_today(main, survey):
    hours = explained(main, "explain", survey, "税務課-2")["hours"]
    pattern = r"年(.+)回 ×（1件(.+)分 × (.+)件 ＋ 準備・片付け(.+)分）÷ 60"
    runs, minutes, items, setup = map(float, re.fullmatch(pattern, hours["formula"]).groups())
    assert setup == 15
    assert hours["hours_per_year"] == pytest.approx(runs * (minutes * items + setup) / 60)


@pytest.mark.parametrize(
    ("task", "line"),
    [
        ("税務課-4", "現在の時間 300.0 時間／年（年間総時間の申告による）"),
        ("税務課-5", "現在の時間：不明"),
    ],
)
def test_hours_without_a_formula_are_named_as_such(main, survey, task, line):
    assert line in explained(main, "explain", survey, task)["text"]


@pytest.mark.parametrize("task", TASKS)
def test_the_screen_shows_the_derivation(main, survey, task):
    explanation = explained(main, "explain", survey, task)
    code, out, _ = main("explain", survey, task)
    assert code == 0
    assert out.splitlines() == explanation["text"]
    for criterion in explanation["criteria"]:
        head = f"  {criterion['contribution']:5.1f}  {criterion['label']}"
        assert head in out
        for factor in criterion["factors"]:
            assert f"{factor['points']:.2f}  {factor['label']}＝{factor['shown']}" in out
            for answer in factor["answers"]:
                assert answer["shown"] in out
                assert answer["source"]["cell"] in out
    for means in explanation["means"]:
        assert f"{means['label']}（{means['standing']}）" in out
    for step in explanation["hours"]["steps"]:
        assert step["label"] in out


def test_a_project_explains_the_same(main, survey, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main("project", "new", FILE)[0] == 0
    assert main("project", "import", FILE, survey)[0] == 0
    of_files = explained(main, "explain", survey, "税務課-2")
    assert explained(main, "project", "explain", FILE, "税務課-2") == of_files
    assert explained(main, "project", "explain", FILE, "税務課-2", "--assessment", "1") == of_files


def test_the_ranking_holds_the_same_on_request(main, survey):
    code, out, _ = main("rank", survey, "--explain", "--json", "-")
    assert code == 0
    of_task = {task["task_id"]: task["explanation"] for task in json.loads(out)["tasks"]}
    assert of_task["税務課-3"] == explained(main, "explain", survey, "税務課-3")
    plain_tasks = json.loads(main("rank", survey, "--json", "-")[1])["tasks"]
    assert {task["explanation"] for task in plain_tasks} == {None}


def test_an_unknown_task_is_named(main, survey):
    code, _, complaint = main("explain", survey, "税務課-99")
    assert code == 2
    assert complaint.splitlines() == ["業務「税務課-99」はこの一覧にありません。"]


def test_the_criteria_that_ask_for_a_pattern_name_the_typical_task(main, tmp_path):
    rows = [
        plain(name="給与支払報告書（紙）の入力", pattern="entry", input_form="print"),
        plain(name="どれとも違うこと"),
    ]
    survey = write_openpyxl(tmp_path / "税務課.xlsx", {SHEET: table(rows, COLUMNS)})
    explanation = explained(main, "explain", survey, "税務課-2")
    patterns = {part["id"]: part["known_pattern"] for part in explanation["criteria"]}
    naming = {name for name, pattern in patterns.items() if pattern}
    assert naming == {"typical_pattern", "template"}
    pattern = patterns["template"]
    assert (pattern["entry_id"], pattern["means"]) == ("T001", "ocr_rpa")
    assert pattern["probability"] >= 0.5
    assert pattern["source_url"].startswith("http")
    share = f"{pattern['probability']:.0%}"
    assert all(part in pattern["sentence"] for part in (pattern["name"], share, "AI-OCR"))
    assert sum(pattern["sentence"] in line for line in explanation["text"]) == 2
    unlike = explained(main, "explain", survey, "税務課-3")
    assert [part["known_pattern"] for part in unlike["criteria"]] == [None] * len(patterns)
