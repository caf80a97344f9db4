"""The task map: score against hours saved, size by build effort, colour and shape by decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QShowEvent
from PySide6.QtWidgets import QWidget

from rpa_scout.arrays import Bools, Floats
from rpa_scout.project.states import STATE_LABELS, state_label
from rpa_scout.text import N_, _
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.charts.chart import Chart
from rpa_scout_gui.widgets.plain_text import plain_text
from rpa_scout_gui.widgets.tables.cell_delegates import state_colour

_SHAPES: Final = {
    "candidate": "o",
    "adopted": "s",
    "building": "d",
    "live": "star",
    "on_hold": "t",
    "declined": "x",
    "retired": "+",
    "withdrawn": "+",
}
_SMALLEST, _LARGEST = 6.0, 20.0
_RING = 6.0
_MOST_NAMED = 5
"""Tasks under the mouse that are named; the others are counted."""
_QUADRANTS: Final = (
    (N_("first to automate"), (1.0, 1.0)),
    (N_("few hours, easy"), (1.0, 0.0)),
    (N_("many hours, prepare first"), (0.0, 1.0)),
    (N_("later"), (0.0, 0.0)),
)


class _SelectingBox(pg.ViewBox):
    """A view box in which the mouse draws a frame around points."""

    frame_drawn = Signal(QRectF)
    double_clicked = Signal()

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        """Show everything again after a double click."""
        if event.double():
            event.accept()
            self.double_clicked.emit()

    def mouseDragEvent(self, event: MouseDragEvent, **_axis: int | None) -> None:
        """Draw a frame and emit it at the end of the drag; `axis` is set for a drag on an axis."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        if not event.isFinish():
            self.updateScaleBox(event.buttonDownPos(), event.pos())
            return
        self.rbScaleBox.hide()
        frame = QRectF(QPointF(event.buttonDownPos(event.button())), QPointF(event.pos()))
        self.frame_drawn.emit(self.childGroup.mapRectFromParent(frame.normalized()))


