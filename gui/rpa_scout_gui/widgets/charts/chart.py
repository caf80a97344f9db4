"""A plot in the window's colours and fonts, with named axes and without menus or mouse zoom."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from rpa_scout_gui.theme import colour

pg.setConfigOptions(antialias=True)


class _Axis(pg.AxisItem):
    """An axis whose numbers are written as everywhere else, such as 12,000."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the texts of the marks."""
        texts: list[str] = super().tickStrings(values, scale, spacing)
        if self.logMode or spacing * scale < 1:
            return texts
        return [f"{value * scale:,.0f}" for value in values]


class Chart(pg.PlotWidget):
    """A plot with two named axes."""

    def __init__(
        self,
        name: str,
        x: str,
        y: str,
        parent: QWidget | None = None,
        view: pg.ViewBox | None = None,
    ) -> None:
        axes = {side: _Axis(side) for side in ("bottom", "left")}
        super().__init__(parent, viewBox=view, axisItems=axes)
        self._names = {"bottom": x, "left": y}
        self.setAccessibleName(name)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plotItem.showGrid(x=True, y=True, alpha=0.15)
        for side in self._names:
            self.getAxis(side).enableAutoSIPrefix(enable=False)
            self.getAxis(side).setStyle(autoExpandTextSpace=True)
        self.apply_colours()

    def apply_colours(self) -> None:
        """Apply the current colours and font of the window."""
        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.Text)
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        for side, name in self._names.items():
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(colour("grid"), width=1))
            axis.setTextPen(pg.mkPen(ink))
            axis.setTickFont(self.font())
            axis.setLabel(
                name, color=ink.name(), **{"font-size": f"{self.font().pointSizeF():g}pt"}
            )

    def ink(self) -> QColor:
        """Return the colour of text."""
        return QColor(self.palette().color(QPalette.ColorRole.Text))

    def changeEvent(self, event: QEvent) -> None:
        """Redraw after a change between light and dark."""
        super().changeEvent(event)
        # Qt sends this event already from the constructor of the base class.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_names"):
            self.apply_colours()
            self.redraw()

    def redraw(self) -> None:
        """Draw the content again in the current colours."""

    def band(self, low: object, high: object, x: object, name: str) -> None:
        """Draw the area between two lines."""
        lines = [pg.PlotCurveItem(x, edge, pen=pg.mkPen(None)) for edge in (low, high)]
        fill = QColor(colour(name))
        fill.setAlpha(60)
        for line in lines:
            self.addItem(line)
        self.addItem(pg.FillBetweenItem(*lines, brush=fill))

    def text(
        self, text: str, position: tuple[float, float], ink: QColor, anchor: tuple[float, float]
    ) -> None:
        """Write a text at a point."""
        item = pg.TextItem(text, color=ink, anchor=anchor)
        item.setFont(self.font())
        self.addItem(item, ignoreBounds=True)
        item.setPos(*position)
