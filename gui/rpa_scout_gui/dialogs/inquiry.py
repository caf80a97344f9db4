"""所属への照会: what each department will be asked, what it was asked, and whom to remind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.errors import RpaScoutError
from rpa_scout.forms.inquiry import NO_HEAD, today
from rpa_scout.text import _
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.dialogs.replacing import WritingJobs
from rpa_scout_gui.models.inquiry_rows import (
    DEPARTMENT_COLUMNS,
    QUESTION_COLUMNS,
    InquiryRows,
)
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable

if TYPE_CHECKING:
    from rpa_scout.forms.returning.pages import QuestionPage
    from rpa_scout.progress import Progress
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project
    from rpa_scout_gui.jobs import JobRunner

_QUESTION_HEIGHT: Final = 96
_SIZE: Final = (1120, 600)
_WIDTHS: Final = (530, 590)


class InquiryDialog(QDialog):
    """The questions to the departments; deletes itself when it is closed."""

    written = Signal(object)
    """Path of the folder or file that was written."""

    def __init__(
        self, session: Session, jobs: JobRunner, files: FileQuestions, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._files = session, jobs, files
        self._read: InquiryRows | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Inquiry to the departments"))
        self.resize(*_SIZE)
        self.departments = ColumnTableModel(DEPARTMENT_COLUMNS, "department", self)
        self.questions = ColumnTableModel(QUESTION_COLUMNS, "number", self)
        self.department_table = DataTable(self.departments, _("Departments"), self)
        self.department_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.question_table = DataTable(self.questions, _("Questions"), self)
        self.question = PlainLabel(self)
        self.deadline, self.contact = QLineEdit(self), QLineEdit(self)
        self.status = PlainLabel(self)
        self.ask = QPushButton(_("Write the &questions…"), self)
        self.remind = QPushButton(_("Write the &reminders…"), self)
        self._lay_out()
        self._connect()
        head = NO_HEAD if session.project is None else session.project.inquiry.head()
        self.deadline.setText(head.deadline)
        self.contact.setText(head.contact)
        self.refresh()

    def _lay_out(self) -> None:
        self.status.setWordWrap(True)
        self.ask.setToolTip(
            _("Write each department's workbook with its questions, and note them as asked.")
        )
        self.remind.setToolTip(_("Write a mail text for every department whose time has passed."))
        self.deadline.setPlaceholderText(_("e.g. 2026-10-30"))
        form = QFormLayout()
        for label, editor in (
            (_("Answers wanted until"), self.deadline),
            (_("Contact"), self.contact),
        ):
            editor.setAccessibleName(label)
            form.addRow(label, editor)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.department_table)
        split.addWidget(self._question_side())
        split.setSizes(list(_WIDTHS))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        for button in (self.ask, self.remind):
            button.setAccessibleName(button.text().replace("&", ""))
            foot.addWidget(button)
        foot.addWidget(self.status, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(split, 1)
        column.addLayout(foot)

    def _question_side(self) -> QWidget:
        """Return the table of the questions, and below it the whole text of one."""
        side = QWidget(self)
        self.question.setWordWrap(True)
        self.question.setMinimumHeight(_QUESTION_HEIGHT)
        self.question.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question_table, 1)
        column.addWidget(self.question)
        return side

    def _connect(self) -> None:
        self.department_table.keys_selected.connect(lambda _keys: self._show_questions())
        self.question_table.keys_selected.connect(lambda _keys: self._show_question())
        self.ask.clicked.connect(lambda _checked: self.write_questions())
        self.remind.clicked.connect(lambda _checked: self.write_reminders())

    def refresh(self) -> None:
        """Read in the background what is to be asked and what was asked."""
        project, policy = self._session.project, self._session.policy
        self._show(None)
        if project is None:
            return

        def read(opened: Project, progress: Progress) -> InquiryRows:
            from rpa_scout.pipeline import pages_to_ask

            inventory = opened.inventory()
            pages = pages_to_ask(inventory, policy, progress)
            standings, asked = opened.inquiry.standings(), opened.inquiry.questions()
            return InquiryRows(pages, standings, asked, inventory.fields)

        self._jobs.run(
            "inquiry",
            lambda progress: read(project, progress),
            self._show,
            self._session.problem.emit,
            _("Collecting the questions"),
        )

    def done(self, result: int) -> None:
        """Stop collecting when the dialog is closed."""
        self._jobs.cancel("inquiry")
        super().done(result)

    def _show(self, read: InquiryRows | None) -> None:
        self._read = read
        shown = read or InquiryRows()
        self.departments.set_arrays(shown.department_arrays())
        self._show_questions()
        self.ask.setEnabled(bool(shown.pages) and self._session.can_change)
        self.remind.setEnabled(any(standing.reminder for standing in shown.standings))
        if read is not None:
            self.status.setText(read.summary())
            if self.departments.rowCount() and not self.department_table.selected_keys():
                self.department_table.selectRow(0)

    def _show_questions(self) -> None:
        """Show what the selected department is asked."""
        keys = self.department_table.selected_keys()
        name = str(keys[0]) if keys else None
        shown = self._read or InquiryRows()
        self.questions.set_arrays(shown.question_arrays(name))
        if self.questions.rowCount():
            self.question_table.selectRow(0)

    def _show_question(self) -> None:
        """Show the whole text of the selected question."""
        keys = self.question_table.selected_keys()
        array = self.questions.array
        texts = [array(name)[int(str(keys[0]))] for name in ("reason", "how")] if keys else []
        self.question.setText("\n".join(texts))

    def write_questions(self, folder: Path | None = None) -> None:
        """Write the workbooks with questions into a folder, and record them as asked."""
        from rpa_scout.pipeline import write_questions

        project = self._session.project
        if project is None or self._read is None:
            return
        parts = {"deadline": self.deadline.text(), "contact": self.contact.text()}
        try:
            head = project.inquiry.head().updated(**parts)
        except RpaScoutError as error:
            self._session.problem.emit(error)
            return
        target = folder or self._files.folder(_("Folder for the return workbooks"))
        if target is None:
            return
        policy, session, inventory = self._session.policy, self._session, project.inventory()

        def finish(pages: Sequence[QuestionPage]) -> None:
            session.change(lambda project: _record(project, pages, parts))
            self.refresh()
            self.written.emit(target)

        WritingJobs(self._jobs, self._files).run(
            "questions",
            lambda progress: [
                workbook.page
                for workbook in write_questions(
                    inventory,
                    policy,
                    target,
                    progress,
                    inquiry=head,
                    may_open=session.may_open,
                )
            ],
            finish,
            _("Writing the return workbooks"),
        )

    def write_reminders(self, path: Path | None = None) -> None:
        """Write the text of the reminders that are due."""
        from rpa_scout.project.inquiry.reminders import reminder_text, write_reminders

        project, read = self._session.project, self._read
        if project is None or read is None:
            return
        target = path or self._files.save(_("Write the reminders"), _("reminders") + ".txt", ".txt")
        if target is None:
            return
        text = reminder_text(read.standings, read.asked, project.inquiry.head(), today())
        try:
            write_reminders(target, text, replace=True)
        except RpaScoutError as error:
            self._session.problem.emit(error)
        else:
            self.written.emit(target)


def _record(project: Project, pages: Sequence[QuestionPage], head: dict[str, str]) -> HistoryEntry:
    """Record the questions of pages as asked, with the head of the inquiry."""
    from rpa_scout.pipeline import asked_questions

    project.inquiry.set_head(**head)
    return project.inquiry.ask(asked_questions(pages))
