"""The board of a plan: fiscal years side by side, tasks as cards to drag between them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QWidget

from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.text import _
from rpa_scout_gui.models.plan_cards import plan_cards
from rpa_scout_gui.models.plan_rows import lock_text
from rpa_scout_gui.widgets.board.year_column import YearColumn

_EDGE: Final = 2
_BETWEEN: Final = 6


class PlanBoard(QScrollArea):
    """A column for each fiscal year and one for what is not in the plan."""

    lock_asked = Signal(object, object)
    """Emitted with tasks and the lock that they shall have; None: no lock."""
    task_opened = Signal(str)
    """Emitted with a task to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(_("Board of the plan"))
        self.columns: dict[int | None, YearColumn] = {}
        self._locks: Mapping[str, Lock] = {}
        self._asked: list[str] = []

    def show_plan(
        self,
        plan: FiscalPlan | None,
        locks: Mapping[str, Lock],
        compared: FiscalPlan | None = None,
    ) -> None:
        """Show a plan; cards name their year in another plan where it differs."""
        self._locks = dict(locks)
        years: tuple[int | None, ...] = ()
        if plan is not None:
            years = (*(year.fiscal_year for year in plan.years), None)
        if tuple(self.columns) != years:
            self._build_columns(years)
        if plan is None:
            return
        cards = plan_cards(plan, locks, compared)
        figures = {year.fiscal_year: year for year in plan.years}
        for year, column in self.columns.items():
            selected = column.list.selected_tasks()
            position = column.list.verticalScrollBar().value()
            column.show_year(None if year is None else figures[year], len(cards[year]))
            column.list.cards.set_cards(cards[year])
            column.list.verticalScrollBar().setValue(position)
            column.list.select_tasks(selected)
        self._follow_moved()

    def _build_columns(self, years: tuple[int | None, ...]) -> None:
        board = QWidget(self)
        line = QHBoxLayout(board)
        line.setContentsMargins(_EDGE, _BETWEEN, _EDGE, _EDGE)
        line.setSpacing(_BETWEEN)
        self.columns = {year: YearColumn(year, board) for year in years}
        for year, column in self.columns.items():
            line.addWidget(column, 1)
            cards = column.list
            cards.dropped.connect(partial(self._ask, lock="out" if year is None else year))
            cards.step_asked.connect(partial(self._step, year))
            cards.lock_asked.connect(partial(self._turn_lock, year))
            cards.neighbour_asked.connect(partial(self._go, year))
            cards.task_opened.connect(self.task_opened)
            cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            cards.customContextMenuRequested.connect(partial(self._show_menu, year))
        self.setWidget(board)

    @property
    def selected(self) -> list[str]:
        """Tasks that are selected in any column."""
        return [task for column in self.columns.values() for task in column.list.selected_tasks()]

    def menu_of(self, year: int | None) -> QMenu:
        """Return the menu of the selected cards of a column: each lock, and none."""
        tasks = self.columns[year].list.selected_tasks()
        menu = QMenu(self)
        years = (key for key in self.columns if key is not None)
        locks: tuple[Lock | None, ...] = (*years, "out", None)
        for lock in locks:
            name = _("not locked") if lock is None else str(lock_text(lock))
            action = menu.addAction(name)
            action.setEnabled(bool(tasks))
            action.triggered.connect(partial(self._ask, tasks, lock=lock))
        return menu

    def _show_menu(self, year: int | None, point: QPoint) -> None:
        menu = self.menu_of(year)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.columns[year].list.viewport().mapToGlobal(point))

    def _ask(self, tasks: list[str], *_checked: bool, lock: Lock | None) -> None:
        self._asked = list(tasks)
        self.lock_asked.emit(list(tasks), lock)

    def _step(self, year: int | None, tasks: list[str], step: int) -> None:
        """Lock tasks to the year before or after; behind the last year they are left out."""
        years = list(self.columns)
        position = years.index(year) + step
        if 0 <= position < len(years):
            target = years[position]
            self._ask(tasks, lock="out" if target is None else target)

    def _turn_lock(self, year: int | None, tasks: list[str]) -> None:
        """Lock tasks to where they are, or unlock them if all are locked."""
        is_locked = all(task in self._locks for task in tasks)
        here: Lock = "out" if year is None else year
        self._ask(tasks, lock=None if is_locked else here)

    def _go(self, year: int | None, step: int) -> None:
        years = list(self.columns)
        position = years.index(year) + step
        if 0 <= position < len(years):
            cards = self.columns[years[position]].list
            cards.setFocus()
            self.ensureWidgetVisible(cards)
            if not cards.currentIndex().isValid() and cards.cards.rowCount():
                cards.setCurrentIndex(cards.cards.index(0))

    def _follow_moved(self) -> None:
        """Select moved cards in the column in which they are now, with the focus."""
        asked, self._asked = self._asked, []
        had_focus = any(column.list.hasFocus() for column in self.columns.values())
        for column in self.columns.values():
            if asked and column.list.cards.rows_of(asked):
                column.list.select_tasks(asked)
                if had_focus:
                    column.list.setFocus()
