"""Minutes per run, by hand and with the robot, over the items per run, with the break-even."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rpa_scout.assessment.break_even_lines import BreakEvenLines
from rpa_scout.ranking.formats import items_per_run_text
from rpa_scout.text import _
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.charts.chart import Chart

_WIDTH = 2.2


class BreakEvenChart(Chart):
    """The break-even chart of one task."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Break-even"), _("Items per run"), _("Staff minutes a run"), parent)
        self._lines: BreakEvenLines | None = None
        self.addLegend(offset=(10, 10), labelTextColor=self.ink())

    def show_lines(self, lines: BreakEvenLines | None) -> None:
        """Show the lines of a task."""
        self._lines = lines
        self.redraw()

    def redraw(self) -> None:
        """Draw lines, band and marks."""
        self.clear()
        lines = self._lines
        self.plotItem.legend.setLabelTextColor(self.ink())
        if lines is None:
            return
        items = lines.items_per_run
        self.band(lines.with_robot_p10, lines.with_robot_p90, items, "series_robot")
        by_hand = pg.mkPen(colour("series_by_hand"), width=_WIDTH, style=Qt.PenStyle.DashLine)
        robot = pg.mkPen(colour("series_robot"), width=_WIDTH)
        self.plot(items, lines.by_hand, pen=by_hand, name=_("by hand"))
        self.plot(
            items,
            lines.with_robot,
            pen=robot,
            name=_("with the robot (middle estimate; band: range)"),
        )
        self._mark(lines.break_even_items_per_run, _("break-even {items}"), Qt.PenStyle.DotLine)
        self._mark(lines.own_items_per_run, _("this task {items}"), Qt.PenStyle.SolidLine)
        top = max(float(lines.by_hand.max()), float(lines.with_robot.max()))
        self.setXRange(0.0, float(items[-1]), padding=0.0)
        self.setYRange(0.0, top * 1.1, padding=0.0)

    def _mark(self, items_per_run: float, sentence: str, style: Qt.PenStyle) -> None:
        if not math.isfinite(items_per_run) or items_per_run <= 0.0:
            return
        is_solid = style is Qt.PenStyle.SolidLine
        line = pg.InfiniteLine(
            items_per_run,
            pen=pg.mkPen(self.ink() if is_solid else colour("mark"), width=1.4, style=style),
            label=sentence.format(items=items_per_run_text(items_per_run)),
            labelOpts={
                "position": 0.70 if is_solid else 0.60,
                "color": self.ink(),
                "fill": self.palette().base().color(),
                "anchors": [(0.0, 0.5), (0.0, 0.5)],
            },
        )
        line.label.setFont(self.font())
        self.addItem(line)
