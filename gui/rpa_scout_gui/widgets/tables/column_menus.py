"""Menus to show, sort and filter a table's columns, also by keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from rpa_scout.text import _
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.range_fields import RangeFields
from rpa_scout_gui.widgets.tables.value_list import chosen_values, condition_of


class ColumnMenus(QMenu):
    """A menu with submenus for visible columns, sorting and filters."""

    def __init__(self, model: ColumnTableModel, table: DataTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._table = model, table
        self.aboutToShow.connect(self.rebuild)

    def rebuild(self) -> None:
        """Rebuild the menus from the current columns and values."""
        self.clear()
        for title, menu in (
            (_("Columns"), self._table.columns_menu()),
            (_("Sort by"), self._table.sort_menu()),
        ):
            menu.setTitle(title)
            menu.setParent(self, menu.windowFlags())
            self.addMenu(menu)
        conditions = self.addMenu(_("Conditions"))
        for column in self._model.filtered_columns:
            if column.kind != "text":
                self._add_condition(conditions, column)

    def _add_condition(self, menu: QMenu, column: Column) -> None:
        of_column = menu.addMenu(_(column.heading))
        if column.id in self._model.filters:
            of_column.menuAction().setText(f"● {_(column.heading)}")
        if column.is_number:
            action = QWidgetAction(of_column)
            action.setDefaultWidget(RangeFields(self._model, column))
            of_column.addAction(action)
            return
        chosen = chosen_values(self._model, column)
        for value, _count in self._model.values_with_counts(column.id):
            if not value and value not in chosen:
                continue
            entry = QAction(column.shown(value), of_column)
            entry.setCheckable(True)
            entry.setChecked(value in chosen)
            entry.toggled.connect(partial(self._allow, column, value))
            of_column.addAction(entry)

    def _allow(self, column: Column, value: object, allowed: bool) -> None:
        values = chosen_values(self._model, column)
        after = values | {value} if allowed else values - {value}
        self._model.set_filter(column.id, condition_of(column, after))
