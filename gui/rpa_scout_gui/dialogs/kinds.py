"""A dialog on a change of several kinds, each with a hint and rows of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from rpa_scout.project.records import TaskRecord
from rpa_scout.text import _, fold
from rpa_scout_gui.dialogs.answers import answer_buttons, labelled_form
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.plain_text import PlainLabel


class KindsDialog(QDialog):
    """The kind decides which rows are shown; the dialog deletes itself when it is closed."""

    def __init__(
        self, session: Session, title: str, kinds: Mapping[str, tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._hints = {code: hint for code, (_label, hint) in kinds.items()}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.kind = QComboBox(self)
        for code, (label, _hint) in kinds.items():
            self.kind.addItem(_(label), code)
        self.hint = PlainLabel(self)
        self.hint.setWordWrap(True)

    def _lay_out(self, rows: Iterable[tuple[str, QWidget]]) -> None:
        """Put labelled rows below the kind."""
        self.form = labelled_form([(_("What happened"), self.kind), *rows])
        column = QVBoxLayout(self)
        column.addWidget(self.hint)
        column.addLayout(self.form, 1)
        column.addWidget(answer_buttons(self, self.confirm))
        self.kind.currentIndexChanged.connect(lambda _index: self._refresh())
        self._refresh()

    @property
    def code(self) -> str:
        """The chosen kind."""
        return str(self.kind.currentData())

    def _refresh(self) -> None:
        """Show what belongs to the kind."""
        self.hint.setText(_(self._hints[self.code]))

    def _tasks_of(self, department: str) -> list[TaskRecord]:
        """Return the tasks that a department still has."""
        records = self._session.records.values()
        wanted = fold(department)
        return [
            row for row in records if row.state != "withdrawn" and fold(row.department) == wanted
        ]

    def confirm(self) -> None:
        """Save the change."""
        raise NotImplementedError
