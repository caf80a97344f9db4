"""The conditions of one column, opened from its heading: values with counts, or from–to."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHeaderView, QPushButton, QVBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.range_fields import RangeFields
from rpa_scout_gui.widgets.tables.value_list import ValueList


def offer_column_filters(model: ColumnTableModel, table: DataTable) -> None:
    """Let the headings of a table open the conditions of their columns, as Alt+Down does."""

    def open_filter(position: int) -> None:
        header = _header_of(table, position)
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

    table.mark_filters(lambda position: _is_filtered(model, model.columns[position]))
    table.filter_asked.connect(open_filter)
    keys = QShortcut(QKeySequence("Alt+Down"), table, context=Qt.ShortcutContext.WidgetShortcut)
    keys.activated.connect(open_current)


def _header_of(table: DataTable, column: int) -> QHeaderView:
    """Return the header in which the heading of a column is seen."""
    frozen = table.frozen
    is_frozen = frozen is not None and frozen.isVisible() and not frozen.isColumnHidden(column)
    return frozen.horizontalHeader() if frozen and is_frozen else table.horizontalHeader()


class ColumnFilterPopup(QFrame):
    """A small window below a heading; what is ticked or entered holds at once."""

    def __init__(self, model: ColumnTableModel, column: Column, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._model, self._column = model, column
        self._columns = [shown for shown in (column, column.marks) if shown is not None]
        self.lists: list[ValueList] = []
        self.setAccessibleName(_("Conditions"))
        lines = QVBoxLayout(self)
        for shown in self._columns:
            lines.addWidget(PlainLabel(_(shown.heading).replace("\n", " "), self))
            lines.addWidget(self._condition(shown))
        # Made last, for Tab reaches the parts in the order in which they were made.
        self.clear_button = QPushButton(_("Remove the condition"), self)
        self.clear_button.clicked.connect(self._clear)
        lines.addWidget(self.clear_button)
        self._offer_clearing()
        model.modelReset.connect(self._offer_clearing)

    def _condition(self, column: Column) -> QWidget:
        """Return the fields, or the list, in which the condition of a column is set."""
        if column.is_number:
            self.fields = RangeFields(self._model, column)
            self.setFocusProxy(self.fields.low)
            return self.fields
        values = ValueList(self._model, column, self)
        if not self.lists:
            self.setFocusProxy(values)
        for before in self.lists:
            before.chosen.connect(values.refresh)
            values.chosen.connect(before.refresh)
        self.lists.append(values)
        return values

    def _clear(self) -> None:
        for column in self._columns:
            self._model.set_filter(column.id, None)
        self.close()

    def _offer_clearing(self) -> None:
        self.clear_button.setEnabled(_is_filtered(self._model, self._column))


def _is_filtered(model: ColumnTableModel, column: Column) -> bool:
    """Return whether a column, or what it shows beside its value, has a condition."""
    marks = column.marks
    return column.id in model.filters or (marks is not None and marks.id in model.filters)
