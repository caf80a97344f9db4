"""調査票: send out blank forms, read what came back, see who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from rpa_scout.coverage import department_board
from rpa_scout.errors import FileError
from rpa_scout.text import N_, _
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.dialogs.renames import RenamesDialog
from rpa_scout_gui.models.columns import Column, plain, whole
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.data_table import DataTable
from rpa_scout_gui.widgets.drop_area import DropArea
from rpa_scout_gui.widgets.forms_card import FormsCard
from rpa_scout_gui.widgets.headings import subheading

if TYPE_CHECKING:
    import pandas as pd

    from rpa_scout.inventory import Inventory
    from rpa_scout.project.importing import ImportedTasks
    from rpa_scout.reading.departments import Department

__all__ = ["SurveysPage"]

_STANDINGS: Final = {
    "answered": N_("✓ answered"),
    "questions": N_("? with questions"),
    "missing": N_("－ missing"),
    "none": N_("✓ no such task"),
}
_FORMS_WIDTH: Final = 300


def _standing(code: str) -> str:
    return _(_STANDINGS[code])


_COLUMNS: Final = (
    Column("department", N_("Department"), "text", 160, plain),
    Column("standing", N_("Standing"), "choice", 120, _standing),
    Column("rows_used", N_("Tasks used"), "number", 90, whole),
    Column(
        "rows_with_warnings",
        N_("To look at"),
        "number",
        90,
        whole,
        tooltip=N_("Tasks that are used, with a warning."),
    ),
    Column(
        "rows_left_out",
        N_("Left out"),
        "number",
        90,
        whole,
        tooltip=N_("Rows with errors; they are not in the ranking."),
    ),
    Column("files", N_("File"), "text", 180, plain),
)


class SurveysPage(Page):
    """Forms out, answers in."""

    page_id = "surveys"

    def _build(self) -> None:
        self._settings = Settings()
        self._files = FileQuestions(self, self._settings)
        self._departments: list[Department] = []
        self.forms = FormsCard(self)
        self.drop = DropArea(self)
        self.model = ColumnTableModel(_COLUMNS, "department", self)
        self.model.set_arrays(_arrays(None))
        self.table = DataTable(self.model, _("Departments"), self)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.told = QLabel(self)
        self.next = QPushButton(_("Look at the &checks"), self)
        self._lay_out()
        self._connect()
        self._read_departments_again()
        self._open()

    def _lay_out(self) -> None:
        self.forms.setFixedWidth(_FORMS_WIDTH)
        answers = QFrame(self)
        answers.setProperty("role", "card")
        self.told.setWordWrap(True)
        self.told.setProperty("role", "muted")
        self.next.setAccessibleName(_("Look at the checks"))
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.next)
        column = QVBoxLayout(answers)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(subheading(_("2  Read what came back"), answers))
        column.addWidget(self.drop)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 16)
        line.setSpacing(16)
        line.addWidget(self.forms)
        line.addWidget(answers, 1)

    def _connect(self) -> None:
        self.forms.list_asked.connect(self._ask_departments)
        self.forms.forms_asked.connect(self.write_forms)
        self.drop.dropped.connect(self.read)
        self.drop.files.clicked.connect(lambda: self.read(self._files.surveys()))
        self.drop.folder.clicked.connect(self._read_folder)
        self.next.clicked.connect(lambda: self.page_asked.emit("findings"))
        self._session.inventory_changed.connect(self.refresh)
        self._session.project_changed.connect(self._open)

    # Departments and forms

    def _ask_departments(self) -> None:
        path = self._files.existing(_("List of departments"), "*.csv *.xlsx *.xlsm *.xls *.ods")
        if path is not None and self.read_departments(path):
            self._settings.remember_departments(self._project_name(), path)

    def read_departments(self, path: Path) -> bool:
        """Read the list of the city's departments; return whether that went well."""
        from rpa_scout.reading.departments import read_departments

        try:
            self._departments = read_departments(path)
        except FileError as error:
            self._session.problem.emit(error)
            return False
        self.forms.offer(one.name for one in self._departments)
        self.refresh()
        return True

    def _read_departments_again(self) -> None:
        path = self._settings.departments_list(self._project_name())
        if path is not None:
            self.read_departments(path)

    def _project_name(self) -> str:
        project = self._session.project
        return "" if project is None else str(project.location)

    def write_forms(self, names: list[str], folder: Path | None = None) -> None:
        """Write blank forms for departments; where no folder is named, it is asked for."""
        from rpa_scout.pipeline import write_forms

        place = folder or self._files.folder(_("Folder for the forms"))
        if place is None or not names:
            return
        policy = self._session.policy
        self._jobs.run(
            "forms",
            lambda progress: write_forms(names, place, policy, progress),
            lambda written: self.told.setText(
                _("{count:,} forms are in {folder}.").format(count=len(written), folder=place)
            ),
            title=_("Writing the forms"),
        )

    # Answers

    def _read_folder(self) -> None:
        folder = self._files.folder(_("Folder with surveys"))
        if folder is not None:
            self.read([folder])

    def read(self, paths: Sequence[Path]) -> None:
        """Read surveys beside the window, then take them into the project."""
        from rpa_scout.pipeline import read_surveys

        if not paths or not self._session.can_change:
            return
        policy, departments = self._session.policy, self._departments
        self.told.setText(_("Reading …"))
        self._jobs.run(
            "read",
            lambda progress: read_surveys(paths, progress, policy, departments=departments),
            self._take,
            self._failed,
            _("Reading the surveys"),
        )

    def _take(self, inventory: Inventory) -> None:
        if not len(inventory.sources):
            self._tell_unread(inventory)
            return
        self._session.import_later(inventory, self._taken)

    def _tell_unread(self, inventory: Inventory) -> None:
        """Nothing of what was named holds a task: say of each file why."""
        told = [
            f"{one.file}: {one.message(inventory.fields)}" for one in inventory.findings.of("error")
        ]
        self.told.setText("\n".join([_("There was no task to read."), *told[:3]]))

    def _failed(self, error: Exception) -> None:
        self.told.clear()
        self._session.problem.emit(error)

    def _taken(self, imported: ImportedTasks) -> None:
        self.told.setText(
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
            RenamesDialog(self._session, imported.proposals, self).open()

    # The board

    def _open(self) -> None:
        can_change = self._session.can_change
        self.drop.setEnabled(can_change)
        self.refresh()

    def refresh(self) -> None:
        """Read the board from the project, beside the window."""
        project = self._session.project
        if project is None:
            self._show(_arrays(None))
            return
        listed = [one.name for one in self._departments]
        self._jobs.run(
            "board",
            lambda _progress: _arrays(department_board(project.inventory().coverage, listed)),
            self._show,
        )

    def _show(self, arrays: dict[str, Any]) -> None:
        self.model.set_arrays(arrays)
        self.next.setEnabled(bool(len(arrays["department"])))
        self.forms.offer(arrays["department"].tolist())
        if not self.told.text():
            self.told.setText(
                _("Files may be read again at any time; answers are kept by department and task.")
            )


def _arrays(board: pd.DataFrame | None) -> dict[str, Any]:
    if board is None:
        return {
            one.id: np.empty(0, dtype=np.float64 if one.is_number else object) for one in _COLUMNS
        }
    return {
        one.id: board[one.id].to_numpy(dtype=np.float64 if one.is_number else object)
        for one in _COLUMNS
    }
