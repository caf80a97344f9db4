"""The conditions of one column, opened from its heading: values with counts, or from–to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.filters import OneOf
from rpa_scout_gui.models.sorting import TextSearch
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.theme import scaled
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_chips import value_label
from rpa_scout_gui.widgets.tables.range_fields import RangeFields
from rpa_scout_gui.widgets.ticked_list import TickedList

__all__ = ["ColumnFilterPopup", "offer_column_filters"]

_MOST_LISTED: Final = 500
"""More entries than that nobody reads; the search narrows them."""
_LIST_WIDTH, _LIST_HEIGHT = 260, 240


def offer_column_filters(model: ColumnTableModel, table: DataTable) -> None:
    """Let the headings of a table open the conditions of their columns, as Alt+Down does."""

    def open_filter(position: int) -> None:
        header = table.header_of(position)
        popup = ColumnFilterPopup(model, model.columns[position], table)
        across = max(header.sectionViewportPosition(position), 0)
        corner = header.mapToGlobal(QPoint(across, header.height()))
        screen = table.screen().availableGeometry()
        popup.adjustSize()
        corner.setX(min(corner.x(), screen.right() - popup.width()))
        corner.setY(min(corner.y(), screen.bottom() - popup.height()))
        popup.move(corner)
        popup.show()
        # Otherwise the keys stay with the table until Tab is pressed.
        popup.setFocus(Qt.FocusReason.PopupFocusReason)

    def open_current() -> None:
        position = table.currentIndex().column()
        if position >= 0:
            open_filter(position)

    table.mark_filters(lambda position: model.columns[position].id in model.filters)
    table.filter_asked.connect(open_filter)
    keys = QShortcut(QKeySequence("Alt+Down"), table, context=Qt.ShortcutContext.WidgetShortcut)
    keys.activated.connect(open_current)


class ColumnFilterPopup(QFrame):
    """A small window below a heading; what is ticked or entered holds at once."""

    def __init__(self, model: ColumnTableModel, column: Column, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._model, self._column = model, column
        heading = _(column.heading).replace("\n", " ")
        self.setAccessibleName(_("Conditions"))
        lines = QVBoxLayout(self)
        lines.addWidget(PlainLabel(heading, self))
        if column.is_number:
            self.fields = RangeFields(model, column)
            lines.addWidget(self.fields)
            self.setFocusProxy(self.fields.low)
        else:
            self._add_values(lines)
        # Made last, for Tab reaches the parts in the order in which they were made.
        self.clear_button = QPushButton(_("Remove the condition"), self)
        self.clear_button.clicked.connect(self._clear)
        lines.addWidget(self.clear_button)
        self._offer_clearing()
        model.modelReset.connect(self._offer_clearing)

    def _add_values(self, lines: QVBoxLayout) -> None:
        counted = self._model.values_with_counts(self._column.id)
        self._values: list[Any] = [value for value, _count in counted]
        self._counts = [count for _value, count in counted]
        self._searched: TextSearch | None = None
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search the values"))
        self.search.setAccessibleName(_("Search the values"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._list_values)
        self.values = TickedList(self)
        self.values.setAccessibleName(_("Values to show; none ticked: all"))
        self.values.setFixedSize(scaled(_LIST_WIDTH), scaled(_LIST_HEIGHT))
        self.values.itemChanged.connect(lambda _item: self._apply())
        self.more = PlainLabel(self)
        self.more.setProperty("role", "muted")
        for widget in (self.search, self.values, self.more):
            lines.addWidget(widget)
        self.setFocusProxy(self.search)
        self._list_values("")

    def _list_values(self, text: str) -> None:
        """List the values that a search leaves, with their counts; ticks stay."""
        chosen = self._chosen()
        rows = self._rows_with(text)
        with QSignalBlocker(self.values):
            self.values.clear()
            for row in rows[:_MOST_LISTED]:
                label = value_label(self._column, self._values[row])
                line = f"{label}　{self._counts[row]:,}"
                self.values.offer(line, str(row), is_ticked=self._values[row] in chosen)
        more = len(rows) - _MOST_LISTED
        self.more.setText(_("{count:,} more values: search for them.").format(count=max(more, 0)))
        self.more.setVisible(more > 0)
        self._listed = frozenset(self._values[row] for row in rows[:_MOST_LISTED])

    def _rows_with(self, text: str) -> Sequence[int]:
        """Return which values a search leaves."""
        if not text.strip():
            return range(len(self._values))
        if self._searched is None:
            labels = [value_label(self._column, value) for value in self._values]
            self._searched = TextSearch([labels])
        rows: list[int] = np.flatnonzero(self._searched.matches(text)).tolist()
        return rows

    def _chosen(self) -> frozenset[object]:
        condition = self._model.filters.get(self._column.id)
        return condition.allowed if isinstance(condition, OneOf) else frozenset()

    def _apply(self) -> None:
        """Show the ticked values; those that the search hides stay as they were."""
        ticked = frozenset(self._values[int(key)] for key in self.values.ticked)
        chosen = (self._chosen() - self._listed) | ticked
        self._model.set_filter(self._column.id, OneOf(chosen) if chosen else None)

    def _clear(self) -> None:
        self._model.set_filter(self._column.id, None)
        self.close()

    def _offer_clearing(self) -> None:
        self.clear_button.setEnabled(self._column.id in self._model.filters)
