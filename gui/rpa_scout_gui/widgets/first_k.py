"""“The first k of the ranking would do”: a slider over the cumulative savings."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSpinBox, QVBoxLayout, QWidget

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.target import CumulativeOutlook, SetOutlook, cumulative_outlook
from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.chart import Chart

__all__ = ["FirstCandidates"]

_MOST: Final = 200


class _CumulativeChart(Chart):
    """Hours saved by the first candidates together."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            _("Hours saved by the first candidates together"),
            _("First candidates of the ranking"),
            _("Hours a year"),
            parent,
        )
        self._sums: CumulativeOutlook | None = None
        self._gap = 0.0
        self._first = 1
        self._mark = pg.InfiniteLine(1.0)

    def show_sums(self, sums: CumulativeOutlook | None, gap: float) -> None:
        """Show sums, and the hours that are missing to the goal."""
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
        across = np.arange(1, len(sums.positions) + 1, dtype=np.float64)
        self.band(sums.saved.p10, sums.saved.p90, across, "band")
        self.plot(across, sums.saved.p50, pen=pg.mkPen(colour("adopted"), width=2.4))
        goal = pg.mkPen(colour("goal"), width=1.8, style=Qt.PenStyle.DashLine)
        self.addItem(
            pg.InfiniteLine(
                self._gap,
                angle=0,
                pen=goal,
                label=_("needed: {hours:,.0f} hours").format(hours=self._gap),
                labelOpts={"position": 0.82, "color": self.ink(), "anchors": [(0.5, 1.1)] * 2},
            )
        )
        self._mark = pg.InfiniteLine(self._first, pen=pg.mkPen(self.ink(), width=1.4))
        self.addItem(self._mark)
        self.setXRange(0.0, float(across[-1]) + 1.0, padding=0.0)
        self.setYRange(0.0, max(float(np.max(sums.saved.p90)), self._gap) * 1.1, padding=0.0)


class FirstCandidates(QWidget):
    """Chooses k, and says what the first k candidates would save.

    Parameters
    ----------
    jobs : JobRunner
        Adds up beside the window.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._assessment: Assessment | None = None
        self._sums: CumulativeOutlook | None = None
        self.chart = _CumulativeChart(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.number = QSpinBox(self)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        for widget in (self.slider, self.number):
            widget.setAccessibleName(_("Number of first candidates"))
            widget.setMinimum(1)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self._needed = QLabel(self)
        self._needed.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(QLabel(_("First"), self))
        line.addWidget(self.slider, 1)
        line.addWidget(self.number)
        line.addWidget(QLabel(_("candidates"), self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._needed)
        column.addWidget(self.chart, 1)
        column.addLayout(line)
        column.addWidget(self.told)
        self.slider.valueChanged.connect(self.number.setValue)
        self.number.valueChanged.connect(self.slider.setValue)
        self.number.valueChanged.connect(self._choose)

    def show_assessment(self, assessment: Assessment | None) -> None:
        """Show the candidates of an assessment.

        Parameters
        ----------
        assessment : Assessment or None
            The results; None shows nothing.
        """
        self._assessment = assessment
        self._sums = None
        self.setEnabled(False)
        if assessment is None:
            self._jobs.cancel("first candidates")
            self.chart.show_sums(None, 0.0)
            self._needed.clear()
            self.told.clear()
            return
        self._jobs.run(
            "first candidates",
            lambda _progress: (
                cumulative_outlook(
                    assessment.simulation, assessment.order, assessment.is_candidate, _MOST
                ),
                assessment.target.candidates_needed,
            ),
            lambda found: self._show(*found),
            title=_("Adding up the first candidates"),
        )

    def _show(self, sums: CumulativeOutlook, needed: int | None) -> None:
        assessment = self._assessment
        count = len(sums.positions)
        if assessment is None or not count:
            self._needed.setText(_("There is no candidate yet."))
            return
        self._sums = sums
        self.setEnabled(True)
        self.chart.show_sums(sums, assessment.policy.targets.hours.gap)
        if needed is None:
            self._needed.setText(_("All candidates together do not close both gaps."))
        else:
            told = _("The first {count:,} candidates would do (p50).")
            self._needed.setText(told.format(count=needed))
        self.slider.setMaximum(count)
        self.number.setMaximum(count)
        self.number.setValue(min(needed or count, count))
        self._choose(self.number.value())

    def _choose(self, first: int) -> None:
        assessment, sums = self._assessment, self._sums
        if assessment is None or sums is None:
            return
        self.chart.mark(first)
        ids = assessment.inventory.tasks.index[sums.positions[:first]].tolist()
        self._jobs.run(
            "first k",
            lambda _progress: assessment.outlook_of(ids),
            lambda found: self._tell(found, assessment),
        )

    def _tell(self, found: SetOutlook, assessment: Assessment) -> None:
        targets = assessment.policy.targets
        told = _(
            "{hours:,.0f} hours a year (p10–p90: {low:,.0f}–{high:,.0f}) of the {gap:,.0f} needed; "
            "{live:,.0f} of {adopted:,} go live, {tasks:,.0f} are needed. "
            "Chance of both goals: {chance:.0%}."
        )
        self.told.setText(
            told.format(
                hours=found.hours.p50,
                low=found.hours.p10,
                high=found.hours.p90,
                gap=targets.hours.gap,
                live=found.live.p50,
                adopted=found.adopted,
                tasks=targets.tasks.gap,
                chance=found.chances.both,
            )
        )
