"""One group of the same work: its tasks and answers, and what a person judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rpa_scout.similarity.same_work.groups import WorkGroup
from rpa_scout.similarity.same_work.texts import answer_lines, group_sentence
from rpa_scout.text import _
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.reason_line import ReasonLine
from rpa_scout_gui.widgets.ticked_list import TickedList

if TYPE_CHECKING:
    from rpa_scout.project.records import TaskRecord


class GroupPanel(QWidget):
    """The chosen group; every judgement needs a reason."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._group: WorkGroup | None = None
        self.sentence = PlainLabel(self)
        self.sentence.setWordWrap(True)
        self.tasks = TickedList(self)
        self.tasks.setAccessibleName(_("Tasks of the group"))
        self.answers = PlainLabel(self)
        self.answers.setWordWrap(True)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(_("Name of the group"))
        self.name.setPlaceholderText(_("Name of the group"))
        self.reason = ReasonLine(self)
        self.confirm = self._button(
            _("Confirm the group"),
            _("The ticked tasks are the same work: the scenario is built once."),
            self._confirm,
        )
        self.split = self._button(
            _("Split the ticked tasks off"),
            _("The ticked tasks are other work than the rest of the group."),
            self._split,
        )
        self.refuse = self._button(
            _("Refuse the group"), _("No two of its tasks are the same work."), self._refuse
        )
        self._lay_out()
        self.tasks.itemChanged.connect(lambda _item: self._enable())
        self.show_group(None)

    def _button(self, label: str, tooltip: str, judge: Callable[[], object]) -> QPushButton:
        button = QPushButton(label, self)
        button.setToolTip(tooltip)
        button.clicked.connect(lambda _checked: self.reason.demand() and judge())
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(subheading(_("Tasks of the group"), self))
        column.addWidget(self.sentence)
        column.addWidget(self.tasks, 1)
        column.addWidget(self.answers)
        column.addWidget(self.name)
        column.addWidget(self.reason)
        buttons = QHBoxLayout()
        for button in (self.confirm, self.split, self.refuse):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def show_group(self, group: WorkGroup | None) -> None:
        """Show a group; its tasks are ticked as the next judgement would take them."""
        self._group = group
        self.tasks.clear()
        self.reason.clear()
        self.name.setText("" if group is None else group.name)
        self.answers.setText("")
        if group is None:
            self.sentence.setText(_("Choose a group to see its tasks."))
        else:
            self.sentence.setText(group_sentence(group))
            records = self._session.records
            for task_id in group.task_ids:
                label = _label(records[task_id]) if task_id in records else task_id
                self.tasks.offer(label, task_id, is_ticked=not group.is_confirmed)
            self.answers.setText("\n".join(answer_lines(group, self._session.policy.survey)))
        self._enable()

    def _enable(self) -> None:
        may_judge = self._group is not None and self._session.can_change
        ticked = len(self.tasks.ticked)
        is_confirmed = self._group is not None and self._group.is_confirmed
        for line in (self.name, self.reason, self.tasks):
            line.setEnabled(may_judge)
        self.confirm.setEnabled(may_judge and (is_confirmed or ticked > 1))
        self.split.setEnabled(may_judge and 0 < ticked < self.tasks.count())
        self.refuse.setEnabled(may_judge)

    def _confirm(self) -> None:
        if self._group is not None:
            # Of a confirmed group, this keeps the tasks and changes the name.
            tasks = self._group.task_ids if self._group.is_confirmed else self.tasks.ticked
            reason, name = self.reason.reason, self.name.text()
            self._session.change(lambda project: project.groups.confirm(tasks, reason, name=name))

    def _split(self) -> None:
        tasks, reason = self.tasks.ticked, self.reason.reason
        self._session.change(lambda project: project.groups.split(tasks, reason))

    def _refuse(self) -> None:
        if self._group is not None:
            tasks, reason = self._group.task_ids, self.reason.reason
            self._session.change(lambda project: project.groups.refuse(tasks, reason))


def _label(record: TaskRecord) -> str:
    return f"{record.department}　{record.name}"
