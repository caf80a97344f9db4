"""A choice that must be made; where none is made, the box itself says what is needed."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from rpa_scout.text import _


class RequiredChoice(QComboBox):
    """A choice without which nothing is saved."""

    def empty(self) -> None:
        """Take the choice away, and what was said about it."""
        self.setCurrentIndex(-1)
        self._say("")

    def demand(self) -> bool:
        """Return whether something is chosen; if not, say so and set the focus to the box."""
        is_chosen = self.currentIndex() >= 0
        if not is_chosen:
            self._say(_("Enter a value first."))
            self.setFocus()
        return is_chosen

    def _say(self, sentence: str) -> None:
        self.setPlaceholderText(sentence)
        self.setAccessibleDescription(sentence)
