"""A cell of a workbook, marked, with the cells around it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QBrush, QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from rpa_scout.reading.neighbourhood import Neighbourhood
from rpa_scout.text import _
from rpa_scout_gui.theme import colour, scaled
from rpa_scout_gui.widgets.plain_text import plain_text

_WIDTH: Final = 118
_ROW: Final = 26


class CellGrid(QTableWidget):
    """A small read-only sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._neighbourhood: Neighbourhood | None = None
        self.setAccessibleName(_("The cell in the workbook"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW))

    def show_cells(self, neighbourhood: Neighbourhood | None) -> None:
        """Show a cell and its neighbours; None clears the grid."""
        self._neighbourhood = neighbourhood
        self.clear()
        if neighbourhood is None:
            self.setRowCount(0)
            self.setColumnCount(0)
            return
        self.setRowCount(len(neighbourhood.rows))
        self.setColumnCount(len(neighbourhood.columns))
        self.setHorizontalHeaderLabels(list(neighbourhood.columns))
        self.setVerticalHeaderLabels(list(map(str, neighbourhood.rows)))
        for row, texts in enumerate(neighbourhood.cells):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(" ".join(text.split()))
                item.setToolTip(plain_text(text))
                self.setItem(row, column, item)
        self._fill_width()
        self._mark(*neighbourhood.marked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the width."""
        super().resizeEvent(event)
        self._fill_width()

    def _fill_width(self) -> None:
        share = self.viewport().width() // max(1, self.columnCount())
        self.horizontalHeader().setDefaultSectionSize(max(scaled(_WIDTH), share))

    def changeEvent(self, event: QEvent) -> None:
        """Redraw after a change between light and dark."""
        super().changeEvent(event)
        # Qt sends this event already from the constructor of the base class.
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_neighbourhood", None):
            self.show_cells(self._neighbourhood)

    def _mark(self, row: int, column: int) -> None:
        item = self.item(row, column)
        assert item is not None
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)
        item.setBackground(QBrush(colour("marked_cell")))
        item.setForeground(QBrush(colour("text")))
        item.setText(f"▶ {item.text()}")
        self.scrollToItem(item)
