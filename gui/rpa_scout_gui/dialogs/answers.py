"""The buttons and labelled editors that dialogs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QWidget

from rpa_scout.text import _


def answer_buttons(
    dialog: QDialog, accept: Callable[[], None], label: str = "", cancel: str = ""
) -> QDialogButtonBox:
    """Return the two buttons that end a dialog: to save, and to cancel."""
    buttons = QDialogButtonBox(dialog)
    buttons.addButton(label or _("&Save"), QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(cancel or _("&Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def labelled_form(rows: Iterable[tuple[str, QWidget]]) -> QFormLayout:
    """Return editors below each other; screen readers read each one's label."""
    form = QFormLayout()
    for label, editor in rows:
        editor.setAccessibleName(label)
        form.addRow(label, editor)
    return form
