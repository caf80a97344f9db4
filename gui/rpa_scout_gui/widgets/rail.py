"""The page buttons on the left, in the order of the work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

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
        self._buttons: dict[str, QToolButton] = {}
        self._descriptions: dict[str, str] = {}
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
        button.setToolTip(action.toolTip())
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(action.trigger)
        self._buttons[page_id] = button
        self._descriptions[page_id] = action.statusTip()
        return button

    def show_chosen(self, page_id: str) -> None:
        """Mark the current page."""
        # Buttons to be checked would be announced as check boxes.
        for name, button in self._buttons.items():
            description, is_chosen = self._descriptions[name], name == page_id
            button.setAccessibleDescription(
                _("Current page. {what}").format(what=description) if is_chosen else description
            )
            button.setProperty("chosen", is_chosen)
            button.style().polish(button)
