"""Blank survey forms for chosen departments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.text import _, fold
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.ticked_list import TickedList


class FormsCard(QFrame):
    """A list of departments with check boxes, and a button that writes their forms."""

    list_requested = Signal()
    """Emitted when the user asks to read a list of departments."""
    forms_requested = Signal(list)
    """Names of the departments whose forms the user asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._typed: set[str] = set()
        self.names = TickedList(self)
        self.names.setAccessibleName(_("Departments that get a form"))
        self.new_department = QLineEdit(self)
        self.new_department.setAccessibleName(_("Add a department"))
        self.new_department.setPlaceholderText(_("Add a department, then Enter"))
        self.read_list = QPushButton(_("Read &list…"), self)
        self.read_list.setToolTip(
            _(
                "Read the list of departments into the project (CSV or workbook; columns: number, "
                "name, staff, deadline, contact)."
            )
        )
        self.all = QPushButton(_("Tick &all"), self)
        self.write = QPushButton(_("&Write blank forms…"), self)
        self.write.setProperty("role", "main")
        for button in (self.read_list, self.all, self.write):
            button.setAccessibleName(button.text().replace("&", ""))
        self._lay_out()
        self.new_department.returnPressed.connect(self._add_typed)
        self.read_list.clicked.connect(self.list_requested)
        self.all.clicked.connect(self._tick_all)
        self.write.clicked.connect(lambda: self.forms_requested.emit(self.ticked()))
        self.names.itemChanged.connect(lambda _item: self._refresh())
        self._refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(subheading(_("1  Send out blank forms"), self))
        column.addWidget(self.names, 1)
        column.addWidget(self.new_department)
        line = QHBoxLayout()
        line.addWidget(self.read_list)
        line.addWidget(self.all)
        column.addLayout(line)
        column.addWidget(self.write)

    def offer(self, names: Iterable[str]) -> None:
        """Add departments to the list."""
        listed_names = {fold(self.names.item(row).text()) for row in range(self.names.count())}
        for name in names:
            if name and fold(name) not in listed_names:
                listed_names.add(fold(name))
                self.names.offer(name, name)
        self._refresh()

    def show_names(self, names: Sequence[str]) -> None:
        """Show these departments and the typed ones; remove all others."""
        offered = {fold(name) for name in names} | self._typed
        for row in reversed(range(self.names.count())):
            if fold(self.names.item(row).text()) not in offered:
                self.names.takeItem(row)
        self.offer(names)

    def clear_typed(self) -> None:
        """Remove the typed departments when a different project is opened."""
        self._typed.clear()

    def ticked(self) -> list[str]:
        """Return the ticked departments."""
        return self.names.ticked

    def _items(self) -> list[QListWidgetItem]:
        return [self.names.item(row) for row in range(self.names.count())]

    def _add_typed(self) -> None:
        name = self.new_department.text().strip()
        self.new_department.clear()
        self._typed.add(fold(name))
        self.offer([name])
        for item in self._items():
            if name and fold(item.text()) == fold(name):
                item.setCheckState(Qt.CheckState.Checked)
                self.names.scrollToItem(item)

    def _tick_all(self) -> None:
        is_full = len(self.ticked()) == self.names.count()
        state = Qt.CheckState.Unchecked if is_full else Qt.CheckState.Checked
        for item in self._items():
            item.setCheckState(state)

    def _refresh(self) -> None:
        self.write.setEnabled(bool(self.ticked()))
        self.all.setEnabled(bool(self.names.count()))
