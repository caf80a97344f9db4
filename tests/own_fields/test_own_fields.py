"""A city's own survey fields, declared in its files alone, go the whole way."""

import json

import openpyxl
import pytest
from tests.frozen import POLICY_FILE
from tests.own_fields.city import city_with_few_fields
from tests.ranking_workbook import open_ranking

import rpa_scout as rs
from rpa_scout.errors import PolicyError
from rpa_scout.policy.describe import policy_markdown
from rpa_scout.policy.describe.fields import fields_markdown

PROJECT = "業務削減.rpascout"


def told(main, *words):
    code, out, complaint = main(*words, "--json", "-")
    assert code in (0, 1), complaint
    return json.loads(out)


def test_the_form_is_read_and_checked(city, filled, main):
    path, _policy = city
    report = told(main, "check", filled, "--policy", path)
    of_field = [finding for finding in report["findings"] if finding["field"] == "urgency"]
    messages = {finding["code"]: finding["message"] for finding in of_field}
    assert sorted(messages) == ["choice_read_as", "unknown_choice"]
    assert "大至急" in messages["choice_read_as"]
    assert "なるべく早く" in messages["unknown_choice"]
    assert all("緊急度" in message for message in messages.values())


def test_the_criterion_ranks(city, filled, main):
    path, _policy = city
    tasks = {task["name"]: task for task in told(main, "rank", filled, "--policy", path)["tasks"]}
    points = {name: task["criteria"]["can_wait"]["points"] for name, task in tasks.items()}
    assert points["納付書の転記"] == 1.0
    assert points["窓口の集計"] == pytest.approx(0.1)
    low = tasks["督促の照合"]["criteria"]["can_wait"]
    assert (low["low"], low["high"]) == (pytest.approx(0.1), 1.0)


