"""The dialog with the program's version."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from rpa_scout.text import _
from rpa_scout.version import __version__


def about_box(parent: QWidget) -> QMessageBox:
    """Return a dialog with the version, not shown yet."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(_("About rpa-scout"))
    box.setText(f"rpa-scout {__version__}")
    box.setInformativeText(
        _(
            "Finds out which of a city hall's tasks are worth automating. "
            "MIT licence. Qt {version}."
        ).format(version=qVersion())
    )
    return box
