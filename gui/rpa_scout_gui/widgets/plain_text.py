"""Text of surveys and projects is never markup: labels and tooltips that show it as it is.

Qt takes a text for HTML where it looks like it, loads the pictures in it, and would so hand a
user's credentials to the computer that a path names.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str | QWidget | None = None, parent: QWidget | None = None) -> None:
        if isinstance(text, QWidget):
            text, parent = None, text
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text or "")


class ElidedLabel(PlainLabel):
    """A label of one line that ends in dots where its room is too small; the text stays whole."""

    def minimumSizeHint(self) -> QSize:
        """Return that the label may be as narrow as its neighbours need."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter, area = QPainter(self), self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(area, self.alignment() | Qt.TextFlag.TextSingleLine, text)
        painter.end()


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
