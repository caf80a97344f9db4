"""A target over the fiscal years: the expected value with its band, and the path to the goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rpa_scout.arrays import Floats
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.policy.targets import Target
from rpa_scout.savings.quantiles import Quantiles
from rpa_scout.text import _, language
from rpa_scout_gui.theme import colour
from rpa_scout_gui.widgets.charts.chart import Chart

_ABOVE, _BELOW = 0.28, 0.2
"""Room above and below the figures, as shares of what is shown; the legend stands above."""
_NEAR_ZERO = 0.5
"""Figures whose lowest is below this share of the highest are shown from zero."""


@dataclass(frozen=True, slots=True)
class _Path:
    years: Floats
    expected: Sequence[Quantiles]
    target: Target | None


class PathChart(Chart):
    """The chart of one indicator."""

    def __init__(self, name: str, up: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "", up, parent)
        self._path: _Path | None = None
        self.addLegend(offset=(10, 4), labelTextColor=self.ink())

    def show_path(
        self, years: Sequence[int], expected: Sequence[Quantiles], target: Target | None
    ) -> None:
        """Show the expected value of every year, and the path to the goal if there is one."""
        self._path = _Path(np.array(years, dtype=np.float64), tuple(expected), target)
        self.redraw()

    def redraw(self) -> None:
        """Draw band, line, path and goal."""
        self.clear()
        self.plotItem.legend.setLabelTextColor(self.ink())
        if self._path is None:
            return
        path = self._path
        low, middle, high = (
            np.array([float(getattr(expected, name)) for expected in path.expected])
            for name in ("p10", "p50", "p90")
        )
        self.band(low, high, path.years, "band")
        pen = pg.mkPen(colour("adopted"), width=2.4)
        self.plot(
            path.years,
            middle,
            pen=pen,
            symbol="o",
            symbolSize=7,
            symbolPen=pen,
            symbolBrush=colour("adopted"),
            name=_("live and adopted (band p10–p90)"),
        )
        self._label_years(path.years)
        shown = [*low, *high]
        if path.target is not None:
            self._draw_way(path.target)
            shown += [path.target.baseline, path.target.goal]
        self.setYRange(*axis_ends(min(shown), max(shown)), padding=0.0)
        # The labels of the first and last year need half their width beside the point.
        self.setXRange(float(path.years[0]) - 0.4, float(path.years[-1]) + 0.5, padding=0.0)

    def _draw_way(self, target: Target) -> None:
        """Draw the path from the baseline to the goal."""
        way = pg.mkPen(colour("goal"), width=1.8, style=Qt.PenStyle.DashLine)
        self.plot(
            [target.baseline_year, target.goal_year],
            [target.baseline, target.goal],
            pen=way,
            symbol="d",
            symbolSize=9,
            symbolPen=pg.mkPen(colour("goal")),
            symbolBrush=colour("goal"),
            name=_("path to {goal:,.0f}").format(goal=target.goal),
        )

    def _label_years(self, years: Floats) -> None:
        labels = [_short_year(int(year)) for year in years]
        self.getAxis("bottom").setTicks([list(zip(years.tolist(), labels, strict=True))])


def axis_ends(lowest: float, highest: float) -> tuple[float, float]:
    """Return where the axis of figures begins and ends; far from zero it does not begin there."""
    is_far_from_zero = _NEAR_ZERO * highest <= lowest < highest
    begin = lowest - _BELOW * (highest - lowest) if is_far_from_zero else 0.0
    return begin, highest + _ABOVE * (highest - begin)


def _short_year(year: int) -> str:
    """Return a fiscal year in three letters, which fit below a small chart."""
    if language() == "en":
        return f"'{year % 100:02}"
    label = fiscal_year_label(year).removeprefix("令和").removesuffix("年度")
    return f"R{label}" if label.isdigit() else label
