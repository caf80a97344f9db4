"""A page layout of two columns with a movable boundary."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

_EDGE = 12
_BETWEEN = 6


class TwoColumns(QSplitter):
    """Two columns that fill a page."""

    def __init__(self, page: QWidget, sizes: tuple[int, int], right: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, page)
        self.left = self._add_column(_EDGE, _BETWEEN)
        if right is None:
            self.right = self._add_column(_BETWEEN, _EDGE)
        else:
            self.addWidget(right)
        self.setSizes(list(sizes))
        self.setChildrenCollapsible(False)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)

    def _add_column(self, before: int, after: int) -> QVBoxLayout:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(before, _EDGE, after, _EDGE)
        self.addWidget(side)
        return column
