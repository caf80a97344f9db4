"""Number fields that take full-width digits as an input method writes them."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

__all__ = ["DecimalField", "NumberField", "OptionalDecimalField"]

_EMPTY = " "
"""Qt shows no special text where it is empty, so a blank stands for “no value”."""


def _half_width(text: str) -> str:
    return text if text == _EMPTY else unicodedata.normalize("NFKC", text)


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
        self.setSpecialValueText(_EMPTY)
        self.empty()

    @property
    def is_empty(self) -> bool:
        """Whether no number was entered."""
        return self.value() == self.minimum()

    def empty(self) -> None:
        """Take the number away."""
        self.setValue(self.minimum())

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Leave the blank of an empty field out of what is typed beside it."""
        typed = text.strip()
        if not typed:
            return QValidator.State.Acceptable, _EMPTY, len(_EMPTY)
        return super().validate(typed, position if typed == text else len(typed))

    def valueFromText(self, text: str) -> float:
        """Return the number, or the value that stands for none."""
        return super().valueFromText(text) if text.strip() else self.minimum()

    def stepBy(self, steps: int) -> None:
        """Count from zero where nothing was entered."""
        if self.is_empty:
            self.setValue(0.0)
        super().stepBy(steps)
