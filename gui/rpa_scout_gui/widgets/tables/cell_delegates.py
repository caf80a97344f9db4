"""Delegates that draw cells: scores with ranges, savings, break-even, decisions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

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


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell to draw: where, what, and in which colours."""

    painter: QPainter
    inside: QRect
    text: str
    value: Any
    parts: Any  # further values by name
    is_selected: bool
    text_colour: QColor

    @classmethod
    def of(cls, painter: QPainter, option: QStyleOptionViewItem, index: Index, text: str) -> _Cell:
        """Return the cell of an index, inside the margins."""
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        return cls(
            painter=painter,
            inside=option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0),
            text=text,
            value=index.data(VALUE_ROLE),
            parts=index.data(PARTS_ROLE),
            is_selected=is_selected,
            text_colour=option.palette.color(role),
        )

    def ink(self, name: str) -> QColor:
        """Return a colour; the colour of texts where it could not be seen on the selection."""
        return self.text_colour if self.is_selected else colour(name)

    def number_area(self, width: int) -> QRect:
        """Return the area of a number at the left."""
        return QRect(self.inside.left(), self.inside.top(), scaled(width), self.inside.height())

    def beside_number(self, width: int) -> QRect:
        """Return the area to the right of a number."""
        return self.inside.adjusted(scaled(width) + _MARGIN, 0, 0, 0)


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
        cell = _Cell.of(painter, styled, index, text)
        painter.setPen(cell.text_colour)
        painter.setClipRect(styled.rect)
        self.draw(cell)
        painter.restore()

    def draw(self, cell: _Cell) -> None:
        """Draw the content."""
        raise NotImplementedError


def _faint(ink: QColor) -> QColor:
    faint = QColor(ink)
    faint.setAlpha(32)
    return faint


class ScoreDelegate(_DrawnCell):
    """A score as number and bar, with the range that unknown answers allow."""

    def draw(self, cell: _Cell) -> None:
        """Draw number, bar and range."""
        painter = cell.painter
        painter.drawText(cell.number_area(_SCORE_WIDTH), _RIGHT, cell.text)
        score = float(cell.value)
        track = QRectF(cell.beside_number(_SCORE_WIDTH))
        if math.isnan(score) or track.width() < _MARGIN:
            return
        middle = track.center().y()
        bar = QRectF(track.left(), middle - _BAR_HEIGHT / 2, track.width(), _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faint(cell.text_colour))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(track.width() * score / _FULL_SCORE)
        painter.setBrush(cell.ink("score"))
        painter.drawRoundedRect(bar, 2, 2)
        ends = [
            track.left() + track.width() * float(cell.parts[name]) / _FULL_SCORE
            for name in ("score_low", "score_high")
        ]
        if ends[1] - ends[0] > 1.0:
            ink = colour("score") if cell.is_selected else cell.text_colour
            _draw_range(painter, ends[0], ends[1], middle, ink)


def _draw_range(painter: QPainter, low: float, high: float, middle: float, ink: QColor) -> None:
    """Draw a horizontal line with a short stroke at each end."""
    painter.setPen(QPen(ink, 1.2))
    painter.drawLine(QPointF(low, middle), QPointF(high, middle))
    for end in (low, high):
        painter.drawLine(QPointF(end, middle - 3), QPointF(end, middle + 3))


class SavedDelegate(_DrawnCell):
    """Hours saved: p50, and p10 to p90 as a range in numbers."""

    def draw(self, cell: _Cell) -> None:
        """Draw the number and the range."""
        painter, parts = cell.painter, cell.parts
        painter.drawText(cell.number_area(_HOURS_WIDTH), _RIGHT, cell.text)
        p10, p90 = (float(parts[f"saved_hours_per_year_{quantile}"]) for quantile in ("p10", "p90"))
        if math.isnan(p10):
            return
        painter.setPen(cell.ink("muted"))
        painter.drawText(cell.beside_number(_HOURS_WIDTH), _LEFT, f"{p10:,.0f}～{p90:,.0f}")


class BreakEvenDelegate(_DrawnCell):
    """Break-even and actual items per run; a mark shows where manual work is faster."""

    def draw(self, cell: _Cell) -> None:
        """Draw both numbers and the mark."""
        even = float(cell.value)
        actual = float(cell.parts["items_per_run"])
        shown = "—" if math.isinf(even) else cell.text
        if not math.isnan(even):
            shown = f"{shown} / {items_per_run_text(actual)}"
        cell.painter.drawText(cell.inside, _RIGHT, shown)
        if cell.parts["by_hand_faster"]:
            _draw_badge(cell, _("by hand"), cell.ink("loss"), filled=False)


class DecisionDelegate(_DrawnCell):
    """A decision as a badge with its name, and beside it what to keep in mind of the task."""

    def draw(self, cell: _Cell) -> None:
        """Draw the badge and the marks; a sign shows where a value was overridden."""
        beside = cell.inside.adjusted(scaled(_STATE_WIDTH), 0, 0, 0)
        if cell.parts[OVERRIDDEN]:
            cell.painter.drawText(cell.inside, _RIGHT, "※")
            beside.adjust(0, 0, -2 * _MARGIN, 0)
        cell.painter.setPen(cell.ink("muted"))
        marks = cell.painter.fontMetrics().elidedText(
            cell.parts[MARKS], Qt.TextElideMode.ElideRight, beside.width()
        )
        cell.painter.drawText(beside, _LEFT, marks)
        if cell.value == "candidate":
            cell.painter.drawText(cell.inside, _LEFT, cell.text)
        elif cell.text:
            _draw_badge(cell, cell.text, state_colour(cell.value), filled=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of the cell with its badge."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 4 * _MARGIN, hint.height())


def _draw_badge(cell: _Cell, text: str, ink: QColor, *, filled: bool) -> None:
    """Draw a rounded label at the left; on the selection its colours are turned round."""
    painter, inside = cell.painter, cell.inside
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
    ground, letters = (cell.text_colour, ink) if cell.is_selected else (ink, colour("on_state"))
    painter.setPen(QPen(ground if filled else ink, 1))
    painter.setBrush(ground if filled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, height / 4, height / 4)
    painter.setPen(letters if filled else ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
