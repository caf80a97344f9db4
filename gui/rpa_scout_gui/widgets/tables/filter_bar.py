"""Search box, choices and chips above a table; active filters are visible and can be removed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from rpa_scout.text import N_, _
from rpa_scout_gui.models.filters import ColumnFilter, OneOf
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.page_state import FilterState
from rpa_scout_gui.widgets.plain_text import PlainLabel, plain_text
from rpa_scout_gui.widgets.tables.column_filter import offer_column_filters
from rpa_scout_gui.widgets.tables.column_menus import ColumnMenus
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_chips import FilterChips

_TYPING_MILLISECONDS = 180
_LEAST_LENGTH = 4
"""Letters for which a box has room."""
_SEVERAL = "…"
"""Stands in a box of choices while several values, or none of those listed, are chosen."""


class FilterBar(QWidget):
    """Search box and choices for a table; the table's headings offer the same and more."""

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
        self._make_search(hint)
        self._count = PlainLabel(self)
        self.chips = FilterChips(model, self)
        self.chips.cleared.connect(self.clear)
        self.chips.focus_left.connect(table.setFocus)
        line = self._line = QHBoxLayout()
        line.addWidget(self.search, 1)
        for name in choices:
            line.addWidget(self._choice_box(name))
        line.addWidget(self._count)
        self._last: QWidget = self._menu_button()
        line.addWidget(self._last)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(line)
        lines.addWidget(self.chips)
        offer_column_filters(model, table)
        model.modelReset.connect(self._show_state)
        # Pages make the table first; by Tab it comes after the bar that filters it.
        QWidget.setTabOrder(self._last, table)
        self._show_state()

    def _make_search(self, hint: str) -> None:
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(_(hint))
        self.search.setAccessibleName(_("Search"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MILLISECONDS)
        self._typing.timeout.connect(self._search_now)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._enter_table)

    def _choice_box(self, name: str) -> QComboBox:
        column = next(column for column in self._model.columns if column.id == name)
        box = QComboBox(self)
        box.setAccessibleName(_(column.heading))
        box.setToolTip(plain_text(_("Show only one of: {column}").format(column=_(column.heading))))
        metrics = box.fontMetrics()
        # A box counts its room in letters X; those of a Japanese heading are wider.
        letters = metrics.horizontalAdvance(_(column.heading)) // metrics.horizontalAdvance("X") + 1
        box.setMinimumContentsLength(max(letters, _LEAST_LENGTH))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setPlaceholderText(_SEVERAL)
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

    def add_switch(self, switch: QWidget) -> None:
        """Add a switch of what the table shows at the end of the bar."""
        self._line.addWidget(switch)
        QWidget.setTabOrder(self._last, switch)
        QWidget.setTabOrder(switch, self._table)
        self._last = switch

    def offer_values(self) -> None:
        """List the current values of the columns; conditions stay as they are."""
        for name, box in self._boxes.items():
            column = next(column for column in self._model.columns if column.id == name)
            values = {cell for cell in self._model.array(name).tolist() if cell is not None}
            with QSignalBlocker(box):
                _offer(box, [(column.shown(value), value) for value in sorted(values)])
        self._show_state()

    def clear(self) -> None:
        """Show all rows."""
        self.search.clear()
        self._typing.stop()
        self._model.clear_filters()

    def state(self) -> FilterState:
        """Return the text and the conditions."""
        return FilterState(self.search.text(), self._model.filters)

    def restore(self, state: FilterState) -> None:
        """Set text and conditions."""
        self.search.setText(state.text)
        self._search_now()
        for name, condition in state.conditions.items():
            self._model.set_filter(name, condition)

    def _choose(self, name: str) -> None:
        value = self._boxes[name].currentData()
        self._model.set_filter(name, None if value is None else OneOf(frozenset({value})))

    def _search_now(self) -> None:
        self._typing.stop()
        self._model.set_text(self.search.text())

    def _enter_table(self) -> None:
        """Search, and go on in the table, with its first row where none is selected."""
        self._search_now()
        self._table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._table.selected_keys():
            self._table.selectRow(0)

    def _show_state(self) -> None:
        """Show the conditions, wherever they were set, and how many rows they leave."""
        for name, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setCurrentIndex(_position(box, self._model.filters.get(name)))
        self.chips.show_filters()
        shown, count = self._model.rowCount(), self._model.count
        sentence = self._counts[shown != count]
        self._count.setText(_(sentence).format(shown=shown, count=count))
        self.count_changed.emit()


def _position(box: QComboBox, condition: ColumnFilter | None) -> int:
    """Return the line of a box that stands for a condition; -1 where no line does."""
    if condition is None:
        return 0
    if isinstance(condition, OneOf) and len(condition.allowed) == 1:
        (value,) = condition.allowed
        return -1 if value is None else box.findData(value)
    return -1


def _offer(box: QComboBox, values: list[tuple[str, object]]) -> None:
    """List values below the first line of a box."""
    while box.count() > 1:
        box.removeItem(1)
    for label, value in values:
        box.addItem(label, value)
