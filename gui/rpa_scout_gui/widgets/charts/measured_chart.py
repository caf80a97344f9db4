"""Measured against estimated hours, one point per task, with the line of equality."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rpa_scout.fiscal_target.measured import MeasuredBesideEstimated
from rpa_scout.text import _
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.charts.chart import Chart


class MeasuredChart(Chart):
    """The chart of measured against estimated hours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Measured against estimated"),
            _("Estimated hours a year (p50, line p10–p90)"),
            _("Measured hours a year"),
            parent,
        )
        self._measured = MeasuredBesideEstimated()
        self.addLegend(offset=(10, 4), labelTextColor=self.ink())

    def show_measured(self, measured: MeasuredBesideEstimated) -> None:
        """Show the tasks with measured and estimated hours."""
        self._measured = measured
        self.redraw()

    def redraw(self) -> None:
        """Draw points, their ranges and the line."""
        self.clear()
        self.plotItem.legend.setLabelTextColor(self.ink())
        tasks = self._measured.tasks
        if not tasks:
            return
        low, middle, high = (
            np.array([float(getattr(task.estimated, name)) for task in tasks])
            for name in ("p10", "p50", "p90")
        )
        up = np.array([task.measured_hours for task in tasks])
        # The points set the axes; a very wide range is clipped, so that the points stay visible.
        top = max(float(middle.max()), float(up.max()), 1.0) * 1.3
        bottom = min(float(middle.min()), float(up.min()), 0.0)
        equal = pg.mkPen(colour("goal"), width=1.6, style=Qt.PenStyle.DashLine)
        self.plot([bottom, top], [bottom, top], pen=equal, name=_("as estimated (1:1)"))
        whiskers = pg.ErrorBarItem(
            x=middle, y=up, left=middle - low, right=high - middle, pen=pg.mkPen(colour("grid"))
        )
        self.addItem(whiskers)
        within = np.array([task.is_within for task in tasks], dtype=bool)
        for chosen, symbol, name, sentence in (
            (within, "o", "gain", _("within p10–p90")),
            (~within, "t", "loss", _("outside p10–p90")),
        ):
            if chosen.any():
                points = pg.ScatterPlotItem(
                    x=middle[chosen],
                    y=up[chosen],
                    size=10,
                    symbol=symbol,
                    brush=pg.mkBrush(colour(name)),
                    pen=pg.mkPen(colour(name)),
                    name=sentence,
                )
                self.addItem(points)
        self.setXRange(bottom, top, padding=0.02)
        self.setYRange(bottom, top * 1.15, padding=0.02)