class TaskMap(Chart):
    """Tasks by score and hours saved; a frame drawn with the mouse selects the tasks inside."""

    tasks_framed = Signal(object)
    """Emitted with the ids of the tasks inside the frame or under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._box = _SelectingBox()
        super().__init__(
            _("Map of the tasks"), _("Score"), _("Hours saved a year (p50)"), parent, self._box
        )
        self._ids: npt.NDArray[Any] = np.empty(0, dtype=object)
        self._score: Floats = np.empty(0)
        self._saved: Floats = np.empty(0)
        self._size: Floats = np.empty(0)
        self._state: list[str] = []
        self._names_of: dict[object, str] = {}
        self._selected: set[object] = set()
        self._whole = QRectF(0.0, 0.0, 1.0, 1.0)
        self._marks: Any = None
        self._is_stale = False
        self._box.frame_drawn.connect(self._select_within)
        self._box.double_clicked.connect(self.show_all)
        self.setMouseEnabled(x=True, y=True)
        self.addLegend(offset=(-8, 34), labelTextColor=self.ink())

    def show_tasks(
        self,
        task_ids: npt.NDArray[Any],
        score: Floats,
        saved_hours: Floats,
        build_hours: Floats,
        states: Sequence[str | None],
        names: Sequence[str],
    ) -> None:
        """Show the tasks whose hours are known; a point under the mouse shows its name."""
        self._names_of = dict(zip(task_ids.tolist(), names, strict=True))
        has_hours = ~np.isnan(saved_hours)
        self._ids, self._score, self._saved = (
            task_ids[has_hours],
            score[has_hours],
            saved_hours[has_hours],
        )
        self._size = _sizes(build_hours[has_hours])
        self._state = [
            state or "candidate"
            for state, is_shown in zip(states, has_hours, strict=True)
            if is_shown
        ]
        self.redraw()

    def select(self, task_ids: Sequence[object]) -> None:
        """Mark the selected tasks."""
        chosen = set(task_ids)
        if chosen != self._selected:
            self._selected = chosen
            if self.isVisible():
                self._mark_selected()

    def showEvent(self, event: QShowEvent) -> None:
        """Redraw if the data changed while the map was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self.redraw()
        else:
            self._mark_selected()

    def redraw(self) -> None:
        """Draw points, quadrants and legend; a hidden map is drawn when it is shown."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        self.clear()
        self.plotItem.legend.setLabelTextColor(self.ink())
        if not self._ids.size:
            return
        self._draw_quadrants()
        states = np.array(self._state, dtype=object)
        for state in STATE_LABELS:
            of_state = states == state.value
            if of_state.any():
                self._draw_points(of_state, state.value)
        self._marks = pg.ScatterPlotItem(pxMode=True)
        self.addItem(self._marks)
        self._mark_selected()
        self.show_all()

    def _draw_points(self, rows: Bools, state: str) -> None:
        fill = state_colour(state)
        fill.setAlpha(170)
        points = pg.ScatterPlotItem(
            x=self._score[rows],
            y=self._saved[rows],
            size=self._size[rows],
            symbol=_SHAPES[state],
            brush=QBrush(fill),
            pen=pg.mkPen(state_colour(state), width=1.0),
            data=self._ids[rows],
            name=state_label(state),
            hoverable=True,
            tip=None,
        )
        points.sigHovered.connect(self._name_hovered)
        points.sigClicked.connect(self._clicked)
        self.addItem(points)

    def _name_hovered(self, _item: object, points: Sequence[Any], _event: object) -> None:
        """Show the names of the tasks under the mouse."""
        lines = [
            _("{name} (score {score:.1f}, {hours:,.0f} hours a year)").format(
                name=self._names_of.get(point.data(), ""),
                score=point.pos().x(),
                hours=point.pos().y(),
            )
            for point in points[:_MOST_NAMED]
        ]
        if len(points) > _MOST_NAMED:
            lines.append(_("and {count:,} more").format(count=len(points) - _MOST_NAMED))
        self._box.setToolTip(plain_text("\n".join(lines)))

    def _mark_selected(self) -> None:
        """Draw rings around the selected tasks without redrawing the points."""
        if self._marks is None:
            return
        chosen = self._selected
        rows = np.fromiter(
            (task_id in chosen for task_id in self._ids.tolist()), bool, len(self._ids)
        )
        self._marks.setData(
            x=self._score[rows],
            y=self._saved[rows],
            size=self._size[rows] + _RING,
            symbol="o",
            brush=None,
            pen=pg.mkPen(self.ink(), width=2.0),
        )

    def _draw_quadrants(self) -> None:
        high = float(np.max(self._saved)) if self._saved.size else 1.0
        low = min(float(np.min(self._saved)), 0.0)
        top = max(high * 1.12, 1.0)
        median_score = float(np.median(self._score))
        saving = self._saved[self._saved > 0.0]
        median_saving = float(np.median(saving)) if saving.size else top / 2
        pen = pg.mkPen(colour("grid"), width=1.2, style=Qt.PenStyle.DashLine)
        self.addItem(pg.InfiniteLine(median_score, angle=90, pen=pen))
        self.addItem(pg.InfiniteLine(median_saving, angle=0, pen=pen))
        lowest, right = _span(self._score)
        for sentence, (x, y) in _QUADRANTS:
            corner = (right if x else lowest, top if y else low)
            self.text(_(sentence), corner, colour("muted"), (x, 0.0 if y else 1.0))
        self._whole = QRectF(lowest, low, right - lowest, top - low)

    def show_all(self) -> None:
        """Show all tasks again after zooming with the wheel."""
        self.setRange(self._whole, padding=0.02)

    def _clicked(self, _item: object, points: Sequence[Any]) -> None:
        self.tasks_framed.emit([point.data() for point in points])

    def _select_within(self, frame: QRectF) -> None:
        is_inside = (
            (self._score >= frame.left())
            & (self._score <= frame.right())
            & (self._saved >= frame.top())
            & (self._saved <= frame.bottom())
        )
        self.tasks_framed.emit(self._ids[is_inside].tolist())


def _span(score: Floats) -> tuple[float, float]:
    low, high = float(score.min()), float(score.max())
    margin = max((high - low) * 0.06, 2.0)
    return low - margin, high + margin


def _sizes(build_hours: Floats) -> Floats:
    """Return diameters in whole pixels that grow with the square root of the effort."""
    hours = np.nan_to_num(build_hours, nan=0.0)
    largest = max(float(hours.max(initial=0.0)), 1.0)
    # For every diameter the library draws a picture of its own: a few of them are fast.
    return np.round(_SMALLEST + (_LARGEST - _SMALLEST) * np.sqrt(hours / largest))
