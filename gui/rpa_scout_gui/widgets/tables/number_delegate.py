"""Numbers at the right of their cells, with a gap before the text of the next column."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QStyledItemDelegate

_GAP = "\N{NO-BREAK SPACE}" * 2


class NumberDelegate(QStyledItemDelegate):
    """Draws a gap behind a number; what is copied or read aloud has none."""

    def displayText(self, value: object, _locale: QLocale | QLocale.Language) -> str:
        """Return a number with the gap."""
        return f"{value}{_GAP}"
