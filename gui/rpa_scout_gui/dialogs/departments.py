"""機構改革: the dialog for renamed, merged or split departments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from rpa_scout.text import N_, _
from rpa_scout_gui.dialogs.kinds import KindsDialog
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.reason_line import RequiredLine
from rpa_scout_gui.widgets.ticked_list import TickedList

if TYPE_CHECKING:
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project

_KINDS: Final = {
    "rename": (N_("Renamed"), N_("Tick the department, and write its new name.")),
    "merge": (N_("Merged"), N_("Tick the departments, and write their new name.")),
    "split": (
        N_("Split into two"),
        N_(
            "Tick the department, write the name of the new one, and tick the tasks that go there. "
            "The others stay, under the name in the line above."
        ),
    ),
}


class DepartmentsDialog(KindsDialog):
    """One change of departments."""

    def __init__(self, session: Session, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(session, _("Departments changed"), _KINDS, parent)
        self.resize(560, 620)
        self.names = TickedList(self)
        for name in names:
            self.names.offer(name, name)
        self.remaining = QLineEdit(self)
        self.new_name = RequiredLine(_("New name"), "", _("Write a name first."), self)
        self.tasks = TickedList(self)
        self.reason = QLineEdit(self)
        self._lay_out(
            (
                (_("Departments until now"), self.names),
                (_("Name of the remaining part"), self.remaining),
                (_("New name"), self.new_name),
                (_("Tasks that go there"), self.tasks),
                (_("Reason"), self.reason),
            )
        )
        self.names.itemChanged.connect(lambda _item: self._refresh())

    @property
    def chosen(self) -> list[str]:
        """The ticked departments."""
        return self.names.ticked

    def _refresh(self) -> None:
        super()._refresh()
        splits = self.code == "split"
        for widget in (self.remaining, self.tasks):
            self.form.setRowVisible(widget, splits)
        if splits:
            self._offer_tasks()

    def _offer_tasks(self) -> None:
        """List the tasks of the ticked department."""
        name = next(iter(self.chosen), "")
        self.remaining.setPlaceholderText(name)
        ticked = set(self.tasks.ticked)
        self.tasks.clear()
        for record in self._tasks_of(name) if name else ():
            self.tasks.offer(record.name, record.task_id, is_ticked=record.task_id in ticked)

    def confirm(self) -> None:
        """Save the change of the ticked departments."""
        if not self.new_name.demand():
            return
        new, reason, chosen = self.new_name.stripped, self.reason.text(), self.chosen
        first = next(iter(chosen), "")
        code = self.code
        parts, tasks = [self.remaining.text().strip() or first, new], {new: self.tasks.ticked}

        def changed(project: Project) -> HistoryEntry:
            if code == "rename":
                return project.departments.rename(first, new, reason)
            if code == "merge":
                return project.departments.merge(chosen, new, reason)
            return project.departments.split(first, parts, tasks, reason)

        if self._session.change(changed) is not None:
            self.accept()
