"""The line that cuts the ranking where the goals are reached."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QTableView

from rpa_scout_gui.theme import colour

_TEXT_SIZE: Final = 0.8
"""Share of the table's letters: the word fits between the texts of two rows."""
_PADDING: Final = 6


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line below the row of a key, with a word at the right of a column."""

    key: Hashable
    text: str
    column: int

    def draw(self, table: QTableView, view: QTableView, row: int) -> None:
        """Draw the line on a view of the table's rows, and its word on the table itself."""
        line = table.rowViewportPosition(row) + table.rowHeight(row) - 1
        painter = QPainter(view.viewport())
        painter.setPen(QPen(colour("goal"), 2))
        painter.drawLine(0, line, view.viewport().width(), line)
        if view is table:
            self._draw_text(painter, table, line)
        painter.end()

    def _draw_text(self, painter: QPainter, table: QTableView, line: int) -> None:
        font = QFont(table.font())
        font.setPointSizeF(font.pointSizeF() * _TEXT_SIZE)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(self.text) + 2 * _PADDING
        end = table.columnViewportPosition(self.column) + table.columnWidth(self.column)
        right = min(end, table.viewport().width())
        box = QRect(right - width, line - metrics.height() // 2, width, metrics.height())
        painter.fillRect(box, colour("goal"))
        painter.setPen(colour("on_state"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text)
