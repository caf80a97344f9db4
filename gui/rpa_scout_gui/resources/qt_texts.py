"""Qt's own texts in the user's language, with those that its translation lacks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTranslator

from rpa_scout.text import N_, _

_MISSING: Final = frozenset(
    (
        N_("&Look in:"),
        N_("Files of &type:"),
        N_("File Folder"),
        N_("Folder"),
        N_("Drive"),
        N_("%1 File"),
        N_("Options"),
        N_("All Pages"),
        N_("Odd Pages"),
        N_("Even Pages"),
        N_("Pages"),
    )
)
"""Texts of Qt 6.11 that its Japanese translation leaves in English."""


class QtTexts(QTranslator):
    """Qt's translation; where it has none, ours."""

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Return the text of Qt in the present language."""
        translated = super().translate(context, source_text, disambiguation, n)
        # An empty text would count as a translation, unlike the null that Qt itself returns.
        return translated or (_(source_text) if source_text in _MISSING else source_text)
