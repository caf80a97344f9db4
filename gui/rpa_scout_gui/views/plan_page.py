"""計画: which task is built in which fiscal year, how sure, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.errors import InputError
from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.planning.texts import plan_money_sentences, plan_sentences
from rpa_scout.progress import Progress
from rpa_scout.project.states import TaskState, state_label
from rpa_scout.text import _
from rpa_scout_gui.dialogs.reason import ReasonDialog
from rpa_scout_gui.models.columns import Column
from rpa_scout_gui.models.plan_rows import (
    PLAN_TASK_COLUMNS,
    PLAN_YEAR_COLUMNS,
    lock_text,
    task_arrays,
    year_arrays,
)
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.project_changes import Part
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.panels.plan_limits import PlanLimitsPanel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_bar import FilterBar

__all__ = ["PlanPage"]

_EDGE: Final = 12
_YEAR_ROWS: Final = 6
_NAME_WIDTH: Final = 200
_FREE: Final = "free"


class PlanPage(Page):
    """The page of the plan by fiscal year."""

    page_id = "plan"
    filters: FilterBar

    def _build(self) -> None:
        self.plan: FiscalPlan | None = None
        self.locks: dict[str, Lock] = {}
        self.limits = PlanLimitsPanel(self)
        self.limits.plan_asked.connect(self.make_plan)
        self.sentences = QLabel(self)
        self.sentences.setTextFormat(Qt.TextFormat.PlainText)
        self.sentences.setWordWrap(True)
        self.years = ColumnTableModel(PLAN_YEAR_COLUMNS, "fiscal_year", self)
        self.year_table = DataTable(self.years, _("Plan by fiscal year"), self)
        rows = self.year_table.verticalHeader().defaultSectionSize()
        self.year_table.setFixedHeight(rows * (_YEAR_ROWS + 1) + 4)
        self.model = ColumnTableModel(PLAN_TASK_COLUMNS, "task_id", self)
        self.table = DataTable(self.model, _("Tasks of the plan"), self)
        self.table.stretch("name", _NAME_WIDTH)
        self.filters = FilterBar(self.model, self.table, ("department", "builder", "lock"), self)
        self._build_bar()
        self._lay_out()
        self.table.doubleClicked.connect(self._show_task)
        self.table.keys_selected.connect(lambda _keys: self._enable())
        self._start_again()

    def _build_bar(self) -> None:
        self.lock = QComboBox(self)
        self.lock.setAccessibleName(_("Lock the selected tasks"))
        self.lock.setToolTip(_("Lock the selected tasks to a year or out, then plan again."))
        self.set_lock = QPushButton(_("Lock the selected tasks"), self)
        self.set_lock.clicked.connect(self._lock_selected)
        self.adopt = QPushButton(_("Take the plan over as decisions…"), self)
        self.adopt.clicked.connect(self.adopt_plan)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.lock)
        bar.addWidget(self.set_lock)
        bar.addStretch(1)
        bar.addWidget(self.adopt)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        parts: tuple[QWidget, ...] = (self.limits, self.sentences, self.year_table, self.filters)
        for part in parts:
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addLayout(bar)

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if parts & {"project", "answers"}:
            self._start_again()
        elif parts & {"assessment", "tasks"}:
            self._outdated()

    def _start_again(self) -> None:
        """Forget plan and locks, and show the limits of the policy."""
        self.locks = {}
        self.limits.show_limits(self._session.policy.plan)
        self._show(None)

    def _outdated(self) -> None:
        """Say that the plan no longer fits the decisions or answers."""
        if self.plan is not None:
            self.sentences.setText(_("Answers or decisions have changed since: plan again."))
            self.adopt.setEnabled(False)
        self._enable_planning()

    def _own_state(self) -> tuple[Any, ...]:
        return self.plan, dict(self.locks), self.limits.limits()

    def _restore_own(self, own: tuple[Any, ...]) -> None:
        plan, self.locks, limits = own
        self.limits.show_limits(limits)
        if plan is not None:
            self._show(plan, _sentences(plan))

    def printed(self) -> tuple[str | DataTable, ...]:
        """Return the plan: its sentences, years and tasks."""
        return self.sentences.text(), self.year_table, self.table

    def make_plan(self) -> None:
        """Plan in the background with the limits and locks as shown."""
        project, assessment = self._session.project, self._session.assessment
        if project is None or assessment is None:
            return
        limits, locks = self.limits.limits(), dict(self.locks)
        self.limits.plan.setEnabled(False)

        def planned(progress: Progress) -> tuple[FiscalPlan, list[str]]:
            plan = project.planning.plan(
                limits, locks=locks, assessment=assessment, progress=progress
            )
            return plan, _sentences(plan)

        self._jobs.run(
            "plan",
            planned,
            lambda result: self._show(*result),
            self._failed,
            _("Planning by fiscal year"),
        )

    def _failed(self, error: BaseException) -> None:
        self._enable_planning()
        self._session.problem.emit(error)

    def _show(self, plan: FiscalPlan | None, sentences: Sequence[str] = ()) -> None:
        self.plan = plan
        if plan is None:
            self.sentences.setText(
                _("Enter what limits the work, or nothing, and press “{plan}”.").format(
                    plan=_("Plan")
                )
            )
            self.years.set_arrays(_no_rows(PLAN_YEAR_COLUMNS, "fiscal_year"))
            self.model.set_arrays(_no_rows(PLAN_TASK_COLUMNS, "task_id"))
        else:
            self.sentences.setText("\n".join(sentences))
            self.years.set_arrays(year_arrays(plan))
            self.model.set_arrays(task_arrays(plan, self.locks))
        self.filters.offer_values()
        self._offer_locks()
        self._enable()
        self._enable_planning()

    def _offer_locks(self) -> None:
        self.lock.clear()
        years = () if self.plan is None else tuple(year.fiscal_year for year in self.plan.years)
        locks: tuple[Lock, ...] = (*years, "out")
        for lock in locks:
            self.lock.addItem(str(lock_text(lock)), lock)
        self.lock.addItem(_("not locked"), _FREE)

    def _enable(self) -> None:
        has_plan = self.plan is not None
        self.set_lock.setEnabled(has_plan and bool(self.table.selected_keys()))
        self.lock.setEnabled(has_plan)
        self.adopt.setEnabled(has_plan and self._session.can_change and bool(self._year_of()))

    def _enable_planning(self) -> None:
        self.limits.plan.setEnabled(self._session.assessment is not None)

    def _year_of(self) -> dict[str, int]:
        return {} if self.plan is None else self.plan.year_of

    def _lock_selected(self) -> None:
        """Lock the selected tasks as chosen, and plan again."""
        lock = self.lock.currentData()
        for task in map(str, self.table.selected_keys()):
            if lock == _FREE:
                self.locks.pop(task, None)
            else:
                self.locks[task] = lock
        self.make_plan()

    def adopt_plan(self) -> None:
        """Ask for a reason, and take the plan over as decisions."""
        plan = self.plan
        if plan is None:
            return
        question = _("{count:,} tasks become “{state}” with their years. Reason:").format(
            count=len(self._year_of()), state=state_label(TaskState.ADOPTED)
        )
        reason = ReasonDialog.ask(self, _("Take the plan over"), question)
        if reason is not None:
            self._session.change(
                lambda project: project.planning.adopt(
                    plan, reason, assessment=plan.request.assessment
                )
            )

    def _show_task(self) -> None:
        key = self.table.current_key()
        if key is not None:
            self.task_chosen.emit(str(key))


def _sentences(plan: FiscalPlan) -> list[str]:
    return [*plan_sentences(plan), *_in_yen(plan)]


def _in_yen(plan: FiscalPlan) -> list[str]:
    """Return the plan in yen; where the price of vendors is missing, ask for it."""
    try:
        return plan_money_sentences(plan)
    except InputError:
        return [_("To see the plan in yen, enter the vendors' price of an hour.")]


def _no_rows(columns: tuple[Column, ...], key: str) -> dict[str, Any]:
    arrays = {
        column.id: np.empty(0, np.float64 if column.is_number else object) for column in columns
    }
    return {key: np.empty(0, dtype=object), **arrays}
