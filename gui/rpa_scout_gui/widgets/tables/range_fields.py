"""Fields for the limits of a column of numbers."""

from __future__ import annotations

import math
from unicodedata import normalize

from PySide6.QtCore import Qt
from PySide6.QtGui import QDoubleValidator, QHideEvent, QValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rpa_scout.text import _
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.filters import Within
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.widgets.plain_text import PlainLabel

_FIELD_WIDTH = 84


class RangeFields(QWidget):
    """Lower and upper limit of a number as it is shown; an empty field means no limit."""

    def __init__(self, model: ColumnTableModel, column: Column) -> None:
        super().__init__()
        self._model, self._name = model, column.id
        self._unit = 0.01 if column.is_share else 1.0
        condition = model.filters.get(column.id)
        within = condition if isinstance(condition, Within) else Within()
        line = QHBoxLayout(self)
        self.low, self.high = QLineEdit(self), QLineEdit(self)
        for field, limit, sentence, label in (
            (self.low, within.low, _("from"), _("at least")),
            (self.high, within.high, _("to"), _("at most")),
        ):
            # With fewer digits, opening and closing the fields would change the condition.
            field.setText("" if math.isinf(limit) else f"{limit / self._unit:.12g}")
            field.setValidator(_NumberOrNothing(field))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setFixedWidth(_FIELD_WIDTH)
            field.setAccessibleName(f"{label} (%)" if column.is_share else label)
            field.setPlaceholderText(label)
            field.editingFinished.connect(self._apply)
            line.addWidget(PlainLabel(sentence, self))
            line.addWidget(field)
            if column.is_share:
                line.addWidget(PlainLabel("%", self))

    def hideEvent(self, event: QHideEvent) -> None:
        """Apply what was typed before a click elsewhere closed the fields."""
        self._apply()
        super().hideEvent(event)

    def _apply(self) -> None:
        low, high = self._limit(self.low, -math.inf), self._limit(self.high, math.inf)
        unlimited = math.isinf(low) and math.isinf(high)
        self._model.set_filter(self._name, None if unlimited else Within(low, high))

    def _limit(self, field: QLineEdit, without: float) -> float:
        try:
            # Rounded, so that 29 % is 0.29 and not 0.29000000000000004.
            return round(float(field.text().replace(",", "")) * self._unit, 12)
        except ValueError:
            return without


class _NumberOrNothing(QDoubleValidator):
    """Accepts numbers, also in full-width digits, and an empty field, which Qt's own refuses."""

    def validate(self, text: str, position: int) -> object:
        """Return whether a text is a number or empty."""
        if not text.strip():
            return QValidator.State.Acceptable, text, position
        return super().validate(normalize("NFKC", text), position)
