"""“The first k of the ranking”: a slider over the candidates' sums, with the chances."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from rpa_scout.assessment.target import CumulativeOutlook, SetOutlook, TargetOutlook
from rpa_scout.assessment.target_texts import (
    all_candidates_sentence,
    chances_sentence,
    needed_sentence,
    start_sentence,
    sum_note,
)
from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.charts.chart import Chart
from rpa_scout_gui.widgets.number_field import NumberField
from rpa_scout_gui.widgets.plain_text import PlainLabel

_MOST: Final = 200


class _CumulativeChart(Chart):
    """The sum of hours saved by the first candidates."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Hours saved by the first candidates together"),
            _("First candidates of the ranking"),
            _("Hours a year"),
            parent,
        )
        self._sums: CumulativeOutlook | None = None
        self._gap: float | None = None
        self._first = 1
        self._mark = pg.InfiniteLine(1.0)

    def show_sums(self, sums: CumulativeOutlook | None, gap: float | None = None) -> None:
        """Show sums, and the hours from the starting point to the goal if there is one."""
        self._sums, self._gap = sums, gap
        self.redraw()

    def mark(self, first: int) -> None:
        """Mark a number of candidates."""
        self._first = first
        self._mark.setValue(first)

    def redraw(self) -> None:
        """Draw curve, band, goal and mark."""
        self.clear()
        sums = self._sums
        if sums is None or not len(sums.positions):
            return
        counts = np.arange(1, len(sums.positions) + 1, dtype=np.float64)
        self.band(sums.saved.p10, sums.saved.p90, counts, "band")
        self.plot(counts, sums.saved.p50, pen=pg.mkPen(colour("adopted"), width=2.4))
        if self._gap is not None:
            self._draw_goal(self._gap)
        self._mark = pg.InfiniteLine(self._first, pen=pg.mkPen(self.ink(), width=1.4))
        self.addItem(self._mark)
        self.setXRange(0.0, float(counts[-1]) + 1.0, padding=0.0)
        self.setYRange(0.0, max(float(np.max(sums.saved.p90)), self._gap or 0.0) * 1.1, padding=0.0)

    def _draw_goal(self, gap: float) -> None:
        """Draw the hours that are needed as a line."""
        self.addItem(
            pg.InfiniteLine(
                gap,
                angle=0,
                pen=pg.mkPen(colour("goal"), width=1.8, style=Qt.PenStyle.DashLine),
                label=_("needed: {hours:,.0f} hours").format(hours=gap),
                labelOpts={"position": 0.82, "color": self.ink(), "anchors": [(0.5, 1.1)] * 2},
            )
        )


class FirstCandidates(QWidget):
    """A slider for k, and what the first k candidates would save."""

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._target: TargetOutlook | None = None
        self._sums: CumulativeOutlook | None = None
        self.chart = _CumulativeChart(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.number = NumberField(self)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        for widget in (self.slider, self.number):
            widget.setAccessibleName(_("Number of first candidates"))
            widget.setMinimum(1)
        self.outcome = PlainLabel(self)
        self.outcome.setWordWrap(True)
        self.needed = PlainLabel(self)
        self.needed.setWordWrap(True)
        self.note = PlainLabel(sum_note(), self)
        self.note.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(PlainLabel(_("First"), self))
        line.addWidget(self.slider, 1)
        line.addWidget(self.number)
        line.addWidget(PlainLabel(_("candidates"), self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.needed)
        column.addWidget(self.chart, 1)
        column.addLayout(line)
        column.addWidget(self.outcome)
        column.addWidget(self.note)
        self.slider.valueChanged.connect(self.number.setValue)
        self.number.valueChanged.connect(self.slider.setValue)
        self.number.valueChanged.connect(self._choose)

    def show_target(self, target: TargetOutlook | None) -> None:
        """Show the candidates that are not adopted yet; None without an assessment."""
        self._target = target
        self._sums = None
        self.setEnabled(False)
        if target is None:
            self._jobs.cancel("first candidates")
            self.chart.show_sums(None)
            self.needed.clear()
            self.outcome.clear()
            return
        self._jobs.run(
            "first candidates",
            lambda _progress: (target.curve(_MOST), _sentences(target)),
            lambda results: self._show(target, *results),
            title=_("Adding up the first candidates"),
        )

    def _show(self, target: TargetOutlook, sums: CumulativeOutlook, sentences: list[str]) -> None:
        count = len(sums.positions)
        self.needed.setText("\n".join(sentences))
        if not count:
            self.chart.show_sums(None)
            self.outcome.setText(_("There is no candidate yet."))
            return
        self._sums = sums
        self.setEnabled(True)
        self.chart.show_sums(sums, target.hours_gap)
        self.slider.setMaximum(count)
        self.number.setMaximum(count)
        needed = target.candidates_needed
        self.number.setValue(min(count if needed is None else needed, count))
        self._choose(self.number.value())

    def _choose(self, first: int) -> None:
        target, sums = self._target, self._sums
        if target is None or sums is None:
            return
        self.chart.mark(first)
        self._jobs.run(
            "first k",
            lambda _progress: target.of_first(first),
            lambda outlook: self._show_outcome(outlook, target),
        )

    def _show_outcome(self, outlook: SetOutlook, target: TargetOutlook) -> None:
        hours, tasks = target.hours_gap, target.tasks_gap
        saved = _("{p50:,.0f} hours a year ({p10:,.0f} to {p90:,.0f})")
        if hours is not None:
            saved = _("{p50:,.0f} hours a year ({p10:,.0f} to {p90:,.0f}) of the {gap:,.0f} needed")
        live = _("{live:,.0f} of {adopted:,} go live")
        if tasks is not None:
            live = _("{live:,.0f} of {adopted:,} go live, {gap:,.0f} are needed")
        p10, p50, p90 = outlook.hours.p10, outlook.hours.p50, outlook.hours.p90
        parts = [
            saved.format(p10=p10, p50=p50, p90=p90, gap=hours),
            live.format(live=outlook.live.p50, adopted=outlook.adopted, gap=tasks),
            chances_sentence(outlook.chances, target.targets),
        ]
        self.outcome.setText("\n".join(parts))


def _sentences(target: TargetOutlook) -> list[str]:
    """Return how many candidates each chance needs; add all if the headline needs more."""
    sentences = [start_sentence(target.start, target.targets)]
    sentences += map(needed_sentence, target.needed_for)
    if target.has_goals and target.headline.outlook is None:
        sentences.append(all_candidates_sentence(target))
    return sentences
