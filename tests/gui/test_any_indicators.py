"""The window with none, one, two or three computed indicators."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from tests.gui.conftest import assessed
from tests.indicators import KINDS, policy_file

import rpa_scout as rs
from rpa_scout.assessment.target_texts import chances_sentence
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.models.ahead import ahead_of
from rpa_scout_gui.models.table_model import VALUE_ROLE
from rpa_scout_gui.views.plan_page import PlanPage
from rpa_scout_gui.views.targets_page import TargetsPage
from rpa_scout_gui.widgets.charts.target_bar import TargetBar


@pytest.fixture(params=[*KINDS])
def policy(request, tmp_path):
    return rs.load_policy(policy_file(tmp_path, request.param))


@pytest.fixture
def city(session, sample_inventory, policy, tmp_path, qtbot):
    assert session.create(tmp_path / "市.rpascout", policy=policy)
    few = rs.Inventory.from_frame(sample_inventory.tasks.iloc[:25])
    with assessed(session, qtbot):
        assert session.change(lambda project: project.surveys.import_(few))
    return session


def test_the_bar_has_a_gauge_for_each(city, policy, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    bar = TargetBar(city, window)
    assert [*bar.gauges] == [*policy.targets.indicators]
    for name, gauge in bar.gauges.items():
        indicator = policy.targets.indicators[name]
        assert (gauge.reading.label, gauge.reading.goal) == (indicator.label, indicator.goal)
        assert (gauge.reading.chance is not None) == (name in policy.targets.computed)


def test_the_page_of_the_targets(city, policy, jobs, qtbot):
    owner = QObject()
    page = TargetsPage(city, jobs, Actions(city, owner))
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: jobs.is_idle and page.model.rowCount() > 0, timeout=60_000)
    first = {
        column.id: page.model.index(0, position).data(VALUE_ROLE)
        for position, column in enumerate(page.model.columns)
    }
    figures = {target.figure for target in policy.targets.computed.values()}
    for figure in ("hours", "tasks"):
        assert (first[f"{figure}_needed"] == first[f"{figure}_needed"]) == (figure in figures)
    qtbot.waitUntil(lambda: page.first.outcome.text() != "", timeout=60_000)
    chances = city.assessment.target.of_all.chances
    assert (chances.both is None) == ("達成の確率はありません" in page.first.outcome.text())
    assert chances_sentence(chances, policy.targets)
    owner.deleteLater()


def test_the_plan_and_the_ranking_s_answer(city, policy, jobs, qtbot):
    owner = QObject()
    page = PlanPage(city, jobs, Actions(city, owner))
    qtbot.addWidget(page)
    page.limits.plan.click()
    qtbot.waitUntil(lambda: jobs.is_idle and page.plan is not None, timeout=90_000)
    has_goals = bool(policy.targets.computed)
    assert ("達成の確率はありません" in page.figures.sentences.text()) == (not has_goals)
    ahead = ahead_of(city.assessment, city.assessment.target)
    assert ("計算する目標がありません" in ahead.sentence) == (not has_goals)
    owner.deleteLater()
