"""The ranking page: rows as the engine gives them, decisions, the detail and the map."""

import numpy as np
import pyqtgraph
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMessageBox
from tests.gui.conftest import asks_first, assessed, decide

from rpa_scout.chances import chance_text
from rpa_scout.project.states import TaskState
from rpa_scout.register.records import Actual, Automation, Register, automation_id
from rpa_scout.text import _
from rpa_scout_gui.actions import Actions
from rpa_scout_gui.dialogs.reason import ReasonDialog
from rpa_scout_gui.models.filters import AnyOf, OneOf
from rpa_scout_gui.models.ranking_rows import MARKS
from rpa_scout_gui.models.table_model import PARTS_ROLE, VALUE_ROLE
from rpa_scout_gui.views.ranking_page import RankingPage
from rpa_scout_gui.widgets.tables.column_filter import ColumnFilterPopup
from rpa_scout_gui.widgets.tables.column_menus import ColumnMenus


@pytest.fixture
def actions(session):
    owner = QObject()
    yield Actions(session, owner)
    owner.deleteLater()


@pytest.fixture
def page(sample_session, jobs, actions, qtbot):
    one = RankingPage(sample_session, jobs, actions)
    qtbot.addWidget(one)
    qtbot.waitUntil(lambda: one.model.rowCount() > 0 and jobs.is_idle, timeout=60_000)
    return one


def column(page, name):
    place = next(at for at, one in enumerate(page.model.columns) if one.id == name)
    return [page.model.index(row, place).data(VALUE_ROLE) for row in range(page.model.rowCount())]


def test_rows_are_the_ranking(page, sample_session):
    ranking = sample_session.assessment.ranking
    assert column(page, "rank") == ranking["rank"].tolist()
    assert column(page, "score") == ranking["score"].tolist()
    assert column(page, "name") == ranking["name"].tolist()
    np.testing.assert_array_equal(
        column(page, "saved_hours_per_year_p50"), ranking["saved_hours_per_year_p50"]
    )


def test_the_model_is_sound(page, qtmodeltester):
    qtmodeltester.check(page.model)


def test_adopting_several_shows_at_once_and_plans_the_year(page, sample_session, actions):
    codes, names = column(page, "not_candidate_because"), column(page, "name")
    rows = [row for row, code in enumerate(codes) if code is None][:5]
    keys = [page.model.key_at(row) for row in rows]
    page.table.select_keys(keys)
    actions["tasks.adopt"].trigger()
    states = column(page, "state")
    assert [states[row] for row in rows] == ["adopted"] * 5
    year = page.decisions.year.currentData()
    assert {sample_session.records[one].planned_fiscal_year for one in keys} == {year}
    assert column(page, "name") == names
    sample_session.undo()
    assert set(column(page, "state")) == {"candidate"}


def test_the_list_of_those_that_are_no_candidates(page, sample_session):
    rule = sample_session.assessment.candidacy
    box = page.filters._boxes["not_candidate_because"]
    labels = [box.itemText(place) for place in range(1, box.count())]
    assert set(labels) == {label for label in map(rule.label, range(len(rule.codes))) if label}
    box.setCurrentIndex(box.findData("automated"))
    assert page.model.rowCount() == 9
    at = next(
        place for place, one in enumerate(page.model.columns) if one.id == "not_candidate_because"
    )
    cell = page.model.index(0, at)
    assert cell.data() == "自動化済み"
    assert "台帳" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_adopting_what_is_no_candidate_asks_for_a_reason(
    page, sample_session, actions, monkeypatch
):
    codes = column(page, "not_candidate_because")
    key = page.model.key_at(codes.index("automated"))
    page.table.select_keys([key])
    asked = []

    def answer(text):
        return lambda *words: (asked.append(words[-1]), text)[1]

    monkeypatch.setattr(ReasonDialog, "ask", answer(None))
    actions["tasks.adopt"].trigger()
    assert sample_session.records[key].state is TaskState.CANDIDATE
    assert key in asked[0]
    monkeypatch.setattr(ReasonDialog, "ask", answer("統合する"))
    actions["tasks.adopt"].trigger()
    record = sample_session.records[key]
    assert (record.state, record.reason) == (TaskState.ADOPTED, "統合する")
    assert record.not_candidate_because == "automated"


