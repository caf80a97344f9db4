"""Terminal, JSON, workbook, bar, table, first candidates and curve show the same figures."""

import io
import json
import re

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from rich.console import Console
from tests.gui.conftest import assessed, decide
from tests.ranking_workbook import open_ranking

from rpa_scout.assessment.target_texts import (
    chances_sentence,
    needed_sentence,
    start_sentence,
)
from rpa_scout.chances import chance_text
from rpa_scout.cli import main
from rpa_scout.cli.project.register.target_table import print_target
from rpa_scout.cli.tables.ranking import target_lines
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout.reporting.ranking_json import ranking_json
from rpa_scout.reporting.ranking_workbook import ranking_content
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.models.table_model import VALUE_ROLE
from rpa_scout_gui.views.targets_page import TargetsPage
from rpa_scout_gui.widgets.charts.target_bar import TargetBar

REGISTER = Register(
    (
        Automation("旧", "税務課", "調査票にない業務", running_since=2020),
        Automation("新", "会計課", "調査票にない新しい業務", running_since=2026),
    ),
    (Actual("旧", 2025, 90.0), Actual("新", 2026, 40.0)),
)


@pytest.fixture(params=[False, True], ids=["register incomplete", "register complete"])
def project(request, sample_session, jobs, qtbot):
    """A project with adopted tasks, with and without a year, and a register."""
    ranked = sample_session.target().ahead.ranked
    tasks = sample_session.assessment.inventory.tasks.index[ranked[[0, 2, 3, 30]]].tolist()
    assert decide(sample_session, tasks[:2], "adopted", planned_fiscal_year=2027)
    assert decide(sample_session, tasks[2:], "adopted")
    with assessed(sample_session, qtbot):
        sample_session.change(
            lambda project: project.register.import_(REGISTER, complete=request.param)
        )
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    sample_session.project.assessments.assess()
    return sample_session


@pytest.fixture
def target(project):
    return project.target()


def test_bar_and_table_and_path(project, target, jobs, qtbot):
    owner, window = QObject(), QWidget()
    qtbot.addWidget(window)
    page = TargetsPage(project, jobs, Actions(project, owner))
    qtbot.addWidget(page)
    bar = TargetBar(project, window)
    qtbot.waitUntil(lambda: jobs.is_idle and page.model.rowCount() > 0, timeout=60_000)
    goal, now = target.goal, target.ahead.without_more
    for gauge, total, chance in (
        (bar.gauges["hours"], now.total_hours, now.chances.hours),
        (bar.gauges["tasks"], now.total_tasks, now.chances.tasks),
    ):
        reading = gauge.reading
        assert (reading.p10, reading.p50, reading.p90) == (total.p10, total.p50, total.p90)
        assert reading.chance == chance
        assert chance_text(chance) in reading.sentence
        assert start_sentence(target.start, target.targets) in reading.sentence
    assert (goal.hours, goal.tasks, goal.chances) == (now.total_hours, now.total_tasks, now.chances)
    last = page.model.rowCount() - 1
    shown = {
        column.id: page.model.index(last, position).data(VALUE_ROLE)
        for position, column in enumerate(page.model.columns)
    }
    assert shown["hours_p50"] == now.total_hours.p50
    assert shown["tasks_p50"] == now.total_tasks.p50
    assert shown["chance"] == now.chances.both
    assert shown["hours_needed"] == target.ahead.hours_gap
    # The first candidates and their curve.
    for needed in target.ahead.needed_for:
        assert needed_sentence(needed) in page.first.needed.text()
    headline = target.ahead.headline.outlook
    assert page.first.number.value() == headline.adopted
    assert chances_sentence(headline.chances, target.targets) in page.first.outcome.text()
    sums = page.first.chart._sums
    assert sums.saved.p50[headline.adopted - 1] == headline.hours.p50
    assert sums.both[headline.adopted - 1] == headline.chances.both
    owner.deleteLater()


def test_terminal(target):
    out = io.StringIO()
    print_target(target, {}, Console(file=out, width=1_000))
    by_year = out.getvalue()
    ranking = "\n".join(target_lines(target.assessment))
    for text in (by_year, ranking):
        assert start_sentence(target.start, target.targets) in text
        for needed in target.ahead.needed_for:
            assert needed_sentence(needed) in text
        assert chances_sentence(target.ahead.of_all.chances, target.targets) in text
    chances = target.goal.chances
    written = " / ".join(map(chance_text, (chances.hours, chances.tasks, chances.both)))
    assert written in by_year.splitlines()[len(target.years) + 2]
    assert not re.search(r"100 ?%|(?<!\d)0 ?%", ranking)


def test_json_of_ranking_and_target(project, target, capsys):
    from_results = ranking_json(target.assessment)["target"]
    path = str(project.project.location.path)
    assert main(["project", "target", path, "--json", "-"]) == 0
    from_command = json.loads(capsys.readouterr().out)
    assert from_command["ahead"] == from_results
    goal = from_command["years"][-1]
    for name in ("p10", "p50", "p90", "mean"):
        assert goal["hours"][name] == from_results["start"]["hours"][name]
        assert goal["tasks"][name] == from_results["start"]["tasks"][name]
    assert goal["chances"] == from_results["start"]["chance"]
    for entry, needed in zip(from_results["needed_for"], target.ahead.needed_for, strict=True):
        assert entry["chance"] == needed.chance
        assert (entry["first"], entry["adopted"]) == (needed.first, needed.outlook.adopted)
        assert entry["both"] == needed.outlook.chances.both
        assert entry["saved_hours_per_year"]["p50"] == needed.outlook.hours.p50
        assert entry["live_tasks"]["p90"] == needed.outlook.live.p90
    assert from_results["needed_for_goal"] == target.ahead.headline.first


def test_workbook(target):
    content = io.BytesIO(ranking_content(target.assessment))
    sheet = open_ranking(content)["目標"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    texts = [str(cell) for row in rows for cell in row if cell is not None]
    assert any(start_sentence(target.start, target.targets) in text for text in texts)
    for needed in target.ahead.needed_for:
        assert any(needed_sentence(needed) in text for text in texts)
        row = next(
            row
            for row in rows
            if str(row[0]).endswith(f"{chance_text(needed.chance)}：順位の上位{needed.first:,}件")
        )
        of_needed = needed.outlook
        assert row[4] == of_needed.adopted
        assert row[6] == pytest.approx(float(of_needed.hours.p50))
        assert row[8] == pytest.approx(float(of_needed.total_hours.p50))
        assert row[10] == chances_sentence(of_needed.chances, target.targets)


def test_the_bar_shows_indicators_entered_by_hand(sample_session, qtbot):
    entered = sample_session.policy.targets.entered
    window = QWidget()
    qtbot.addWidget(window)
    bar = TargetBar(sample_session, window)
    indicators = sample_session.policy.targets.indicators
    assert [gauge.reading.label for gauge in bar.gauges.values()] == [
        target.label for target in indicators.values()
    ]
    name, target = next(iter(entered.items()))
    sample_session.project.planning.enter_figure(name, target.goal_year - 2, 12.5)
    bar.refresh()
    reading = bar.gauges[name].reading
    assert (reading.p50, reading.goal, reading.chance) == (12.5, target.goal, None)
    assert "手入力" in reading.sentence
