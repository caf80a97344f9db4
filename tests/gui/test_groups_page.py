"""似た業務: groups are confirmed, split and refused, and proposals are taken over."""

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QFontMetrics
from tests.gui.conftest import asks_first, assessed, shown

from rpa_scout_gui.actions import Actions
from rpa_scout_gui.models.ranking_rows import decided_arrays
from rpa_scout_gui.views.groups_page import GroupsPage
from rpa_scout_gui.widgets.panels.similar_panel import SimilarPanel


@pytest.fixture
def page(sample_session, jobs, qtbot):
    owner = QObject()
    one = GroupsPage(sample_session, jobs, Actions(sample_session, owner))
    qtbot.addWidget(one)
    settled(jobs, qtbot)
    yield one
    owner.deleteLater()


def settled(jobs, qtbot):
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)


def standings(page):
    return page.model.array("standing").tolist()


def test_a_group_is_confirmed_renamed_split_and_undone(
    page, sample_session, jobs, qtbot, qtmodeltester
):
    proposals = page.model.count
    assert standings(page) == ["proposed"] * proposals
    qtmodeltester.check(page.model)
    names = page.model.array("name").tolist()
    row = next(row for row in range(proposals) if page.model.array("tasks")[row] >= 3.0)
    page.table.selectRow(row)
    panel = page.panel
    for button in (panel.confirm, panel.refuse):
        asks_first(button, panel.reason, sample_session.project)
    panel.reason.setText("同じ様式")
    members = panel.tasks.ticked
    panel.name.setText("まとめ")
    panel.confirm.click()
    settled(jobs, qtbot)
    assert standings(page)[0] == "confirmed"
    assert page.model.array("name")[0] == "まとめ"
    (group,) = sample_session.project.groups.all().confirmed
    assert set(group.task_ids) == set(members)
    # the ranking's columns follow without a new assessment
    ranking = sample_session.assessment.ranking
    arrays = decided_arrays(ranking["task_id"], sample_session.decisions, ranking["hours_per_year"])
    is_member = ranking["task_id"].isin(members).to_numpy()
    assert set(arrays["group"][is_member]) == {"まとめ"}
    assert arrays["group_hours_per_year"][is_member] == pytest.approx(group.hours_per_year)
    assert np.isnan(arrays["group_hours_per_year"][~is_member]).all()
    page.table.selectRow(0)
    panel.reason.setText("別の様式")
    assert not panel.split.isEnabled()  # none is ticked
    panel.tasks.item(0).setCheckState(panel.tasks.item(0).checkState().Checked)
    panel.split.click()
    settled(jobs, qtbot)
    (group,) = sample_session.project.groups.all().confirmed
    assert len(group.task_ids) == len(members) - 1
    assert sample_session.undo()
    assert sample_session.undo()
    settled(jobs, qtbot)
    assert page.model.array("name").tolist() == names


def test_a_refused_group_is_gone(page, jobs, qtbot):
    before = page.model.count
    page.table.selectRow(0)
    gone = page.model.key_at(0)
    page.panel.reason.setText("システムが別")
    page.panel.refuse.click()
    settled(jobs, qtbot)
    assert page.model.count <= before
    assert gone not in page.model.array("key").tolist()
    assert not page.grab().isNull()


def test_nothing_can_be_judged_in_a_project_opened_for_reading(page, sample_session):
    sample_session.read_only = True
    page.table.selectRow(1)
    page.panel.reason.setText("理由")
    for button in (page.panel.confirm, page.panel.split, page.panel.refuse):
        assert not button.isEnabled()


def test_a_proposed_answer_is_taken_over_with_a_reason(sample_session, jobs, qtbot):
    work = sample_session.project.groups.similar_work()
    task = next(task for task in sample_session.records if work.proposed(task))
    panel = SimilarPanel(sample_session, jobs)
    qtbot.addWidget(panel)
    panel.show_task(task)
    assert jobs.is_idle  # nothing is looked for before it is seen
    panel.show()
    settled(jobs, qtbot)
    field, code = panel.answers.currentData()
    assert "似た業務では" in panel.proposals.text()
    asks_first(panel.take_over, panel.reason, sample_session.project)
    panel.reason.setText("所属に確認")
    with assessed(sample_session, qtbot):
        panel.take_over.click()
    settled(jobs, qtbot)
    assert sample_session.project.inventory().tasks.loc[task, field] == code
    (correction,) = sample_session.project.answers.corrections()
    assert (correction.task_id, correction.field, correction.reason) == (task, field, "所属に確認")
    panel.hide()


def test_names_of_groups_are_read_whole_in_a_small_window(filled, qtbot):
    page = shown(filled, "groups", qtbot)
    filled.window.resize(1280, 720)
    at = next(at for at, column in enumerate(page.model.columns) if column.id == "name")
    letters = QFontMetrics(page.table.font())
    assert page.model.rowCount() > 5
    for row in range(page.model.rowCount()):
        name = page.model.index(row, at).data()
        assert letters.horizontalAdvance(name) + 6 <= page.table.columnWidth(at), name
