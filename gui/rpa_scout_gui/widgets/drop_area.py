"""An area on which files and folders are dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from rpa_scout.text import _
from rpa_scout_gui.widgets.plain_text import PlainLabel


class DropArea(QFrame):
    """A frame that accepts dropped files and folders, and buttons that choose them."""

    files_dropped = Signal(list)
    """Paths of the dropped files and folders."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Drop surveys here"))
        self.files = QPushButton(_("Choose file&s…"), self)
        self.folder = QPushButton(_("Choose f&older…"), self)
        for button in (self.files, self.folder):
            button.setAccessibleName(button.text().replace("&", ""))
        hint = PlainLabel(
            _("Drop the departments' workbooks or a folder of them here (Excel, ODS, CSV)."), self
        )
        hint.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 18, 20, 18)
        line.setSpacing(12)
        line.addWidget(hint, 1)
        line.addWidget(self.files)
        line.addWidget(self.folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a drag that holds files."""
        if self.isEnabled() and event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Remove the highlight."""
        self._mark(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emit the paths of the dropped files."""
        self._mark(over=False)
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _mark(self, *, over: bool) -> None:
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)
