"""Text of surveys and projects is never markup: labels and tooltips that show it as it is.

Qt takes a text for HTML where it looks like it, loads the pictures in it, and would so hand a
user's credentials to the computer that a path names.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str | QWidget | None = None, parent: QWidget | None = None) -> None:
        if isinstance(text, QWidget):
            text, parent = None, text
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text or "")


def plain_text(text: str) -> str:
    """Return a text that a tooltip or a dialog of Qt shows as it is.

    >>> plain_text("<b>")
    '<span style="white-space: pre-wrap">&lt;b&gt;</span>'
    >>> plain_text("税務課")
    '税務課'
    """
    if "<" not in text and "&" not in text:
        return text
    from html import escape  # late: few texts need it, and the first paint does not wait

    return f'<span style="white-space: pre-wrap">{escape(text)}</span>'
