"""Weights: what is shown while dragging is what the engine would rank by the saved policy."""

import pytest
from PySide6.QtCore import QObject
from tests.gui.conftest import assessed

from rpa_scout_gui.actions import Actions
from rpa_scout_gui.dialogs.reason import ReasonDialog
from rpa_scout_gui.models.table_model import VALUE_ROLE
from rpa_scout_gui.views.weights_page import WeightsPage


@pytest.fixture
def page(sample_session, jobs, qtbot):
    owner = QObject()
    one = WeightsPage(sample_session, jobs, Actions(sample_session, owner))
    qtbot.addWidget(one)
    yield one
    owner.deleteLater()


def ids(page):
    return [page.model.key_at(row) for row in range(page.model.rowCount())]


def test_at_first_nothing_moves(page, sample_session):
    assert ids(page) == sample_session.assessment.ranking["task_id"].tolist()
    assert not page.is_changed
    assert not page.save.isEnabled()
    assert not page.reset_button.isEnabled()
    assert sum(one.value() for one in page.sliders.numbers.values()) == pytest.approx(100.0)


def test_dragging_ranks_anew_and_shares_stay_100(page, qtbot):
    before = ids(page)
    page.sliders.sliders["volume"].setValue(600)
    qtbot.waitUntil(lambda: not page._rerank_timer.isActive())
    assert ids(page) != before
    assert page.sliders.numbers["volume"].value() == 60.0
    total = sum(one.value() for one in page.sliders.numbers.values())
    assert total == pytest.approx(100.0, abs=0.5)
    moved = [page.model.index(row, 2).data(VALUE_ROLE) for row in range(len(before))]
    old = {task: place for place, task in enumerate(before)}
    assert moved == [old[task] - place for place, task in enumerate(ids(page))]
    assert page.save.isEnabled()


def test_back_to_the_policy_undoes_all(page, qtbot):
    before = ids(page)
    page.sliders.numbers["template"].setValue(90.0)
    qtbot.waitUntil(lambda: not page._rerank_timer.isActive())
    assert ids(page) != before
    page.reset_button.click()
    assert ids(page) == before
    assert not page.is_changed


def test_saving_puts_a_new_version_in_force_that_ranks_as_shown(
    page, sample_session, qtbot, monkeypatch
):
    page.sliders.numbers["volume"].setValue(40.0)
    page.rerank()
    shown, version = ids(page), sample_session.policy.version
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_args: None)
    assert not page.save_policy()
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_args: "件数を重く見る")
    with assessed(sample_session, qtbot):
        page.save.click()
    assert sample_session.policy.version != version
    assert sample_session.assessment.ranking["task_id"].tolist() == shown
    assert ids(page) == shown
    assert not page.is_changed
    assert sample_session.project.history.entries()[-1].reason == "件数を重く見る"


def test_knots_are_typed_dragged_and_refused(page, qtbot):
    editor, before = page.knots, ids(page)
    place = next(
        at for at in range(editor.factors.count()) if editor.factors.itemData(at)[0] == "volume"
    )
    editor.factors.setCurrentIndex(place)
    editor.table.item(0, 0).setText("なし")
    assert not editor.is_changed
    assert editor._problem.text()
    editor.table.item(0, 0).setText("1,000,000")
    assert not editor.is_changed
    editor.curve.knot_moved.emit(1, 500.0, 1.0)
    assert editor.is_changed
    qtbot.waitUntil(lambda: not page._rerank_timer.isActive())
    assert ids(page) != before
    card = page.scorecard()
    assert card.criterion[card.ids.index("volume")].factor[0].knots[1] == (500.0, 1.0)
    page.reset_button.click()
    assert ids(page) == before


def test_without_a_project_nothing_is_ranked(session, jobs, qtbot):
    owner = QObject()
    page = WeightsPage(session, jobs, Actions(session, owner))
    qtbot.addWidget(page)
    assert page.model.rowCount() == 0
    assert not page.save.isEnabled()
    owner.deleteLater()


def test_the_model_is_sound(page, qtmodeltester):
    qtmodeltester.check(page.model)
