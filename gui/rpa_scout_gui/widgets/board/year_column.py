"""One column of the board: a fiscal year with its capacity, figures and cards."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rpa_scout.chances import chance_text
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.planning.result import PlanYear
from rpa_scout.planning.texts import of_limit_text, range_text
from rpa_scout.text import _
from rpa_scout_gui.theme import colour, scaled
from rpa_scout_gui.widgets.board.card_list import CardList
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.plain_text import PlainLabel

_BAR_HEIGHT: Final = 8
_LEAST_WIDTH: Final = 172


class LoadBar(QWidget):
    """How much of a capacity is used; what exceeds it is drawn in another colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.used = self.capacity = 0.0
        self.setFixedHeight(_BAR_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_exceeded(self) -> bool:
        """Whether more is used than there is."""
        return self.used > self.capacity + 1e-6

    def show_load(self, used: float, capacity: float | None) -> None:
        """Show an amount beside its capacity; without one the bar is hidden."""
        self.used, self.capacity = used, max(capacity or 0.0, 0.0)
        self.setVisible(capacity is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar; the end of the capacity is marked where it is exceeded."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        whole = max(self.used, self.capacity)
        painter.fillRect(area, colour("track"))
        if whole > 0.0:
            width = area.width() / whole
            inside = min(self.used, self.capacity) * width
            painter.fillRect(QRectF(0, 0, inside, area.height()), colour("adopted"))
            if self.is_exceeded:
                excess = QRectF(inside, 0, area.width() - inside, area.height())
                painter.fillRect(excess, colour("error"))
        painter.end()


class YearColumn(QWidget):
    """A fiscal year, or what is not in the plan (None)."""

    def __init__(self, year: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = year
        title = _("Not in the plan") if year is None else fiscal_year_label(year)
        self.title = subheading(title, self)
        self.load = PlainLabel(self)
        self.bar = LoadBar(self)
        self.vendor = PlainLabel(self)
        self.vendor_bar = LoadBar(self)
        self.hours = PlainLabel(self)
        self.chance = PlainLabel(self)
        self.list = CardList(title, self)
        self.setMinimumWidth(scaled(_LEAST_WIDTH))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        for part in (self.title, self.load, self.bar, self.vendor, self.vendor_bar):
            lines.addWidget(part)
        for figure in (self.hours, self.chance):
            figure.setProperty("role", "muted")
            lines.addWidget(figure)
        lines.addWidget(self.list, 1)

    def show_year(self, year: PlanYear | None, count: int) -> None:
        """Show the figures of a year of the plan, and how many tasks it has."""
        label = _("Not planned") if self.year is None else fiscal_year_label(self.year)
        self.title.setText(_("{year}: {count:,} tasks").format(year=label, count=count))
        if year is None:
            for part in (self.load, self.bar, self.vendor, self.vendor_bar):
                part.hide()
            return
        load = of_limit_text(year.build_hours, year.build_hours_capacity)
        self.load.setText(_("Building {load} h").format(load=load))
        self.bar.show_load(year.build_hours, year.build_hours_capacity)
        self.vendor.setVisible(year.vendor_yen is not None)
        yen = year.vendor_yen or 0.0
        money = of_limit_text(yen, year.vendor_yen_capacity)
        self.vendor.setText(_("Vendors {money} yen").format(money=money))
        self.vendor_bar.show_load(yen, year.vendor_yen_capacity)
        self.vendor_bar.setVisible(year.vendor_yen is not None and self.vendor_bar.capacity > 0.0)
        hours = range_text(year.saved_hours_per_year)
        self.hours.setText(_("Saved {hours}").format(hours=hours))
        self.chance.setText(
            _("Chance of all goals {chance}").format(chance=chance_text(year.chances.both))
        )
        self.bar.setAccessibleName(self.load.text())
        self.vendor_bar.setAccessibleName(self.vendor.text())
