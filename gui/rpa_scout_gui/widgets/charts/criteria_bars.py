"""The criteria of a score: points, weight, contribution, and the answers with their cells."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from rpa_scout.assessment.explanation import Answer, CriterionPart
from rpa_scout.text import _
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.plain_text import PlainLabel

_BAR: Final = 8


class _PointsBar(QWidget):
    """Points from 0 to 1 as a bar with their range; the length of the bar is the weight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._points, self._low, self._high, self._length = 0.0, 0.0, 0.0, 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, points: float, low: float, high: float, length: float) -> None:
        """Show points; `length` is the share of the width for full points."""
        self._points, self._low, self._high, self._length = points, low, high, length
        self.update()

    def sizeHint(self) -> QSize:
        """Return a flat bar."""
        return QSize(120, _BAR + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, points and range."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        full = (self.width() - 2) * self._length
        middle = self.height() / 2
        bar = QRectF(0, middle - _BAR / 2, full, _BAR)
        painter.setBrush(colour("track"))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(full * self._points)
        painter.setBrush(colour("score"))
        painter.drawRoundedRect(bar, 2, 2)
        if self._high > self._low:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1.2))
            low_end, right = full * self._low, full * self._high
            painter.drawLine(QPointF(low_end, middle), QPointF(right, middle))
            for end in (low_end, right):
                painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))


class _CriterionRow(QWidget):
    """The row of one criterion."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label, self._sum, self._answers = PlainLabel(self), PlainLabel(self), PlainLabel(self)
        self._bar = _PointsBar(self)
        self._label.setWordWrap(True)
        self._answers.setWordWrap(True)
        self._answers.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._answers.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sum.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._sum.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.00 × 00.0 = 00.0"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._label, 0, 0, 1, 2)
        grid.addWidget(self._bar, 1, 0)
        grid.addWidget(self._sum, 1, 1)
        grid.addWidget(self._answers, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def show_part(self, part: CriterionPart, heaviest: float, total: float) -> None:
        """Show a criterion; the bar's length is its weight relative to the largest."""
        self._label.setText(part.label)
        self._bar.show_points(part.points, part.low, part.high, part.weight / heaviest)
        full = 100.0 * part.weight / total
        sum_text = _("{points:.2f} × {full:.1f} = {contribution:.1f}").format(
            points=part.points, full=full, contribution=part.contribution
        )
        self._sum.setText(sum_text)
        lines = [*map(_answer_line, part.answers)]
        if part.known_pattern is not None:
            lines.append(part.known_pattern.sentence)
        self._answers.setText("\n".join(lines))
        self.setAccessibleName(f"{part.label} {sum_text}")


def _answer_line(answer: Answer) -> str:
    cell_address = (
        f"{answer.source.sheet}!{answer.source.cell}" if answer.source.sheet else answer.source.cell
    )
    shown = f"{answer.label}：{answer.shown}"
    return f"{shown}　（{cell_address}）" if answer.source.cell else shown


class CriteriaBars(QWidget):
    """All criteria of a task's score."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_CriterionRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.setAccessibleName(_("Why this score"))

    def show_parts(self, parts: tuple[CriterionPart, ...]) -> None:
        """Show the criteria of a task."""
        while len(self._rows) < len(parts):
            row = _CriterionRow(self)
            self._column.addWidget(row)
            self._rows.append(row)
        weights = [part.weight for part in parts] or [1.0]
        for row in self._rows[len(parts) :]:
            row.hide()
        for row, part in zip(self._rows, parts, strict=False):
            row.show_part(part, max(weights), sum(weights))
            row.show()
