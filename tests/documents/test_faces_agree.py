"""A city in which everything was decided once: documents, commands and targets say the same."""

import datetime as dt
import io
import re
import shutil

import openpyxl
import pytest
from tests.documents.test_yearly import register

from rpa_scout.assessment.target_texts import (
    all_candidates_sentence,
    headline_sentence,
    target_sentences,
)
from rpa_scout.documents.basis import document_basis
from rpa_scout.documents.council.lists import GoalOutlook, department_lines, indicator_lines
from rpa_scout.documents.council.summary import summary
from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.yearly.action_plan import action_plan, plan_lines, year_lines
from rpa_scout.documents.yearly.verification import verified_lines, within_estimates
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.project.project import Project
from rpa_scout.ranking.candidate_counts import CandidateCounts
from rpa_scout.ranking.decisions import live_tasks
from rpa_scout.register.surveyed import with_unlisted
from rpa_scout.reporting.ranking_workbook import write_ranking

LIMITS = PlanLimits(in_house_hours_per_year=600, first_year=2027)
ADOPTED = "長寿介護課-8"
LIVE = "保険年金課-6"


@pytest.fixture(scope="module")
def decided(city_file, tmp_path_factory):
    path = shutil.copy(city_file, tmp_path_factory.mktemp("decided") / "市.rpascout")
    with Project.open(path, "担当A") as project:
        decide = project.tasks.decide
        decide([ADOPTED], "adopted", planned_fiscal_year=2028, builder="vendor")
        decide(["税務課-15"], "adopted")
        decide(["税務課-20"], "adopted", planned_fiscal_year=2026)
        decide(["職員課-14", "市民課-11"], "declined", "見送る")
        decide(["税務課-9"], "on_hold", "更改を待つ")
        # It went live before its year.
        decide([LIVE], "adopted", planned_fiscal_year=2030)
        decide([LIVE], "building")
        decide([LIVE], "live")
        # Task 税務課-12 runs by this register, so it is live without a decision.
        project.register.import_(register())
        project.assessments.assess()
        yield project


@pytest.fixture(scope="module")
def plan(decided):
    return decided.planning.plan(LIMITS, seconds=5.0)


def numbers(text):
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]


def overview(project, tmp_path):
    path = tmp_path / "順位.xlsx"
    write_ranking(project.assessments.report(), path)
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def test_candidates_are_counted_alike_in_report_workbook_and_target(decided, tmp_path):
    report = decided.assessments.report()
    rows, target = report.rows, decided.target()
    states = rows["state"].tolist()
    of_state = {
        state: sum(each == state for each, ok in zip(states, rows["candidate"], strict=True) if ok)
        for state in {*states}
    }
    counts = CandidateCounts.of(report.assessment)
    assert counts.total == int(rows["candidate"].sum()) == sum(of_state.values())
    assert counts.adopted == of_state["adopted"] + of_state["live"] == 4
    assert len(target.start.adopted) == 4
    assert counts.passed_over == of_state["declined"] + of_state["on_hold"] == 3
    assert counts.remaining == target.ahead.candidates == of_state["candidate"]
    parts = [counts.total, 4, 3, counts.remaining]
    basis = document_basis(decided)
    assert numbers(summary(basis)[0])[2:] == parts
    assert sum(line["候補数"] for line in department_lines(basis)) == counts.total
    (reported,) = [
        row[0] for row in overview(decided, tmp_path) if row and "報告があり" in str(row[0])
    ]
    assert numbers(reported)[2:6] == parts
    assert sum(numbers(reported)[index] for index in (2, 6, 7)) == len(rows)


def test_nothing_is_said_of_decisions_where_there_are_none(basis):
    counts = CandidateCounts.of(basis.assessment)
    assert numbers(summary(basis)[0])[2:] == [counts.total] == [counts.remaining]


def test_what_is_missing_to_the_goals_is_the_same_everywhere(decided, tmp_path):
    target = decided.target()
    shown = {row[0]: row[6] for row in overview(decided, tmp_path) if len(row) >= 8}
    for indicator in target.targets.computed.values():
        assert shown[indicator.label] == pytest.approx(target.gap_of(indicator))
        assert target.gap_of(indicator) < indicator.gap


