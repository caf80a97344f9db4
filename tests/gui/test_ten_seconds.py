"""The answer of the ranking is seen at once: one line, the way to the goal, readable decisions."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton
from tests.gui.conftest import decide, settle, shown
from tests.gui.test_theme import LEAST, contrast

from rpa_scout.project.goals.stages import next_stage
from rpa_scout_gui.theme import apply_theme
from rpa_scout_gui.widgets.guide_bar import PAGE_OF_STAGE

SIZES = ((1366, 768), (1280, 640))


def test_the_sentence_fits_on_one_line_and_the_goal_is_one_click_away(filled, qtbot):
    page = shown(filled, "ranking", qtbot)
    needed = filled.session.target().ahead.headline
    for width, height in SIZES:
        filled.window.resize(width, height)
        qtbot.wait(50)
        label = page.answer.sentence
        metrics = QFontMetrics(label.font())
        assert metrics.horizontalAdvance(label.text()) <= label.width(), (width, label.text())
        assert label.height() < 2 * metrics.lineSpacing()
        assert page.cut.isVisible()
        assert page.cut.text().endswith("↓")
        assert f"{needed.first}位" in page.cut.text()
    header = page.table.horizontalHeader()
    selected = page.table.selected_keys()
    for sorted_by in (-1, 1):
        header.setSortIndicator(sorted_by, Qt.SortOrder.AscendingOrder)
        page.cut.click()
        assert header.sortIndicatorSection() == -1
        (row,) = page.model.rows_of([page._ahead.last_needed])
        assert page.model.index(row, 0).data() == str(needed.first)
        line = page.table.rowViewportPosition(row) + page.table.rowHeight(row)
        assert 0 < line < page.table.viewport().height()
        assert not page.cut.text().endswith(("↓", "↑"))
        assert page.table.selected_keys() == selected
    page.table.scrollToBottom()
    assert page.cut.text().endswith("↑")
    page.filters.search.setText("どこにもない語")
    page.filters.search.returnPressed.emit()
    assert not page.cut.isVisible()
    page.filters.clear()
    assert page.cut.isVisible()


def test_the_gauges_say_that_they_count_what_is_adopted(filled, qtbot):
    page = shown(filled, "ranking", qtbot)
    bar = filled.window.bars.target_bar
    for tasks in ([], list(page._ahead.needed[:14])):
        if tasks:
            assert decide(filled.session, tasks, "adopted")
            settle(filled, qtbot)
        for width, height in SIZES:
            filled.window.resize(width, height)
            qtbot.wait(50)
            headings = {name: gauge.heading() for name, gauge in bar.gauges.items()}
            for name, target in filled.session.policy.targets.indicators.items():
                adopted = "" if name in filled.session.policy.targets.entered else "（採択済み）"
                assert headings[name] == f"{target.label}{adopted}"
    gauge = bar.gauges["hours"]
    assert "（採択済み）" in gauge.accessibleName()
    gauge.setFixedWidth(360)
    assert gauge.heading() == gauge.reading.label
    assert gauge.reading.sentence.startswith(gauge.reading.heading)


def test_one_button_of_the_ranking_stands_out(filled, qtbot):
    page = shown(filled, "ranking", qtbot)
    buttons = filled.window.findChildren(QPushButton)
    main = [button for button in buttons if button.isVisible() and button.property("role")]
    assert main == [page.answer.select]
    following = filled.window.bars.guide.next
    assert following.isVisible()
    assert following.grab().toImage().pixelColor(1, 10).alpha() == 0


def test_the_guide_names_the_first_open_stage_and_why(filled, qtbot):
    guide = filled.window.bars.guide
    for page_id in ("history", "ranking", "plan", "findings"):
        shown(filled, page_id, qtbot)
        first = next_stage(guide.stages)
        assert first.id == "findings"
        assert guide.to_do.text() == first.to_do
        if page_id == "findings":
            assert guide.next.text() == "その後：決定"
            assert guide.next.toolTip() == guide.following.to_do
        else:
            assert guide.next.text() == "次へ：点検"
            guide.next.click()
            assert filled.window.page.page_id == PAGE_OF_STAGE["findings"]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_decisions_are_readable_on_selected_rows(filled, qapp, qtbot, dark):
    page = shown(filled, "ranking", qtbot)
    rule = filled.session.assessment.candidacy
    tasks = filled.session.assessment.ranking["task_id"].tolist()
    position = filled.session.assessment.position_of
    open_tasks = [task for task in tasks if rule.is_candidate[position(task)]][:3]
    for task, state in zip(open_tasks, ("adopted", "on_hold", "declined"), strict=True):
        assert decide(filled.session, [task], state, "試行")
    settle(filled, qtbot)
    apply_theme(qapp, dark=dark)
    at = next(at for at, column in enumerate(page.model.columns) if column.id == "state")
    page.table.select_keys(open_tasks[:2])
    for task in open_tasks:
        (row,) = page.model.rows_of([task])
        cell = page.table.visualRect(page.model.index(row, at))
        picture = page.table.viewport().grab(cell).toImage()
        middle = cell.height() // 2
        outside = picture.pixelColor(QPoint(2, middle))
        badge = [
            picture.pixelColor(QPoint(across, down))
            for across in range(8, 44)
            for down in range(middle - 7, middle + 7)
        ]
        ground = Counter(map(_name, badge)).most_common(1)[0][0]
        inside = next(shade for shade in badge if _name(shade) == ground)
        best = max(contrast(inside, shade) for shade in badge)
        assert best >= LEAST, (task, ground)
        assert contrast(inside, outside) >= 3.0, (task, ground, _name(outside))
    apply_theme(qapp, dark=False)


def _name(shade):
    return shade.name()
