"""Targets: figures are those of the engine; they move with every decision."""

import pytest
from PySide6.QtCore import QObject
from tests.gui.conftest import decide

from rpa_scout.assessment.target_texts import chances_sentence, needed_sentence
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.models.table_model import VALUE_ROLE
from rpa_scout_gui.views.targets_page import TargetsPage
from rpa_scout_gui.widgets.charts.chart import Chart


@pytest.fixture
def page(sample_session, jobs, qtbot):
    owner = QObject()
    one = TargetsPage(sample_session, jobs, Actions(sample_session, owner))
    qtbot.addWidget(one)
    qtbot.waitUntil(lambda: jobs.is_idle and one.model.rowCount() > 0, timeout=60_000)
    yield one
    owner.deleteLater()


def column(page, name):
    place = next(at for at, one in enumerate(page.model.columns) if one.id == name)
    return [page.model.index(row, place).data(VALUE_ROLE) for row in range(page.model.rowCount())]


def test_years_run_from_the_baseline_to_the_goal(page, sample_session):
    target = sample_session.target()
    assert column(page, "fiscal_year") == [one.fiscal_year for one in target.years]
    assert column(page, "hours_p50") == [float(one.hours.p50) for one in target.years]
    assert column(page, "hours_needed")[-1] == target.hours_gap
    assert column(page, "tasks_needed")[-1] == target.tasks_gap


def test_adopting_moves_the_years_from_the_planned_one_on(page, sample_session, jobs, qtbot):
    before = column(page, "hours_p50")
    ranking = sample_session.assessment.ranking
    five = ranking.loc[ranking["candidate"], "task_id"].head(5).tolist()
    year = int(column(page, "fiscal_year")[-2])
    assert decide(sample_session, five, "adopted", planned_fiscal_year=year)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    after = column(page, "hours_p50")
    assert after[:-2] == before[:-2]
    assert all(new > old for new, old in zip(after[-2:], before[-2:], strict=True))
    assert not page._unplanned.isVisibleTo(page)


def test_tasks_adopted_without_a_year_are_told(page, sample_session, jobs, qtbot):
    task = sample_session.assessment.ranking["task_id"].iloc[0]
    assert decide(sample_session, [task], "adopted")
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    assert page._unplanned.isVisibleTo(page)


def test_the_first_k_are_those_of_the_engine(page, sample_session, jobs, qtbot):
    assessment = sample_session.assessment
    assert page.first.number.value() == assessment.target.candidates_needed
    for needed in sample_session.target().ahead.needed_for:
        assert needed_sentence(needed) in page.first.needed.text()
    page.first.slider.setValue(7)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    candidates = assessment.order[assessment.is_candidate[assessment.order]][:7]
    first = assessment.outlook_of(assessment.inventory.tasks.index[candidates])
    assert f"{first.hours.p50:,.0f}" in page.first.outcome.text()
    assert chances_sentence(first.chances, assessment.policy.targets) in page.first.outcome.text()


def test_adopted_tasks_are_where_the_first_k_start(page, sample_session, jobs, qtbot):
    before = sample_session.target().ahead
    five = sample_session.assessment.inventory.tasks.index[before.ranked[:5]].tolist()
    assert decide(sample_session, five, "adopted")
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    after = sample_session.target().ahead
    assert after.candidates == before.candidates - 5
    assert page.first.slider.maximum() == min(after.candidates, 200)
    assert page.first.number.value() == after.candidates_needed
    for foretold, needed in zip(before.needed_for, after.needed_for, strict=True):
        assert needed.first == foretold.first
        assert needed.outlook.adopted == foretold.outlook.adopted - 5
        assert needed.outlook.chances == foretold.outlook.chances


def test_the_model_is_sound_and_the_page_can_be_drawn(page, qtmodeltester):
    qtmodeltester.check(page.model)
    assert not page.grab().isNull()
    assert page.copy_table().count("\r\n") == page.model.rowCount() + 1


def test_numbers_of_an_axis_have_separators_as_in_tables(qtbot):
    chart = Chart("図", "件数", "時間")
    qtbot.addWidget(chart)
    axis = chart.getAxis("left")
    assert axis.tickStrings([0.0, 2500.0, 15000.0], 1.0, 2500.0) == ["0", "2,500", "15,000"]
    assert axis.tickStrings([0.5], 1.0, 0.5) == ["0.5"]
