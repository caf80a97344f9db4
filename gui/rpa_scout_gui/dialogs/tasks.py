"""The dialog to add, split or merge single tasks during the year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from rpa_scout.text import N_, _
from rpa_scout_gui.dialogs.kinds import KindsDialog
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.reason_line import ReasonLine, RequiredLine
from rpa_scout_gui.widgets.ticked_list import TickedList

if TYPE_CHECKING:
    from rpa_scout.project.project import Project

_KINDS: Final = {
    "add": (
        N_("Add a task"),
        N_("Write the name of the new task, and say why it is added."),
    ),
    "split": (
        N_("Split a task"),
        N_("Tick the task, and write a name a line for its parts. They begin with its decision."),
    ),
    "merge": (
        N_("Merge tasks"),
        N_(
            "Tick the tasks. The one that stands first keeps its number and decision; without a "
            "new name it keeps its own."
        ),
    ),
}


class TasksDialog(KindsDialog):
    """One change of single tasks."""

    def __init__(self, session: Session, departments: Sequence[str], parent: QWidget) -> None:
        super().__init__(session, _("Tasks added, split or merged"), _KINDS, parent)
        self.resize(560, 560)
        self.department = QComboBox(self)
        self.department.addItems(list(departments))
        self.tasks = TickedList(self)
        self.name = RequiredLine(_("Task name"), "", _("Write a name first."), self)
        self.parts = QPlainTextEdit(self)
        self.parts.setTabChangesFocus(True)
        self.reason = ReasonLine(self)
        self._lay_out(
            (
                (_("Department"), self.department),
                (_("Tasks"), self.tasks),
                (_("Task name"), self.name),
                (_("Parts"), self.parts),
                (_("Reason"), self.reason),
            )
        )
        self.department.currentIndexChanged.connect(lambda _index: self._offer_tasks())
        self._offer_tasks()

    def _refresh(self) -> None:
        super()._refresh()
        code = self.code
        self.form.setRowVisible(self.tasks, code != "add")
        self.form.setRowVisible(self.name, code != "split")
        self.form.setRowVisible(self.parts, code == "split")

    def _offer_tasks(self) -> None:
        """List the current tasks of the department."""
        self.tasks.clear()
        for record in self._tasks_of(self.department.currentText()):
            self.tasks.offer(f"{record.task_id}　{record.name}", record.task_id)

    @property
    def chosen(self) -> list[str]:
        """Ids of the ticked tasks."""
        return self.tasks.ticked

    def confirm(self) -> None:
        """Save the change."""
        code, name = self.code, self.name.stripped
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