def test_today_is_what_runs_and_no_adopted_task(decided):
    basis = document_basis(decided)
    today = basis.this_year
    assert "税務課-20" in today.adopted
    lines = {
        line["指標"]: line
        for line in indicator_lines(basis, GoalOutlook.of_proposal(basis.proposal))
    }
    for indicator in basis.target.targets.computed.values():
        live = round(today.live_figure(indicator.figure))
        assert numbers(lines[indicator.label]["現状"])[0] == live


def test_the_action_plan_shows_its_own_outlook(decided, plan):
    basis = document_basis(decided)
    content = action_plan(basis, plan, Issue(dt.date(2026, 10, 5)))
    last = year_lines(plan)[-1]
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    for column in ("削減時間", "稼働業務数"):
        of_goal_year = [text for text in cells if numbers(text) == numbers(last[column])]
        assert len(of_goal_year) == 2, column


def test_the_plan_keeps_to_the_builder_that_was_decided(decided):
    computed = decided.assessments.report().assessment.ranking.set_index("task_id")["builder"]
    assert computed[ADOPTED] == "in_house"
    plan = decided.planning.plan(LIMITS, seconds=5.0)
    (task,) = [task for task in plan.tasks if task.task_id == ADOPTED]
    assert (task.builder, task.fiscal_year) == ("vendor", 2027)
    first = plan.years[0]
    in_house = [
        each.build_hours
        for each in plan.tasks
        if each.fiscal_year == 2027 and each.builder == "in_house"
    ]
    assert first.build_hours == pytest.approx(sum(in_house))
    assert first.vendor_hours >= task.build_hours
    (line,) = [
        line for line in plan_lines(document_basis(decided), plan) if line["業務番号"] == ADOPTED
    ]
    assert line["作成区分"] == "委託"


def test_what_runs_needs_no_year_in_which_it_is_built(decided):
    (stage,) = [stage for stage in decided.stages() if stage.id == "plan"]
    states = [task.state for task in decided.tasks.all()]
    assert states.count("adopted") == 3
    assert states.count("live") == 2
    assert (stage.done, stage.total) == (4, 5)


def test_a_live_task_without_an_automation_is_asked_for_on_every_face(decided):
    basis = document_basis(decided)
    name = basis.line_of[LIVE]["name"]
    (line,) = [line for line in verified_lines(basis, 2026) if line["業務名"] == name]
    assert line["見込み"] == round(basis.line_of[LIVE]["saved_hours_per_year_p50"])
    assert line["実績"] is None
    assert name not in {line["業務名"] for line in verified_lines(basis, 2025)}
    (stage,) = [stage for stage in decided.stages() if stage.id == "actuals"]
    running = [each for each in decided.register.current().automations if not each.has_ended]
    assert (stage.done, stage.total) == (1, len(running) + 1)
    live = live_tasks(decided.tasks.decisions(), 2026)
    asked = with_unlisted(decided.register.current(), decided.inventory(), live)
    (automation,) = [each for each in asked.automations if each.task_id == LIVE]
    assert automation.running_since == 2026


def test_a_year_is_verified_by_its_own_actuals(decided):
    basis = document_basis(decided)
    assert "1業務のうち" in within_estimates(basis, 2026)
    assert "まだない" in within_estimates(basis, 2025)


def test_where_every_candidate_is_decided_no_sentence_counts_none(city):
    rows = city.assessments.report().rows
    candidates = rows.loc[rows["candidate"], "task_id"].tolist()
    for state, reason in (("declined", "見送る"), ("candidate", ""), ("adopted", "")):
        city.tasks.decide(candidates, state, reason)
        if state == "candidate":
            continue
        basis = document_basis(city)
        target = basis.assessment.target
        sentences = [*target_sentences(target), headline_sentence(target), *summary(basis)[1:]]
        assert not [text for text in sentences if re.search(r"(?<!\d)0(件|業務|時間)", text)]
        assert "新たに採択できる候補は残っていません" in all_candidates_sentence(target)
