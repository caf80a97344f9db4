"""What a table is filtered by: a chip for each condition, which a click removes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from rpa_scout.text import _, listed
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.filters import AnyOf, ColumnFilter, OneOf, Within
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.widgets.flow_layout import FlowLayout
from rpa_scout_gui.widgets.plain_text import plain_text

_NAMED = 3
"""Values that a chip names; the others are counted."""


class FilterChips(QWidget):
    """A line of chips; hidden while there is no condition."""

    cleared = Signal()
    """Emitted when the user removes all conditions."""
    focus_left = Signal()
    """Emitted when the chip that had the focus is gone."""

    def __init__(self, model: ColumnTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.chips: dict[str, QToolButton] = {}
        self._line = FlowLayout(self)
        self.clear_all = QPushButton(_("Remove all"), self)
        self.clear_all.setObjectName("chip")
        self.clear_all.setToolTip(_("Show all rows again."))
        self.clear_all.clicked.connect(self.cleared)
        self._line.addWidget(self.clear_all)
        self.show_filters()

    def show_filters(self) -> None:
        """Show a chip for each condition of a column."""
        texts = {
            name: condition_text(column, condition)
            for name, condition in self._model.filters.items()
            if (column := self._model.column_named(name)) is not None
        }
        # Qt would give the focus of a hidden chip to the first control of the window.
        had_focus = any(button.hasFocus() for button in (*self.chips.values(), self.clear_all))
        self.setVisible(bool(texts))
        if {name: chip.text() for name, chip in self.chips.items()} == texts:
            return
        for chip in self.chips.values():
            self._line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {name: self._chip(name, text) for name, text in texts.items()}
        self._line.removeWidget(self.clear_all)
        for button in (*self.chips.values(), self.clear_all):
            self._line.addWidget(button)
            button.show()
        self.updateGeometry()
        if had_focus:
            self.focus_left.emit()

    def _chip(self, name: str, text: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setText(text)
        chip.setObjectName("chip")
        chip.setToolTip(plain_text(_("Remove the condition: {condition}").format(condition=text)))
        chip.setAccessibleName(_("Remove the condition: {condition}").format(condition=text))
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(partial(self._model.set_filter, name, None))
        return chip


def condition_text(column: Column, condition: ColumnFilter) -> str:
    """Return a condition in words, with a cross that stands for its removal."""
    heading = _(column.heading).replace("\n", " ")
    # A single "&" would underline the letter after it.
    return f"{heading}：{_values_text(column, condition)}  ✕".replace("&", "&&")


def _values_text(column: Column, condition: ColumnFilter) -> str:
    if isinstance(condition, Within):
        low, high = (
            "" if limit in (float("-inf"), float("inf")) else column.shown(limit)
            for limit in (condition.low, condition.high)
        )
        return f"{low}～{high}"
    if not isinstance(condition, AnyOf | OneOf):
        return "…"
    labels = sorted(value_label(column, value) for value in condition.allowed)
    named = listed(labels[:_NAMED])
    more = len(labels) - _NAMED
    return named if more <= 0 else _("{named} and {more:,} more").format(named=named, more=more)


def value_label(column: Column, value: object) -> str:
    """Return the text of a value; a missing one is called blank."""
    return column.shown(value) or _("(blank)")
