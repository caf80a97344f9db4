"""The first columns of a table, which stay while the others are scrolled to the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from rpa_scout_gui.widgets.tables.filter_header import FilterHeader

if TYPE_CHECKING:
    from rpa_scout_gui.widgets.tables.data_table import DataTable

_MOST_OF_THE_WIDTH: Final = 0.6
"""Share of the table that the frozen columns may take; on a narrower table nothing is frozen."""


class FrozenColumns(QTableView):
    """A second view of the same rows over the first columns, as Qt's own example does it.

    Selection, sorting and row heights are those of the table below; keys go to it.
    """

    def __init__(self, table: DataTable, count: int) -> None:
        super().__init__(table)
        self._table, self._count = table, count
        self.setObjectName("frozen")
        self.setAccessibleName(table.accessibleName())
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self._look_alike()
        self._keep_in_step()
        self.cover()

    def _look_alike(self) -> None:
        table = self._table
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The table below scrolls to the current row, and this view follows it.
        self.setAutoScroll(False)
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        header, below = FilterHeader(self), table.horizontalHeader()
        self.setHorizontalHeader(header)
        header.setSelectionModel(QItemSelectionModel(self.model(), self))
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(below.sortIndicatorSection(), below.sortIndicatorOrder())
        header.setSortIndicatorShown(True)
        for position in range(self.model().columnCount()):
            self.setItemDelegateForColumn(position, table.itemDelegateForColumn(position))
            self.setColumnWidth(position, table.columnWidth(position))

    def _keep_in_step(self) -> None:
        table, header = self._table, self.horizontalHeader()
        below = table.horizontalHeader()
        below.sectionResized.connect(self._follow_width)
        header.sectionResized.connect(self._widen_below)
        below.sectionMoved.connect(lambda *_moved: self._keep_first())
        below.sortIndicatorChanged.connect(header.setSortIndicator)
        header.sortIndicatorChanged.connect(below.setSortIndicator)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(below.customContextMenuRequested)
        table.verticalScrollBar().valueChanged.connect(self._follow_scroll)
        self.doubleClicked.connect(table.doubleClicked)

    # A hidden column counts as resized to 0.

    def _follow_width(self, position: int, _old: int, width: int) -> None:
        if width and position < self._count:
            self.setColumnWidth(position, width)
            self.cover()

    def _widen_below(self, position: int, _old: int, width: int) -> None:
        if width and position < self._count:
            self._table.setColumnWidth(position, width)

    def _follow_scroll(self, value: int) -> None:
        bar, below = self.verticalScrollBar(), self._table.verticalScrollBar()
        # After a reset the table may have laid out its rows before this view has.
        bar.setRange(below.minimum(), below.maximum())
        bar.setValue(value)

    def _keep_first(self) -> None:
        """Put the frozen columns in front again if the user has moved one."""
        header = self._table.horizontalHeader()
        for position in range(self._count):
            if header.visualIndex(position) != position:
                header.moveSection(header.visualIndex(position), position)
        self.cover()

    @property
    def frozen_width(self) -> int:
        """Width of the frozen columns in pixels; 0 while nothing is frozen."""
        return 0 if self.isHidden() else self.width()

    def cover(self) -> None:
        """Cover the first columns of the table."""
        table = self._table
        for position in range(self.model().columnCount()):
            is_hidden = position >= self._count or table.isColumnHidden(position)
            self.setColumnHidden(position, is_hidden)
        width = sum(table.columnWidth(position) for position in range(self._count))
        room = table.viewport().width()
        frame, heading = table.frameWidth(), table.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(heading)
        self.setGeometry(frame, frame, width, heading + table.viewport().height())
        self.setVisible(0 < width <= _MOST_OF_THE_WIDTH * room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the table's line that cuts the ranking."""
        super().paintEvent(event)
        self._table.draw_cut(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the table below scroll, also sideways."""
        QCoreApplication.sendEvent(self._table.viewport(), event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let the table below show its menu; Qt would not ask it."""
        QCoreApplication.sendEvent(self._table.viewport(), event)
