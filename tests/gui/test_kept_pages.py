"""What was set on pages is there again with its project, and never with another one."""

import pytest
from PySide6.QtCore import Qt
from tests.gui.conftest import assessed, settle, shown

from rpa_scout_gui.app import Program
from rpa_scout_gui.models.filters import AnyOf, OneOf, Within
from rpa_scout_gui.models.ranking_rows import MARKS, ROBUSTNESS_ARRAYS
from rpa_scout_gui.page_state import FilterState, KeptPage, kept_as_json, kept_from_json
from rpa_scout_gui.settings import Settings

NOTHING = FilterState("", {})


pytestmark = pytest.mark.usefixtures("normal_size")


def left(program, qtbot):
    """Set columns and conditions of the ranking."""
    page = shown(program, "ranking", qtbot)
    header = page.table.horizontalHeader()
    at = {column.id: position for position, column in enumerate(page.model.columns)}
    header.moveSection(header.visualIndex(at["department"]), 2)
    page.table.setColumnWidth(at["department"], 203)
    page.table.hideColumn(at["score"])
    page.table.showColumn(at["group"])
    header.setSortIndicator(at["saved_hours_per_year_p50"], Qt.SortOrder.DescendingOrder)
    page.model.set_filter("means", OneOf(frozenset({"rpa", None})))
    page.model.set_filter("score", Within(low=60.0))
    page.model.set_filter(MARKS, AnyOf(frozenset({"to_be_confirmed", "already_automated"})))
    page.filters.search.setText("課")
    page.filters.search.returnPressed.emit()
    page.answer.robustness.setChecked(True)
    settle(program, qtbot)
    return page.table.kept.layout(), page.filters.state(), page.model.rowCount()


@pytest.mark.parametrize("end", ["file.close", "file.quit"])
def test_columns_and_conditions_are_there_in_the_next_session(
    filled, qapp, tmp_path, qtbot, sample_inventory, end
):
    columns, conditions, count = left(filled, qtbot)
    assert 0 < count < 188
    filled.window.actions_[end].trigger()
    again = Program(qapp, Settings())
    again.window.show()
    assert again.window.open(tmp_path / "見本.rpascout")
    page = shown(again, "ranking", qtbot)
    seen = page.table.kept.layout()
    assert (seen.order, seen.widths) == (columns.order, columns.widths)
    assert (seen.sorted_by, seen.is_falling) == ("saved_hours_per_year_p50", True)
    assert set(seen.hidden) == {*columns.hidden, *ROBUSTNESS_ARRAYS}
    assert page.filters.state() == conditions
    assert len(page.filters.chips.chips) == 3
    assert page.model.rowCount() == count
    again.window.close()
    other = Program(qapp, Settings())
    with assessed(other.session, qtbot):
        assert other.session.create(tmp_path / "別.rpascout")
        other.session.change(lambda project: project.surveys.import_(sample_inventory))
    page = shown(other, "ranking", qtbot)
    assert page.table.kept.layout().order == columns.order
    assert page.filters.state() == NOTHING
    other.window.close()
    for program in (again, other):
        program.window.deleteLater()
        program.deleteLater()


@pytest.mark.parametrize("line", ["", "{", "[]", '{"layouts": [{}]}', '{"layouts": 3}', "null"])
def test_settings_that_cannot_be_read_keep_nothing(line):
    assert kept_from_json(line) == KeptPage()


def test_conditions_come_back_with_their_project_in_the_same_window(filled, tmp_path, qtbot):
    _columns, conditions, count = left(filled, qtbot)
    assert filled.session.create(tmp_path / "別.rpascout")
    page = shown(filled, "ranking", qtbot)
    assert page.filters.state() == NOTHING
    page.filters.search.setText("税")
    page.filters.search.returnPressed.emit()
    assert filled.window.open(tmp_path / "見本.rpascout")
    settle(filled, qtbot)
    assert page.filters.state() == conditions
    assert page.model.rowCount() == count
    filled.window.actions_["file.close"].trigger()
    assert page.filters.state() == NOTHING
    assert filled.window.open(tmp_path / "別.rpascout")
    settle(filled, qtbot)
    assert page.filters.state() == FilterState("税", {})


def test_conditions_on_what_is_computed_when_asked_hide_no_row_in_the_next_session(
    filled, tmp_path, qtbot
):
    page = shown(filled, "ranking", qtbot)
    page.answer.robustness.setChecked(True)
    settle(filled, qtbot)
    page.model.set_filter(ROBUSTNESS_ARRAYS[0], Within(low=0.0))
    page.robustness.contested.setChecked(True)
    filled.window.close()
    again = Program(filled._app, Settings())
    again.window.show()
    assert again.window.open(tmp_path / "見本.rpascout")
    page = shown(again, "ranking", qtbot)
    assert page.filters.state() == NOTHING
    assert page.model.rowCount() == page.model.count
    again.window.close()
    again.window.deleteLater()
    again.deleteLater()


def test_what_a_larger_window_takes_over_belongs_to_the_project(filled, tmp_path, qtbot):
    """Pages that were not shown again before another project was opened start anew."""
    _columns, conditions, _count = left(filled, qtbot)
    plan_page = shown(filled, "plan", qtbot)
    plan_page.make_plan()
    settle(filled, qtbot)
    assert plan_page.plan is not None
    shown(filled, "history", qtbot)
    filled.window.actions_["view.larger"].trigger()
    assert filled.session.create(tmp_path / "別.rpascout")
    assert shown(filled, "plan", qtbot).plan is None
    assert shown(filled, "ranking", qtbot).filters.state() == NOTHING
    assert filled.window.open(tmp_path / "見本.rpascout")
    assert shown(filled, "ranking", qtbot).filters.state() == conditions


def test_the_conditions_of_the_projects_closed_last_are_kept():
    kept = KeptPage()
    for number in range(30):
        state = FilterState(str(number), {})
        kept = KeptPage((), {f"{number}.rpascout": state}).with_filters(kept.filters)
    assert list(kept.filters) == [f"{number}.rpascout" for number in range(10, 30)]
    again = KeptPage((), {"15.rpascout": NOTHING}).with_filters(kept.filters)
    assert list(again.filters)[-1] == "15.rpascout"
    assert len(again.filters) == 20
    assert kept_from_json(kept_as_json(again)) == again
