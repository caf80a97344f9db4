"""履歴: who changed what and when, with links to the tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout

from rpa_scout.progress import Progress
from rpa_scout.project.ledger.entry_texts import TASKS_NAMED, kind_label, value_texts
from rpa_scout.text import N_, _
from rpa_scout_gui.dialogs.versions import VersionsDialog, assessment_versions, policy_versions
from rpa_scout_gui.models.columns import Column, number_array, plain, text_array, whole
from rpa_scout_gui.models.history_text import entry_text, moment_text
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_bar import FilterBar
from rpa_scout_gui.widgets.tables.text_table import TextTable

if TYPE_CHECKING:
    from rpa_scout.project.ledger.entry_tasks import TaskChange
    from rpa_scout.project.ledger.history import HistoryEntry

Shown: TypeAlias = "tuple[dict[str, Any], Sequence[HistoryEntry]]"

_COLUMNS: Final = (
    Column("number", N_("No."), "number", 64, whole),
    Column("at", N_("When"), "text", 140, moment_text),
    Column("author", N_("Who"), "choice", 120, plain),
    Column("kind", N_("What"), "choice", 140, kind_label),
    Column("done", N_("Details of the change"), "text", 560, plain),
)

_VALUE_COLUMNS: Final = (
    (N_("Department"), 110),
    (N_("Task"), 240),
    (N_("Item"), 200),
    (N_("Old value"), 200),
    (N_("New value"), 200),
)
_HEIGHTS: Final = (360, 180)  # Of the entries, and of what one of them changed


class HistoryPage(Page):
    """The page of the history, newest entry first."""

    page_id = "history"
    shows = frozenset({"project", "history"})
    filters: FilterBar

    def _build(self) -> None:
        self.model = ColumnTableModel(_COLUMNS, "number", self)
        self.model.set_arrays(_arrays(()))
        self.table = DataTable(self.model, _("History"), self)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.filters = FilterBar(
            self.model,
            self.table,
            ("author", "kind"),
            self,
            hint=N_("Search person, change, reason …"),
            counts=(N_("{count:,} entries"), N_("{shown:,} of {count:,} entries")),
        )
        self.values = TextTable(_VALUE_COLUMNS, _("What the entry changed"), self)
        self.tasks_label = PlainLabel(self)
        self.jump = QPushButton(_("Show the tas&k"), self)
        self.compare = QPushButton(_("Compare &assessments…"), self)
        self.policies = QPushButton(_("Compare &policies…"), self)
        self.jump.setAccessibleName(_("Show the task"))
        self.compare.setAccessibleName(_("Compare two assessments"))
        self.policies.setAccessibleName(_("Compare two versions of the policy"))
        self._lay_out()
        self._tasks: list[str] = []
        self._entries: dict[int, HistoryEntry] = {}
        self.table.keys_selected.connect(self._choose)
        self.table.doubleClicked.connect(self._show_task)
        self.jump.clicked.connect(self._show_task)
        self.compare.clicked.connect(lambda _checked: self._open_versions(assessment_versions))
        self.policies.clicked.connect(lambda _checked: self._open_versions(policy_versions))
        self._choose([])
        self.refresh()

    def _lay_out(self) -> None:
        self.tasks_label.setProperty("role", "muted")
        self.tasks_label.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.tasks_label, 1)
        for button in (self.compare, self.policies, self.jump):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.filters)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.values)
        both.setSizes(list(_HEIGHTS))
        column.addWidget(both, 1)
        column.addLayout(foot)

    def printed(self) -> tuple[str | DataTable, ...]:
        """Return the table."""
        return (self.table,)

    @Slot()
    def refresh(self) -> None:
        """Read the history again."""
        project = self._session.project
        if project is None:
            self._show((_arrays(()), []))
            return
        policy = self._session.policy

        def read(_progress: Progress) -> Shown:
            entries = project.history.entries()[::-1]
            changed = project.history.entry_tasks(entries, TASKS_NAMED)
            texts = [entry_text(entry, changed[entry.number], policy) for entry in entries]
            return _arrays(entries, texts), entries

        self._jobs.run("history", read, self._show)

    def _show(self, shown: Shown) -> None:
        arrays, entries = shown
        self._entries = {entry.number: entry for entry in entries}
        self.model.set_arrays(arrays)
        self.filters.offer_values()

    @Slot(list)
    def _choose(self, numbers: list[Any]) -> None:
        project = self._session.project
        changed: tuple[TaskChange, ...] = ()
        if project is not None and len(numbers) == 1:
            entry = self._entries[int(numbers[0])]
            changed = project.history.entry_tasks([entry])[entry.number].tasks
        self._tasks = [task.task_id for task in changed if task.task_id in self._session.records]
        policy = self._session.policy
        self.values.show_rows(
            [
                (task.department, task.name, *value_texts(value, policy))
                for task in changed
                for value in task.values
            ]
        )
        self.jump.setEnabled(bool(self._tasks))
        self.tasks_label.setText(self._tasks_text())

    def _tasks_text(self) -> str:
        if not self._tasks:
            return _("Choose an entry to see which tasks it concerns.")
        first = self._session.records[self._tasks[0]]
        first_name = f"{first.department}「{first.name}」"
        if len(self._tasks) == 1:
            return first_name
        return _("{task} and {count:,} more").format(task=first_name, count=len(self._tasks) - 1)

    def _open_versions(self, dialog: Callable[..., VersionsDialog]) -> None:
        if self._session.project is not None:
            dialog(self._session, self._jobs, self).open()

    def _show_task(self, _index: QModelIndex | bool | None = None) -> None:
        if self._tasks:
            self.task_chosen.emit(self._tasks[0])


def _arrays(entries: Sequence[HistoryEntry], done: Sequence[str] = ()) -> dict[str, Any]:
    texts = {
        "at": [entry.at for entry in entries],
        "author": [entry.author for entry in entries],
        "kind": [entry.kind for entry in entries],
        "done": list(done),
    }
    arrays = {name: text_array(cells) for name, cells in texts.items()}
    return arrays | {"number": number_array(entry.number for entry in entries)}