def test_a_figure_is_confirmed_beside_the_ranking(page, sample_session, jobs, qtbot):
    line = page.detail.candidacy
    task = page.model.key_at(0)
    page.table.select_keys([task])
    assert line.isHidden()
    with assessed(sample_session, qtbot):
        assert sample_session.change(
            lambda project: project.answers.correct(task, "minutes_per_item", 9_999.0, "誤って入力")
        )
        assert sample_session.change(
            lambda project: project.answers.correct(task, "items_per_run", 9_999.0, "誤って入力")
        )
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    page.table.clearSelection()
    page.show_task(task)
    assert not line.isHidden()
    assert "112,980" in line.sentence.text()
    asks_first(line.confirm, line.reason, sample_session.project)
    line.reason.setText("所属に確認")
    with assessed(sample_session, qtbot):
        assert line.confirm_it()
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    row = sample_session.assessment.position_of(task)
    assert sample_session.assessment.candidacy.codes[row] != "figure_unconfirmed"
    assert [one.task_id for one in sample_session.project.answers.confirmations()] == [task]


def test_holding_needs_a_reason(page, sample_session, actions, monkeypatch):
    key = page.model.key_at(0)
    page.table.select_keys([key])
    problems = []
    sample_session.problem.connect(problems.append)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_args: None)
    actions["tasks.hold"].trigger()
    assert problems == []  # called off
    assert sample_session.records[key].state is TaskState.CANDIDATE
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_args: "制度改正を待つ")
    actions["tasks.hold"].trigger()
    assert sample_session.records[key].state is TaskState.ON_HOLD
    assert sample_session.records[key].reason == "制度改正を待つ"


def test_filters_and_search_narrow_the_rows(page, qtbot):
    everything = page.model.rowCount()
    box = page.filters._boxes["department"]
    box.setCurrentIndex(box.findData("税務課"))
    assert 0 < page.model.rowCount() < everything
    assert set(column(page, "department")) == {"税務課"}
    page.filters.search.setText("そのような業務はない")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    page.filters.clear()
    assert page.model.rowCount() == everything


def test_the_detail_tells_why(page, sample_session, jobs, qtbot):
    key = page.model.key_at(3)
    page.table.select_keys([key])
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
    told = sample_session.assessment.explain(key)
    assert told.name in page.detail._head.text()
    assert len(page.detail._criteria._rows) == len(told.criteria)
    assert told.reason.replace("&", "&amp;") in page.detail._means.text()
    assert len(page.detail._waterfall._bars) == len(told.hours.waterfall.steps) + 2


def test_every_task_can_be_explained(page, jobs, qtbot):
    for row in range(0, page.model.rowCount(), 17):
        page.table.select_keys([page.model.key_at(row)])
        qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
    for place in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(place)
        assert not page.grab().isNull()


def test_judgement_notes_and_history_reach_the_project(page, sample_session):
    key = page.model.key_at(0)
    page.table.select_keys([key])
    panel = page.detail.judgement
    assert panel._number.is_empty
    value_missing = "先に値を入力してください。"
    line, project = panel._number.lineEdit(), sample_session.project
    asks_first(panel._override_button, line, project, value_missing)
    panel._override_kind.setCurrentIndex(panel._override_kind.findData("means"))
    before = project.history.entries()
    panel._override_button.click()
    assert project.history.entries() == before
    assert panel._means.placeholderText() == panel._means.accessibleDescription() == value_missing
    panel._override_kind.setCurrentIndex(panel._override_kind.findData("hours"))
    panel._number.setValue(120.0)
    panel._override_button.click()
    assert sample_session.overrides == {}
    assert panel._reason.placeholderText() == "先に理由を入力してください。"
    state = [one.id for one in page.model.columns].index("state")
    tooltip = page.model.index(0, state).data(Qt.ItemDataRole.ToolTipRole)
    assert "上書き" not in (tooltip or "")
    panel._reason.setText("実測による")
    panel._override_button.click()
    assert sample_session.overrides[key, "hours"].value == 120.0
    assert "実測による" in panel._judged.text()
    assert panel._number.is_empty
    tooltip = page.model.index(0, state).data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip == "上書きした値があります。"
    panel._note.setText("更改後に再確認")
    panel._add.click()
    assert [one.text for one in sample_session.project.tasks.notes(key)] == ["更改後に再確認"]
    assert "担当A" in panel._history.text()
    # The judgement stands beside what the window shows.
    ranking = sample_session.assessment.ranking.set_index("task_id")
    computed = ranking.loc[key, "saved_hours_per_year_p50"]
    entry = sample_session.project.history.entries()[-2]
    assert (entry.kind, entry.details["computed"]) == ("override", computed)
    assert f"計算値 {computed:,.1f}".removesuffix(".0") in panel._history.text()
    panel._withdraw.click()
    assert (key, "hours") not in sample_session.overrides


