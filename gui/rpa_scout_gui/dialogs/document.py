"""The dialog before a document is made: its date, its number, and whether it is a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.documents.issuing import Issue
from rpa_scout.documents.making import DOCUMENTS, MadeKind, Wishes
from rpa_scout.errors import InputError
from rpa_scout.forms.inquiry import read_date, today
from rpa_scout.text import _, sentence_of
from rpa_scout_gui.dialogs.answers import answer_buttons, labelled_form
from rpa_scout_gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from rpa_scout_gui.outputs import Outputs


class DocumentDialog(QDialog):
    """What a document says about its being handed out; deletes itself when it is closed."""

    def __init__(
        self, outputs: Outputs, kind: MadeKind, tasks: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._outputs, self._kind, self._tasks = outputs, kind, tuple(tasks)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_(DOCUMENTS[kind].label))
        self.date, self.number, self.approved_on = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.reply_by = QLineEdit(self)
        self.is_draft = QCheckBox(_("&Draft: the project keeps no record of it"), self)
        self.trouble = PlainLabel(self)
        self.trouble.setProperty("role", "problem")
        self.trouble.setWordWrap(True)
        self.date.setText(today().isoformat())
        self._lay_out()

    def _lay_out(self) -> None:
        rows = [
            (_("Date on the document"), self.date),
            (_("Document number"), self.number),
            (_("Date of its approval"), self.approved_on),
        ]
        if self._kind == "department_results":
            rows.append((_("Objections until"), self.reply_by))
        self.reply_by.setVisible(self._kind == "department_results")
        form = labelled_form(rows)
        if self._kind == "task_card":
            form.insertRow(0, _("Tasks"), PlainLabel(self._tasks_text(), self))
        form.addRow(self.is_draft)
        self.is_draft.setAccessibleName(self.is_draft.text().replace("&", ""))
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addWidget(answer_buttons(self, self.write, _("&Write…")))

    def _tasks_text(self) -> str:
        if self._tasks:
            return _("{count:,} selected").format(count=len(self._tasks))
        return _("all that the report proposes")

    def write(self) -> None:
        """Ask where it goes, and make it; stay open while a date cannot be read."""
        try:
            issue = self._issue()
        except InputError as error:
            self.trouble.setText(sentence_of(error))
            return
        target = self._outputs.ask_place(self._kind)
        if target is None:
            return
        wishes = Wishes(
            tasks=self._tasks, is_proposed=not self._tasks, reply_by=self.reply_by.text().strip()
        )
        self._outputs.make_document(self._kind, target, issue, wishes)
        self.accept()

    def _issue(self) -> Issue:
        approved = self.approved_on.text().strip()
        return Issue(
            date=read_date(self.date.text()),
            number=self.number.text().strip(),
            approved_on=read_date(approved) if approved else None,
            is_draft=self.is_draft.isChecked(),
        )
