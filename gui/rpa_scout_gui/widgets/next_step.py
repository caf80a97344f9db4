"""What comes next: one sentence, and one button that leads to the page where it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from rpa_scout_gui.widgets.plain_text import PlainLabel


class NextStep(QFrame):
    """A sentence with the button of the next step."""

    page_requested = Signal(str)
    """Id of the page to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._page_id = ""
        self.sentence = PlainLabel(self)
        self.sentence.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setProperty("role", "main")
        self.button.clicked.connect(lambda _checked: self.page_requested.emit(self._page_id))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.button)

    def propose(self, sentence: str, button: str, page_id: str) -> None:
        """Show a sentence, and a button that leads to a page."""
        self._page_id = page_id
        self.sentence.setText(sentence)
        self.button.setText(button)
        self.button.setAccessibleName(button.replace("&", ""))
