"""Columns, headings and labels fit an ordinary screen; charts use their height."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel
from tests.gui.conftest import shown

from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.widgets.charts.path_chart import axis_ends

SCREENS = ((1280, 640), (1366, 768), (1920, 1080))
ENDS_WITH = {
    "ranking": "score",
    "groups": "hours_per_year",
    "weights": "name",
    "actuals": "means",
}
"""The column at which the view of a page's table ends where not all columns have room."""


pytestmark = pytest.mark.usefixtures("normal_size")


def page_at(program, page_id, size, qtbot):
    program.window.resize(*size)
    page = shown(program, page_id, qtbot)
    qtbot.wait(20)
    return page


def ends(table):
    """Return where each shown column ends, in pixels of the view."""
    header = table.horizontalHeader()
    return {
        column.id: header.sectionViewportPosition(at) + header.sectionSize(at)
        for at, column in enumerate(table.columns)
        if not table.isColumnHidden(at)
    }


def test_no_column_is_cut_at_the_right_edge(filled, qtbot):
    for size in SCREENS:
        for page_id, last in ENDS_WITH.items():
            table = page_at(filled, page_id, size, qtbot).table
            where, room = ends(table), table.viewport().width()
            assert room in (where[last], max(where.values())), (page_id, size)


def assert_fills_the_width(table):
    spare = table.viewport().width() - max(ends(table).values())
    assert 0 <= spare < len(table.columns)
    assert not table.horizontalScrollBar().maximum()


def test_the_departments_fit_without_scrolling(filled, qtbot):
    for size in SCREENS[1:]:
        assert not page_at(filled, "surveys", size, qtbot).table.horizontalScrollBar().maximum()


def test_the_years_of_the_targets_fill_the_width_without_scrolling(filled, qtbot):
    for size in SCREENS:
        table = page_at(filled, "targets", size, qtbot).table
        assert_fills_the_width(table)
    before = ends(table)
    hidden = next(at for at, column in enumerate(table.columns) if column.optional)
    table.showColumn(hidden)
    assert set(ends(table)) - set(before) == {table.columns[hidden].id}
    assert_fills_the_width(table)
    assert table.kept.layout().widths == {}  # nobody has chosen a width


def test_headings_of_years_are_whole_in_larger_letters(filled, qtbot):
    widths = []
    for _step in range(3):
        header = page_at(filled, "targets", SCREENS[0], qtbot).table.horizontalHeader()
        at_least = [header.sectionSizeFromContents(at).width() for at in range(header.count())]
        shown_ = [at for at in range(header.count()) if not header.isSectionHidden(at)]
        assert [at for at in shown_ if header.sectionSize(at) < at_least[at]] == []
        widths.append(sum(at_least))
        filled.window.actions_["view.larger"].trigger()
    assert widths == sorted(set(widths))


def is_whole(widget):
    """Return whether a button or a line of text has the width that it needs."""
    wraps = isinstance(widget, QLabel) and (widget.wordWrap() or not widget.text())
    return wraps or widget.width() >= widget.minimumSizeHint().width()


def test_no_label_and_no_button_is_cut(filled, qtbot):
    for size in SCREENS:
        for spec in PAGES:
            page_at(filled, spec.id, size, qtbot)
            widgets = [
                widget
                for kind in (QAbstractButton, QLabel, QComboBox)
                for widget in filled.window.findChildren(kind)
                if widget.isVisible()
            ]
            assert len(widgets) > 20
            cut = [widget.accessibleName() for widget in widgets if not is_whole(widget)]
            assert cut == [], (spec.id, size)


figures = st.floats(0.0, 1e6, allow_nan=False)


@given(figures, figures)
def test_a_path_fills_most_of_its_chart(one, other):
    lowest, highest = sorted((one, other))
    begin, end = axis_ends(lowest, highest)
    assert 0.0 <= begin <= lowest <= highest <= end
    if highest > lowest:
        # Above is the legend; below stays at most half of what is shown.
        assert lowest - begin <= 0.5 * (highest - begin)
        assert end - highest == pytest.approx(0.28 * (highest - begin))


def test_figures_near_zero_are_shown_from_zero():
    assert axis_ends(10.0, 100.0)[0] == 0.0
    assert axis_ends(7.0, 7.0)[0] == 0.0
    assert axis_ends(1200.0, 2000.0)[0] == pytest.approx(1040.0)
