"""The page of the plan by fiscal year: planning, locks, taking over, and what is out of date."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import QObject
from tests.gui.conftest import decide

from rpa_scout.chances import chance_text
from rpa_scout.project.parts.planning import ProjectPlanning
from rpa_scout.project.states import TaskState
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.dialogs.reason import ReasonDialog
from rpa_scout_gui.views.plan_page import PlanPage


@pytest.fixture
def page(sample_session, jobs, qtbot):
    owner = QObject()
    page = PlanPage(sample_session, jobs, Actions(sample_session, owner))
    qtbot.addWidget(page)
    yield page
    owner.deleteLater()


def planned(page, jobs, qtbot, **limits):
    for name, value in limits.items():
        page.limits.boxes[name].setValue(value)
    page.limits.plan.click()
    qtbot.waitUntil(lambda: jobs.is_idle and page.plan is not None, timeout=90_000)
    return page.plan


def test_nothing_is_planned_before_it_is_asked(page, qtmodeltester):
    assert page.plan is None
    assert page.model.rowCount() == 0
    assert "「計画」" in page.figures.sentences.text()
    assert page.limits.plan.isEnabled()
    assert not page.adopt.isEnabled()
    qtmodeltester.check(page.model)
    qtmodeltester.check(page.figures.years)


def test_the_plan_is_that_of_the_engine(page, jobs, qtbot, qtmodeltester):
    plan = planned(page, jobs, qtbot, in_house_hours_per_year=400)
    assert chance_text(plan.chances.both) in page.figures.sentences.text()
    assert page.figures.years.array("new_tasks").tolist() == [year.new_tasks for year in plan.years]
    years = dict(zip(page.model.array("task_id"), page.model.array("year"), strict=True))
    assert {task for task, year in years.items() if not np.isnan(year)} == set(plan.year_of)
    assert all(years[task] == year for task, year in plan.year_of.items())
    assert all(year.build_hours <= 400 for year in plan.years)
    qtmodeltester.check(page.model)
    qtmodeltester.check(page.figures.years)


def test_a_task_locked_out_is_in_no_year(page, jobs, qtbot):
    plan = planned(page, jobs, qtbot)
    task = next(iter(plan.year_of))
    page.table.select_keys([task])
    page.locking.lock.setCurrentIndex(page.locking.lock.findData("out"))
    page.locking.set_lock.click()
    qtbot.waitUntil(lambda: jobs.is_idle and page.plan is not plan, timeout=90_000)
    assert task not in page.plan.year_of
    locks = dict(zip(page.model.array("task_id"), page.model.array("lock"), strict=True))
    assert locks[task] == "計画から外す"
    page.table.select_keys([task])
    page.locking.lock.setCurrentIndex(page.locking.lock.findData("free"))
    before = page.plan
    page.locking.set_lock.click()
    qtbot.waitUntil(lambda: jobs.is_idle and page.plan is not before, timeout=90_000)
    assert page.plan.year_of == plan.year_of


def test_a_plan_is_taken_over_in_one_step(page, sample_session, jobs, qtbot, monkeypatch):
    plan = planned(page, jobs, qtbot, in_house_hours_per_year=300)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_words: "推進会議で決定")
    page.adopt.click()
    records = sample_session.records
    for task, year in plan.year_of.items():
        # A task counts from the year after it is built.
        assert (records[task].state, records[task].planned_fiscal_year) == (
            TaskState.ADOPTED,
            year + 1,
        )
    assert "計画し直してください" in page.figures.sentences.text()
    page.table.select_keys([next(iter(plan.year_of))])
    assert not page.adopt.isEnabled()
    sample_session.undo()
    assert {record.state for record in sample_session.records.values()} == {TaskState.CANDIDATE}


def test_a_limit_in_yen_without_a_price_holds_nothing_back(page, jobs, qtbot):
    plan = planned(page, jobs, qtbot, vendor_yen_per_year=0)
    assert plan.request.limits.vendor_yen_per_year is None
    plan = planned(page, jobs, qtbot, vendor_yen_per_hour=8_000)
    assert plan.request.limits.vendor_yen_per_year == 0
    assert {year.vendor_yen for year in plan.years} == {0.0}


def test_a_lock_that_no_plan_can_keep_is_forgotten(page, sample_session, jobs, qtbot):
    plan = planned(page, jobs, qtbot)
    hours = plan.request.assessment.build_hours
    task = str(plan.request.assessment.inventory.tasks.index[np.isnan(hours)][0])
    page.table.select_keys([task])
    page.locking.lock.setCurrentIndex(page.locking.lock.findData(plan.years[0].fiscal_year))
    with qtbot.waitSignal(sample_session.problem, timeout=60_000):
        page.locking.set_lock.click()
    assert page.locks == {}
    assert page.limits.plan.isEnabled()


def test_a_stopped_planning_can_be_begun_again(page, jobs):
    page.limits.plan.click()
    assert not page.limits.plan.isEnabled()
    jobs.cancel("plan")
    assert page.limits.plan.isEnabled()


def test_what_is_out_of_date_stays_so_in_a_new_window(page, sample_session, jobs, qtbot):
    planned(page, jobs, qtbot)
    decide(sample_session, [next(iter(page.plan.year_of))], TaskState.ADOPTED, "推進会議で決定")
    owner = QObject()
    renewed = PlanPage(sample_session, jobs, Actions(sample_session, owner))
    qtbot.addWidget(renewed)
    renewed.restore(page.state())
    assert renewed.plan is page.plan
    assert renewed.figures.sentences.text() == page.figures.sentences.text()
    assert not renewed.adopt.isEnabled()
    owner.deleteLater()


def test_only_what_a_plan_rests_on_makes_it_out_of_date(page, sample_session, jobs, qtbot):
    planned(page, jobs, qtbot)
    task = next(iter(sample_session.records))
    sentence = page.headline.text()
    sample_session.change(lambda project: project.tasks.note("電話で確認", task))
    sample_session.undo()
    figure = "generative_ai_use", 2025, 3.0
    sample_session.change(lambda project: project.planning.enter_figure(*figure))
    sample_session.keep_assessment()
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    assert page.headline.text() == sentence
    assert page.adopt.isEnabled()
    sample_session.change(lambda project: project.tasks.override(task, "hours", 5.0, "実測"))
    assert page.headline.text() != sentence
    assert not page.adopt.isEnabled()


def test_a_decision_during_the_planning_makes_the_plan_out_of_date(
    page, sample_session, jobs, qtbot, monkeypatch
):
    ready, taken = threading.Event(), threading.Event()
    plan = ProjectPlanning.plan

    def slow(*arguments, **options):
        made = plan(*arguments, **options)
        ready.set()
        assert taken.wait(60.0)
        return made

    monkeypatch.setattr(ProjectPlanning, "plan", slow)
    page.limits.plan.click()
    qtbot.waitUntil(ready.is_set, timeout=60_000)
    decide(sample_session, [next(iter(sample_session.records))], TaskState.ON_HOLD, "試行待ち")
    taken.set()
    qtbot.waitUntil(lambda: jobs.is_idle and page.plan is not None, timeout=60_000)
    assert not page.adopt.isEnabled()
    page.move_tasks([next(iter(page.plan.year_of))], None)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    assert not page.adopt.isEnabled()
    planned(page, jobs, qtbot)
    assert page.adopt.isEnabled()
