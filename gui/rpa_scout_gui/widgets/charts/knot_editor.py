"""Points of a numeric factor over its value: a curve with knots to drag or type."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.errors import PolicyError
from rpa_scout.factors import knot_points
from rpa_scout.policy.changed import with_knots
from rpa_scout.policy.derived import quantity_label
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Factor, Scorecard
from rpa_scout.text import _, language, sentence_of
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.charts.chart import Chart
from rpa_scout_gui.widgets.plain_text import PlainLabel

_CURVE_POINTS: Final = 200
_EDGE: Final = 0.12

Knots = tuple[tuple[float, float], ...]


class _KnotCurve(Chart):
    """The curve; the mouse drags its knots."""

    knot_moved = Signal(int, float, float)
    """Position, value and points of a moved knot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Points over the value"), _("Value"), _("Points"), parent)
        self._factor: Factor | None = None
        self._knots: Knots = ()
        self.setYRange(-0.05, 1.05, padding=0.0)

    def show_knots(self, factor: Factor, knots: Knots) -> None:
        """Show knots of a factor."""
        self._factor, self._knots = factor, knots
        self.redraw()

    def redraw(self) -> None:
        """Draw curve and knots."""
        self.clear()
        if self._factor is None:
            return
        is_log = self._factor.axis == "log10"
        self.setLogMode(x=is_log, y=False)
        self.getAxis("bottom").setStyle(maxTickLevel=0 if is_log else 2)
        knot_x = np.array([self._axis_position(value) for value, _points in self._knots])
        margin = max(float(np.ptp(knot_x)), 1e-6) * _EDGE
        curve_x = np.linspace(knot_x[0] - margin, knot_x[-1] + margin, _CURVE_POINTS)
        values = 10.0**curve_x if is_log else curve_x
        curve_points = knot_points(values, self._knots, log10=is_log)
        curve = pg.PlotCurveItem(curve_x, curve_points, pen=pg.mkPen(colour("score"), width=2.2))
        self.plotItem.addItem(curve)
        for position, (x, (_value, points)) in enumerate(zip(knot_x, self._knots, strict=True)):
            self._add_knot(position, float(x), points)
        self.setXRange(float(curve_x[0]), float(curve_x[-1]), padding=0.0)

    def _add_knot(self, position: int, x: float, points: float) -> None:
        target = pg.TargetItem(
            (x, points),
            size=14,
            symbol="o",
            pen=pg.mkPen(self.ink(), width=1.5),
            brush=pg.mkBrush(colour("score")),
        )
        target.sigPositionChangeFinished.connect(lambda item: self._end_drag(position, item))
        self.addItem(target)

    def _end_drag(self, knot: int, item: pg.TargetItem) -> None:
        position = item.pos()
        is_log = self._factor is not None and self._factor.axis == "log10"
        value = 10.0 ** position.x() if is_log else position.x()
        self.knot_moved.emit(knot, value, min(max(position.y(), 0.0), 1.0))

    def _axis_position(self, value: float) -> float:
        is_log = self._factor is not None and self._factor.axis == "log10"
        return math.log10(value) if is_log else value


class KnotEditor(QWidget):
    """Editor for the knots of a numeric factor."""

    changed = Signal()
    """Emitted after every change by the user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Scorecard | None = None
        self._changed: dict[tuple[str, int], Knots] = {}
        self.factors = QComboBox(self)
        self.factors.setAccessibleName(_("Factor"))
        self.curve = _KnotCurve(self)
        self.table = QTableWidget(0, 2, self)
        self.table.setAccessibleName(_("Knots"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMaximumWidth(220)
        self._problem = PlainLabel(self)
        self._problem.setWordWrap(True)
        side = QVBoxLayout()
        side.addWidget(self.table, 1)
        side.addWidget(self._problem)
        line = QHBoxLayout()
        line.addWidget(self.curve, 1)
        line.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.factors)
        column.addLayout(line, 1)
        self.factors.currentIndexChanged.connect(self._show)
        self.table.cellChanged.connect(self._typed)
        self.curve.knot_moved.connect(self._dragged)

    def show_scorecard(self, card: Scorecard, fields: FieldSet) -> None:
        """Show the factors of the policy's scorecard, with the labels of the survey's fields."""
        self._card = card
        self._changed = {}
        chosen = self.factors.currentIndex()
        with QSignalBlocker(self.factors):
            self.factors.clear()
            for criterion in card.criterion:
                for position, factor in enumerate(criterion.factor):
                    if factor.knots is not None:
                        quantity = quantity_label(factor.field, fields)
                        label = f"{criterion.label_in(language())}：{quantity}"
                        self.factors.addItem(label, (criterion.id, position))
            self.factors.setCurrentIndex(max(chosen, 0) if self.factors.count() else -1)
        self._show()

    @property
    def is_changed(self) -> bool:
        """Whether any knots differ from the policy."""
        return bool(self._changed)

    @property
    def changed_knots(self) -> dict[tuple[str, int], Knots]:
        """Knots that differ from the policy, by criterion and position of the factor."""
        return dict(self._changed)

    def set_changed(self, knots: dict[tuple[str, int], Knots]) -> None:
        """Show knots that differ from the policy."""
        self._changed = dict(knots)
        self._show()

    def applied_to(self, card: Scorecard) -> Scorecard:
        """Return a scorecard with the knots shown."""
        for (criterion, position), knots in self._changed.items():
            card = with_knots(card, criterion, position, knots)
        return card

    def _chosen(self) -> tuple[Factor, Knots] | None:
        key = self.factors.currentData()
        if self._card is None or key is None:
            return None
        criterion, position = key
        factor = self._card.criterion[self._card.ids.index(criterion)].factor[position]
        return factor, self._changed.get((criterion, position), factor.knots or ())

    def _show(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        factor, knots = chosen
        self._problem.clear()
        with QSignalBlocker(self.table):
            self.table.setHorizontalHeaderLabels([_("Value"), _("Points")])
            self.table.setRowCount(len(knots))
            for row, knot in enumerate(knots):
                for column, number in enumerate(knot):
                    item = QTableWidgetItem(f"{number:,.10g}" if column == 0 else f"{number:.2f}")
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                    self.table.setItem(row, column, item)
        self.curve.show_knots(factor, knots)

    def _dragged(self, knot: int, value: float, points: float) -> None:
        chosen = self._chosen()
        if chosen is not None:
            knots = list(chosen[1])
            knots[knot] = (float(f"{value:.3g}"), round(points, 2))
            self._set_valid_knots(tuple(knots))

    def _typed(self, row: int, column: int) -> None:
        chosen, item = self._chosen(), self.table.item(row, column)
        if chosen is None or item is None:
            return
        knots = [list(knot) for knot in chosen[1]]
        try:
            knots[row][column] = float(item.text().replace(",", ""))
        except ValueError:
            self._refuse(_("“{value}” is no number.").format(value=item.text()))
            return
        self._set_valid_knots(tuple((value, points) for value, points in knots))

    def _set_valid_knots(self, knots: Knots) -> None:
        """Apply knots if they are valid; otherwise show the reason and the previous knots."""
        key = self.factors.currentData()
        if self._card is None:
            return
        if not all(0.0 <= points <= 1.0 for _value, points in knots):
            self._refuse(_("Points lie between 0 and 1."))
            return
        try:
            criterion, position = key
            with_knots(self._card, criterion, position, knots)
        except PolicyError as error:
            self._refuse(sentence_of(error))
            return
        self._changed[key] = knots
        self._show()
        self.changed.emit()

    def _refuse(self, sentence: str) -> None:
        self._show()
        self._problem.setText(sentence)
