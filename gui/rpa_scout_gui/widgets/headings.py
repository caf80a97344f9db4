"""Headings within a page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

__all__ = ["subheading"]


def subheading(text: str, parent: QWidget | None = None) -> QLabel:
    """Return a heading within a page."""
    label = QLabel(text, parent)
    label.setProperty("role", "subheading")
    return label
