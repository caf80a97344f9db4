"""Sizes, full screen, meeting, and printed pages of text."""

import subprocess

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView
from tests.gui.conftest import decide, settle, shown

from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.dialogs.printed import printed_page, printed_task
from rpa_scout_gui.models.filters import OneOf
from rpa_scout_gui.theme import MEETING_ZOOM, ZOOMS, next_zoom

pytestmark = pytest.mark.usefixtures("normal_size")


def test_sizes_go_up_and_down_and_stop_at_the_ends():
    assert [next_zoom(size, 1) for size in ZOOMS] == [*ZOOMS[1:], ZOOMS[-1]]
    assert [next_zoom(size, -1) for size in ZOOMS] == [ZOOMS[0], *ZOOMS[:-1]]
    assert {next_zoom(size, 0) for size in ZOOMS} == {1.0}


def test_everything_becomes_larger_and_is_remembered(filled, qtbot):
    page = shown(filled, "ranking", qtbot)
    height, column = page.table.rowHeight(0), page.table.columnWidth(1)
    text = QFontMetrics(page.table.font()).height()
    for _step in range(3):
        filled.window.actions_["view.larger"].trigger()
    page = shown(filled, "ranking", qtbot)
    assert filled.settings.zoom == ZOOMS[ZOOMS.index(1.0) + 3]
    assert filled.window.page.page_id == "ranking"
    assert page.table.rowHeight(0) > height
    assert page.table.columnWidth(1) > column
    assert QFontMetrics(page.table.font()).height() > 1.4 * text
    filled.window.actions_["view.smaller"].trigger()
    assert filled.settings.zoom == ZOOMS[ZOOMS.index(1.0) + 2]
    filled.window.actions_["view.normal"].trigger()
    assert shown(filled, "ranking", qtbot).table.rowHeight(0) == height


def test_a_meeting_fills_the_screen_without_the_rail_and_ends_as_before(filled, qtbot):
    shown(filled, "ranking", qtbot)
    assert filled.window.bars.rail.isVisible()
    size = filled.window.font().pointSizeF()
    filled.window.actions_["view.meeting"].trigger()
    settle(filled, qtbot)
    window = filled.window
    assert window.isFullScreen()
    assert not window.bars.rail.isVisible()
    assert not window.bars.guide.isVisible()
    assert window.bars.target_bar.isVisible()
    assert window.font().pointSizeF() == pytest.approx(MEETING_ZOOM * size)
    assert filled.settings.zoom == 1.0
    window.actions_["view.meeting"].trigger()
    settle(filled, qtbot)
    assert not filled.window.isFullScreen()
    assert filled.window.bars.rail.isVisible()
    assert filled.window.font().pointSizeF() == size


def test_full_screen_and_back(filled):
    filled.window.actions_["view.full"].trigger()
    assert filled.window.isFullScreen()
    filled.window.actions_["view.full"].trigger()
    assert not filled.window.isFullScreen()


@pytest.mark.parametrize("page_id", ["ranking", "plan", "findings", "history", "surveys"])
def test_a_page_prints_its_rows_as_text(filled, qtbot, page_id):
    page = shown(filled, page_id, qtbot)
    if page_id == "plan":
        page.make_plan()
        settle(filled, qtbot)
    text = " ".join(printed_page(page, "見本のページ").toPlainText().split())
    assert "見本のページ" in text
    model = page.table.model()
    shown_columns = [at for at in range(model.columnCount()) if not page.table.isColumnHidden(at)]
    assert model.rowCount()
    for row in (0, model.rowCount() - 1):
        for column in shown_columns:
            assert " ".join(str(model.index(row, column).data() or "").split()) in text


def test_the_printed_ranking_follows_the_filter_and_names_the_range(filled, qtbot):
    page = shown(filled, "ranking", qtbot)
    page.filters.search.setText("税務課")
    qtbot.waitUntil(lambda: page.model.rowCount() < page.model.count, timeout=5_000)
    text = printed_page(page, "").toPlainText()
    row = filled.session.assessment.ranking.set_index("task_id").loc[page.model.key_at(0)]
    low, high = (round(row[f"saved_hours_per_year_{name}"]) for name in ("p10", "p90"))
    assert f"({low:,}～{high:,})" in text
    names = {record.department for record in filled.session.records.values()} - {"税務課"}
    assert not [name for name in names if f"\n{name}\n" in text]


