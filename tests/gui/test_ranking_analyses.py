"""How sure the ranking is and what would change it, in the window: the engine's figures."""

import numpy as np
import pytest
from PySide6.QtCore import QObject
from tests.gui.conftest import assessed

import rpa_scout as rs
from rpa_scout.rank_robustness.texts import in_first_text
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.models.ranking_rows import ROBUSTNESS_ARRAYS
from rpa_scout_gui.views.ranking_page import RankingPage


@pytest.fixture
def page(sample_session, jobs, qtbot):
    owner = QObject()
    page = RankingPage(sample_session, jobs, Actions(sample_session, owner))
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: jobs.is_idle and page.model.rowCount() > 0, timeout=60_000)
    yield page
    owner.deleteLater()


def hidden(page):
    return [
        page.table.isColumnHidden(position)
        for position, column in enumerate(page.model.columns)
        if column.id in ROBUSTNESS_ARRAYS
    ]


@pytest.fixture
def sure(page, jobs, qtbot):
    page.answer.robustness.click()
    qtbot.waitUntil(lambda: jobs.is_idle and page.analyses.robustness is not None, timeout=60_000)
    return page.analyses.robustness


def test_the_columns_are_hidden_until_somebody_asks(page):
    assert hidden(page) == [True] * 3
    assert page.robustness.isHidden()
    assert np.isnan(page.model.array("in_first_share")).all()


def test_the_shares_and_ranks_are_the_engine_s(page, sure, sample_session, qtmodeltester):
    expected = rs.robustness(sample_session.assessment)
    assert sure == expected
    assert hidden(page) == [False] * 3
    by_task = dict(
        zip(page.model.array("task_id"), page.model.array("in_first_share"), strict=True)
    )
    assert by_task == {task.task_id: task.in_first_share for task in expected.tasks}
    for name in ("rank_p10", "rank_p90"):
        assert page.model.array(name).tolist() == [getattr(task, name) for task in expected.tasks]
    assert f"上位{expected.first}件" in page.robustness.sentence.text()
    qtmodeltester.check(page.model)


def test_the_chip_leaves_the_contested_tasks(page, sure):
    assert sure.contested
    assert f"{len(sure.contested):,}" in page.robustness.contested.text()
    page.robustness.contested.click()
    shown = [page.model.key_at(row) for row in range(page.model.rowCount())]
    assert shown == [task.task_id for task in sure.contested]
    page.filters.clear()
    assert not page.robustness.contested.isChecked()
    assert page.model.rowCount() == page.model.count
    page.robustness.contested.click()
    page.answer.robustness.click()
    assert page.model.rowCount() == page.model.count
    assert hidden(page) == [True] * 3


def test_it_can_be_stopped(page, jobs, qtbot):
    page.answer.robustness.click()
    jobs.cancel("robustness")
    qtbot.waitUntil(lambda: not page.answer.robustness.isChecked(), timeout=5_000)
    assert page.analyses.robustness is None
    assert page.robustness.isHidden()
    page.answer.robustness.click()
    qtbot.waitUntil(lambda: page.analyses.robustness is not None, timeout=60_000)


def test_a_new_assessment_is_ranked_anew(page, sure, sample_session, jobs, qtbot):
    task = sure.tasks[0].task_id
    with assessed(sample_session, qtbot):
        assert sample_session.change(
            lambda project: project.answers.correct(task, "judgement", "judgement", "聞き取り")
        )
    qtbot.waitUntil(
        lambda: jobs.is_idle and page.analyses.robustness not in (None, sure), timeout=60_000
    )
    assert page.answer.robustness.isChecked()
    again = page.analyses.robustness.of_task(task)
    assert again.in_first_share < sure.of_task(task).in_first_share


def test_the_detail_says_what_would_lift_a_task_and_what_would_drop_one(
    page, sure, sample_session, jobs, qtbot
):
    changes = rs.what_would_change(sample_session.assessment)
    lifted, dropped = next(iter(changes.lifts)), next(iter(changes.drops))
    detail = page.detail
    page.show_task(lifted)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    assert in_first_text(sure.of_task(lifted), sure.first) in detail.sure.text()
    assert detail.changes.isHidden()
    detail.find_changes.click()
    assert not detail.find_changes.isEnabled()
    qtbot.waitUntil(lambda: jobs.is_idle and page.analyses.changes is not None, timeout=60_000)
    assert changes.sentence(lifted) in detail.changes.text()
    assert all(advice in detail.changes.text() for advice in changes.advice(lifted))
    page.show_task(dropped)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    assert all(text in detail.drops.text() for text in changes.drop_sentences(dropped))
    assert detail.changes.isHidden()
    nothing = next(
        task.task_id
        for task in sure.tasks
        if task.task_id not in changes.lifts and task.task_id not in changes.drops
    )
    page.show_task(nothing)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    assert "変わりません" in detail.changes.text()
    assert detail.find_changes.isHidden()


def test_the_search_for_changes_can_be_stopped(page, jobs, qtbot):
    page.detail.find_changes.click()
    jobs.cancel("what would change")
    qtbot.waitUntil(page.detail.find_changes.isEnabled, timeout=5_000)
    assert page.analyses.changes is None
