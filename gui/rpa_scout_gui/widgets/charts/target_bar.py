"""The target bar: live and adopted work from the baseline, against the plan's goals.

The engine is imported where figures are shown: the window is painted before there are any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rpa_scout.chances import chance_text
from rpa_scout.text import _, language
from rpa_scout_gui.project_changes import RANKED, Part
from rpa_scout_gui.session import Session
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.plain_text import plain_text

if TYPE_CHECKING:
    from rpa_scout.fiscal_target.target import FiscalTarget
    from rpa_scout.policy.targets import Target, Targets

_BAR: Final = 12.0
_HEADING_GAP: Final = 4
_WIDTH, _ENTERED_WIDTH = 300, 200
_WIDTHS: Final = {"hours": _WIDTH, "tasks": _WIDTH, "entered": _ENTERED_WIDTH}
_STRETCHES: Final = {"hours": 5, "tasks": 5, "entered": 3}
_ROOM: Final = 1.08
"""The scale ends a little beyond the goal or the band, whichever is larger."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures of a gauge."""

    # Name of the indicator, in the user's language.
    label: str
    unit: str
    # Live work and the goal of the plan.
    baseline: float
    goal: float
    # Range of live and adopted work.
    p10: float
    p50: float
    p90: float
    chance: float | None  # probability of reaching the goal; None: entered by hand
    basis: str  # sentence on the starting point

    @property
    def heading(self) -> str:
        """The name, and that the figures are those with what is adopted now."""
        return (
            self.label if self.chance is None else _("{label} (adopted)").format(label=self.label)
        )

    @property
    def sentence(self) -> str:
        """The figures as a sentence."""
        from rpa_scout.assessment.indicators import figure_text

        if self.chance is None:
            return _("{label}: {now} of {goal} {unit}, entered by hand").format(
                label=self.label,
                now=figure_text(self.p50),
                goal=figure_text(self.goal),
                unit=self.unit,
            )
        figures = _(
            "{label}: {baseline:,.0f} → {p50:,.0f} of {goal:,.0f} {unit}; "
            "range p10 to p90: {p10:,.0f} to {p90:,.0f}; chance of the goal (estimate): {chance}"
        ).format(
            label=self.heading,
            unit=self.unit,
            baseline=self.baseline,
            goal=self.goal,
            p10=self.p10,
            p50=self.p50,
            p90=self.p90,
            chance=chance_text(self.chance),
        )
        return f"{figures}\n{self.basis}"


