"""Headings of a table with a mark that opens the column's conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from rpa_scout_gui.theme import colour

MARK_WIDTH: Final = 16
_GRIP: Final = 4
"""Pixels at the edge of a section with which its width is changed."""


class FilterHeader(QHeaderView):
    """A horizontal header, an ordinary one until its marks are shown."""

    filter_asked = Signal(int)
    """Emitted with a column whose mark was pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._is_filtered: Callable[[int], bool] | None = None
        self._is_on_mark = False

    def show_marks(self, is_filtered: Callable[[int], bool]) -> None:
        """Show a mark in every heading; the function tells which columns have conditions."""
        self._is_filtered = is_filtered
        # The style sheet keeps room for the marks under this name.
        self.setObjectName("filtered")
        self.style().polish(self)

    def mark_of(self, column: int) -> QRect:
        """Return where the mark of a column is, in pixels of the viewport."""
        right = self.sectionViewportPosition(column) + self.sectionSize(column) - _GRIP
        return QRect(right - MARK_WIDTH, 0, MARK_WIDTH, self.height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw a heading and its mark: an arrow, or a funnel where there is a condition."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if self._is_filtered is None:
            return
        is_filtered = self._is_filtered(logicalIndex)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent" if is_filtered else "muted"))
        middle = QPointF(rect.right() - _GRIP - MARK_WIDTH / 2, rect.center().y() + 1)
        shape = _FUNNEL if is_filtered else _ARROW
        painter.drawPolygon(QPolygonF([middle + point for point in shape]))
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the conditions instead of sorting where the mark is pressed."""
        column = self.logicalIndexAt(event.position().toPoint())
        self._is_on_mark = (
            self._is_filtered is not None
            and event.button() is Qt.MouseButton.LeftButton
            and column >= 0
            and self.mark_of(column).contains(event.position().toPoint())
        )
        if self._is_on_mark:
            event.accept()
            self.filter_asked.emit(column)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do not sort when the mark is released."""
        if self._is_on_mark:
            self._is_on_mark = False
            event.accept()
            return
        super().mouseReleaseEvent(event)


_ARROW: Final = (QPointF(-4, -2), QPointF(4, -2), QPointF(0, 3))
_FUNNEL: Final = (
    *(QPointF(-5, -5), QPointF(5, -5), QPointF(1.5, 0)),
    *(QPointF(1.5, 5), QPointF(-1.5, 3.5), QPointF(-1.5, 0)),
)
