"""The answer that similar tasks propose to an open question; a person may take it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rpa_scout.policy.fields import FieldSet
from rpa_scout.text import _
from rpa_scout_gui.similar_work_job import SimilarWorkJob
from rpa_scout_gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from rpa_scout.similarity.one_task.similar_work import SimilarWork


class ProposalLine(QWidget):
    """A proposal with the tasks that it rests on; hidden where nothing is proposed."""

    take_over_asked = Signal(str)
    """Code of the answer that the person takes over."""

    def __init__(self, work: SimilarWorkJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._question: tuple[str, str, FieldSet] | None = None
        self._code: str | None = None
        self.sentence, self.basis = PlainLabel(self), PlainLabel(self)
        self.basis.setProperty("role", "muted")
        self.take_over = QPushButton(_("Take the proposal over"), self)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        for label in (self.sentence, self.basis):
            label.setWordWrap(True)
            texts.addWidget(label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(texts, 1)
        line.addWidget(self.take_over)
        self.take_over.clicked.connect(self._ask)
        work.dropped.connect(self.look)
        self.show_question(None)

    def show_question(self, question: tuple[str, str, FieldSet] | None) -> None:
        """Look for a proposal to a question: id of the task, field, and the survey's fields."""
        self._question = question
        self.look()

    def look(self) -> None:
        """Look again; nothing is looked for while nobody sees the panel around the line."""
        self._code = None
        self.hide()
        around = self.parentWidget()
        if self._question is not None and around is not None and around.isVisible():
            self._work.ask(self._show)

    def _show(self, work: SimilarWork | None) -> None:
        if work is None or self._question is None or not work.knows(self._question[0]):
            return
        from rpa_scout.similarity.one_task import texts

        task_id, field, fields = self._question
        answer = next((answer for answer in work.proposed(task_id) if answer.field == field), None)
        if answer is None:
            return
        self._code = answer.code
        self.sentence.setText(texts.proposal_sentence(answer, fields))
        self.basis.setText(texts.basis_sentence(answer, fields))
        self.show()

    def _ask(self) -> None:
        if self._code is not None:
            self.take_over_asked.emit(self._code)
