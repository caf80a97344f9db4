"""Error dialogs: what happened, what is saved, what to do, and details to copy."""

from __future__ import annotations

import platform
import traceback
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from rpa_scout.errors import (
    ConflictError,
    FileError,
    InputError,
    InternalError,
    PolicyError,
    ProjectDamagedError,
    ProjectError,
    Remedy,
    RpaScoutError,
)
from rpa_scout.log import log_defect, log_path
from rpa_scout.text import N_, _, sentence_of
from rpa_scout.version import __version__
from rpa_scout_gui.actions import ACTIONS, MENUS, plain_title

if TYPE_CHECKING:
    from rpa_scout_gui.session import Session

_TO_DO: Final[tuple[tuple[type[Exception], str], ...]] = (
    (
        ConflictError,
        N_("What was tried was not saved. The page shows the present values now; look and decide."),
    ),
    (
        ProjectError,
        N_("Earlier changes are saved. The last change was not saved."),
    ),
    (FileError, N_("Nothing was written. Choose another place or close the file elsewhere.")),
    (InputError, N_("Nothing was changed. Everything done before is saved.")),
)
_REMEDIES: Final = {Remedy.MAKE_A_COPY: "file.backup", Remedy.MAKE_A_PROJECT: "file.new"}
"""The action that helps; a damaged project has a dialog of its own, and fields are in sight."""

_DEFECT: Final = N_(
    "Everything done before is saved. This is a defect of the program: copy the details, and send "
    "them to whoever looks after the program together with the log file {path}."
)


def what_happened(error: BaseException) -> str:
    """Return what happened, in the user's language."""
    if isinstance(error, PolicyError):
        lines = [sentence_of(error)]
        lines += [
            f"{fault.key}: {_(fault.template).format(**fault.values)}" for fault in error.faults
        ]
        return "\n".join(lines)
    if isinstance(error, RpaScoutError):
        return sentence_of(error)
    return _("Something unexpected happened: {error}").format(error=error or type(error).__name__)


def what_to_do(error: BaseException) -> str:
    """Return what is saved and what to do, in the user's language."""
    if not isinstance(error, InternalError):
        if isinstance(error, RpaScoutError) and error.remedy in _REMEDIES:
            return _where(_REMEDIES[error.remedy])
        for kind, sentence in _TO_DO:
            if isinstance(error, kind):
                return _(sentence)
    return _(_DEFECT).format(path=log_path())


def _where(action_id: str) -> str:
    """Return in which menu an action is."""
    (text,) = (spec.text for spec in ACTIONS if spec.id == action_id)
    return _("Choose “{action}” in the menu “{menu}”.").format(
        action=plain_title(text), menu=plain_title(MENUS[action_id.partition(".")[0]])
    )


def details_of(error: BaseException) -> str:
    """Return the details that the program's maintainers need."""
    versions = f"rpa-scout {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return f"{versions}\n{''.join(traceback.format_exception(error))}"


def problem_box(error: BaseException, parent: QWidget) -> QMessageBox:
    """Return a dialog that describes an error, not shown yet."""
    if not isinstance(error, RpaScoutError) or isinstance(error, InternalError):
        log_defect(error)
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("This did not work"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(what_happened(error))
    box.setInformativeText(what_to_do(error))
    details = details_of(error)
    box.setDetailedText(details)
    box.addButton(QMessageBox.StandardButton.Close)
    copy = QPushButton(_("&Copy details"), box)
    box.addButton(copy, QMessageBox.ButtonRole.ActionRole)
    # QMessageBox closes at every button; disconnecting it keeps the dialog open after copying.
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    return box


def open_problem(error: BaseException, session: Session, parent: QWidget) -> None:
    """Show an error in a dialog; a damaged project can be restored in it."""
    box = None
    if isinstance(error, ProjectDamagedError):
        from rpa_scout_gui.dialogs.restoring import restore_box

        box = restore_box(error, session, parent)
    (box or problem_box(error, parent)).open()
