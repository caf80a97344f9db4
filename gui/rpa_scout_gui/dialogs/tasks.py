"""The dialog to add, split or merge single tasks during the year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.text import N_, _, fold
from rpa_scout_gui.dialogs.answers import answer_buttons, labelled_form
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.reason_line import ReasonLine, RequiredLine
from rpa_scout_gui.widgets.ticked_list import TickedList

if TYPE_CHECKING:
    from rpa_scout.project.project import Project

_KINDS: Final = {
    "add": N_("Add a task"),
    "split": N_("Split a task"),
    "merge": N_("Merge tasks"),
}
_HINTS: Final = {
    "add": N_("Write the name of the new task, and say why it is added."),
    "split": N_(
        "Tick the task, and write a name a line for its parts. They begin with its decision."
    ),
    "merge": N_(
        "Tick the tasks. The one that stands first keeps its number and decision; without a new "
        "name it keeps its own."
    ),
}


class TasksDialog(QDialog):
    """One change of single tasks; deletes itself when it is closed."""

    def __init__(self, session: Session, departments: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Tasks added, split or merged"))
        self.resize(560, 560)
        self.kind = QComboBox(self)
        for code, label in _KINDS.items():
            self.kind.addItem(_(label), code)
        self.hint = PlainLabel(self)
        self.hint.setWordWrap(True)
        self.department = QComboBox(self)
        self.department.addItems(list(departments))
        self.tasks = TickedList(self)
        self.name = RequiredLine(_("Task name"), "", _("Write a name first."), self)
        self.parts = QPlainTextEdit(self)
        self.parts.setTabChangesFocus(True)
        self.reason = ReasonLine(self)
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _index: self._refresh())
        self.department.currentIndexChanged.connect(lambda _index: self._offer_tasks())
        self._refresh()
        self._offer_tasks()

    def _lay_out(self) -> None:
        rows = (
            (_("What happened"), self.kind),
            (_("Department"), self.department),
            (_("Tasks"), self.tasks),
            (_("Task name"), self.name),
            (_("Parts"), self.parts),
            (_("Reason"), self.reason),
        )
        self.form = labelled_form(rows)
        column = QVBoxLayout(self)
        column.addWidget(self.hint)
        column.addLayout(self.form, 1)
        column.addWidget(answer_buttons(self, self.confirm))

    def _refresh(self) -> None:
        code = self.kind.currentData()
        self.hint.setText(_(_HINTS[code]))
        self.form.setRowVisible(self.tasks, code != "add")
        self.form.setRowVisible(self.name, code != "split")
        self.form.setRowVisible(self.parts, code == "split")

    def _offer_tasks(self) -> None:
        """List the current tasks of the department."""
        self.tasks.clear()
        department = self.department.currentText()
        for record in self._session.records.values():
            if fold(record.department) == fold(department) and record.state != "withdrawn":
                self.tasks.offer(f"{record.task_id}　{record.name}", record.task_id)

    @property
    def chosen(self) -> list[str]:
        """Ids of the ticked tasks."""
        return self.tasks.ticked

    def confirm(self) -> None:
        """Save the change."""
        code, name = self.kind.currentData(), self.name.stripped
        if (code == "add" and not self.name.demand()) or not self.reason.demand():
            return
        reason = self.reason.reason
        department, chosen = self.department.currentText(), self.chosen
        lines = map(str.strip, self.parts.toPlainText().splitlines())
        parts = [line for line in lines if line]

        def changed(project: Project) -> object:
            if code == "add":
                return project.tasks.add(department, name, reason)
            if code == "split":
                return project.tasks.split(next(iter(chosen), ""), parts, reason)
            return project.tasks.merge(chosen, reason, name or None)

        if self._session.change(changed) is not None:
            self.accept()
