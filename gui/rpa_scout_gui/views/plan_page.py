"""計画: which task is built in which fiscal year, how sure, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeAlias

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from rpa_scout.planning.moving import exceeded_limits, moved
from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.planning.texts import excess_sentences
from rpa_scout.planning.what_if import limit_gains
from rpa_scout.progress import Progress
from rpa_scout.project.states import TaskState, state_label
from rpa_scout.text import N_, _, listed
from rpa_scout_gui.dialogs.reason import ReasonDialog
from rpa_scout_gui.models.plan_rows import (
    PLAN_TASK_COLUMNS,
    PlanShown,
    no_rows,
    task_arrays,
    with_sentences,
)
from rpa_scout_gui.models.plan_steps import PlanState, PlanSteps, locking_text
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.project_changes import RANKED, Part
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.board.lock_bar import LockBar
from rpa_scout_gui.widgets.board.plan_board import PlanBoard
from rpa_scout_gui.widgets.board.plan_comparison import PlanComparisonView
from rpa_scout_gui.widgets.board.year_figures import YearFigures
from rpa_scout_gui.widgets.panels.plan_limits import PlanLimitsPanel
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_bar import FilterBar

_MARGINS: Final = (16, 12, 16, 12)
_NAME_WIDTH: Final = 200
_PLAN_JOB, _GAINS_JOB = "plan", "plan gains"
_HOW_TO_MOVE: Final = N_(
    "Drag a card to another year, or select it and press Alt+→ or Alt+←: it is locked there. "
    "L locks and unlocks it where it is; a right click offers the same."
)

_Planning: TypeAlias = Callable[[Progress], FiscalPlan]
_Locks: TypeAlias = dict[str, Lock]


class PlanPage(Page):
    """The page of the plan by fiscal year."""

    page_id = "plan"
    filters: FilterBar
    steps: PlanSteps

    def _build(self) -> None:
        self.plan: FiscalPlan | None = None
        self.plan_a: FiscalPlan | None = None
        self.locks: _Locks = {}
        self._asked_locks: _Locks = {}
        self.steps = PlanSteps()
        self._sentences: list[str] = []
        self._changes = self._planned_after = 0  # of decisions and answers
        self.limits = PlanLimitsPanel(self)
        self.limits.plan_asked.connect(self.make_plan)
        self.headline = PlainLabel(self)
        self.headline.setProperty("role", "subheading")
        self.headline.setWordWrap(True)
        self.excess = PlainLabel(self)
        self.excess.setProperty("role", "problem")
        self.excess.setWordWrap(True)
        self.board = PlanBoard(self)
        self.comparison = PlanComparisonView(self)
        self._build_list()
        self._build_bar()
        self._lay_out()
        self.board.lock_asked.connect(self.move_tasks)
        self.board.task_opened.connect(self.task_chosen)
        self.comparison.gains_asked.connect(self._find_gains)
        self._jobs.job_ended.connect(self._job_ended)
        self._start_again()

    def _build_list(self) -> None:
        self.figures = YearFigures(self)
        self.model = ColumnTableModel(PLAN_TASK_COLUMNS, "task_id", self)
        self.table = DataTable(self.model, _("Tasks of the plan"), self)
        self.table.stretch("name", _NAME_WIDTH)
        self.filters = FilterBar(self.model, self.table, ("department", "builder", "lock"), self)
        self.table.doubleClicked.connect(self._show_task)
        self.table.keys_selected.connect(lambda _keys: self._enable())

    def _build_bar(self) -> None:
        self.locking = LockBar(self)
        self.locking.asked.connect(self._lock_selected)
        self.keep = QPushButton(_("&Keep as plan A"), self)
        self.keep.setToolTip(_("Keep this plan to compare it with the next ones."))
        self.keep.clicked.connect(self.keep_plan)
        self.adopt = QPushButton(_("T&ake the plan over as decisions…"), self)
        self.adopt.clicked.connect(self.adopt_plan)

    def _lay_out(self) -> None:
        answer = QVBoxLayout()
        answer.setSpacing(0)
        answer.addWidget(self.headline)
        answer.addWidget(self.excess)
        top = QHBoxLayout()
        top.addLayout(answer, 1)
        top.addWidget(self.keep)
        top.addWidget(self.adopt)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(_("Plan by year"))
        self.tabs.addTab(self.board, _("Board by year"))
        self.tabs.addTab(self._list_tab(), _("List"))
        self.tabs.addTab(self.figures, _("Figures by year"))
        self.tabs.addTab(self.comparison, _("Compare A and B"))
        self.tabs.setTabToolTip(0, _(_HOW_TO_MOVE))
        column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.addWidget(self.limits)
        column.addLayout(top)
        column.addWidget(self.tabs, 1)

    def _list_tab(self) -> QWidget:
        tab = QWidget(self)
        column = QVBoxLayout(tab)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.locking)
        return tab

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if parts & {"project", "answers"}:
            self._start_again()
        elif parts & (RANKED | {"assessment"}):
            self._changes += 1
            self._show_outdated()

    def _start_again(self) -> None:
        """Forget plan and locks, and show the limits of the policy."""
        self._jobs.cancel(_PLAN_JOB)
        self.locks, self.plan_a = {}, None
        self.steps.forget()
        self.limits.show_limits(self._session.policy.plan)
        self._show(None)

    @property
    def _is_outdated(self) -> bool:
        """Whether decisions or answers have changed since those of the plan were read."""
        return self.plan is not None and self._planned_after != self._changes

    def _show_outdated(self) -> None:
        """Say where the plan no longer fits the decisions or answers."""
        if self._is_outdated:
            self.steps.forget()
            changed = _("Answers or decisions have changed since: plan again.")
            self.headline.setText(changed)
            self.figures.sentences.setText(changed)
        self._enable()

    def _own_state(self) -> tuple[Any, ...]:
        own = self.plan, self.plan_a, dict(self.locks), self.limits.limits()
        return *own, self._changes - self._planned_after, self.steps

    def _restore_own(self, state_of_page: tuple[Any, ...]) -> None:
        plan, self.plan_a, self.locks, limits, self._changes, self.steps = state_of_page
        self.limits.show_limits(limits)
        if plan is not None:
            self._show(*with_sentences(plan))
            self._show_outdated()

    def printed(self) -> tuple[str | DataTable, ...]:
        """Return the plan: its sentences, years and tasks."""
        return self.figures.sentences.text(), self.figures.table, self.table

    def make_plan(self) -> None:
        """Plan in the background with the limits and locks as shown."""
        self._plan_with(self._wanted_locks(), _("Planned again"))

    def _plan_with(self, locks: _Locks, done: str) -> None:
        project, assessment = self._session.project, self._session.assessment
        if project is None or assessment is None:
            return
        limits = self.limits.limits()

        def plan(progress: Progress) -> FiscalPlan:
            return project.planning.plan(
                limits, locks=locks, assessment=assessment, progress=progress
            )

        self._run(plan, locks, _("Planning by fiscal year"), done, self._changes)

    def move_tasks(self, tasks: Sequence[str], lock: Lock | None) -> None:
        """Lock tasks (None: unlock them), and judge the plan with all others where they are."""
        before = self.plan
        if before is None:
            return
        locks = self._locks_with(tasks, lock)
        done = locking_text(before, tasks, lock)
        title = _("Moving tasks of the plan")
        self._run(lambda _progress: moved(before, locks), locks, title, done, self._planned_after)

    def _wanted_locks(self) -> _Locks:
        # A job that replaces one which is still running must not lose what that one locks.
        return dict(self._asked_locks if self._jobs.is_running(_PLAN_JOB) else self.locks)

    def _locks_with(self, tasks: Iterable[str], lock: Lock | None) -> _Locks:
        locks = self._wanted_locks()
        for task in tasks:
            locks.pop(task, None)
            if lock is not None:
                locks[task] = lock
        return locks

    def _run(self, plan: _Planning, locks: _Locks, title: str, done: str, changes: int) -> None:
        """Plan in the background, after so many changes; the locks hold once the plan is there."""

        def show(shown: PlanShown) -> None:
            before, self.locks = self._now(), locks
            if before is not None:
                self.steps.note(before, done)
            self._planned_after = changes
            self._show(*shown)
            self._show_outdated()
            if before is not None:
                self.done.emit(done)

        self._jobs.run(
            _PLAN_JOB,
            lambda progress: with_sentences(plan(progress)),
            show,
            self._session.problem.emit,
            title,
        )
        self._asked_locks = locks
        self._enable()

    def _now(self) -> PlanState | None:
        """Return what is shown; None without a plan."""
        if self.plan is None or self._is_outdated:
            return None
        return PlanState((self.plan, self._sentences), self.locks)

    def undo(self) -> None:
        """Take the last step on the board back."""
        self._step(self.steps.undo, _("Taken back: {what}"))

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        self._step(self.steps.redo, _("Made again: {what}"))

    def _step(self, step: Callable[[PlanState], tuple[PlanState, str]], sentence: str) -> None:
        now = self._now()
        if now is not None:
            self._jobs.cancel(_PLAN_JOB)
            state, what = step(now)
            self.locks = dict(state.locks)
            self._show(*state.shown)
            self.done.emit(sentence.format(what=what))

    def keep_plan(self) -> None:
        """Keep the plan as A, beside which the next ones are shown."""
        self.plan_a = self.plan
        self._show_comparison()

    def _show_comparison(self) -> None:
        self.board.show_plan(self.plan, self.locks, self.plan_a)
        self.comparison.show_plans(self.plan_a, self.plan)

    def _find_gains(self) -> None:
        """Find in the background what more of each limit would bring."""
        plan = self.plan
        if plan is not None:
            self._jobs.run(
                _GAINS_JOB,
                lambda progress: limit_gains(plan, progress),
                self.comparison.show_gains,
                self._session.problem.emit,
                _("Planning with more of each limit"),
            )

    def show_plan(self, plan: FiscalPlan) -> None:
        """Show a plan that was made elsewhere."""
        self._planned_after = self._changes
        self._show(*with_sentences(plan))

    def _job_ended(self, key: str) -> None:
        if key == _PLAN_JOB:
            self._enable()

    def _show(self, plan: FiscalPlan | None, sentences: Sequence[str] = ()) -> None:
        self._jobs.cancel(_GAINS_JOB)
        self.plan, self._sentences = plan, list(sentences)
        self.headline.setText(sentences[0] if sentences else "")
        excess = () if plan is None else exceeded_limits(plan)
        self.excess.setText(listed(excess_sentences(excess)))
        self.excess.setVisible(bool(excess))
        self._show_comparison()
        if plan is None:
            how = _("Enter what limits the work, or nothing, and press “{plan}”.").format(
                plan=_("Plan")
            )
            self.headline.setText(how)
            self.figures.show_plan(None, [how])
            self.model.set_arrays(no_rows(PLAN_TASK_COLUMNS, "task_id"))
        else:
            self.figures.show_plan(plan, sentences)
            self.model.set_arrays(task_arrays(plan, self.locks))
        self.filters.offer_values()
        self.locking.offer(plan)
        self._enable()

    def _enable(self) -> None:
        has_plan = self.plan is not None
        self.locking.set_lock.setEnabled(has_plan and bool(self.table.selected_keys()))
        self.keep.setEnabled(has_plan)
        can_adopt = self._session.can_change and not self._is_outdated
        self.adopt.setEnabled(can_adopt and bool(self.plan and self.plan.year_of))
        self.undo_changed.emit()
        is_planning = self._jobs.is_running(_PLAN_JOB)
        self.limits.plan.setEnabled(self._session.assessment is not None and not is_planning)

    def _lock_selected(self, lock: Lock | None) -> None:
        """Lock the selected tasks as chosen, and plan again."""
        plan, tasks = self.plan, [str(key) for key in self.table.selected_keys()]
        if plan is not None:
            self._plan_with(self._locks_with(tasks, lock), locking_text(plan, tasks, lock))

    def adopt_plan(self) -> None:
        """Ask for a reason, and take the plan over as decisions."""
        plan = self.plan
        if plan is None:
            return
        question = _("{count:,} tasks become “{state}” with their years. Reason:").format(
            count=len(plan.year_of), state=state_label(TaskState.ADOPTED)
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
