"""The page buttons on the left, in the order of the work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.theme import scaled

_WIDTH: Final = 132


class Rail(QWidget):
    """Buttons for the pages."""

    def __init__(self, actions: Iterable[tuple[str, QAction]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Stages of the work"))
        self.setFixedWidth(scaled(_WIDTH))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(2)
        for page_id, action in actions:
            column.addWidget(self._button(page_id, action))
        column.addStretch(1)

    def _button(self, page_id: str, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setText(action.text())
        button.setAccessibleName(action.text().replace("&", ""))
        button.setAccessibleDescription(action.statusTip())
        button.setToolTip(action.toolTip())
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(action.trigger)
        self._group.addButton(button)
        self._buttons[page_id] = button
        return button

    def show_chosen(self, page_id: str) -> None:
        """Mark the current page."""
        self._buttons[page_id].setChecked(True)
