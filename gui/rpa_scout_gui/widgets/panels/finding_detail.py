"""One finding: its sentence, its cell in the workbook, and the actions on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.checking.typed import typed_answer
from rpa_scout.errors import InputError
from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory, TableSource
from rpa_scout.policy.fields import is_unanswered
from rpa_scout.questions import correctable_fields
from rpa_scout.reading.neighbourhood import Neighbourhood, cell_neighbourhood
from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.session import Session
from rpa_scout_gui.similar_work_job import SimilarWorkJob
from rpa_scout_gui.theme import scaled
from rpa_scout_gui.widgets.panels.answer_editor import AnswerEditor
from rpa_scout_gui.widgets.panels.proposal_line import ProposalLine
from rpa_scout_gui.widgets.plain_text import PlainLabel, plain_text
from rpa_scout_gui.widgets.reason_line import ReasonLine
from rpa_scout_gui.widgets.tables.cell_grid import CellGrid

_TEXT_WIDTH = 380


class FindingDetail(QWidget):
    """Details of the selected finding, below the table."""

    task_chosen = Signal(str)
    """Id of a task to show."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._finding: Finding | None = None
        self._inventory: Inventory | None = None
        self.sentence, self.hint, self.state = PlainLabel(self), PlainLabel(self), PlainLabel(self)
        self.grid = CellGrid(self)
        self.field = QComboBox(self)
        self.field.setAccessibleName(_("Answer to correct"))
        self.editor = AnswerEditor(self)
        self.proposal = ProposalLine(SimilarWorkJob(session, jobs, "proposals", self), self)
        self.reason = ReasonLine(self, _("e.g. asked the department"))
        kept = _("Kept with the correction under the name {author}.").format(author=session.author)
        self.reason.setToolTip(plain_text(kept))
        self.correct = QPushButton(_("C&orrect"), self)
        self.accept = QPushButton(_("A&ccept as it is"), self)
        self.show_task = QPushButton(_("Show the tas&k"), self)
        self.open_workbook = QPushButton(_("Open the &workbook"), self)
        for button in (self.correct, self.accept, self.show_task, self.open_workbook):
            button.setAccessibleName(button.text().replace("&", ""))
        self._lay_out()
        self.field.currentIndexChanged.connect(lambda _index: self._ask_answer())
        self.correct.clicked.connect(self.correct_it)
        self.proposal.take_over_asked.connect(self._correct_to)
        self.accept.clicked.connect(self.accept_it)
        self.show_task.clicked.connect(self._ask_for_task)
        self.open_workbook.clicked.connect(self.open_it)
        self.show_finding(None, None)

    def _lay_out(self) -> None:
        self.sentence.setProperty("role", "subheading")
        self.hint.setProperty("role", "muted")
        self.state.setProperty("role", "muted")
        for label in (self.sentence, self.hint, self.state):
            label.setWordWrap(True)
        form = QFormLayout()
        form.addRow(_("Answer to correct"), self.field)
        form.addRow(_("New answer"), self.editor)
        form.addRow(_("Reason"), self.reason)
        buttons = QHBoxLayout()
        for button in (self.correct, self.accept, self.show_task):
            buttons.addWidget(button)
        buttons.addStretch(1)
        text_side = QWidget(self)
        text_side.setFixedWidth(scaled(_TEXT_WIDTH))
        column = QVBoxLayout(text_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.hint)
        column.addLayout(form)
        column.addLayout(buttons)
        column.addWidget(self.state)
        column.addWidget(self.open_workbook)
        column.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(16)
        line.addWidget(text_side)
        # Below the cells, for the texts of the other side leave no room.
        cells = QVBoxLayout()
        cells.addWidget(self.grid, 1)
        cells.addWidget(self.proposal)
        line.addLayout(cells, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for a proposal when the panel is seen."""
        super().showEvent(event)
        self.proposal.look()

    def show_finding(self, finding: Finding | None, inventory: Inventory | None) -> None:
        """Show a finding; None clears the panel."""
        self._finding, self._inventory = finding, inventory
        self.reason.clear()
        self.grid.show_cells(None)
        self._jobs.cancel("cells")
        self.open_workbook.hide()
        if finding is None or inventory is None:
            self.sentence.setText(_("Choose a finding to look at its cell."))
            self.hint.clear()
            self.state.clear()
            self._offer_fields((), None)
            self._refresh()
            return
        self.sentence.setText(finding.message(inventory.fields))
        self.hint.setText(finding.hint(inventory.fields))
        self.state.setText(
            _("This row is left out of the ranking; with the right answer it becomes a task.")
            if finding.row_id in inventory.left_out.index
            else ""
        )
        self._offer_fields(correctable_fields(finding), inventory)
        self._look_at_cell(finding, inventory)
        self._refresh()

    def _offer_fields(self, field_ids: Sequence[str], inventory: Inventory | None) -> None:
        """Offer the answers that may be corrected, and ask for the likeliest."""
        with QSignalBlocker(self.field):
            self.field.clear()
            for field_id in field_ids:
                if inventory is not None and field_id in inventory.fields.by_id:
                    self.field.addItem(inventory.fields.label(field_id), field_id)
        self.field.setEnabled(self.field.count() > 1)
        self._ask_answer()

    def _ask_answer(self) -> None:
        """Ask for the chosen answer, as the survey asks for it."""
        finding, inventory = self._finding, self._inventory
        field_id = self.field.currentData()
        if finding is None or inventory is None or field_id is None:
            self.editor.ask(None)
            self.proposal.show_question(None)
            return
        fields, checks = inventory.fields, self._session.policy.checks
        is_left_out = finding.row_id in inventory.left_out.index
        rows = inventory.left_out if is_left_out else inventory.tasks
        self.editor.ask(
            fields[field_id],
            rows[field_id].get(finding.row_id),
            lambda typed: typed_answer(typed, fields[field_id], fields, checks),
        )
        is_open = not is_left_out and is_unanswered(rows[field_id].get(finding.row_id))
        asks_choice = fields[field_id].kind == "choice"
        question = (finding.row_id, field_id, fields) if is_open and asks_choice else None
        self.proposal.show_question(question)

    def _look_at_cell(self, finding: Finding, inventory: Inventory) -> None:
        table = _table_of(finding, inventory)
        path = None if table is None else table.path
        if table is None or path is None or not finding.cell:
            return
        if not self._session.may_open(path):
            self.state.setText(
                _(
                    "The workbook lies outside the project's folder: {path}. It is opened only if "
                    "you say so."
                ).format(path=path)
            )
            self.open_workbook.show()
            return
        header = table.header_row if table.sheet == finding.sheet else None
        self._jobs.run(
            "cells",
            lambda _progress: cell_neighbourhood(path, finding.sheet, finding.cell, header),
            self._show_cells,
            lambda _error: self._show_cells(None),
        )

    def _show_cells(self, neighbourhood: Neighbourhood | Finding | None) -> None:
        if isinstance(neighbourhood, Neighbourhood):
            self.grid.show_cells(neighbourhood)
        elif not self.state.text():
            self.state.setText(_("The workbook is no longer where it was read."))

    def _refresh(self) -> None:
        finding, can_change = self._finding, self._session.can_change
        can_correct = can_change and self.editor.isEnabled()
        is_open = finding is not None
        self.correct.setEnabled(can_correct)
        self.accept.setEnabled(is_open and can_change)
        is_error = finding is not None and finding.severity == "error"
        self.accept.setText(_("&Leave it out") if is_error else _("A&ccept as it is"))
        self.accept.setAccessibleName(self.accept.text().replace("&", ""))
        self.reason.setEnabled(is_open and can_change)
        self.show_task.setEnabled(finding is not None and finding.row_id in self._session.records)
        hint = _("Say why first; the reason is kept with it.")
        self.proposal.take_over.setEnabled(can_correct)
        for button in (self.correct, self.accept, self.proposal.take_over):
            button.setToolTip(hint)

    def correct_it(self) -> bool:
        """Correct the answer; return whether it succeeded."""
        try:
            answer = self.editor.answer()
        except InputError as error:
            self._session.problem.emit(error)
            return False
        return self._correct_to(answer)

    def _correct_to(self, answer: object) -> bool:
        finding, field = self._finding, self.field.currentData()
        if finding is None or not self.reason.demand():
            return False
        reason = self.reason.reason
        made = self._session.change(
            lambda project: project.answers.correct_finding(finding, answer, reason, field)
        )
        return made is not None

    def accept_it(self) -> bool:
        """Accept the finding; return whether it succeeded."""
        finding = self._finding
        if finding is None or not self.reason.demand():
            return False
        reason = self.reason.reason
        made = self._session.change(lambda project: project.answers.accept(finding, reason))
        return made is not None

    def open_it(self) -> None:
        """Open the workbook of the finding, which lies outside the project's folder."""
        finding, inventory = self._finding, self._inventory
        table = None if finding is None or inventory is None else _table_of(finding, inventory)
        if finding is None or inventory is None or table is None or table.path is None:
            return
        self._session.allow_path(table.path)
        self.show_finding(finding, inventory)

    def _ask_for_task(self) -> None:
        if self._finding is not None:
            self.task_chosen.emit(self._finding.row_id)


def _table_of(finding: Finding, inventory: Inventory) -> TableSource | None:
    """Return the table of a finding, by its file and, if it names one, its sheet."""
    same_file = [table for table in inventory.tables if table.file == finding.file]
    same_sheet = [table for table in same_file if table.sheet == finding.sheet]
    return next(iter([*same_sheet, *same_file]), None)
