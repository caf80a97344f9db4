"""Delegates that draw cells: scores with ranges, savings, break-even, decisions."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rpa_scout.ranking.formats import items_per_run_text
from rpa_scout.text import _
from rpa_scout_gui.models.ranking_rows import MARKS, OVERRIDDEN
from rpa_scout_gui.models.table_model import PARTS_ROLE, VALUE_ROLE
from rpa_scout_gui.theme import colour, scaled

__all__ = [
    "BreakEvenDelegate",
    "DecisionDelegate",
    "SavedDelegate",
    "ScoreDelegate",
    "state_colour",
]

Index = QModelIndex | QPersistentModelIndex

_MARGIN: Final = 6
_SCORE_WIDTH: Final = 44
_HOURS_WIDTH: Final = 60
_STATE_WIDTH: Final = 64
_BAR_HEIGHT: Final = 8
_FULL_SCORE: Final = 100.0
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def state_colour(state: str | None) -> QColor:
    """Return the colour of a decision."""
    return colour(f"state_{state or 'candidate'}")


class _DrawnCell(QStyledItemDelegate):
    """A cell with the style's background and drawn content."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        text, styled.text = styled.text, ""
        widget = styled.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(styled.font)
        painter.setPen(_text_colour(styled))
        painter.setClipRect(styled.rect)
        inside = styled.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        self.draw(painter, inside, index, text, styled)
        painter.restore()

    def draw(
        self,
        painter: QPainter,
        inside: QRect,
        index: Index,
        text: str,
        option: QStyleOptionViewItem,
    ) -> None:
        """Draw the content."""
        raise NotImplementedError


def _text_colour(option: QStyleOptionViewItem) -> QColor:
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
    return option.palette.color(role)


def _is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _faint(ink: QColor) -> QColor:
    ink.setAlpha(32)
    return ink


class ScoreDelegate(_DrawnCell):
    """A score as number and bar, with the range that unknown answers allow."""

    def draw(
        self,
        painter: QPainter,
        inside: QRect,
        index: Index,
        text: str,
        option: QStyleOptionViewItem,
    ) -> None:
        """Draw number, bar and range."""
        painter.drawText(
            QRect(inside.left(), inside.top(), scaled(_SCORE_WIDTH), inside.height()), _RIGHT, text
        )
        score = float(index.data(VALUE_ROLE))
        track = QRectF(inside.adjusted(scaled(_SCORE_WIDTH) + _MARGIN, 0, 0, 0))
        if math.isnan(score) or track.width() < _MARGIN:
            return
        middle = track.center().y()
        bar = QRectF(track.left(), middle - _BAR_HEIGHT / 2, track.width(), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faint(_text_colour(option)))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(track.width() * score / _FULL_SCORE)
        painter.setBrush(_text_colour(option) if _is_selected(option) else colour("score"))
        painter.drawRoundedRect(bar, 2, 2)
        parts = index.data(PARTS_ROLE)
        ends = [
            track.left() + track.width() * float(parts[name]) / _FULL_SCORE
            for name in ("score_low", "score_high")
        ]
        if ends[1] - ends[0] > 1.0:
            ink = colour("score") if _is_selected(option) else _text_colour(option)
            _draw_range(painter, ends[0], ends[1], middle, ink)


def _draw_range(painter: QPainter, low: float, high: float, middle: float, ink: QColor) -> None:
    """Draw a horizontal line with a short stroke at each end."""
    painter.setPen(QPen(ink, 1.2))
    painter.drawLine(QPointF(low, middle), QPointF(high, middle))
    for end in (low, high):
        painter.drawLine(QPointF(end, middle - 3), QPointF(end, middle + 3))


class SavedDelegate(_DrawnCell):
    """Hours saved: p50, and p10 to p90 as a range in numbers."""

    def draw(
        self,
        painter: QPainter,
        inside: QRect,
        index: Index,
        text: str,
        option: QStyleOptionViewItem,
    ) -> None:
        """Draw the number and the range."""
        number = QRect(inside.left(), inside.top(), scaled(_HOURS_WIDTH), inside.height())
        painter.drawText(number, _RIGHT, text)
        parts = index.data(PARTS_ROLE)
        p10, p90 = (float(parts[f"saved_hours_per_year_{quantile}"]) for quantile in ("p10", "p90"))
        if math.isnan(p10):
            return
        ink = _text_colour(option) if _is_selected(option) else colour("muted")
        painter.setPen(ink)
        beside = inside.adjusted(scaled(_HOURS_WIDTH) + _MARGIN, 0, 0, 0)
        painter.drawText(beside, _LEFT, f"{p10:,.0f}～{p90:,.0f}")


class BreakEvenDelegate(_DrawnCell):
    """Break-even and actual items per run; a mark shows where manual work is faster."""

    def draw(
        self,
        painter: QPainter,
        inside: QRect,
        index: Index,
        text: str,
        option: QStyleOptionViewItem,
    ) -> None:
        """Draw both numbers and the mark."""
        parts = index.data(PARTS_ROLE)
        even = float(index.data(VALUE_ROLE))
        actual = float(parts["items_per_run"])
        shown = "—" if math.isinf(even) else text
        if not math.isnan(even):
            shown = f"{shown} / {items_per_run_text(actual)}"
        painter.drawText(inside, _RIGHT, shown)
        if parts["by_hand_faster"]:
            ink = _text_colour(option) if _is_selected(option) else colour("loss")
            _draw_badge(painter, inside, _("by hand"), ink, filled=False)


class DecisionDelegate(_DrawnCell):
    """A decision as a badge with its name, and beside it what to keep in mind of the task."""

    def draw(
        self,
        painter: QPainter,
        inside: QRect,
        index: Index,
        text: str,
        option: QStyleOptionViewItem,
    ) -> None:
        """Draw the badge and the marks; a sign shows where a value was overridden."""
        parts = index.data(PARTS_ROLE)
        beside = inside.adjusted(scaled(_STATE_WIDTH), 0, 0, 0)
        muted = _text_colour(option) if _is_selected(option) else colour("muted")
        if parts[OVERRIDDEN]:
            painter.drawText(inside, _RIGHT, "※")
            beside.adjust(0, 0, -2 * _MARGIN, 0)
        painter.setPen(muted)
        metrics = painter.fontMetrics()
        marks = metrics.elidedText(parts[MARKS], Qt.TextElideMode.ElideRight, beside.width())
        painter.drawText(beside, _LEFT, marks)
        state = index.data(VALUE_ROLE)
        if state == "candidate":
            painter.drawText(inside, _LEFT, text)
        elif text:
            _draw_badge(painter, inside, text, state_colour(state), filled=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of the cell with its badge."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 4 * _MARGIN, hint.height())


def _draw_badge(painter: QPainter, inside: QRect, text: str, ink: QColor, *, filled: bool) -> None:
    """Draw a rounded label at the left."""
    font = QFont(painter.font())
    font.setPointSizeF(font.pointSizeF() * 0.88)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    height = metrics.height() + 4
    box = QRectF(
        inside.left(),
        inside.center().y() - height / 2 + 0.5,
        metrics.horizontalAdvance(text) + 2 * _MARGIN,
        height,
    )
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, height / 4, height / 4)
    painter.setPen(colour("on_state") if filled else ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
