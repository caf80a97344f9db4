"""None, one, two or three computed indicators: the same faces, without a word too much."""

import io
import json
import re
from pathlib import Path

import docx
import jsonschema
import pytest
from python_calamine import CalamineWorkbook
from tests.indicators import KINDS, policy_file

import rpa_scout as rs
from rpa_scout.cli import main
from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.council.lists import GoalOutlook, indicator_lines
from rpa_scout.errors import InputError, PolicyError
from rpa_scout.fiscal_target.target import fiscal_target
from rpa_scout.project.project import Project
from rpa_scout.register.records import Actual, Automation, Register, automation_id
from rpa_scout.reporting.plans.plan_schema import plan_schema
from rpa_scout.reporting.ranking_schema import ranking_schema

SAMPLES = Path(__file__).parents[2] / "samples" / "departments"
SURVEYS = [str(path) for path in sorted(SAMPLES.glob("*_[上会健]*"))]


@pytest.fixture(scope="module", params=[*KINDS])
def kind(request):
    return request.param


@pytest.fixture(scope="module")
def policy_path(tmp_path_factory, kind):
    return policy_file(tmp_path_factory.mktemp("policy"), kind)


@pytest.fixture(scope="module")
def policy(policy_path):
    return rs.load_policy(policy_path)


@pytest.fixture(scope="module")
def inventory():
    return rs.read_surveys(SURVEYS)


@pytest.fixture(scope="module")
def project_file(tmp_path_factory, policy, inventory):
    path = tmp_path_factory.mktemp("city") / "市.rpascout"
    with Project.create(path, policy, "担当A") as project:
        project.surveys.import_(inventory)
        project.assessments.assess()
        rows = project.assessments.report().rows
        first = rows.loc[rows["candidate"], "task_id"].iloc[0]
        project.tasks.decide([first], "adopted", planned_fiscal_year=2028)
    return path


def names_of_goals(policy):
    return {"hours", "tasks"} | set(policy.targets.computed)


