"""What resembles a task, and proposed answers that a person may take over."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.session import Session
from rpa_scout_gui.similar_work_job import SimilarWorkJob
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.reason_line import ReasonLine

if TYPE_CHECKING:
    from rpa_scout.similarity.one_task.similar_work import SimilarWork


class SimilarPanel(QWidget):
    """Similar work beside the chosen task; it is looked for when the panel is first seen."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: str | None = None
        self._work = SimilarWorkJob(session, jobs, "similar", self)
        self.near = QLabel(self)
        self.near.setTextFormat(Qt.TextFormat.RichText)
        self.near.setWordWrap(True)
        self.near.setOpenExternalLinks(True)
        self.near.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._heading = subheading(_("Proposed answers"), self)
        self.proposals = PlainLabel(self)
        self.proposals.setWordWrap(True)
        self.answers = QComboBox(self)
        self.answers.setAccessibleName(_("Proposed answers"))
        self.answers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.answers.setMinimumContentsLength(12)
        self.answers.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.reason = ReasonLine(self)
        self.take_over = QPushButton(_("Take over"), self)
        self.take_over.setToolTip(_("Take the proposed answer over as a correction."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.near, self._heading, self.proposals, self.answers):
            column.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self.reason, 1)
        line.addWidget(self.take_over)
        column.addLayout(line)
        self.take_over.clicked.connect(lambda _checked: self._take_over())
        self._work.dropped.connect(self._look_again)
        self._show(None)

    def show_task(self, task_id: str | None) -> None:
        """Show what resembles a task, as soon as the panel is seen."""
        self._task = task_id
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for similar work when the panel is seen."""
        super().showEvent(event)
        self._look()

    def _look_again(self) -> None:
        if self.isVisible():
            self._look()

    def _look(self) -> None:
        if self._task is None:
            self._show(None)
        else:
            self._work.ask(self._show)

    def _show(self, work: SimilarWork | None) -> None:
        self.answers.clear()
        task, policy = self._task, self._session.policy
        is_known = work is not None and task is not None and work.knows(task)
        self.near.setText(_("Nothing similar is known."))
        self._offer(shown=False)
        if work is None or task is None or not is_known:
            return
        from rpa_scout.similarity.one_task import texts

        near = work.similar(task)
        parts = []
        for name, label in texts.LIST_LABELS.items():
            lines = [
                escape(texts.similar_sentence(similar, policy))
                for similar in near
                if similar.list == name
            ]
            if lines:
                parts.append(f"<b>{escape(_(label))}</b><br>{'<br>'.join(lines)}")
        if parts:
            self.near.setText("<p>" + "</p><p>".join(parts) + "</p>")
        proposed = work.proposed(task)
        if proposed:
            fields = policy.survey
            lines = [
                sentence(answer, fields)
                for answer in proposed
                for sentence in (texts.proposal_sentence, texts.basis_sentence)
            ]
            lines.append(texts.score_sentence(work.score(task), work.score_if_proposed(task)))
            self.proposals.setText("\n".join(lines))
            for answer in proposed:
                choice = fields[answer.field].choice_label(answer.code)
                label = f"{fields.label(answer.field)}　{choice}"
                self.answers.addItem(label, (answer.field, answer.code))
        self._offer(shown=bool(proposed))

    def _offer(self, *, shown: bool) -> None:
        for part in (self._heading, self.proposals, self.answers, self.reason, self.take_over):
            part.setVisible(shown)
        self._enable()

    def _enable(self) -> None:
        may_change = self._session.can_change and self.answers.count() > 0
        self.reason.setEnabled(may_change)
        self.take_over.setEnabled(may_change)

    def _take_over(self) -> None:
        proposed = self.answers.currentData()
        if self._task is None or proposed is None or not self.reason.demand():
            return
        field, code = proposed
        task, reason = self._task, self.reason.reason
        if self._session.change(lambda project: project.answers.correct(task, field, code, reason)):
            self.reason.clear()
