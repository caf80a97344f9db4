"""A cell with those around it, as they stand in the workbook; the cell itself is marked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from rpa_scout.reading.neighbourhood import Neighbourhood
from rpa_scout.text import _
from rpa_scout_gui.theme import colour

__all__ = ["CellGrid"]

_WIDTH: Final = 118
_ROW: Final = 26


class CellGrid(QTableWidget):
    """A small read-only sheet.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around: Neighbourhood | None = None
        self.setAccessibleName(_("The cell in the workbook"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultSectionSize(_WIDTH)
        self.verticalHeader().setDefaultSectionSize(_ROW)

    def show_cells(self, around: Neighbourhood | None) -> None:
        """Show other cells; None: there are none.

        Parameters
        ----------
        around : Neighbourhood or None
            The cells.
        """
        self._around = around
        self.clear()
        if around is None:
            self.setRowCount(0)
            self.setColumnCount(0)
            return
        self.setRowCount(len(around.rows))
        self.setColumnCount(len(around.columns))
        self.setHorizontalHeaderLabels(list(around.columns))
        self.setVerticalHeaderLabels(list(map(str, around.rows)))
        for row, texts in enumerate(around.cells):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(" ".join(text.split()))
                item.setToolTip(text)
                self.setItem(row, column, item)
        self._mark(*around.marked)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between light and dark."""
        super().changeEvent(event)
        # The base class sends changes before it is made up.
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_around", None):
            self.show_cells(self._around)

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
