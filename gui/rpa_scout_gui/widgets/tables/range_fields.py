"""Fields for the limits of a column of numbers."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rpa_scout.text import _
from rpa_scout_gui.models.filters import Within
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.widgets.plain_text import PlainLabel

__all__ = ["RangeFields"]

_FIELD_WIDTH = 84


class RangeFields(QWidget):
    """Lower and upper limit of a number; an empty field means no limit."""

    def __init__(self, model: ColumnTableModel, name: str) -> None:
        super().__init__()
        self._model, self._name = model, name
        condition = model.filters.get(name)
        within = condition if isinstance(condition, Within) else Within()
        line = QHBoxLayout(self)
        self.low, self.high = QLineEdit(self), QLineEdit(self)
        for field, limit, sentence, label in (
            (self.low, within.low, _("from"), _("at least")),
            (self.high, within.high, _("to"), _("at most")),
        ):
            field.setText("" if math.isinf(limit) else f"{limit:g}")
            field.setValidator(QDoubleValidator(field))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setFixedWidth(_FIELD_WIDTH)
            field.setAccessibleName(label)
            field.setPlaceholderText(label)
            field.editingFinished.connect(self._apply)
            line.addWidget(PlainLabel(sentence, self))
            line.addWidget(field)

    def _apply(self) -> None:
        low, high = _limit(self.low, -math.inf), _limit(self.high, math.inf)
        unlimited = math.isinf(low) and math.isinf(high)
        self._model.set_filter(self._name, None if unlimited else Within(low, high))


def _limit(field: QLineEdit, without: float) -> float:
    try:
        return float(field.text().replace(",", ""))
    except ValueError:
        return without