def test_every_command_and_page_follows(city, filled, main, tmp_path):
    path, policy = city
    out = tmp_path / "順位.xlsx"
    assert main("rank", filled, "--policy", path, "--out", out)[0] == 0
    workbook = open_ranking(out)
    cells = {
        str(cell) for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert "緊急度" in cells
    assert main("check", filled, "--policy", path, "--return-to", tmp_path / "back")[0] == 0
    (returned,) = (tmp_path / "back").iterdir()
    back = openpyxl.load_workbook(returned)
    asked = back[policy.survey.form.questions_sheet]
    sentences = {str(cell) for row in asked.iter_rows(values_only=True) for cell in row}
    assert any("緊急度" in sentence for sentence in sentences)
    field = policy.survey["urgency"]
    for code in ("ja", "en"):
        assert field.help_in(code) in fields_markdown(policy.survey, code)
        assert field.label_in(code) in policy_markdown(policy, policy.survey, code)
    code, shown, _ = main("policy", "show", path)
    assert code == 0
    assert "緊急度" in shown


def test_a_project_carries_the_fields(city, filled, main, tmp_path):
    path, policy = city
    assert main("project", "new", PROJECT, "--policy", path, "--author", "担当A")[0] == 0
    assert main("project", "import", PROJECT, filled, "--author", "担当A")[0] in (0, 1)
    path.unlink()  # the project stands on its own
    ranked = told(main, "project", "rank", PROJECT, "--author", "担当A")
    by_name = {task["name"]: task for task in ranked["tasks"]}
    task = by_name["窓口の集計"]
    assert task["criteria"]["can_wait"]["points"] == pytest.approx(0.1)
    with rs.Project.open(tmp_path / PROJECT, "担当A") as project:
        assert project.policy() == policy
        project.answers.correct(task["task_id"], "urgency", "low", "電話で確認")
        assert project.inventory().tasks["urgency"][task["task_id"]] == "low"
        again = project.assessments.assess()
        assert again.scores.scorecard.ids == tuple(task["criteria"])
        assert project.verify().is_whole
    code, shown, _ = main("project", "history", PROJECT, "--author", "担当A")
    assert code == 0
    assert "緊急度 急ぐもの → 急がないもの" in shown.replace("\n", "")
    answer = "urgency=急がないもの"
    words = ("--department", "税務課", "--name", "集計", "--answer", answer, "--reason", "新規")
    assert main("project", "task", "add", PROJECT, *words, "--author", "担当A")[0] == 0
    assert main("project", "export", PROJECT, tmp_path / "全部.xlsx", "--author", "担当A")[0] == 0


COMMANDS = (
    ("rank", "--robustness", "--what-would-change"),
    ("plan",),
    ("target",),
    ("diff",),
    ("verify",),
    ("history",),
    ("card", "{first}", "--out", "card.xlsx"),
    ("report", "--out", "report.docx"),
    ("audit", "--out", "audit.xlsx"),
    ("actuals",),
)


def test_no_command_of_a_project_needs_a_field_that_is_not_declared(city, filled, main):
    path, _policy = city
    main("project", "new", PROJECT, "--policy", path, "--author", "担当A")
    main("project", "import", PROJECT, filled, "--author", "担当A")
    first = told(main, "project", "rank", PROJECT, "--author", "担当A")["tasks"][0]["task_id"]
    decided = main("project", "decide", PROJECT, first, "--state", "adopted", "--year", "R9")
    assert decided[0] == 0, decided
    for name, *options in COMMANDS:
        words = [option.format(first=first) for option in options]
        code, _out, complaint = main("project", name, PROJECT, *words)
        assert code in (0, 1), (name, complaint)
    for words in (("plan", filled), ("rank", filled, "--robustness")):
        code, _out, complaint = main(*words, "--policy", path)
        assert code in (0, 1), (words, complaint)
    assert main("actuals", "form", "form.xlsx", "--year", "R8", "--project", PROJECT)[0] == 0


def test_another_policy_in_force_keeps_what_was_answered(city, filled, main, tmp_path):
    path, policy = city
    main("project", "new", PROJECT, "--policy", path, "--author", "担当A")
    main("project", "import", PROJECT, filled, "--author", "担当A")
    with rs.Project.open(tmp_path / PROJECT, "担当A") as project:
        first = project.assessments.assess()
        project.policies.put_in_force(rs.load_policy(POLICY_FILE), "本来の方針")
        assert "urgency" not in project.inventory().tasks
        project.assessments.assess()
        (number, _later) = [stored.number for stored in project.assessments.all()]
        earlier = project.assessments.recomputed(number)
        assert earlier.ranking["score"].tolist() == first.ranking["score"].tolist()
        project.history.undo()
        project.history.undo()
        assert project.policy() == policy
        assert project.inventory().tasks["urgency"].notna().any()
        assert project.verify().is_whole


def test_other_fields_than_the_policy_asks_for_are_refused(city):
    _path, policy = city
    inventory = rs.Inventory.from_frame(rs.Inventory.from_frame(_plain()).tasks)
    with pytest.raises(PolicyError, match="urgency"):
        rs.assess(inventory, policy)


def test_what_the_program_reckons_with_must_be_declared(city, tmp_path):
    path, _policy = city
    (fields,) = tmp_path.glob("*-fields.toml")
    text = fields.read_text(encoding="utf-8")
    fields.write_text(text.replace('id = "exception_percent"', 'id = "exceptions"'), "utf-8")
    with pytest.raises(PolicyError) as caught:
        rs.load_policy(path)
    assert "exception_percent" in str(caught.value)


def test_a_missing_file_of_fields_is_named(city, tmp_path):
    path, _policy = city
    for fields in tmp_path.glob("*-fields.toml"):
        fields.unlink()
    with pytest.raises(PolicyError, match=r"-fields\.toml"):
        rs.load_policy(path)


def test_published_cases_are_learned_from_with_the_fields_they_need(tmp_path):
    path, _policy = city_with_few_fields(tmp_path)
    text = path.read_text(encoding="utf-8")
    reads = "".join(
        text.partition("[[means]]\n")[2]
        .partition("[[fallback]]")[0]
        .join(("[[means]]\n", ""))
        .replace('id = "robot"', f'id = "{name}"\nreads_paper = {value}')
        for name, value in (("rpa", "false"), ("ocr_rpa", "true"))
    )
    before, found, after = text.partition("[[fallback]]")
    path.write_text(before.partition("[[means]]")[0] + reads + found + after, "utf-8")
    cases = [case for case in rs.read_cases() if case.result is not None]
    assert len(rs.backtest(cases, rs.load_policy(path), as_is=True).cases)
    with pytest.raises(PolicyError, match="checking"):
        rs.backtest(cases, rs.load_policy(path))


def _plain():
    import pandas as pd

    return pd.DataFrame({"department": ["税務課"], "name": ["入力"]})
