"""The base class of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QTabWidget, QWidget

from rpa_scout_gui.actions import Actions
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.page_state import KeptPage, PageState
from rpa_scout_gui.project_changes import Part
from rpa_scout_gui.session import Session

if TYPE_CHECKING:
    from rpa_scout_gui.models.plan_steps import PlanSteps
    from rpa_scout_gui.widgets.tables.data_table import DataTable
    from rpa_scout_gui.widgets.tables.filter_bar import FilterBar


class Page(QWidget):
    """A page with a table."""

    page_id: ClassVar[str]
    shows: ClassVar[frozenset[Part]] = frozenset({"project"})
    """Parts of the session; where one has changed, the page is refreshed."""
    table: DataTable
    filters: FilterBar | None = None
    steps: PlanSteps | None = None

    task_chosen = Signal(str)
    """Id of a task to show."""
    page_requested = Signal(str)
    """Id of a page to show."""
    written = Signal(object)
    """Path of a file or folder that was written."""
    done = Signal(str)
    """What was done on the page alone, in the past tense."""
    conditions_ended = Signal(object)
    """The page itself, when the conditions of a project have ended with it."""
    undo_changed = Signal()
    """Emitted when the page may have other steps of its own to take back."""

    def __init__(self, session: Session, jobs: JobRunner, actions: Actions) -> None:
        super().__init__()
        self._session, self._jobs, self._actions = session, jobs, actions
        self._build()
        session.changed.connect(self._session_changed)
        session.changed.connect(self._end_conditions)

    def _build(self) -> None:
        """Build the widgets."""
        raise NotImplementedError

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if parts & self.shows:
            self.refresh()

    def _end_conditions(self, parts: frozenset[Part]) -> None:
        """Show all rows: conditions outlive new results, but not the project of their values."""
        if "project" in parts and self.filters is not None:
            self.filters.clear()
            self.conditions_ended.emit(self)

    def refresh(self) -> None:
        """Read what the page shows again."""

    def state(self) -> PageState:
        """Return what the person has set on the page."""
        return PageState(
            tuple(table.table_state() for table in self._tables()),
            None if self.filters is None else self.filters.state(),
            tuple(button.isChecked() for button in self._switches()),
            tuple(tabs.currentIndex() for tabs in self.findChildren(QTabWidget)),
            self._own_state(),
        )

    def restore(self, state: PageState) -> None:
        """Set the page as it was; rows that are still being read are selected when they come."""
        self._restore_own(state.own)
        if self.filters is not None and state.filters is not None:
            self.filters.restore(state.filters)
        for table, table_state in zip(self._tables(), state.tables, strict=True):
            table.restore(table_state)
        for tabs, index in zip(self.findChildren(QTabWidget), state.tabs, strict=True):
            tabs.setCurrentIndex(index)
        for button, is_checked in zip(self._switches(), state.switches, strict=True):
            button.setChecked(is_checked)

    def kept(self, project: str) -> KeptPage:
        """Return what stays of the page for the next session with a project."""
        filters = {} if self.filters is None or not project else {project: self.filters.state()}
        return KeptPage(tuple(table.kept.layout() for table in self._tables()), filters)

    def restore_columns(self, kept: KeptPage) -> None:
        """Set the columns as in an earlier session."""
        for table, layout in zip(self._tables(), kept.layouts, strict=False):
            table.kept.apply(layout)

    def restore_conditions(self, kept: KeptPage, project: str) -> None:
        """Set the conditions that the page had when a project was closed."""
        if self.filters is not None and project in kept.filters:
            self.filters.restore(kept.filters[project])

    def _tables(self) -> list[DataTable]:
        # Tables need numpy, and the first paint of the window does not wait for that.
        from rpa_scout_gui.widgets.tables.data_table import DataTable

        return self.findChildren(DataTable)

    def _switches(self) -> list[QAbstractButton]:
        return [button for button in self.findChildren(QAbstractButton) if button.isCheckable()]

    def _own_state(self) -> tuple[Any, ...]:
        """Return what is set on this page alone."""
        return ()

    def _restore_own(self, state_of_page: tuple[Any, ...]) -> None:
        """Set what `_own_state` returned on a page of the same class."""

    @property
    def can_undo(self) -> bool:
        """Whether a step of this page alone can be taken back."""
        return self.steps is not None and bool(self.steps.before)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be made again."""
        return self.steps is not None and bool(self.steps.after)

    def undo(self) -> None:
        """Take back the last step of this page alone."""

    def redo(self) -> None:
        """Make the step again that was taken back last."""

    def copy_table(self) -> str:
        """Copy the selected rows with their headings; return the text."""
        return self.table.copy()

    def printed(self) -> tuple[str | DataTable, ...]:
        """Return the sentences and tables that a print shows; none: print the picture."""
        return ()

    def focus_search(self) -> None:
        """Set the focus to the search box, if there is one."""
        if self.filters is not None:
            self.filters.search.setFocus()
            self.filters.search.selectAll()
