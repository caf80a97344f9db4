"""The line above the pages that says why the project cannot be changed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.widgets.plain_text import PlainLabel


class ReadOnlyBanner(QFrame):
    """Says who is changing a project that is open for reading only."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        self._label = PlainLabel(self)
        self._label.setWordWrap(True)
        line.addWidget(self._label)

    def show_holder(self, holder: str) -> None:
        """Name who is changing the project; an empty text stands for nobody known."""
        if holder:
            sentence = _(
                "Read only: {name} is changing this project. You see what is saved; "
                "F5 takes over newer changes."
            ).format(name=holder)
        else:
            sentence = _("Read only: this project cannot be changed here.")
        self._label.setText(sentence)

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._label.text()