def run(capsys, *words):
    code = main([*map(str, words)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_the_ranking(policy_path, policy, capsys, tmp_path):
    book = tmp_path / "順位.xlsx"
    words = ("rank", *SURVEYS, "--policy", policy_path, "--exit-zero")
    code, out, _ = run(capsys, *words, "--json", "-", "--out", book)
    assert code == 0
    data = json.loads(out)
    jsonschema.validate(data, ranking_schema())
    states = {state["id"]: state for state in data["indicators"]}
    assert [*states] == [*policy.targets.indicators]
    for name, state in states.items():
        assert (state["chance"] is not None) == (name in policy.targets.computed)
    target = data["target"]
    figures = {each.figure for each in policy.targets.computed.values()}
    assert {figure for figure in ("hours", "tasks") if target[figure] is not None} == figures
    chance = target["all_candidates"]["chance"]
    assert set(chance) == {*names_of_goals(policy), "both"}
    assert (chance["both"] is None) == (not policy.targets.computed)
    assert len(target["needed_for"]) == (3 if policy.targets.computed else 0)
    assert book.stat().st_size
    texts = _cells(book.read_bytes())
    assert all(
        any(label in text for text in texts)
        for label in (each.label for each in policy.targets.indicators.values())
    )


def test_the_terminal_speaks_of_the_indicators_there_are(policy_path, policy, capsys):
    _, out, _ = run(capsys, "rank", *SURVEYS, "--policy", policy_path, "--exit-zero")
    chances = [line for line in out.splitlines() if "達成の確率（試算）：" in line]
    assert bool(chances) == bool(policy.targets.computed)
    for line in chances:
        for target in policy.targets.computed.values():
            assert target.label in line
        assert ("全目標" in line) == (len(policy.targets.computed) > 1)
    assert "両" not in out
    if not policy.targets.computed:
        assert "計算する目標がない" in out
        assert not re.search(r"確率.*\d ?%", out)


def test_the_plan(policy_path, policy, capsys):
    words = ("plan", *SURVEYS, "--policy", policy_path, "--in-house-hours", "300")
    words += ("--seconds", "1")
    # What more would bring takes long where a chance has to be raised.
    what_if = () if policy.targets.computed else ("--what-if",)
    code, out, _ = run(capsys, *words, *what_if, "--json", "-")
    assert code == 0
    data = json.loads(out)
    jsonschema.validate(data, plan_schema())
    assert set(data["chance"]) == {*names_of_goals(policy), "both"}
    assert data["years"][-1]["year"] == policy.targets.goal_year
    assert any(task["year"] for task in data["tasks"])
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert ("―" in out) or policy.targets.computed


def test_the_project_by_year(project_file, policy, capsys):
    code, out, _ = run(capsys, "project", "target", project_file)
    assert code == 0
    for target in policy.targets.indicators.values():
        assert target.label in out
    code, out, _ = run(capsys, "project", "target", project_file, "--json", "-")
    data = json.loads(out)
    figures = {each.figure for each in policy.targets.computed.values()}
    assert (data["hours_gap"] is not None) == ("hours" in figures)
    assert (data["tasks_gap"] is not None) == ("tasks" in figures)
    assert data["years"][0]["fiscal_year"] == policy.targets.first_year
    assert data["years"][-1]["fiscal_year"] == policy.targets.goal_year


def test_the_papers(project_file, policy, tmp_path, capsys):
    for name in ("報告.docx", "報告.xlsx"):
        code, _, err = run(capsys, "project", "report", project_file, "--out", tmp_path / name)
        assert (code, err) == (0, "")
    paper = docx.Document(io.BytesIO((tmp_path / "報告.docx").read_bytes()))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "両" not in text
    assert ("達成する確率は示さない" in text) == (not policy.targets.computed)
    with Project.open(project_file, "担当A", read_only=True) as project:
        basis = document_basis(project)
        lines = indicator_lines(basis, GoalOutlook.of_proposal(basis.proposal))
    assert [line["指標"] for line in lines] == [
        target.label for target in policy.targets.indicators.values()
    ]
    marked = [line["指標"] for line in lines if line["評価"]]
    assert marked == [target.label for target in policy.targets.computed.values()]
    plan = tmp_path / "行動計画.xlsx"
    words = ("project", "plan", project_file, "--in-house-hours", "300", "--out", plan)
    words += ("--seconds", "1")
    code, _, err = run(capsys, *words)
    assert (code, err) == (0, "")
    cells = _cells(plan.read_bytes())
    figures = {each.figure for each in policy.targets.computed.values()}
    assert any("あと" in cell or "達成（" in cell for cell in cells) == bool(figures)


def test_how_sure_the_ranking_is_needs_a_goal_or_a_number(policy, inventory):
    assessment = rs.assess(inventory, policy)
    assert rs.robustness(assessment, first=3, draws=50).first == 3
    if policy.targets.computed:
        assert rs.robustness(assessment, draws=50).first >= 1
    else:
        with pytest.raises(InputError):
            rs.robustness(assessment, draws=50)


def test_a_figure_without_a_goal_starts_from_the_register_alone(policy, inventory):
    """The plan's own figures include what ran before; without one, all of the register counts."""
    name = automation_id("税務課", "外の業務")
    register = Register(
        (Automation(name, "税務課", "外の業務", running_since=2023, still_running=True),),
        (Actual(name, 2024, 70.0, measured_by="log"),),
    )
    result = fiscal_target(policy.targets, register, [], rs.assess(inventory, policy), 2026)
    figures = {each.figure for each in policy.targets.computed.values()}
    assert result.goal.live_hours == (1_200.0 if "hours" in figures else 70.0)
    assert result.goal.live_tasks == (31.0 if "tasks" in figures else 1.0)


def test_a_policy_without_any_indicator_is_refused_in_one_sentence(tmp_path):
    path = policy_file(tmp_path, "none")
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[targets.use]")], encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        rs.load_policy(path)
    (fault,) = error.value.faults
    assert fault.key == "targets"


def _cells(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = map(book.get_sheet_by_name, book.sheet_names)
    return [str(cell) for sheet in sheets for row in sheet.to_python() for cell in row]
