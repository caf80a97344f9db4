"""Assign an automation of the register to a surveyed task."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from rpa_scout.register.records import Automation
from rpa_scout.text import _, fold
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.plain_text import PlainLabel


class AutomationLine(QWidget):
    """The tasks of the automation's department, and a button that assigns one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._automation: Automation | None = None
        self._prompt = PlainLabel(self)
        self.tasks = QComboBox(self)
        self.tasks.setAccessibleName(_("Surveyed task that it serves"))
        self.tasks.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tasks.setMinimumContentsLength(12)
        self.tasks.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.assign = QPushButton(_("Assign"), self)
        self.assign.setToolTip(_("Assign the automation to this task, so that it counts once."))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._prompt)
        line.addWidget(self.tasks, 1)
        line.addWidget(self.assign)
        self.assign.clicked.connect(self._assign)
        self.tasks.currentIndexChanged.connect(self._offer)
        self.show_automation(None)

    def show_automation(self, automation: Automation | None) -> None:
        """List the tasks that an automation may serve."""
        self._automation = automation
        self.tasks.clear()
        self.setEnabled(automation is not None and self._session.can_change)
        if automation is None:
            self._prompt.setText(_("Choose an automation to assign it to a surveyed task."))
            return
        self._prompt.setText(_("Surveyed task:"))
        department = fold(automation.department)
        records = list(self._session.records.values())
        same_department = [record for record in records if fold(record.department) == department]
        self.tasks.addItem(_("none"), None)
        for record in same_department or records:
            self.tasks.addItem(f"{record.department}　{record.name}", record.task_id)
        position = self.tasks.findData(automation.task_id)
        self.tasks.setCurrentIndex(max(position, 0))
        self._offer()

    def _offer(self) -> None:
        automation, task = self._automation, self.tasks.currentData()
        new = automation is not None and task is not None and task != automation.task_id
        self.assign.setEnabled(new)

    def _assign(self) -> None:
        automation, task = self._automation, self.tasks.currentData()
        if automation is not None and task is not None:
            self._session.change(
                lambda project: project.register.assign(automation.automation_id, task)
            )
