"""Weights of the criteria as shares of 100, each with a slider and a number."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from rpa_scout.policy.changed import shares_of, shares_with, with_weights
from rpa_scout.policy.model import Scorecard
from rpa_scout.text import _, language
from rpa_scout_gui.widgets.number_field import DecimalField
from rpa_scout_gui.widgets.plain_text import PlainLabel

_STEPS: Final = 10
"""Steps of a slider for one point."""

_LABEL_WIDTH: Final = 230


class WeightSliders(QWidget):
    """Sliders whose sum is always 100."""

    changed = Signal()
    """Emitted after every change by the user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Scorecard | None = None
        self._shares: dict[str, float] = {}
        self._policy_shares: dict[str, float] = {}
        self.sliders: dict[str, QSlider] = {}
        self.numbers: dict[str, DecimalField] = {}
        self._marks: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)

    def show_scorecard(self, card: Scorecard) -> None:
        """Show the weights of the policy's scorecard."""
        if self._card is None or card.ids != self._card.ids:
            self._build(card)
        self._card = card
        self._shares = self._policy_shares = shares_of(card)
        self._show()

    def _build(self, card: Scorecard) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, criterion in enumerate(card.criterion):
            self._build_row(row, criterion.id, criterion.label_in(language()))

    def _build_row(self, row: int, name: str, label: str) -> None:
        text = PlainLabel(label, self)
        text.setWordWrap(True)
        text.setFixedWidth(_LABEL_WIDTH)
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(0, 100 * _STEPS)
        slider.setSingleStep(_STEPS)
        slider.setPageStep(5 * _STEPS)
        number = DecimalField(self)
        number.setRange(0.0, 100.0)
        number.setDecimals(1)
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        number.setKeyboardTracking(False)
        mark = PlainLabel(self)
        mark.setProperty("role", "muted")
        mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mark.setMinimumWidth(self.fontMetrics().horizontalAdvance("(100.0)"))
        slider.setAccessibleName(_("Share of “{criterion}”").format(criterion=label))
        number.setAccessibleName(_("Share of “{criterion}”").format(criterion=label))
        text.setBuddy(number)
        slider.valueChanged.connect(lambda value: self._move(name, value / _STEPS))
        number.valueChanged.connect(lambda value: self._move(name, value))
        for column, widget in enumerate((text, slider, number, mark)):
            self._grid.addWidget(widget, row, column)
        self.sliders[name], self.numbers[name], self._marks[name] = slider, number, mark

    @property
    def is_changed(self) -> bool:
        """Whether the shares differ from the policy."""
        return self._shares != self._policy_shares

    def scorecard(self) -> Scorecard | None:
        """Return the scorecard with the weights shown; None before there is one."""
        if self._card is None:
            return None
        return with_weights(self._card, self._shares) if self.is_changed else self._card

    @property
    def shares(self) -> dict[str, float]:
        """The shares of 100 as shown."""
        return dict(self._shares)

    def set_shares(self, shares: dict[str, float]) -> None:
        """Set the shares."""
        self._shares = dict(shares)
        self._show()
        self.changed.emit()

    def _move(self, name: str, share: float) -> None:
        self.set_shares(shares_with(self._shares, name, share))

    def _show(self) -> None:
        for name, share in self._shares.items():
            slider, number = self.sliders[name], self.numbers[name]
            with QSignalBlocker(slider), QSignalBlocker(number):
                if not slider.isSliderDown():
                    slider.setValue(round(share * _STEPS))
                number.setValue(share)
            before = self._policy_shares[name]
            same = round(before, 1) == round(share, 1)
            self._marks[name].setText("" if same else f"({before:.1f})")
