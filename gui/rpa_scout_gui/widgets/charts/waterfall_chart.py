"""The steps from the current hours to the hours saved, as bars with numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rpa_scout.assessment.hours_explained import STEP_LABELS
from rpa_scout.savings.waterfall import Waterfall
from rpa_scout.text import _, listed
from rpa_scout_gui.theme import colour

_ROW: Final = 26
_BAR: Final = 14
_LABEL_SHARE: Final = 0.36
_NUMBER_WIDTH: Final = 76
_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: label, start, end, text and colour."""

    label: str
    start: float
    end: float
    text: str
    colour: str


class WaterfallChart(QWidget):
    """Current hours, the change by each step, and the hours saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[_Bar] = []
        self.setAccessibleName(_("How the hours come about"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_waterfall(self, waterfall: Waterfall | None) -> None:
        """Show the steps of a task."""
        self._bars = [] if waterfall is None else _bars(waterfall)
        descriptions = [f"{bar.label} {bar.text}" for bar in self._bars]
        self.setAccessibleDescription(listed(descriptions))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all rows."""
        return QSize(360, _ROW * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        """Return the size of all rows."""
        return QSize(240, _ROW * len(self._bars))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        label = self.width() * _LABEL_SHARE
        track = QRectF(label + _GAP, 0, self.width() - label - _NUMBER_WIDTH - 2 * _GAP, _ROW)
        low = min(min(bar.start, bar.end) for bar in self._bars)
        high = max(max(bar.start, bar.end) for bar in self._bars)
        scale = track.width() / max(high - low, 1e-9)
        for row, bar in enumerate(self._bars):
            start = track.left() + (min(bar.start, bar.end) - low) * scale
            width = max(abs(bar.end - bar.start) * scale, 1.0)
            self._draw_row(painter, row, bar, QRectF(start, 0, width, _BAR))
            if row + 1 < len(self._bars):
                x = track.left() + (bar.end - low) * scale
                painter.setPen(QPen(colour("grid"), 1))
                bottom = row * _ROW + (_ROW + _BAR) / 2
                painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + _ROW - _BAR))

    def _draw_row(self, painter: QPainter, row: int, bar: _Bar, box: QRectF) -> None:
        top = row * _ROW
        ends = row in (0, len(self._bars) - 1)
        font = self.font()
        font.setBold(ends)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        label = QRectF(0, top, self.width() * _LABEL_SHARE, _ROW)
        elided = painter.fontMetrics().elidedText(
            bar.label, Qt.TextElideMode.ElideRight, int(label.width())
        )
        painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)
        number = QRectF(self.width() - _NUMBER_WIDTH, top, _NUMBER_WIDTH, _ROW)
        painter.drawText(
            number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, bar.text
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(bar.colour))
        box.moveTop(top + (_ROW - _BAR) / 2)
        painter.drawRoundedRect(box, 2, 2)


def _bars(waterfall: Waterfall) -> list[_Bar]:
    now = waterfall.hours_now
    bars = [_Bar(_("hours now"), 0.0, now, f"{now:,.1f}", "neutral")]
    level = now
    for name, step in waterfall.steps.items():
        bars.append(
            _Bar(
                _(STEP_LABELS[name]),
                level,
                level + step,
                _signed(step),
                "gain" if step > 0 else "loss",
            )
        )
        level += step
    saved = waterfall.saved
    bars.append(
        _Bar(
            _("saved"), 0.0, saved, f"{round(saved, 1) + 0.0:,.1f}", "gain" if saved > 0 else "loss"
        )
    )
    return bars


def _signed(hours: float) -> str:
    text = f"{hours:+,.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text
