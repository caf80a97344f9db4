"""The dialog of a damaged project: restore the newest good backup, or leave all as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rpa_scout.project.store.location import FileLocation
from rpa_scout.text import _
from rpa_scout_gui.problems import details_of

if TYPE_CHECKING:
    from rpa_scout.errors import ProjectDamagedError
    from rpa_scout_gui.session import Session


def restore_box(
    error: ProjectDamagedError, session: Session, parent: QWidget
) -> QMessageBox | None:
    """Return a dialog that offers the newest good backup; None if there is none."""
    from rpa_scout.project.store.safety.rescue import rescue_of

    location = error.values.get("path")
    rescue = rescue_of(location) if isinstance(location, FileLocation) else None
    if rescue is None:
        return None
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("The project is damaged"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    name = Path(str(location)).name
    box.setText(_("{name} is damaged. It was left as it is.").format(name=name))
    box.setInformativeText(
        rescue.sentence + "\n" + _("The damaged file is kept beside it under another name.")
    )
    box.setDetailedText(details_of(error))
    restore = box.addButton(_("&Restore from the backup"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Close)
    restore.clicked.connect(lambda: session.restore(rescue))
    return box