class Gauge(QWidget):
    """The gauge of one goal: a bar from 0 to the goal, the band, and the figures above."""

    def __init__(self, parent: QWidget | None = None, *, least_width: int = _WIDTH) -> None:
        super().__init__(parent)
        self._least_width = least_width
        self.reading: Reading | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_reading(self, reading: Reading | None) -> None:
        """Show figures; None clears the gauge."""
        self.reading = reading
        sentence = "" if reading is None else reading.sentence
        self.setAccessibleName("" if reading is None else reading.heading)
        self.setAccessibleDescription(sentence)
        self.setToolTip(plain_text(sentence))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of two lines and the bar."""
        line = self.fontMetrics().height()
        return QSize(self._least_width + 100, round(2.2 * line + _BAR + 14))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size, which fits a window of 1280 pixels."""
        return QSize(self._least_width, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the figures and the bar."""
        painter = QPainter(self)
        if self.reading is None:
            painter.setPen(colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft, _("Computing …"))
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_figures(painter, self.reading)
        self._draw_bar(painter, self.reading)
        painter.end()

    def _draw_figures(self, painter: QPainter, reading: Reading) -> None:
        area = QRectF(0, 0, self.width(), 1.35 * self.fontMetrics().height())
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.setPen(colour("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | bottom, reading.unit)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | bottom, self.heading())
        painter.setFont(self._large_font())
        unit = self.fontMetrics().horizontalAdvance(reading.unit)
        figures_area = area.adjusted(0, 0, -unit, 0)
        painter.drawText(figures_area, Qt.AlignmentFlag.AlignRight | bottom, _figures_text(reading))
        painter.setFont(self.font())

    def heading(self) -> str:
        """Return the heading; in a narrow window only the name, cut where even that is wider."""
        reading, metrics = self.reading, self.fontMetrics()
        if reading is None:
            return ""
        figures = QFontMetrics(self._large_font()).horizontalAdvance(_figures_text(reading))
        room = self.width() - metrics.horizontalAdvance(reading.unit) - figures - _HEADING_GAP
        if metrics.horizontalAdvance(reading.heading) <= room:
            return reading.heading
        return metrics.elidedText(reading.label, Qt.TextElideMode.ElideRight, max(room, 0))

    def _large_font(self) -> QFont:
        large = QFont(self.font())
        large.setPointSizeF(self.font().pointSizeF() * 1.25)
        large.setBold(True)
        return large

    def _draw_bar(self, painter: QPainter, reading: Reading) -> None:
        line = self.fontMetrics().height()
        top = 1.35 * line + 5
        scale = (self.width() - 1) / (max(reading.goal, reading.p90) * _ROOM)
        self._fill(painter, 0, self.width() - 1, top, colour("track"))
        self._fill(painter, 0, reading.baseline * scale, top, colour("baseline"))
        self._fill(painter, reading.baseline * scale, reading.p50 * scale, top, colour("adopted"))
        band = QRectF(reading.p10 * scale, top + 3, (reading.p90 - reading.p10) * scale, _BAR - 6)
        painter.setPen(QPen(colour("text"), 1))
        painter.setBrush(colour("band"))
        if reading.p90 > reading.p10:
            painter.drawRect(band)
        painter.setPen(QPen(colour("goal"), 2))
        goal = reading.goal * scale
        painter.drawLine(round(goal), round(top - 3), round(goal), round(top + _BAR + 3))
        painter.setPen(colour("muted"))
        text_area = QRectF(0, top + _BAR + 2, self.width(), line)
        align_left, align_right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        gap, metrics = _gap_text(reading), self.fontMetrics()
        room = self.width() - metrics.horizontalAdvance(gap) - 12
        band_text = metrics.elidedText(
            _band_text(reading), Qt.TextElideMode.ElideRight, max(room, 0)
        )
        painter.drawText(text_area, align_left, band_text)
        painter.drawText(text_area, align_right, gap)

    def _fill(self, painter: QPainter, start: float, end: float, top: float, fill: QColor) -> None:
        if end > start:
            painter.fillRect(QRectF(start, top, end - start, _BAR), fill)


def _figures_text(reading: Reading) -> str:
    from rpa_scout.assessment.indicators import figure_text

    steps = [reading.p50] if reading.chance is None else [reading.baseline, reading.p50]
    return f"{' → '.join(map(figure_text, steps))} ／ {figure_text(reading.goal)} "


def _band_text(reading: Reading) -> str:
    if reading.chance is None:
        return _("entered by hand")
    if reading.p90 <= reading.p10:
        return _("nothing adopted yet") if reading.p50 <= reading.baseline else ""
    return _("range {p10:,.0f}–{p90:,.0f} (80 %)").format(p10=reading.p10, p90=reading.p90)


def _gap_text(reading: Reading) -> str:
    from rpa_scout.assessment.indicators import figure_text

    gap = reading.goal - reading.p50
    if reading.chance is None:
        return _("{gap} still missing").format(gap=figure_text(gap)) if gap > 0 else ""
    chance = chance_text(reading.chance)
    if gap <= 0:
        return _("chance of the goal {chance} (estimate)").format(chance=chance)
    return _("{gap:,.0f} still missing; chance {chance} (estimate)").format(gap=gap, chance=chance)


class TargetBar(QWidget):
    """A gauge for each indicator of the policy; every decision updates them."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(_("Targets"))
        self.gauges: dict[str, Gauge] = {}
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(24)
        session.changed.connect(self._session_changed)
        self.refresh()

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if parts & ({"project", "figures", "assessment"} | RANKED):
            self.refresh()

    def refresh(self) -> None:
        """Read the figures of the session again."""
        session, project = self._session, self._session.project
        if project is None:
            return
        self._offer(session.policy.targets)
        # During a computation the old figures no longer match the decisions.
        is_waiting = session.assessment is None and bool(session.records)
        target = None if is_waiting else session.target()
        if target is None:
            for gauge in self.gauges.values():
                gauge.show_reading(None)
            return
        from rpa_scout.assessment.indicators import newest_figure

        figures = project.planning.figures()
        for name, gauge in self.gauges.items():
            indicator = target.targets.indicators[name]
            if name in target.targets.computed:
                gauge.show_reading(_computed(target, name, indicator))
            else:
                newest = newest_figure(indicator, figures.get(name, {}))
                gauge.show_reading(_entered(indicator, newest))

    def _offer(self, targets: Targets) -> None:
        """Have one gauge for each indicator, in the policy's order."""
        if [*self.gauges] == [*targets.indicators]:
            return
        for gauge in self.gauges.values():
            self._line.removeWidget(gauge)
            gauge.deleteLater()
        self.gauges = {
            name: Gauge(self, least_width=_WIDTHS[indicator.figure])
            for name, indicator in targets.indicators.items()
        }
        for name, gauge in self.gauges.items():
            self._line.addWidget(gauge, _STRETCHES[targets.indicators[name].figure])


def _computed(target: FiscalTarget, name: str, indicator: Target) -> Reading:
    """Return the figures of an indicator in the year in which its goal is due."""
    from rpa_scout.assessment.target_texts import start_sentence

    year = target.year_of(indicator)
    expected = year.figure(indicator.figure)
    return Reading(
        label=indicator.label_in(language()),
        unit=indicator.unit_in(language()),
        baseline=year.live_figure(indicator.figure),
        goal=indicator.goal,
        p10=float(expected.p10),
        p50=float(expected.p50),
        p90=float(expected.p90),
        chance=year.chances.each[name],
        basis=start_sentence(target.start, target.targets),
    )


def _entered(indicator: Target, now: float) -> Reading:
    label, unit = indicator.label_in(language()), indicator.unit_in(language())
    return Reading(label, unit, indicator.baseline, indicator.goal, now, now, now, None, "")
