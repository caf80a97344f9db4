"""Search box and choices above a table; active filters are visible and can be cleared."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from rpa_scout.text import N_, _
from rpa_scout_gui.models.filters import OneOf
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.page_state import FilterState
from rpa_scout_gui.widgets.plain_text import PlainLabel, plain_text
from rpa_scout_gui.widgets.tables.column_menus import ColumnMenus
from rpa_scout_gui.widgets.tables.data_table import DataTable

__all__ = ["FilterBar"]

_TYPING_MILLISECONDS = 180


class FilterBar(QWidget):
    """Search box and choices for a table."""

    count_changed = Signal()
    """Emitted when the visible rows changed."""

    def __init__(
        self,
        model: ColumnTableModel,
        table: DataTable,
        choices: Iterable[str],
        parent: QWidget | None = None,
        *,
        hint: str = N_("Search department, task, means …"),
        counts: tuple[str, str] = (N_("{count:,} tasks"), N_("{shown:,} of {count:,} tasks")),
    ) -> None:
        super().__init__(parent)
        self._model, self._table = model, table
        self._counts = counts
        self._boxes: dict[str, QComboBox] = {}
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(_(hint))
        self.search.setAccessibleName(_("Search"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MILLISECONDS)
        self._typing.timeout.connect(self._search_now)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._search_now)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.search, 1)
        for name in choices:
            line.addWidget(self._choice_box(name))
        self._clear = QPushButton(_("Show all"), self)
        self._clear.clicked.connect(self.clear)
        line.addWidget(self._clear)
        self._count = PlainLabel(self)
        line.addWidget(self._count)
        line.addWidget(self._menu_button())
        model.modelReset.connect(self._show_count)
        self._show_count()

    def _choice_box(self, name: str) -> QComboBox:
        column = next(column for column in self._model.columns if column.id == name)
        box = QComboBox(self)
        box.setAccessibleName(_(column.heading))
        box.setToolTip(plain_text(_("Show only one of: {column}").format(column=_(column.heading))))
        box.setMinimumContentsLength(4)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(_(column.heading), None)
        box.currentIndexChanged.connect(lambda _index: self._choose(name))
        self._boxes[name] = box
        return box

    def _menu_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText(_("Columns"))
        button.setAccessibleName(_("Columns"))
        button.setToolTip(_("Choose, sort by and filter by columns."))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(ColumnMenus(self._model, self._table, button))
        return button

    def offer_values(self) -> None:
        """List the current values of the columns."""
        for name, box in self._boxes.items():
            column = next(column for column in self._model.columns if column.id == name)
            chosen = box.currentData()
            values = {cell for cell in self._model.array(name).tolist() if cell is not None}
            with QSignalBlocker(box):
                _offer(box, [(column.shown(value), value) for value in sorted(values)], chosen)
            self._choose(name)

    def clear(self) -> None:
        """Show all rows."""
        self.search.clear()
        self._typing.stop()
        for box in self._boxes.values():
            box.setCurrentIndex(0)
        self._model.clear_filters()

    def state(self) -> FilterState:
        """Return the text and the conditions."""
        return FilterState(self.search.text(), self._model.filters)

    def restore(self, state: FilterState) -> None:
        """Set text and conditions; a choice holds until the values of its column are offered."""
        self.search.setText(state.text)
        self._search_now()
        for name, condition in state.conditions.items():
            self._model.set_filter(name, condition)
            box = self._boxes.get(name)
            if box is not None and isinstance(condition, OneOf) and len(condition.allowed) == 1:
                (value,) = condition.allowed
                with QSignalBlocker(box):
                    _offer(box, [(str(value), value)], value)

    def _choose(self, name: str) -> None:
        value = self._boxes[name].currentData()
        self._model.set_filter(name, None if value is None else OneOf(frozenset({value})))

    def _search_now(self) -> None:
        self._typing.stop()
        self._model.set_text(self.search.text())

    def _show_count(self) -> None:
        shown, count = self._model.rowCount(), self._model.count
        sentence = self._counts[shown != count]
        self._count.setText(_(sentence).format(shown=shown, count=count))
        self._clear.setEnabled(shown != count)
        self.count_changed.emit()


def _offer(box: QComboBox, values: list[tuple[str, object]], chosen: object) -> None:
    """List values below the first line of a box; keep the current choice if it is still there."""
    while box.count() > 1:
        box.removeItem(1)
    for label, value in values:
        box.addItem(label, value)
    position = box.findData(chosen) if chosen is not None else 0
    box.setCurrentIndex(max(position, 0))
