"""The values of a column with counts and a search; those that are ticked are its condition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.filters import AnyOf, OneOf
from rpa_scout_gui.models.sorting import TextSearch
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.theme import scaled
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.filter_chips import value_label
from rpa_scout_gui.widgets.ticked_list import TickedList

_MOST_LISTED: Final = 500
"""More entries than that nobody reads; the search narrows them."""
_LIST_WIDTH, _LINE_HEIGHT = 260, 24
_LEAST_LINES, _MOST_LINES = 3, 10


class ValueList(QWidget):
    """What is ticked holds at once."""

    chosen = Signal()
    """Emitted when other values are ticked."""

    def __init__(self, model: ColumnTableModel, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._column = model, column
        self._count()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search the values"))
        self.search.setAccessibleName(_("Search the values"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._list_values)
        self.values = TickedList(self)
        self.values.setAccessibleName(_("Values to show; none ticked: all"))
        lines = min(max(len(self._values), _LEAST_LINES), _MOST_LINES)
        self.values.setFixedSize(scaled(_LIST_WIDTH), scaled(lines * _LINE_HEIGHT))
        self.values.itemChanged.connect(lambda _item: self._apply())
        self.more = PlainLabel(self)
        self.more.setProperty("role", "muted")
        column_of_widgets = QVBoxLayout(self)
        column_of_widgets.setContentsMargins(0, 0, 0, 0)
        for widget in (self.search, self.values, self.more):
            column_of_widgets.addWidget(widget)
        self.search.setVisible(len(self._values) > _MOST_LINES)
        self.setFocusProxy(self.values if self.search.isHidden() else self.search)
        self._list_values("")

    def _count(self) -> None:
        counted = self._model.values_with_counts(self._column.id)
        self._values: list[Any] = [value for value, _count in counted]
        self._counts = [count for _value, count in counted]
        self._searched: TextSearch | None = None

    def refresh(self) -> None:
        """Count again after another column's condition has changed."""
        self._count()
        self._list_values(self.search.text())

    def _list_values(self, text: str) -> None:
        """List the values that a search leaves, with their counts; ticks stay."""
        chosen = chosen_values(self._model, self._column)
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

    def _apply(self) -> None:
        """Show the ticked values; those that the search hides stay as they were."""
        ticked = frozenset(self._values[int(key)] for key in self.values.ticked)
        chosen = (chosen_values(self._model, self._column) - self._listed) | ticked
        self._model.set_filter(self._column.id, condition_of(self._column, chosen))
        self.chosen.emit()


def chosen_values(model: ColumnTableModel, column: Column) -> frozenset[object]:
    """Return the values that the condition of a column allows; none without a condition."""
    condition = model.filters.get(column.id)
    return condition.allowed if isinstance(condition, AnyOf | OneOf) else frozenset()


def condition_of(column: Column, chosen: frozenset[object]) -> AnyOf | OneOf | None:
    """Return the condition that allows values of a column; None where none is chosen."""
    if not chosen:
        return None
    return AnyOf(chosen) if column.is_list else OneOf(chosen)
