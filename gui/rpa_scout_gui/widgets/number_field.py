"""Number fields that take full-width digits as an input method writes them."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from rpa_scout.text import _


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


class NumberField(QSpinBox):
    """A whole number."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Replace full-width digits by ordinary ones before Qt looks at them."""
        return super().validate(_half_width(text), position)


class DecimalField(QDoubleSpinBox):
    """A number with decimals."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Replace full-width digits by ordinary ones before Qt looks at them."""
        return super().validate(_half_width(text), position)


class OptionalDecimalField(DecimalField):
    """A number with decimals that is empty until somebody enters one."""

    def __init__(self, largest: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(1)
        self.setRange(-largest - self.singleStep(), largest)
        self.empty()

    @property
    def is_empty(self) -> bool:
        """Whether no number was entered."""
        return self.value() == self.minimum()

    def empty(self) -> None:
        """Take the number away, and what was said about it."""
        self.setValue(self.minimum())
        self._say("")

    def demand(self) -> bool:
        """Return whether there is a number; if not, say so and set the focus to the field."""
        if self.is_empty:
            self.empty()
            self._say(_("Enter a value first."))
            self.setFocus()
        return not self.is_empty

    def _say(self, sentence: str) -> None:
        self.lineEdit().setPlaceholderText(sentence)
        for widget in (self, self.lineEdit()):
            widget.setAccessibleDescription(sentence)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept an empty field."""
        if not text.strip():
            return QValidator.State.Acceptable, text, position
        return super().validate(text, position)

    def textFromValue(self, value: float) -> str:
        """Show nothing where no number was entered, so that the line shows its hint."""
        return "" if value == self.minimum() else super().textFromValue(value)

    def valueFromText(self, text: str) -> float:
        """Return the number, or the value that stands for none."""
        return super().valueFromText(text) if text.strip() else self.minimum()

    def stepBy(self, steps: int) -> None:
        """Count from zero where nothing was entered."""
        if self.is_empty:
            self.setValue(0.0)
        super().stepBy(steps)
