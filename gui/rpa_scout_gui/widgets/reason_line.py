"""Lines that must be filled in; where one is empty, the line itself says what is needed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from rpa_scout.text import _


class RequiredLine(QLineEdit):
    """A text without which nothing is saved."""

    def __init__(self, name: str, hint: str, missing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint, self._missing = hint, missing
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    @property
    def stripped(self) -> str:
        """The text as it is kept."""
        return self.text().strip()

    def clear(self) -> None:
        """Take the text away, and what was said about it."""
        super().clear()
        self.setPlaceholderText(self._hint)
        self.setAccessibleDescription("")

    def demand(self) -> bool:
        """Return whether there is a text; if not, say so and set the focus to the line."""
        if not self.stripped:
            super().clear()
            self.setPlaceholderText(self._missing)
            self.setAccessibleDescription(self._missing)
            self.setFocus()
        return bool(self.stripped)


class ReasonLine(RequiredLine):
    """A reason that is kept with a change."""

    def __init__(self, parent: QWidget | None = None, hint: str = "") -> None:
        missing = _("Write a reason first.")
        super().__init__(_("Reason"), hint or _("Reason (needed)"), missing, parent)

    @property
    def reason(self) -> str:
        """The reason as it is kept."""
        return self.stripped
