"""Headings within a page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from rpa_scout_gui.widgets.plain_text import PlainLabel


def subheading(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a heading within a page."""
    label = PlainLabel(text, parent)
    label.setProperty("role", "subheading")
    return label
