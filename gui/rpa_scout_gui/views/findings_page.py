"""点検: findings in the surveys by department and rule; correct, accept, ask the department."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from rpa_scout.forms.inquiry import today
from rpa_scout.text import N_, _
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.dialogs.inquiry import InquiryDialog
from rpa_scout_gui.models.filters import OneOf
from rpa_scout_gui.models.findings_rows import (
    FINDING_COLUMNS,
    FindingRows,
    code_label,
    finding_rows,
)
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.theme import scaled
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.next_step import NextStep
from rpa_scout_gui.widgets.panels.finding_detail import FindingDetail
from rpa_scout_gui.widgets.plain_text import plain_text
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_bar import FilterBar

Group = tuple[str | None, str | None]
"""Department and code of a branch of the tree; None: all."""

_TREE_WIDTH: Final = 210
_SIZES: Final = (250, 290)
_GROUP = int(Qt.ItemDataRole.UserRole)


class FindingsPage(Page):
    """The page of findings."""

    page_id = "findings"
    shows = frozenset({"project", "answers", "inquiry"})
    filters: FilterBar

    def _build(self) -> None:
        self._files = FileQuestions(self, Settings())
        self._rows: FindingRows | None = None
        self._group_before: Group | None = None  # Until rows come; the window was built again
        self.model = ColumnTableModel(FINDING_COLUMNS, "key", self)
        self.model.set_arrays(_no_rows())
        self.table = DataTable(self.model, _("Findings"), self)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.filters = FilterBar(
            self.model,
            self.table,
            ("severity",),
            self,
            hint=N_("Search department, task, finding …"),
            counts=(N_("{count:,} findings"), N_("{shown:,} of {count:,} findings")),
        )
        self.tree = QTreeWidget(self)
        self.with_notes = QCheckBox(_("With &notes"), self)
        self.inquiry = QPushButton(_("&Inquiry to the departments…"), self)
        self.progress = subheading("", self)
        self.finished = NextStep(self)
        self.detail = FindingDetail(self._session, self._jobs, self)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setAccessibleName(_("Findings by department and kind"))
        self.tree.setFixedWidth(scaled(_TREE_WIDTH))
        self.with_notes.setToolTip(
            _("Also show values that were interpreted differently from the text.")
        )
        self.inquiry.setToolTip(
            _("See what each department will be asked and was asked; write questions, reminders.")
        )
        for button in (self.with_notes, self.inquiry):
            button.setAccessibleName(button.text().replace("&", ""))
        head = QHBoxLayout()
        head.addWidget(self.progress)
        head.addWidget(self.filters, 1)
        head.addWidget(self.with_notes)
        head.addWidget(self.inquiry)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setChildrenCollapsible(False)
        split.setSizes(list(_SIZES))
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.tree)
        body.addWidget(split, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.finished)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(self._group)
        self.with_notes.toggled.connect(lambda _on: self.refresh())
        self.inquiry.clicked.connect(lambda _checked: self.show_inquiry())
        self.finished.page_requested.connect(self.page_requested)
        self.table.keys_selected.connect(self._choose)
        self.model.modelReset.connect(self._release_group)
        self.detail.task_chosen.connect(self.task_chosen)

    def printed(self) -> tuple[str | DataTable, ...]:
        """Return the table."""
        return (self.table,)

    @Slot()
    def refresh(self) -> None:
        """Read the findings again in the background."""
        project = self._session.project
        if project is None:
            self._show(None)
            return
        with_notes = self.with_notes.isChecked()

        def read() -> FindingRows:
            inventory = project.groups.compared_inventory() if with_notes else project.inventory()
            wanted = [
                finding
                for finding in inventory.findings
                if with_notes or finding.severity != "info"
            ]
            return finding_rows(inventory, wanted, project.inquiry.questions(), today().isoformat())

        self._jobs.run("findings", lambda _progress: read(), self._show)

    def _show(self, rows: FindingRows | None) -> None:
        chosen = self._group_before or self._chosen_group()
        if rows is not None:
            self._group_before = None
        self._rows = rows
        self.model.set_arrays(_no_rows() if rows is None else rows.arrays)
        self.filters.offer_values()
        self._fill_tree(chosen)
        self._show_progress(rows)
        if rows is not None and rows.findings and not self.table.selected_keys():
            self.table.selectRow(0)

    def _show_progress(self, rows: FindingRows | None) -> None:
        """Say how many findings are left; with none left, what comes next."""
        remaining = 0 if rows is None else rows.open_count
        has_tasks = bool(self._session.records)
        self.progress.setText(_("{count:,} left").format(count=remaining))
        self.progress.setVisible(has_tasks)
        self.finished.setVisible(has_tasks and remaining == 0)
        done = _("No finding is left. Next: see which tasks are worth automating.")
        self.finished.propose(done, _("Go to the ranking"), "ranking")

    # By department and kind

    def _fill_tree(self, chosen: Group) -> None:
        # Clearing the tree changes its current item, which would filter the table each time.
        with QSignalBlocker(self.tree):
            current = self._build_branches(chosen)
            self.tree.setCurrentItem(current)
        if self._chosen_group() != chosen:
            self._group(current)

    def _build_branches(self, chosen: Group) -> QTreeWidgetItem:
        """Build the tree; return the item of the chosen group, or the item of all findings."""
        self.tree.clear()
        counts: Counter[tuple[str, str]] = Counter()
        if self._rows is not None:
            arrays = self._rows.arrays
            counts.update(zip(arrays["department"].tolist(), arrays["code"].tolist(), strict=True))
        current = self._branch(None, _("All departments"), sum(counts.values()), (None, None))
        departments: dict[str, QTreeWidgetItem] = {}
        for (department, code), count in sorted(counts.items()):
            if department not in departments:
                total = sum(
                    number for (name, _code), number in counts.items() if name == department
                )
                group = (department, None)
                label = department or _("(no department)")
                departments[department] = self._branch(None, label, total, group)
                current = departments[department] if chosen == group else current
            branch = departments[department]
            leaf = self._branch(branch, code_label(code), count, (department, code))
            current = leaf if chosen == (department, code) else current
        return current

    def _branch(
        self,
        parent: QTreeWidgetItem | None,
        label: str,
        count: int,
        group: Group,
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([label, f"{count:,}"])
        item.setToolTip(0, plain_text(label))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, _GROUP, group)
        if parent is None:
            self.tree.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def _chosen_group(self) -> Group:
        item = self.tree.currentItem()
        group = (None, None) if item is None else item.data(0, _GROUP)
        return (group[0], group[1])

    def _own_state(self) -> tuple[Any, ...]:
        return self._group_before or self._chosen_group()

    def _restore_own(self, state_of_page: tuple[Any, ...]) -> None:
        department, code = state_of_page
        self._group_before = (department, code)

    def _release_group(self) -> None:
        """Choose all findings in the tree where the conditions of its group were removed."""
        everything = self.tree.topLevelItem(0)
        is_grouped = {"department", "code"} & self.model.filters.keys()
        if everything is not None and any(self._chosen_group()) and not is_grouped:
            with QSignalBlocker(self.tree):
                self.tree.setCurrentItem(everything)

    def _group(self, _item: QTreeWidgetItem | None, _before: object = None) -> None:
        department, code = self._chosen_group()
        for name, value in (("department", department), ("code", code)):
            self.model.set_filter(name, None if value is None else OneOf(frozenset({value})))

    # One finding, and the inquiry

    @Slot(list)
    def _choose(self, keys: list[Any]) -> None:
        if self._rows is None or not keys:
            self.detail.show_finding(None, None)
            return
        self.detail.show_finding(self._rows.findings[int(keys[0])], self._rows.inventory)

    def show_inquiry(self) -> InquiryDialog:
        """Show what the departments will be asked and were asked."""
        dialog = InquiryDialog(self._session, self._jobs, self._files, self)
        dialog.written.connect(self.written)
        dialog.open()
        return dialog


def _no_rows() -> dict[str, Any]:
    names = [column.id for column in FINDING_COLUMNS]
    return {name: np.empty(0, dtype=object) for name in names} | {"key": np.arange(0)}
