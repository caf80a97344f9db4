"""The board of a plan: cards are dragged, moved by keys, locked; two plans stand side by side."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from tests.gui.conftest import decide

import rpa_scout as rs
from rpa_scout.chances import chance_text
from rpa_scout.planning.comparing import compared_plans
from rpa_scout.planning.moving import moved
from rpa_scout.planning.texts import comparison_sentence, gain_text
from rpa_scout.planning.what_if import limit_gains
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.models.plan_cards import TASKS_FORMAT, dragged_tasks
from rpa_scout_gui.views.plan_page import PlanPage


@pytest.fixture(scope="module")
def sample_plan(sample_inventory):
    assessment = rs.assess(sample_inventory, rs.load_policy())
    return rs.plan(assessment, rs.PlanLimits(in_house_hours_per_year=600), seconds=2)


@pytest.fixture
def page(session, jobs, qtbot, sample_plan):
    owner = QObject()
    page = PlanPage(session, jobs, Actions(session, owner))
    qtbot.addWidget(page)
    page.show_plan(sample_plan)
    page.show()
    qtbot.waitExposed(page)
    yield page
    owner.deleteLater()


@pytest.fixture
def board(page):
    return page.board


def drop(column, tasks):
    """Drop tasks into a column, as the mouse does at the end of a drag."""
    data = QMimeData()
    data.setData(TASKS_FORMAT, "\n".join(tasks).encode())
    place = QPointF(column.list.viewport().rect().center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(place.toPoint(), action, data, buttons, keys)
    QApplication.sendEvent(column.list.viewport(), enter)
    assert enter.isAccepted()
    event = QDropEvent(place, action, data, buttons, keys)
    QApplication.sendEvent(column.list.viewport(), event)
    return event


def settled(page, jobs, qtbot, before):
    qtbot.waitUntil(lambda: jobs.is_idle and page.plan is not before, timeout=60_000)
    return page.plan


def cards_of(page):
    return {
        year: [card.task_id for card in column.list.cards.cards]
        for year, column in page.board.columns.items()
    }


def test_the_board_shows_the_plan_year_by_year(board, page, qtmodeltester):
    plan = page.plan
    shown = cards_of(page)
    assert list(shown) == [*(year.fiscal_year for year in plan.years), None]
    for task in plan.tasks:
        assert task.task_id in shown[task.fiscal_year]
    for year in plan.years:
        column = board.columns[year.fiscal_year]
        assert column.bar.used == year.build_hours
        assert column.bar.capacity == year.build_hours_capacity
        assert not column.bar.is_exceeded
        assert chance_text(year.chances.both) in column.chance.text()
        assert f"{year.new_tasks:,}件" in column.title.text()
        qtmodeltester.check(column.list.cards)
    card = board.columns[plan.years[0].fiscal_year].list.cards.cards[0]
    why = {task.task_id: task.why for task in plan.tasks}
    assert card.remark == why[card.task_id]
    assert card.why in card.text


def test_a_dropped_card_is_locked_there_and_all_figures_move(board, page, jobs, qtbot):
    before = page.plan
    first, later = before.years[0].fiscal_year, before.years[2].fiscal_year
    task = cards_of(page)[first][0]
    assert drop(board.columns[later], [task]).isAccepted()
    after = settled(page, jobs, qtbot, before)
    assert page.locks == {task: later}
    assert after.year_of == {**before.year_of, task: later}
    assert cards_of(page)[later].count(task) == 1
    expected = moved(before, {task: later})
    assert after.chances == expected.chances
    column = board.columns[later]
    assert column.bar.used == pytest.approx(expected.years[2].build_hours)
    card = column.list.cards.cards[column.list.cards.rows_of([task])[0]]
    assert card.lock == later
    assert "固定" in card.text


def test_other_things_cannot_be_dropped(board, page):
    data = QMimeData()
    data.setText("業務")
    column = next(iter(board.columns.values()))
    args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    place = QPointF(column.list.viewport().rect().center())
    event = QDropEvent(place, *args, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(column.list.viewport(), event)
    assert not event.isAccepted()
    assert page.locks == {}


def test_the_drag_of_a_card_carries_its_task(board):
    cards = next(iter(board.columns.values())).list.cards
    data = cards.mimeData([cards.index(0), cards.index(1)])
    assert dragged_tasks(data) == [cards.cards[0].task_id, cards.cards[1].task_id]
    assert cards.flags(cards.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_cards_move_by_keys_alone(board, page, jobs, qtbot):
    plan = page.plan
    years = [year.fiscal_year for year in plan.years]
    cards = board.columns[years[0]].list
    cards.setFocus()
    task = cards.cards.cards[0].task_id
    cards.select_tasks([task])
    qtbot.keyClick(cards, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    plan = settled(page, jobs, qtbot, plan)
    assert plan.year_of[task] == years[1]
    moved_to = board.columns[years[1]].list
    assert moved_to.selected_tasks() == [task]
    qtbot.keyClick(moved_to, Qt.Key.Key_L)
    plan = settled(page, jobs, qtbot, plan)
    assert page.locks == {}
    assert plan.year_of[task] == years[1]  # unlocked, it stays until it is planned anew
    qtbot.keyClick(moved_to, Qt.Key.Key_L)
    plan = settled(page, jobs, qtbot, plan)
    assert page.locks == {task: years[1]}
    qtbot.keyClick(moved_to, Qt.Key.Key_Left)
    assert board.columns[years[0]].list.currentIndex().isValid()
    qtbot.keyClick(board.columns[years[0]].list, Qt.Key.Key_Left)  # nothing before the first


def test_the_menu_of_a_card_offers_every_year(board, page, jobs, qtbot):
    plan = page.plan
    year = plan.years[0].fiscal_year
    task = cards_of(page)[year][0]
    board.columns[year].list.select_tasks([task])
    menu = board.menu_of(year)
    names = [action.text() for action in menu.actions()]
    assert len(names) == len(plan.years) + 2
    menu.actions()[names.index("計画から外す")].trigger()
    plan = settled(page, jobs, qtbot, plan)
    assert task not in plan.year_of
    assert task in cards_of(page)[None]


def test_what_exceeds_a_limit_is_said_and_marked(board, page, jobs, qtbot):
    plan = page.plan
    last_but_one = plan.years[-2].fiscal_year
    page.move_tasks(cards_of(page)[plan.years[0].fiscal_year], last_but_one)
    plan = settled(page, jobs, qtbot, plan)
    assert board.columns[last_but_one].bar.is_exceeded
    assert not page.excess.isHidden()
    assert "超過" in page.excess.text()


def test_what_cannot_be_built_stays_where_it_is_and_says_why(page, jobs, qtbot):
    assessment, plan = page.plan.request.assessment, page.plan
    row = int(np.flatnonzero(np.isnan(assessment.build_hours))[0])
    task = str(assessment.inventory.tasks.index[row])
    problems = []
    page._session.problem.connect(problems.append)
    page.move_tasks([task], plan.years[0].fiscal_year)
    qtbot.waitUntil(lambda: jobs.is_idle and bool(problems), timeout=60_000)
    assert page.plan is plan
    assert page.locks == {}


def test_a_kept_plan_stands_beside_the_next(board, page, jobs, qtbot):
    plan_a = page.plan
    page.keep.click()
    assert page.comparison.moves.model().rowCount() == 0
    first, later = plan_a.years[0].fiscal_year, plan_a.years[-2].fiscal_year
    page.move_tasks(cards_of(page)[first][:3], later)
    plan_b = settled(page, jobs, qtbot, plan_a)
    comparison = compared_plans(plan_a, plan_b)
    assert comparison.moves
    assert page.comparison.sentence.text() == comparison_sentence(comparison)
    assert page.comparison.moves.model().rowCount() == len(comparison.moves)
    years = page.comparison.years.model()
    texts = [years.index(0, column).data() for column in range(years.columnCount())]
    assert chance_text(plan_a.years[0].chances.both) == texts[-2]
    assert "● " in "".join(texts)
    moves = {move.task_id for move in comparison.moves}
    marked = {
        card.task_id
        for column in board.columns.values()
        for card in column.list.cards.cards
        if card.moved_from
    }
    assert marked == moves


def test_more_of_each_limit_is_tried(page, jobs, qtbot):
    page.comparison.ask_gains.click()
    table = page.comparison.gains.model()
    qtbot.waitUntil(lambda: jobs.is_idle and table.rowCount() > 0, timeout=90_000)
    gains = limit_gains(page.plan)
    assert [table.index(row, 0).data() for row in range(table.rowCount())] == [
        gain_text(gain) for gain in gains
    ]


def test_a_second_move_keeps_the_first_that_is_still_being_judged(page, jobs, qtbot):
    before = page.plan
    first, second = cards_of(page)[before.years[0].fiscal_year][:2]
    later = before.years[2].fiscal_year
    page.move_tasks([first], later)
    page.move_tasks([second], "out")
    after = settled(page, jobs, qtbot, before)
    assert page.locks == {first: later, second: "out"}
    assert after.year_of[first] == later
    assert second not in after.year_of


def test_another_project_never_shows_the_plan_of_the_former(
    page, session, jobs, tmp_path, policy, qtbot
):
    task = cards_of(page)[page.plan.years[0].fiscal_year][0]
    page.move_tasks([task], "out")
    assert session.create(tmp_path / "別.rpascout", policy)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    assert page.plan is None
    assert page.board.columns == {}


def test_gains_of_a_plan_are_not_shown_beside_the_next(page, jobs, qtbot):
    before = page.plan
    page.comparison.ask_gains.click()
    page.move_tasks([cards_of(page)[before.years[0].fiscal_year][0]], "out")
    settled(page, jobs, qtbot, before)
    assert page.comparison.gains.isHidden()


def test_the_last_move_is_taken_back_before_a_change_of_the_project(filled, sample_plan, qtbot):
    window = filled.window
    undo, redo = (window.actions_[name] for name in ("edit.undo", "edit.redo"))
    first_task = filled.session.assessment.ranking["task_id"][0]
    decide(filled.session, [first_task], "on_hold", "様式の改正待ち")
    entries = len(filled.session.project.history.entries())
    page = filled.window.show_page("plan")
    page.show_plan(sample_plan)
    before = page.plan
    first, later = before.years[0].fiscal_year, before.years[2].fiscal_year
    task, other = cards_of(page)[first][:2]
    name = before.request.assessment.inventory.tasks["name"][task]
    page.move_tasks([task], later)
    middle = settled(page, filled.jobs, qtbot, before)
    status = window.statusBar().currentMessage
    assert status() == f"令和{later - 2018}年度に移しました：「{name}」　元に戻す：Ctrl+Z"
    page.move_tasks([task, other], "out")
    after = settled(page, filled.jobs, qtbot, middle)
    assert after.year_of.get(task) is None
    undo.trigger()
    assert (page.plan, page.locks) == (middle, {task: later})
    assert status().startswith(f"元に戻しました：計画から外しました：「{name}」ほか1件")
    undo.trigger()
    assert (page.plan, page.locks) == (before, {})
    assert task in cards_of(page)[first]
    assert len(filled.session.project.history.entries()) == entries
    redo.trigger()
    assert (page.plan, page.locks) == (middle, {task: later})
    undo.trigger()
    window.show_page("ranking")  # elsewhere the same keys are those of the project
    assert not redo.isEnabled()
    window.show_page("plan")
    assert redo.isEnabled()
    undo.trigger()
    assert len(filled.session.project.history.entries()) == entries + 1
    assert page.plan is before
    assert not page.can_redo, "what follows a change of the project no longer fits"


def test_without_a_project_no_step_can_be_taken_back(filled, sample_plan, qtbot):
    page = filled.window.show_page("plan")
    page.show_plan(sample_plan)
    year = page.plan.years[0].fiscal_year
    page.move_tasks([cards_of(page)[year][0]], "out")
    settled(page, filled.jobs, qtbot, sample_plan)
    undo = filled.window.actions_["edit.undo"]
    assert undo.isEnabled()
    filled.window.actions_["file.close"].trigger()
    assert not undo.isEnabled()
