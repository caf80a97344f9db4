"""The dialog that compares two saved assessments, or two versions of the policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout

from rpa_scout.comparison.policies import compare_policies
from rpa_scout.comparison.sentences import change_sentences
from rpa_scout.project.ledger.entry_texts import local_time
from rpa_scout.text import N_, _
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.text_table import TextTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rpa_scout.progress import Progress
    from rpa_scout.project.project import Project
    from rpa_scout_gui.jobs import JobRunner
    from rpa_scout_gui.session import Session

Rows: TypeAlias = "list[tuple[str, ...]]"
Versions: TypeAlias = "list[tuple[int, str]]"
_WAITING = N_("Comparing …")


class VersionsDialog(QDialog):
    """Two boxes of versions, the older one first, and a list of what differs."""

    def __init__(
        self,
        title: str,
        columns: Sequence[tuple[str, int]],
        versions: Versions,
        compare: Callable[[int, int], Rows],
        jobs: JobRunner,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._compare, self._jobs = compare, jobs
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(900, 520)
        self.old, self.new = (
            self._box(versions, name) for name in (_("Old version"), _("New version"))
        )
        self.old.setCurrentIndex(max(len(versions) - 2, 0))
        self.new.setCurrentIndex(len(versions) - 1)
        self.status = PlainLabel(self)
        self.table = TextTable(columns, title, self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(self.old, 1)
        head.addWidget(PlainLabel("→", self))
        head.addWidget(self.new, 1)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.status)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        for box in (self.old, self.new):
            box.currentIndexChanged.connect(lambda _index: self.compare())
        self.finished.connect(lambda _result: self._jobs.cancel("versions"))
        self.compare()

    def _box(self, versions: Versions, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for number, label in versions:
            box.addItem(label, number)
        return box

    def compare(self) -> None:
        """Compare the chosen versions in the background."""
        numbers = self.old.currentData(), self.new.currentData()
        if None in numbers:
            self.status.setText(_("There are no two versions to compare yet."))
            return
        self.status.setText(_(_WAITING))

        def work(_progress: Progress) -> Rows:
            return self._compare(*numbers)

        self._jobs.run("versions", work, self._show, title=_(_WAITING))

    def _show(self, rows: Rows) -> None:
        self.table.show_rows(rows)
        none = _("There is no difference.")
        self.status.setText(_("{count:,} differences").format(count=len(rows)) if rows else none)


def assessment_versions(session: Session, jobs: JobRunner, parent: QWidget) -> VersionsDialog:
    """Return the dialog that compares two saved assessments, with the causes of the changes."""
    project = _project_of(session)
    versions = [
        (
            kept.number,
            _("No. {number}: {time}").format(number=kept.number, time=local_time(kept.at)),
        )
        for kept in project.assessments.all()
    ]

    def compare(old: int, new: int) -> Rows:
        comparison = project.assessments.compare(old, new)
        fields = comparison.new.inventory.fields
        policies = comparison.old.policy, comparison.new.policy
        rows: Rows = []
        for task in comparison.changed:
            change = comparison.of(task)
            text = "　".join(change_sentences(change, *policies, fields))
            rows.append((change.department, change.name, text))
        return rows

    columns = ((N_("Department"), 110), (N_("Task"), 220), (N_("What changed, and why"), 500))
    title = _("Compare two assessments")
    return VersionsDialog(title, columns, versions, compare, jobs, parent)


def policy_versions(session: Session, jobs: JobRunner, parent: QWidget) -> VersionsDialog:
    """Return the dialog that compares two versions of the policy."""
    project = _project_of(session)
    versions = [
        (
            kept.number,
            _("No. {number}: {time}, version {version}").format(
                number=kept.number, time=local_time(kept.at), version=kept.version
            ),
        )
        for kept in project.policies.all()
    ]

    def compare(old: int, new: int) -> Rows:
        changes = compare_policies(project.policies.get(old), project.policies.get(new))
        return [(change.key, change.old, change.new) for change in changes]

    columns = ((N_("Key of the policy"), 420), (N_("Old value"), 200), (N_("New value"), 200))
    title = _("Compare two versions of the policy")
    return VersionsDialog(title, columns, versions, compare, jobs, parent)


def _project_of(session: Session) -> Project:
    assert session.project is not None
    return session.project