def test_a_task_sheet_is_text_with_its_criteria_and_decision(filled, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(FileQuestions, "save", lambda _self, _title, name, _suffix: tmp_path / name)
    page = shown(filled, "ranking", qtbot)
    (task, *_others) = filled.session.assessment.ranking["task_id"]
    decide(filled.session, [task], "adopted", planned_fiscal_year=2028)
    assessment = filled.session.assessment
    explanation = assessment.explain(task)
    text = printed_task(assessment, task, filled.session.decisions[task]).toPlainText()
    for part in explanation.criteria:
        assert part.label in text
        assert f"{part.contribution:.1f}" in text
    assert explanation.name in text
    assert "採択" in text
    assert "令和10年度" in text
    page.table.select_keys([task])
    filled.window.actions_["file.task_pdf"].trigger()
    pdf = tmp_path / f"{task}.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")
    words = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=False)
    if words.returncode == 0:
        assert explanation.name[:4] in words.stdout.decode()


REBUILT = ("view.larger", "view.language", "view.meeting")
"""Actions that build the window again."""


@pytest.mark.parametrize("action", REBUILT)
def test_a_window_built_again_shows_what_was_set(filled, qtbot, action):
    ranking = shown(filled, "ranking", qtbot)
    position = next(at for at, column in enumerate(ranking.model.columns) if column.id == "score")
    ranking.table.horizontalHeader().setSortIndicator(position, Qt.SortOrder.AscendingOrder)
    ranking.table.hideColumn(position + 1)
    ranking.table.setColumnWidth(position, 171)
    ranking.table.horizontalHeader().moveSection(position, 2)
    ranking.filters.search.setText("課")
    ranking.filters.search.returnPressed.emit()
    means = ranking.model.array("means").tolist()
    ranking.model.set_filter("means", OneOf(frozenset({means[0]})))
    keys = [str(ranking.model.key_at(row)) for row in (1, 3)]
    ranking.table.select_keys(keys)
    ranking.detail.tabs.setCurrentIndex(2)
    plan = shown(filled, "plan", qtbot)
    plan.make_plan()
    settle(filled, qtbot)
    weights = shown(filled, "weights", qtbot)
    weights.sliders.sliders["volume"].setValue(400)
    weights.rerank()
    shares, ranks = weights.sliders.shares, weights.reranking.rank.tolist()
    findings = shown(filled, "findings", qtbot)
    findings.with_notes.setChecked(True)
    settle(filled, qtbot)
    findings.table.select_keys([findings.model.key_at(5)])
    before = {name: page.state() for name, page in filled.window._pages.items()}
    count = ranking.model.rowCount()
    assert before["ranking"].tables[0].columns.order[2] == "score"
    assert before["ranking"].tables[0].columns.widths["score"] == 171
    filled.window.actions_[action].trigger()
    settle(filled, qtbot)
    assert filled.window.page.page_id == "findings"
    after = {name: shown(filled, name, qtbot).state() for name in before}
    for name, state in before.items():
        assert after[name].filters == state.filters, name
        assert (after[name].switches, after[name].tabs) == (state.switches, state.tabs), name
        for table, again in zip(state.tables, after[name].tables, strict=True):
            assert again.selected == table.selected, name
            assert again.columns == table.columns, name
    again = shown(filled, "ranking", qtbot)
    assert (again.model.rowCount(), [*again.table.selected_keys()]) == (count, keys)
    assert again.detail._task == keys[0]
    assert shown(filled, "plan", qtbot).plan is plan.plan
    weights = shown(filled, "weights", qtbot)
    assert (weights.sliders.shares, weights.reranking.rank.tolist()) == (shares, ranks)


@pytest.mark.parametrize("action", REBUILT)
@pytest.mark.parametrize("is_department", [True, False])
def test_a_window_built_again_keeps_the_branch_of_findings(filled, qtbot, action, is_department):
    findings = shown(filled, "findings", qtbot)
    findings.with_notes.setChecked(True)
    settle(filled, qtbot)
    department = findings.tree.topLevelItem(2)
    findings.tree.setCurrentItem(department if is_department else department.child(0))
    branch, count = findings._chosen_group(), findings.model.rowCount()
    assert branch[0]
    assert (branch[1] is None) is is_department
    filled.window.actions_[action].trigger()
    settle(filled, qtbot)
    for _reading in range(2):
        again = shown(filled, "findings", qtbot)
        assert (again._chosen_group(), again.model.rowCount()) == (branch, count)
        again.refresh()
        settle(filled, qtbot)
    again.tree.setCurrentItem(again.tree.topLevelItem(0))
    assert again.model.rowCount() > count


def test_a_window_built_again_shows_the_same_rows(filled, qtbot):
    page = shown(filled, "ranking", qtbot)
    page.table.scrollTo(page.model.index(40, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    top = page.table.table_state().top
    assert top == page.model.key_at(40)
    filled.window.actions_["view.language"].trigger()
    settle(filled, qtbot)
    assert shown(filled, "ranking", qtbot).table.table_state().top == top
