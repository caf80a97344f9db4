"""実績: the register of running automations, and measured against estimated hours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton

from rpa_scout.findings import Findings
from rpa_scout.fiscal_target.target import FiscalTarget
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.files.sources import SURVEY_SUFFIXES
from rpa_scout.register.fields import load_register_fields
from rpa_scout.text import N_, _
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.dialogs.proposed_pairs import double_counts_dialog
from rpa_scout_gui.models.register_rows import REGISTER_COLUMNS, register_arrays
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.charts.measured_chart import MeasuredChart
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.panels.automation_line import AutomationLine
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_bar import FilterBar
from rpa_scout_gui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from rpa_scout.project.surveys.double_counts import PossibleDoubleCount
    from rpa_scout.register.records import Register

_MOST_SHOWN: Final = 6
_SIZES: Final = (680, 440)
_NAME_WIDTH: Final = 160
_FROZEN: Final = 2
"""Department and task stay while the other columns are scrolled."""
_FORMS: Final = " ".join(f"*{suffix}" for suffix in SURVEY_SUFFIXES)


class ActualsPage(Page):
    """The page of running automations and their actuals."""

    page_id = "actuals"
    filters: FilterBar
    shows = frozenset({"project", "answers", "pairs", "assessment"})

    def _build(self) -> None:
        self._files = FileQuestions(self, Settings())
        self._register: Register | None = None
        self._pairs: list[PossibleDoubleCount] = []
        self.model = ColumnTableModel(REGISTER_COLUMNS, "automation_id", self)
        self.table = DataTable(self.model, _("Register of automations"), self)
        self.table.stretch("name", _NAME_WIDTH, edge="means")
        self.table.freeze(_FROZEN)
        counts = (
            N_("{count:,} automations"),
            N_("{shown:,} of {count:,} automations"),
        )
        self.filters = FilterBar(
            self.model,
            self.table,
            ("department", "standing"),
            self,
            hint=N_("Search department, task …"),
            counts=counts,
        )
        self.chart = MeasuredChart(self)
        self.assigning = AutomationLine(self._session, self)
        self.status = PlainLabel(self)
        self.status.setWordWrap(True)
        self.form_findings = PlainLabel(self)
        self.form_findings.setWordWrap(True)
        self.form_findings.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form_findings.hide()
        self.write = QPushButton(_("&Write the form…"), self)
        self.read = QPushButton(_("&Import the form…"), self)
        self.double_counts = QPushButton(self)
        self.double_counts.setToolTip(
            _("Running automations without a task, and tasks that may be the same work.")
        )
        self.double_counts.hide()
        self.write.setToolTip(_("Write the form in which departments report measured results."))
        self.read.setToolTip(_("Import the forms that departments returned."))
        self.complete = QCheckBox(_("All automations are in the regi&ster"), self)
        self.complete.setToolTip(
            _("Until this is declared, the plan's figures count: the register does not lower them.")
        )
        self._lay_out()
        self.complete.clicked.connect(self.declare_complete)
        self.write.clicked.connect(self.ask_and_write)
        self.read.clicked.connect(self.ask_and_import)
        self.double_counts.clicked.connect(lambda _checked: self.show_double_counts())
        self.table.keys_selected.connect(self._choose)
        self.refresh()

    def _lay_out(self) -> None:
        columns = TwoColumns(self, _SIZES)
        buttons = QHBoxLayout()
        buttons.addWidget(self.read)
        buttons.addWidget(self.write)
        buttons.addWidget(self.complete)
        buttons.addWidget(self.double_counts)
        buttons.addStretch(1)
        columns.left.addLayout(buttons)
        columns.left.addWidget(self.filters)
        columns.left.addWidget(self.table, 1)
        columns.left.addWidget(self.form_findings)
        columns.left.addWidget(self.assigning)
        columns.right.addWidget(subheading(_("Measured against estimated"), self))
        columns.right.addWidget(self.status)
        columns.right.addWidget(self.chart, 1)
        columns.right.addStretch(0)
        columns.right.setAlignment(Qt.AlignmentFlag.AlignTop)

    def refresh(self) -> None:
        """Read the register again and compare it with the estimates."""
        project = self._session.project
        self.read.setEnabled(self._session.can_change)
        self.write.setEnabled(project is not None)
        if project is None:
            return
        self._jobs.run(
            "actuals",
            lambda _progress: (
                project.register.current(),
                self._session.target(),
                project.register.possible_double_counts(),
            ),
            lambda state: self._show(*state),
        )

    def _show(
        self,
        register: Register,
        target: FiscalTarget | None,
        pairs: list[PossibleDoubleCount],
    ) -> None:
        self._pairs = pairs
        label = _("Possible double counts ({count:,})…").format(count=len(pairs))
        self.double_counts.setText(label)
        self.double_counts.setAccessibleName(label)
        self.double_counts.setVisible(bool(pairs))
        self.double_counts.setEnabled(self._session.can_change)
        if target is None:
            return
        self._register = register
        self.complete.setChecked(register.is_complete)
        self.complete.setEnabled(self._session.can_change and bool(register.automations))
        names = {record.task_id: record.name for record in self._session.records.values()}
        self.model.set_arrays(register_arrays(register, target.measured, names, self._fields()))
        self.filters.offer_values()
        self.chart.show_measured(target.measured)
        self.chart.setVisible(bool(target.measured.tasks))
        self.status.setText(_measured_sentence(register, target))

    def show_double_counts(self) -> None:
        """Show the possible double counts, so that the user decides on them."""
        double_counts_dialog(self._session, self._pairs, self).open()

    def _choose(self, automations: list[str]) -> None:
        by_id = {} if self._register is None else self._register.by_id
        self.assigning.show_automation(by_id.get(next(iter(automations), "")))

    def ask_and_write(self) -> None:
        """Ask for a path and write the form for the year after the newest actuals."""
        register = self._register
        year = self._session.policy.targets.newest_baseline_year
        if register is not None and register.fiscal_years:
            year = register.fiscal_years[-1] + 1
        name = _("actuals of {year}").format(year=fiscal_year_label(year)) + ".xlsx"
        path = self._files.save(_("Write the form…"), name, ".xlsx")
        if path is not None:
            self.write_form(path, year)

    def write_form(self, path: Path, year: int) -> None:
        """Write the form of a fiscal year."""
        from rpa_scout.register.form import write_register_form

        register, policy = self._register, self._session.policy
        self._jobs.run(
            "write form",
            lambda _progress: write_register_form(
                path, year, register, policy=policy, replace=True
            ),
            lambda written: self.status.setText(_("Written: {path}").format(path=written)),
            self._session.problem.emit,
            _("Writing the forms"),
        )

    def declare_complete(self, is_complete: bool) -> None:
        """Record whether the register is complete; restore the check box if that fails."""
        from rpa_scout.register.records import Register

        made = self._session.change(
            lambda project: project.register.import_(Register(), complete=is_complete)
        )
        if made is None:
            self.complete.setChecked(not is_complete)

    def ask_and_import(self) -> None:
        """Ask for a returned form and import it."""
        kinds = _("Forms ({pattern})").format(pattern=_FORMS)
        path = self._files.existing(_("Import the form…"), kinds)
        if path is not None:
            self.import_form(path)

    def import_form(self, path: Path) -> None:
        """Read a form and import it into the project."""
        from rpa_scout.register.read import read_register

        policy = self._session.policy
        self._jobs.run(
            "read register",
            lambda progress: read_register(path, progress, policy=policy),
            self._import_register,
            self._session.problem.emit,
            _("Reading files"),
        )

    def _fields(self) -> FieldSet:
        """Return the register's fields with the means of the policy in force."""
        return load_register_fields(self._session.policy)

    def _import_register(self, register: Register) -> None:
        if not register.automations:
            sentences = _sentences(register.findings, self._fields())
            self.status.setText(sentences or _("There is no automation in this file."))
            return
        match = self._session.change(lambda project: project.register.import_(register))
        sentences = (
            "" if match is None else _sentences(register.findings + match.findings, self._fields())
        )
        self.form_findings.setText(sentences)
        self.form_findings.setVisible(bool(sentences))


def _sentences(findings: Findings, fields: FieldSet) -> str:
    """Return the findings of a form, one line each, and the number of further findings."""
    shown = [finding for finding in findings if finding.severity != "info"]
    lines = [
        f"{' '.join(filter(None, (finding.file, finding.place)))}: {finding.message(fields)}"
        for finding in shown[:_MOST_SHOWN]
    ]
    if len(shown) > _MOST_SHOWN:
        lines.append(_("and {count:,} more").format(count=len(shown) - _MOST_SHOWN))
    return "\n".join(lines)


def _measured_sentence(register: Register, target: FiscalTarget) -> str:
    if not register.automations:
        return _(
            "No automation is known yet. Write the form, let the departments fill it in, "
            "and import it."
        )
    measured = target.measured
    if not measured.tasks or measured.ratio is None:
        return _("No measured automation has a surveyed task with an estimate yet.")
    within = sum(task.is_within for task in measured.tasks)
    sentence = _(
        "{count:,} tasks: measured {hours:,.0f} hours a year, {ratio:.0%} of the estimate; "
        "{within:,} within p10–p90."
    )
    return sentence.format(
        count=len(measured.tasks),
        hours=measured.measured_hours,
        ratio=measured.ratio,
        within=within,
    )
