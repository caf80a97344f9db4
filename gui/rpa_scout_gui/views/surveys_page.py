"""調査票: write blank forms, read returned ones, see which departments have answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from rpa_scout.coverage import department_board
from rpa_scout.errors import FileError
from rpa_scout.text import N_, _, fold
from rpa_scout_gui.dialogs.departments import DepartmentsDialog
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.dialogs.import_preview import ImportPreview
from rpa_scout_gui.dialogs.proposed_pairs import renames_dialog
from rpa_scout_gui.dialogs.replacing import WritingJobs
from rpa_scout_gui.dialogs.tasks import TasksDialog
from rpa_scout_gui.models.columns import Column, plain, whole
from rpa_scout_gui.models.inquiry_rows import department_state, reminder_label
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.project_changes import Part
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.theme import scaled
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.drop_area import DropArea
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.panels.forms_card import FormsCard
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable

if TYPE_CHECKING:
    import pandas as pd

    from rpa_scout.inventory import Inventory
    from rpa_scout.project.inquiry.standing import InquiryStanding
    from rpa_scout.project.surveys.importing import ImportedTasks
    from rpa_scout.reading.layout.departments import Department

_FORMS_WIDTH: Final = 300


_COLUMNS: Final = (
    Column("department", N_("Department"), "text", 102, plain),
    Column("state", N_("Standing"), "choice", 74, department_state),
    Column("rows_used", N_("Tasks used"), "number", 72, whole),
    Column(
        "rows_with_warnings",
        N_("To check"),
        "number",
        72,
        whole,
        tooltip=N_("Tasks that are used, with a warning."),
    ),
    Column(
        "rows_left_out",
        N_("Left out"),
        "number",
        72,
        whole,
        tooltip=N_("Rows with errors; they are not in the ranking."),
    ),
    Column("deadline", N_("Deadline"), "text", 78, plain),
    Column("reminder", N_("Reminder"), "choice", 124, reminder_label),
    Column("contact", N_("Contact"), "text", 72, plain),
    Column("files", N_("File"), "text", 64, plain),
)


class SurveysPage(Page):
    """The page of forms and surveys."""

    page_id = "surveys"
    shows = frozenset({"answers", "inquiry"})

    def _build(self) -> None:
        self._settings = Settings()
        self._files = FileQuestions(self, self._settings)
        self.forms = FormsCard(self)
        self.drop = DropArea(self)
        self.model = ColumnTableModel(_COLUMNS, "department", self)
        self.model.set_arrays(_arrays(None))
        self.table = DataTable(self.model, _("Departments"), self)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.status = PlainLabel(self)
        self.next = QPushButton(_("Show the &checks"), self)
        self.reorganise = QPushButton(_("De&partments changed…"), self)
        self.renames = QPushButton(_("Rena&med tasks…"), self)
        self.single = QPushButton(_("S&ingle tasks…"), self)
        self._lay_out()
        self._connect()
        self._open()

    def _lay_out(self) -> None:
        self.forms.setFixedWidth(scaled(_FORMS_WIDTH))
        answers = QFrame(self)
        answers.setProperty("role", "card")
        self.status.setWordWrap(True)
        self.status.setProperty("role", "muted")
        for button in (self.next, self.reorganise, self.renames, self.single):
            button.setAccessibleName(button.text().replace("&", ""))
        self.reorganise.setToolTip(
            _("Departments were renamed, merged or split: their tasks keep ids and decisions.")
        )
        self.single.setToolTip(_("Add, split or merge single tasks during the year."))
        self.renames.setToolTip(_("Missing tasks, with new ones that may be the same."))
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.reorganise, self.single, self.renames, self.next):
            foot.addWidget(button)
        column = QVBoxLayout(answers)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(subheading(_("2  Read returned surveys"), answers))
        column.addWidget(self.drop)
        column.addWidget(self.table, 1)
        column.addWidget(self.status)
        column.addLayout(foot)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 16)
        line.setSpacing(16)
        line.addWidget(self.forms)
        line.addWidget(answers, 1)

    def _connect(self) -> None:
        self.forms.list_requested.connect(self._ask_departments)
        self.forms.forms_requested.connect(self.write_forms)
        self.drop.files_dropped.connect(self.read)
        self.drop.files.clicked.connect(lambda: self.read(self._files.surveys()))
        self.drop.folder.clicked.connect(self._read_folder)
        self.next.clicked.connect(lambda: self.page_requested.emit("findings"))
        self.reorganise.clicked.connect(lambda _checked: self.change_departments())
        self.single.clicked.connect(lambda _checked: self.change_tasks())
        self.renames.clicked.connect(lambda _checked: self.show_renames())

    # Departments and forms

    @property
    def _departments(self) -> list[Department]:
        """The project's list of departments."""
        project = self._session.project
        return [] if project is None else project.departments.listed()

    def _ask_departments(self) -> None:
        path = self._files.existing(_("List of departments"), "*.csv *.xlsx *.xlsm *.xls *.ods")
        if path is not None:
            self.read_departments(path)

    def read_departments(self, path: Path) -> bool:
        """Import the list of the city's departments; return whether it succeeded."""
        from rpa_scout.reading.layout.departments import read_departments

        try:
            listed = read_departments(path)
        except FileError as error:
            self._session.problem.emit(error)
            return False
        if listed == self._departments:
            return True
        change = self._session.change
        return change(lambda project: project.departments.replace(listed)) is not None

    def change_departments(self) -> None:
        """Show the dialog for renamed, merged or split departments."""
        names = self.model.array("department").tolist()
        DepartmentsDialog(self._session, names, self).open()

    def change_tasks(self) -> None:
        """Show the dialog to add, split or merge tasks."""
        TasksDialog(self._session, self.model.array("department").tolist(), self).open()

    def show_renames(self) -> None:
        """Show which new tasks may be missing tasks under a new name."""
        project = self._session.project
        proposals = [] if project is None else project.surveys.rename_proposals()
        if proposals:
            renames_dialog(self._session, proposals, self).open()
        else:
            self.status.setText(_("No renamed task is proposed."))

    def write_forms(self, names: list[str], folder: Path | None = None) -> None:
        """Write blank forms for departments; ask for the folder if none is named."""
        from rpa_scout.pipeline import write_forms

        target_folder = folder or self._files.folder(_("Folder for the forms"))
        if target_folder is None or not names:
            return
        policy = self._session.policy
        WritingJobs(self._jobs, self._files).run(
            "forms",
            lambda progress: write_forms(names, target_folder, policy, progress),
            lambda written: self._forms_written(names, len(written), target_folder),
            title=_("Writing the forms"),
        )

    def _forms_written(self, names: list[str], count: int, folder: Path) -> None:
        """Record that the forms were handed out, where the project may be changed."""
        if self._session.can_change:
            self._session.change(lambda project: project.inquiry.send_forms(names))
        self.status.setText(
            _("{count:,} forms are in {folder}.").format(count=count, folder=folder)
        )

    # Answers

    def _read_folder(self) -> None:
        folder = self._files.folder(_("Folder with surveys"))
        if folder is not None:
            self.read([folder])

    def read(self, paths: Sequence[Path]) -> None:
        """Read surveys in the background, then import them into the project."""
        from rpa_scout.pipeline import read_surveys

        if not paths or not self._session.can_change:
            return
        policy, departments = self._session.policy, self._departments
        self.status.setText(_("Reading …"))
        self._jobs.run(
            "read",
            lambda progress: read_surveys(paths, progress, policy, departments=departments),
            self._import_inventory,
            self._failed,
            _("Reading the surveys"),
        )

    def _import_inventory(self, inventory: Inventory) -> None:
        if not len(inventory.sources):
            self._show_unread(inventory)
            return
        project = self._session.project
        if project is None or not self._session.records:
            self._session.import_later(inventory, self._show_imported)
            return
        self._jobs.run(
            "preview",
            lambda _progress: project.surveys.preview(inventory),
            lambda imported: self._ask_import(inventory, imported),
            self._failed,
            _("Comparing with the answers before"),
        )

    def _ask_import(self, inventory: Inventory, imported: ImportedTasks) -> None:
        """Show what surveys would change, and take them over if the user agrees."""
        if not (imported.changed or imported.gone or imported.added):
            self._session.import_later(inventory, self._show_imported)
            return
        preview = ImportPreview(imported, self)
        preview.accepted.connect(lambda: self._session.import_later(inventory, self._show_imported))
        preview.rejected.connect(lambda: self.status.setText(_("The surveys were not taken over.")))
        preview.open()

    def _show_unread(self, inventory: Inventory) -> None:
        """Show for each file why it holds no task."""
        sentences = [
            f"{finding.file}: {finding.message(inventory.fields)}"
            for finding in inventory.findings.of("error")
        ]
        self.status.setText("\n".join([_("There was no task to read."), *sentences[:3]]))

    def _failed(self, error: Exception) -> None:
        self.status.clear()
        self._session.problem.emit(error)

    def _show_imported(self, imported: ImportedTasks) -> None:
        self.status.setText(
            _(
                "Taken over: {added:,} new, {changed:,} changed, {unchanged:,} unchanged, "
                "{gone:,} withdrawn, {left_out:,} rows left out."
            ).format(
                added=len(imported.added),
                changed=len(imported.changed),
                unchanged=len(imported.unchanged),
                gone=len(imported.gone),
                left_out=imported.left_out,
            )
        )
        if imported.proposals:
            renames_dialog(self._session, imported.proposals, self).open()

    # The board

    def _open(self) -> None:
        can_change = self._session.can_change
        for widget in (self.drop, self.reorganise, self.renames, self.single, self.forms.read_list):
            widget.setEnabled(can_change)
        self.forms.clear_typed()
        self.refresh()

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if "project" in parts:
            self._open()
        else:
            super()._session_changed(parts)

    def printed(self) -> tuple[str | DataTable, ...]:
        """Return the table."""
        return (self.table,)

    def refresh(self) -> None:
        """Read the departments' status from the project in the background."""
        project = self._session.project
        if project is None:
            self._show(_arrays(None))
            return

        def board() -> dict[str, Any]:
            coverage, standings = project.inventory().coverage, project.inquiry.standings()
            return _arrays(_with_standings(coverage, standings))

        self._jobs.run("board", lambda _progress: board(), self._show)

    def _show(self, arrays: dict[str, Any]) -> None:
        self.model.set_arrays(arrays)
        self.next.setEnabled(bool(len(arrays["department"])))
        self.forms.show_names(arrays["department"].tolist())
        if not self.status.text():
            self.status.setText(
                _("Files may be read again at any time; answers are kept by department and task.")
            )


def _with_standings(coverage: pd.DataFrame, standings: Sequence[InquiryStanding]) -> pd.DataFrame:
    """Return a row per department: what was read of it, and where it stands in the inquiry."""
    board = department_board(coverage, [standing.department for standing in standings])
    by_name = {fold(standing.department): standing for standing in standings}
    rows = [by_name[fold(name)] for name in board["department"]]
    return board.assign(
        state=[standing.state for standing in rows],
        deadline=[standing.questions_deadline or standing.deadline or "" for standing in rows],
        reminder=[standing.reminder for standing in rows],
        contact=[standing.contact for standing in rows],
    )


def _arrays(board: pd.DataFrame | None) -> dict[str, Any]:
    if board is None:
        return {
            column.id: np.empty(0, dtype=np.float64 if column.is_number else object)
            for column in _COLUMNS
        }
    return {
        column.id: board[column.id].to_numpy(dtype=np.float64 if column.is_number else object)
        for column in _COLUMNS
    }