def test_the_map_follows_the_filter_and_names_the_tasks(page, sample_session):
    page.model.set_filter("means", OneOf(frozenset({"rpa"})))
    left = [page.model.key_at(row) for row in range(page.model.rowCount())]
    assert 0 < len(left) < page.model.count
    ranking = sample_session.assessment.ranking.set_index("task_id")
    known = ranking.loc[left, "saved_hours_per_year_p50"].dropna().index.tolist()
    assert page.map._ids.tolist() == known
    point = pyqtgraph.ScatterPlotItem(x=[70.0], y=[120.0], data=[known[0]]).points()[0]
    page.map._name_hovered(None, [point], None)
    tip = page.map._box.toolTip()
    assert ranking.loc[known[0], "name"] in tip
    assert "70.0" in tip
    assert "120" in tip
    page.map._name_hovered(None, [point] * 7, None)
    assert "ほか2件" in page.map._box.toolTip()
    page.filters.clear()
    assert len(page.map._ids) > len(known)


def test_marks_stand_beside_the_decision(page, sample_session):
    rule = sample_session.assessment.candidacy
    place = next(at for at, one in enumerate(page.model.columns) if one.id == "state")
    ids = sample_session.assessment.inventory.tasks.index
    for position, code in enumerate(rule.codes):
        (row,) = page.model.rows_of([ids[position]])
        marks = page.model.index(row, place).data(PARTS_ROLE)[MARKS]
        assert rule.label(position) in marks
        if code is None and marks:
            assert marks == "要確認"
    automated = list(rule.codes).index("automated")
    cell = page.model.index(page.model.rows_of([ids[automated]])[0], place)
    assert rule.sentence(automated) in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_marks_are_conditions_of_the_decision_with_a_chip(page, sample_session):
    place = next(at for at, one in enumerate(page.model.columns) if one.id == "state")
    page.show()
    page.table.filter_asked.emit(place)
    (opened,) = (one for one in page.table.findChildren(ColumnFilterPopup) if one.isVisible())
    states, marks = (part.values for part in opened.lists)
    codes = list(sample_session.assessment.candidacy.codes)
    (item,) = marks.findItems("自動化済み", Qt.MatchFlag.MatchStartsWith)
    assert item.text() == f"自動化済み　{codes.count('automated')}"
    item.setCheckState(Qt.CheckState.Checked)
    assert page.model.rowCount() == codes.count("automated")
    assert page.filters.chips.chips[MARKS].text().startswith("備考：自動化済み")
    (counter,) = marks.findItems("窓口で即時", Qt.MatchFlag.MatchStartsWith)
    counter.setCheckState(Qt.CheckState.Checked)
    assert page.model.rowCount() == codes.count("automated") + codes.count("counter")
    (candidates,) = states.findItems("未決定", Qt.MatchFlag.MatchStartsWith)
    assert candidates.text() == f"未決定　{page.model.rowCount()}"
    opened.clear_button.click()
    assert page.model.rowCount() == page.model.count
    assert not page.filters.chips.chips
    menu = ColumnMenus(page.model, page.table, page)
    menu.rebuild()
    conditions = menu.actions()[-1].menu().actions()
    (of_marks,) = (one for one in conditions if one.text() == "備考")
    (entry,) = (one for one in of_marks.menu().actions() if one.text() == "自動化済み")
    entry.trigger()
    assert page.model.filters[MARKS] == AnyOf(frozenset({"already_automated"}))


def test_conditions_stay_after_a_decision_and_end_with_the_project(
    page, sample_session, jobs, qtbot, tmp_path
):
    condition = OneOf(frozenset({"rpa", "ocr_rpa"}))
    page.model.set_filter("means", condition)
    decide(sample_session, [page.model.key_at(0)], "adopted", planned_fiscal_year=2028)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    assert page.model.filters == {"means": condition}
    assert "手段" in page.filters.chips.chips["means"].text()
    assert sample_session.create(tmp_path / "別.rpascout")
    assert page.model.filters == {}


