"""Questions before a change: its reason, and whether many tasks are really meant."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QMessageBox, QVBoxLayout, QWidget

from rpa_scout_gui.dialogs.answers import answer_buttons
from rpa_scout_gui.widgets.plain_text import PlainLabel, plain_text
from rpa_scout_gui.widgets.reason_line import ReasonLine, RequiredLine

_WIDTH = 420


class ReasonDialog(QDialog):
    """Asks for a reason, and stays open until there is one or the user cancels."""

    def __init__(
        self, parent: QWidget, title: str, question: str, line: RequiredLine | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        label = PlainLabel(question, self)
        label.setWordWrap(True)
        self.line = line or ReasonLine(self)
        buttons = answer_buttons(self, self.accept)
        column = QVBoxLayout(self)
        for widget in (label, self.line, buttons):
            column.addWidget(widget)

    def accept(self) -> None:
        """Close the dialog if there is a reason."""
        if self.line.demand():
            super().accept()

    @classmethod
    def ask(
        cls, parent: QWidget, title: str, question: str, line: RequiredLine | None = None
    ) -> str | None:
        """Return the reason, or what another line asks for; None if the user cancels."""
        dialog = cls(parent, title, question, line)
        is_given = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.line.stripped if is_given else None


def is_confirmed(parent: QWidget, title: str, question: str) -> bool:
    """Ask a question whose answer is no until the user says yes."""
    no = QMessageBox.StandardButton.No
    buttons = QMessageBox.StandardButton.Yes | no
    answer = QMessageBox.question(parent, title, plain_text(question), buttons, no)
    return answer == QMessageBox.StandardButton.Yes
