"""A band at the foot of the ranking: where its goals are reached, and the way there."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QSizePolicy, QWidget

from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout_gui.models.table_model import ColumnTableModel
    from rpa_scout_gui.widgets.tables.data_table import DataTable


class CutBand(QPushButton):
    """Always in the same place; a click shows the row after which the table is cut."""

    def __init__(self, table: DataTable, model: ColumnTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._model = table, model
        self._key: Hashable | None = None
        self._sentence = ""
        self.setObjectName("cut")
        self.setToolTip(_("Show this line in the order of the ranking."))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._go)
        bar = table.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._refresh())
        bar.rangeChanged.connect(lambda _low, _high: self._refresh())
        model.modelReset.connect(self._refresh)
        self._refresh()

    def show_cut(self, key: Hashable | None, sentence: str) -> None:
        """Show below which row the table is cut; None hides the band."""
        self._key, self._sentence = key, sentence
        self._refresh()

    def _refresh(self) -> None:
        rows = [] if self._key is None else self._model.rows_of([self._key])
        self.setVisible(bool(rows))
        if rows:
            self.setText(f"{self._sentence}{self._direction(rows[0])}")
            self.setAccessibleName(self._sentence)

    def _direction(self, row: int) -> str:
        """Return an arrow to the line where it is not in sight."""
        if self._model.is_sorted:
            return ""
        line = self._table.rowViewportPosition(row) + self._table.rowHeight(row)
        if line > self._table.viewport().height():
            return "　↓"
        return "　↑" if line <= 0 else ""

    def _go(self) -> None:
        """Go to the line, in the order of the ranking; the selection stays."""
        self._table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for row in self._model.rows_of([self._key]):
            index = self._model.index(row, 0)
            self._table.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self._table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self._table.setFocus()