def test_a_frame_in_the_map_selects_in_the_table(page):
    score, saved = page.map._score, page.map._saved
    frame = QRectF(float(np.median(score)), 0.0, 100.0, float(saved.max()) + 1.0)
    page.map._box.frame_drawn.emit(frame)
    wanted = set(page.map._ids[(score >= frame.left()) & (saved >= 0.0)].tolist())
    assert set(page.table.selected_keys()) == wanted
    assert page.map._selected == wanted


def test_read_only_projects_cannot_be_decided_on(page, sample_session, actions):
    page.table.select_keys([page.model.key_at(0)])
    assert actions["tasks.adopt"].isEnabled()
    sample_session.read_only = True
    actions.refresh()
    assert not actions["tasks.adopt"].isEnabled()


def test_showing_a_task_that_is_filtered_out_shows_all(page):
    key = page.model.key_at(0)
    page.model.set_text("そのような業務はない")
    page.show_task(key)
    assert page.table.selected_keys() == [key]


def menu_named(menu, name):
    return next(one.menu() for one in menu.actions() if one.text().endswith(name))


def test_any_column_can_be_filtered_by_the_menu(page):
    menus = ColumnMenus(page.model, page.table, page)
    menus.rebuild()
    conditions = menus.actions()[2].menu()
    score = menu_named(conditions, _("Score")).actions()[0].defaultWidget()
    score.low.setText("80")
    score.low.editingFinished.emit()
    assert 0 < page.model.rowCount() < page.model.count
    assert min(column(page, "score")) >= 80
    score.low.setText("")
    score.low.editingFinished.emit()
    assert page.model.rowCount() == page.model.count
    difficulty = menu_named(conditions, _("Difficulty"))
    difficulty.actions()[0].trigger()
    assert len(set(column(page, "difficulty"))) == 1
    menus.rebuild()
    assert menu_named(menus.actions()[2].menu(), _("Difficulty")).title().startswith("●")


def test_dragging_a_frame_with_the_mouse_selects(page, jobs, qtbot, monkeypatch):
    monkeypatch.setitem(pyqtgraph.CONFIG_OPTIONS, "mouseRateLimit", -1)
    page.detail.tabs.setCurrentWidget(page.map)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=30_000)
    page.map.show_all()
    page.grab()  # nobody drags in what was not drawn yet
    view = page.map.viewport()
    start, end = QPointF(80, 20), QPointF(view.width() - 10, view.height() - 60)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, at, button, held in (
        (QEvent.Type.MouseMove, start, none, none),
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, (start + end) / 2, none, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        event = QMouseEvent(
            kind, at, view.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier
        )
        QCoreApplication.sendEvent(view, event)
    assert len(page.table.selected_keys()) > 1


def test_owner_and_builder_are_kept(page, sample_session):
    key = page.model.key_at(1)
    page.table.select_keys([key])
    plan = page.detail.judgement.plan
    assert not plan.save_button.isEnabled()
    plan.owner.setText("担当B")
    plan.builder.setCurrentIndex(plan.builder.findData("vendor"))
    plan.save_button.click()
    record = sample_session.records[key]
    assert (record.owner, record.builder) == ("担当B", "vendor")
    assert not plan.save_button.isEnabled()
    plan.owner.clear()
    plan.save_button.click()
    assert sample_session.records[key].owner is None
    assert sample_session.records[key].builder == "vendor"


def test_the_page_says_what_actuals_changed(page, sample_session, jobs, qtbot):
    assert page.calibration.isHidden()
    row = sample_session.assessment.ranking.iloc[0]
    automation = automation_id(row["department"], row["name"])
    running = Automation(
        automation, row["department"], row["name"], running_since=2023, still_running=True
    )
    hours = 0.5 * row["saved_hours_per_year_p50"]
    register = Register((running,), (Actual(automation, 2025, hours),))
    with assessed(sample_session, qtbot):
        assert sample_session.change(lambda project: project.register.import_(register))
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=60_000)
    calibration = sample_session.assessment.calibration
    assert calibration.used == (row["task_id"],)
    assert page.calibration.text() == calibration.sentence()
    assert not page.calibration.isHidden()


def wait_for_answer(page, jobs, qtbot):
    qtbot.waitUntil(lambda: jobs.is_idle and bool(page.answer.sentence.text()), timeout=60_000)


