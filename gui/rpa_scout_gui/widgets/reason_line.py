"""The line for a reason; where it is empty, the line itself says that one is needed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from rpa_scout.text import _

__all__ = ["ReasonLine"]


class ReasonLine(QLineEdit):
    """A reason that is kept with a change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Reason"))
        self.setPlaceholderText(_("Reason (needed)"))

    @property
    def reason(self) -> str:
        """The reason as it is kept."""
        return self.text().strip()

    def demand(self) -> bool:
        """Return whether there is a reason; if not, say so and set the focus to the line."""
        if not self.reason:
            self.clear()
            self.setPlaceholderText(_("Write a reason first."))
            self.setAccessibleDescription(_("Write a reason first."))
            self.setFocus()
        return bool(self.reason)
