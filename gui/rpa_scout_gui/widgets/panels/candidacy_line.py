"""Why a task is not a candidate, and a button that confirms an unconfirmed figure."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.reason_line import ReasonLine

_MARGIN = 12


class CandidacyLine(QWidget):
    """The reason for one task, and the editor that confirms its figure."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task = ""
        self._field = ""
        self.sentence = PlainLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "muted")
        self.reason = ReasonLine(self, _("e.g. asked the department"))
        self.confirm = QPushButton(_("Confirm the &figure"), self)
        self.confirm.setAccessibleName(self.confirm.text().replace("&", ""))
        self.confirm.setToolTip(_("Say why first; then the task counts in the sums."))
        line = QHBoxLayout()
        line.addWidget(self.reason, 1)
        line.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 4, _MARGIN, 0)
        column.addWidget(self.sentence)
        column.addLayout(line)
        self.confirm.clicked.connect(self.confirm_it)
        self.show_task(None)

    def show_task(self, task_id: str | None) -> None:
        """Show why a task is not a candidate; hide for a candidate or without a task."""
        assessment = self._session.assessment
        self._task, self._field, sentence = task_id or "", "", ""
        if assessment is not None and task_id in assessment.inventory.tasks.index:
            rule, row = assessment.candidacy, assessment.position_of(self._task)
            sentence = rule.sentence(row)
            if rule.codes[row] == "figure_unconfirmed":
                self._field = rule.doubts[row].field
        self.sentence.setText(sentence)
        self.reason.clear()
        self.setVisible(bool(sentence))
        self._refresh()

    def _refresh(self) -> None:
        can_confirm = bool(self._field) and self._session.can_change
        self.reason.setVisible(can_confirm)
        self.confirm.setVisible(can_confirm)
        self.confirm.setEnabled(can_confirm)

    def confirm_it(self) -> bool:
        """Confirm the figure; return whether it succeeded."""
        if not self.reason.demand():
            return False
        task, field, reason = self._task, self._field, self.reason.reason
        made = self._session.change(lambda project: project.answers.confirm(task, field, reason))
        return made is not None