def test_one_sentence_answers_and_its_tasks_can_be_selected(page, sample_session, jobs, qtbot):
    wait_for_answer(page, jobs, qtbot)
    needed = sample_session.target().ahead.headline
    sentence = page.answer.sentence.text()
    assert f"候補{needed.outlook.adopted}件" in sentence
    assert f"上位{needed.first}位" in sentence
    assert "80%" in sentence
    page.answer.select.click()
    wait_for_answer(page, jobs, qtbot)
    chosen = page.table.selected_keys()
    assert len(chosen) == needed.outlook.adopted
    rule = sample_session.assessment.candidacy
    assert all(rule.is_candidate[sample_session.assessment.position_of(task)] for task in chosen)
    both = chance_text(needed.outlook.chances.both)
    assert page.answer.selection.text().endswith(f"全目標 {both}")


def test_the_selection_says_what_it_would_bring(page, sample_session, jobs, qtbot):
    wait_for_answer(page, jobs, qtbot)
    codes = column(page, "not_candidate_because")
    rows = [row for row, code in enumerate(codes) if code is None][:3]
    page.table.select_keys([page.model.key_at(row) for row in rows])
    qtbot.waitUntil(lambda: "3件" in page.answer.selection.text(), timeout=60_000)
    index = sample_session.assessment.inventory.tasks.index
    positions = index.get_indexer([page.model.key_at(row) for row in rows])
    outlook = sample_session.target().ahead.of_rows(positions)
    assert f"年{float(outlook.hours.p50):,.0f}時間" in page.answer.selection.text()
    excluded = codes.index("automated")
    page.table.select_keys([page.model.key_at(excluded)])
    qtbot.waitUntil(lambda: page.answer.selection.text() == "", timeout=60_000)


def test_adopting_moves_the_answer(page, sample_session, actions, jobs, qtbot, monkeypatch):
    yes = QMessageBox.StandardButton.Yes
    monkeypatch.setattr(QMessageBox, "question", lambda *_words: yes)
    wait_for_answer(page, jobs, qtbot)
    page.answer.select.click()
    actions["tasks.adopt"].trigger()
    qtbot.waitUntil(page.answer.select.isHidden, timeout=60_000)
    assert sample_session.target().ahead.headline.outlook.adopted == 0


def test_the_sum_so_far_is_that_of_the_engine(page, sample_session, jobs, qtbot):
    wait_for_answer(page, jobs, qtbot)
    outlook = sample_session.target().ahead
    expected = outlook.curve(400).total_hours.p50
    shown = [hours for hours in column(page, "cumulative_hours_p50") if not np.isnan(hours)]
    np.testing.assert_array_equal(shown, expected)


def test_the_first_click_on_hours_puts_the_largest_on_top(page, jobs, qtbot):
    wait_for_answer(page, jobs, qtbot)
    at = next(
        place for place, one in enumerate(page.model.columns)
        if one.id == "saved_hours_per_year_p50"
    )  # fmt: skip
    page.show()
    page.resize(1366, 700)
    header = page.table.horizontalHeader()
    page.table.verticalScrollBar().setValue(40)
    middle = header.sectionViewportPosition(at) + header.sectionSize(at) // 2
    spot = QPoint(middle, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    hours = column(page, "saved_hours_per_year_p50")
    assert hours[0] == np.nanmax(hours)
    assert page.table.verticalScrollBar().value() == 0
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert column(page, "rank")[0] == 1, "a second click shows the ranking's own order again"


def test_the_detail_is_a_drawer_on_small_screens(page, jobs, qtbot):
    wait_for_answer(page, jobs, qtbot)
    page.show()
    page.resize(1200, 700)
    qtbot.waitUntil(page.detail.isHidden)
    page.answer.detail.click()
    assert page.detail.isVisible()
    page.resize(1700, 900)
    qtbot.waitUntil(page.answer.detail.isChecked)
    page.resize(1200, 700)
    qtbot.waitUntil(page.detail.isHidden)
    page.show_task(str(page.model.key_at(2)))
    assert page.detail.isVisible()


def test_a_right_click_offers_the_decisions(page, actions):
    offered = page.table.actions()
    assert [action.objectName() for action in offered][:3] == [
        "tasks.adopt", "tasks.hold", "tasks.decline",
    ]  # fmt: skip
    assert page.table.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    assert offered[0] is actions["tasks.adopt"]
