"""A page layout of two columns with a movable boundary."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

_EDGE = 16
_HEAD, _BETWEEN = 12, 6


class TwoColumns(QSplitter):
    """Two columns that fill a page."""

    def __init__(self, page: QWidget, sizes: tuple[int, int], right: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, page)
        self.left = self._add_column(_EDGE, _BETWEEN)
        if right is None:
            self.right = self._add_column(_BETWEEN, _EDGE)
        else:
            self.addWidget(right)
            right.installEventFilter(self)
        self.setSizes(list(sizes))
        self.setChildrenCollapsible(False)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)

    def eventFilter(self, right: QObject, event: QEvent) -> bool:
        """Let the left column end at the page's edge while the right one is hidden."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            is_hidden = event.type() == QEvent.Type.HideToParent
            self.left.setContentsMargins(_EDGE, _HEAD, _EDGE if is_hidden else _BETWEEN, _HEAD)
        return super().eventFilter(right, event)

    def _add_column(self, before: int, after: int) -> QVBoxLayout:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(before, _HEAD, after, _HEAD)
        self.addWidget(side)
        return column
