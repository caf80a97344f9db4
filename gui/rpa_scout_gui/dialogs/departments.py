"""機構改革: the dialog for renamed, merged or split departments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.text import N_, _, fold
from rpa_scout_gui.session import Session

__all__ = ["DepartmentsDialog"]

_KINDS: Final = {
    "rename": N_("Renamed"),
    "merge": N_("Merged"),
    "split": N_("Split into two"),
}
_HINTS: Final = {
    "rename": N_("Tick the department, and write its new name."),
    "merge": N_("Tick the departments, and write their new name."),
    "split": N_(
        "Tick the department, write the name of the new one, and tick the tasks that go there. "
        "The others stay, under the name in the line above."
    ),
}
_TASK: Final = int(Qt.ItemDataRole.UserRole)


class DepartmentsDialog(QDialog):
    """One change of departments; deletes itself when it is closed."""

    def __init__(self, session: Session, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Departments changed"))
        self.resize(560, 620)
        self.kind = QComboBox(self)
        for code, label in _KINDS.items():
            self.kind.addItem(_(label), code)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.names = _ticked_list(self, [(name, name) for name in names])
        self.remaining = QLineEdit(self)
        self.new_name = QLineEdit(self)
        self.tasks = _ticked_list(self, [])
        self.reason = QLineEdit(self)
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _index: self._refresh())
        self.names.itemChanged.connect(lambda _item: self._refresh())
        self._refresh()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("&Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("&Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.confirm)
        buttons.rejected.connect(self.reject)
        self.form = QFormLayout()
        for label, widget in (
            (_("What happened"), self.kind),
            (_("Departments until now"), self.names),
            (_("Name of the remaining part"), self.remaining),
            (_("New name"), self.new_name),
            (_("Tasks that go there"), self.tasks),
            (_("Reason"), self.reason),
        ):
            widget.setAccessibleName(label)
            self.form.addRow(label, widget)
        column = QVBoxLayout(self)
        column.addWidget(self.hint)
        column.addLayout(self.form, 1)
        column.addWidget(buttons)

    @property
    def chosen(self) -> list[str]:
        """The ticked departments."""
        return _ticked(self.names)

    def _refresh(self) -> None:
        code = self.kind.currentData()
        self.hint.setText(_(_HINTS[code]))
        splits = code == "split"
        for widget in (self.remaining, self.tasks):
            self.form.setRowVisible(widget, splits)
        if splits:
            self._offer_tasks()

    def _offer_tasks(self) -> None:
        """List the tasks of the ticked department."""
        name = next(iter(self.chosen), "")
        self.remaining.setPlaceholderText(name)
        ticked = set(_ticked(self.tasks))
        self.tasks.clear()
        for record in self._session.records.values():
            if name and fold(record.department) == fold(name) and record.state != "withdrawn":
                _add_item(self.tasks, record.name, record.task_id, record.task_id in ticked)

    def confirm(self) -> None:
        """Save the change of the ticked departments."""
        new, reason, chosen = self.new_name.text(), self.reason.text(), self.chosen
        first = next(iter(chosen), "")
        code = self.kind.currentData()
        if code == "rename":
            is_saved = self._session.rename_department(first, new, reason)
        elif code == "merge":
            is_saved = self._session.merge_departments(chosen, new, reason)
        else:
            remaining = self.remaining.text().strip() or first
            tasks = {new: _ticked(self.tasks)}
            is_saved = self._session.split_department(first, [remaining, new], tasks, reason)
        if is_saved:
            self.accept()


def _ticked_list(parent: QWidget, entries: Sequence[tuple[str, str]]) -> QListWidget:
    listed = QListWidget(parent)
    for label, key in entries:
        _add_item(listed, label, key, is_ticked=False)
    return listed


def _add_item(listed: QListWidget, label: str, key: str, is_ticked: bool) -> None:
    item = QListWidgetItem(label)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
    item.setData(_TASK, key)
    listed.addItem(item)


def _ticked(listed: QListWidget) -> list[str]:
    items = (listed.item(row) for row in range(listed.count()))
    return [str(item.data(_TASK)) for item in items if item.checkState() is Qt.CheckState.Checked]
