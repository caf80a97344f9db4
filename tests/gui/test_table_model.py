"""The table: sorted and filtered by an index, its selection kept, copied with headings."""

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QLocale, Qt
from PySide6.QtGui import QGuiApplication

from rpa_scout.ranking.formats import items_per_run_text
from rpa_scout.text import _
from rpa_scout_gui.models.columns import Column, decimal, number_array, plain, text_array, whole
from rpa_scout_gui.models.filters import OneOf, Within
from rpa_scout_gui.models.table_model import PARTS_ROLE, VALUE_ROLE, ColumnTableModel
from rpa_scout_gui.widgets.tables.copied_rows import copied_rows
from rpa_scout_gui.widgets.tables.data_table import DataTable

RISING, FALLING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
COLUMNS = (
    Column("name", "Task", "text", 100, plain),
    Column("hours", "Hours", "number", 80, whole, ("low",)),
    Column("means", "Means", "choice", 80, plain, optional=True),
)


def arrays():
    return {
        "name": np.array(["入力", "通知", "ＲＰＡ集計", "照合"], dtype=object),
        "hours": np.array([3.0, np.nan, 1200.4, 3.0]),
        "low": np.array([1.0, np.nan, 900.0, 2.0]),
        "means": np.array(["rpa", None, "rpa", "ocr"], dtype=object),
    }


@pytest.fixture
def model(qtmodeltester):
    one = ColumnTableModel(COLUMNS, "name")
    one.set_arrays(arrays())
    qtmodeltester.check(one)
    yield one
    qtmodeltester.check(one)


@pytest.fixture
def table(model, qtbot):
    one = DataTable(model, "業務")
    qtbot.addWidget(one)
    return one


def shown(model):
    return [model.key_at(row) for row in range(model.rowCount())]


def test_numbers_sort_stable_and_unknown_ones_come_last(model):
    model.sort(1, RISING)
    assert shown(model) == ["入力", "照合", "ＲＰＡ集計", "通知"]
    model.sort(1, FALLING)
    assert shown(model) == ["ＲＰＡ集計", "入力", "照合", "通知"]
    model.sort(-1)
    assert shown(model) == ["入力", "通知", "ＲＰＡ集計", "照合"]


@pytest.mark.parametrize("order", [RISING, FALLING])
def test_any_column_sorts_as_python_sorts(model, order):
    for place, column in enumerate(COLUMNS):
        model.sort(place, order)
        known = [one for one in arrays()[column.id].tolist() if one not in (None, "")]
        known = [one for one in known if not (column.is_number and np.isnan(one))]
        got = [model.index(row, place).data(VALUE_ROLE) for row in range(model.rowCount())]
        assert got[: len(known)] == sorted(known, reverse=order is FALLING)


def test_filters_hold_together_and_stay_while_sorting(model):
    model.set_filter("means", OneOf(frozenset({"rpa"})))
    assert shown(model) == ["入力", "ＲＰＡ集計"]
    model.set_filter("hours", Within(high=100.0))
    model.sort(0, FALLING)
    assert shown(model) == ["入力"]
    model.set_filter("means", None)
    assert sorted(shown(model)) == ["入力", "照合"]
    model.clear_filters()
    assert model.rowCount() == 4


def test_text_is_found_however_it_is_spelled(model):
    model.set_text("rpa")
    assert shown(model) == ["入力", "ＲＰＡ集計"]
    model.set_text("rpa 集計")
    assert shown(model) == ["ＲＰＡ集計"]
    model.set_text("  ")
    assert model.rowCount() == 4


def test_cells_show_value_parts_and_alignment(model):
    cell = model.index(2, 1)
    assert cell.data() == "1,200"
    assert cell.data(PARTS_ROLE) == {"low": 900.0}
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(1, 1).data() == "不明"
    assert "1,200" in cell.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_bad_value_shows_its_error_and_not_an_empty_table():
    model = ColumnTableModel((Column("x", "Task", "number", 50, decimal),), "x")
    model.set_arrays({"x": np.array(["なし", 1.0], dtype=object)})
    assert str(model.index(0, 0).data()).startswith("⚠")
    assert model.index(1, 0).data() == "1.0"


def test_numbers_are_shown_with_separators_and_names_for_what_is_no_number():
    assert (whole(-0.2), whole(1234.5), decimal(1234.56)) == ("0", "1,234", "1,234.6")
    assert (items_per_run_text(np.inf), items_per_run_text(7.1), items_per_run_text(np.nan)) == (
        _("not reached"),
        "8",
        "不明",
    )


def test_selection_survives_sort_and_filter(table, model):
    table.select_keys(["照合", "通知"])
    model.sort(0, FALLING)
    assert set(table.selected_keys()) == {"照合", "通知"}
    model.set_filter("means", OneOf(frozenset({"ocr"})))
    assert table.selected_keys() == ["照合"]
    model.clear_filters()
    assert set(table.selected_keys()) == {"照合", "通知"}


def test_a_new_choice_drops_what_was_hidden(table, model):
    table.select_keys(["照合", "通知"])
    model.set_filter("means", OneOf(frozenset({"ocr", "rpa"})))
    table.select_keys(["入力"])
    model.clear_filters()
    assert table.selected_keys() == ["入力"]


def test_selecting_tells_the_keys_once(table, qtbot):
    with qtbot.waitSignal(table.keys_selected) as told:
        table.select_keys(["入力", "ＲＰＡ集計"])
    assert told.args == [["入力", "ＲＰＡ集計"]]


def test_current_row_survives_sorting(table, model):
    index = model.index(3, 0)
    table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    model.sort(1, FALLING)
    assert table.current_key() == "照合"


def test_copying_gives_headings_visible_columns_and_numbers_as_shown(table):
    table.select_keys(["ＲＰＡ集計", "通知"])
    lines = table.copy().split("\r\n")
    assert lines == ["業務名\t時間", "通知\t", "ＲＰＡ集計\t1200", ""]
    assert QGuiApplication.clipboard().text().split()[0] == "業務名"


@pytest.mark.parametrize(
    ("shown_as", "copied"),
    [
        (lambda value: f"{value:,.1f}", "-12345.7"),
        (lambda _value: "80 %", "80%"),
        (lambda _value: "令和9年度", "令和9年度"),
        (lambda _value: "－1", "'－1"),
        (lambda _value: "=1", "'=1"),
    ],
)
def test_a_number_is_copied_with_the_decimals_that_are_shown(shown_as, copied):
    model = ColumnTableModel([Column("figure", "Figure", "number", 80, shown_as)], "key")
    model.set_arrays({"key": text_array(["一"]), "figure": number_array([-12345.678])})
    assert copied_rows(model, [0], [0]).split("\r\n")[1] == copied


def test_a_drawn_number_has_a_gap_that_is_not_in_the_model(table, model):
    index = model.index(2, 1)
    drawn = table.itemDelegateForColumn(1).displayText(index.data(), QLocale())
    assert (drawn.rstrip("\N{NO-BREAK SPACE}"), len(drawn)) == (index.data(), len("1,200") + 2)


def test_columns_are_hidden_and_shown_by_a_menu(table):
    assert table.isColumnHidden(2)
    menu = table.columns_menu()
    menu.actions()[2].trigger()
    assert not table.isColumnHidden(2)
    menu.deleteLater()


def test_any_column_sorts_by_a_menu(table, model):
    menu = table.sort_menu()
    menu.actions()[1].trigger()
    assert shown(model)[0] == "ＲＰＡ集計"
    menu.deleteLater()
