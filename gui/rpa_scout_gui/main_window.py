"""The main window: page buttons, target bar, pages, and what the actions do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.text import _
from rpa_scout_gui.actions import Actions, ActionSpec
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.help_actions import HelpActions
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.outputs import Outputs
from rpa_scout_gui.page_state import PageState
from rpa_scout_gui.pages import PAGES, PageSpec
from rpa_scout_gui.project_changes import Part
from rpa_scout_gui.samples import try_samples
from rpa_scout_gui.session import Session
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.views.kept_pages import KeptPages
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.views.start_page import StartPage
from rpa_scout_gui.widgets.job_line import JobLine

if TYPE_CHECKING:
    from rpa_scout_gui.widgets.project_bars import ProjectBars

_FIRST_PAGE = "surveys"
_FULL_SCREEN = Qt.WindowState.WindowFullScreen
_SHOWN_MILLISECONDS = 8_000


class MainWindow(QMainWindow):
    """The main window of one session."""

    language_change_requested = Signal()
    """Emitted when the user asks for the other language."""
    colours_change_requested = Signal()
    """Emitted when the user asks for the other colours."""
    zoom_requested = Signal(int)
    """Emitted when the user asks for larger (1), smaller (-1) or normal size (0)."""
    meeting_requested = Signal()
    """Emitted when the user enters or leaves the meeting."""
    closed = Signal()
    """Emitted when the user closes the window."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        settings: Settings,
        *,
        is_for_meeting: bool = False,
        states: Mapping[str, PageState] | None = None,
    ) -> None:
        super().__init__()
        self._is_for_meeting = is_for_meeting
        self.session, self.jobs, self.settings = session, jobs, settings
        self.files = FileQuestions(self, settings)
        self.actions_ = Actions(session, self)
        self.outputs = Outputs(self, self.files)
        self.kept = KeptPages(settings, session)
        self._specs: dict[str, PageSpec] = {page.id: page for page in PAGES}
        self._pages: dict[str, Page] = {}
        self._states = dict(states or {})
        self._add_page_actions()
        self._build()
        self.actions_.fill_menus(self.menuBar())
        self._connect_actions()
        session.problem.connect(self.show_error)
        session.change_done.connect(self._show_done)
        session.closing.connect(self.keep_pages)
        jobs.job_failed.connect(self.show_error)
        session.changed.connect(self._session_changed)
        self.resize(1280, 720)
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)
        self._show_project()

    # Building

    def _build(self) -> None:
        self.start = StartPage(self.session, self.settings, self.actions_)
        self.start.opened.connect(self.open)
        self.stack = QStackedWidget(self)
        # Otherwise a page with a large minimum size makes the window wider than the screen.
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.stack.addWidget(self.start)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)
        central = QWidget(self)
        self._line = QHBoxLayout(central)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addLayout(self._column, 1)
        self.setCentralWidget(central)
        self.statusBar().addPermanentWidget(JobLine(self.jobs, self), 1)

    def _add_page_actions(self) -> None:
        for page in PAGES:
            spec = ActionSpec(f"go.{page.id}", page.title, page.tooltip, page.shortcut, "open")
            self.actions_.add(spec)
            self.actions_.on(spec.id, partial(self.show_page, page.id))
        self.actions_.refresh()

    def _connect_actions(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "file.new": self.new,
            "file.open": self.ask_and_open,
            "file.samples": partial(try_samples, self),
            "file.close": self.close_project,
            "file.quit": self.quit,
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "edit.copy": lambda: self._ask_page(lambda page: page.copy_table()),
            "edit.find": lambda: self._ask_page(lambda page: page.focus_search()),
            "tasks.keep": self.session.keep_assessment,
            "view.larger": lambda: self.zoom_requested.emit(1),
            "view.smaller": lambda: self.zoom_requested.emit(-1),
            "view.normal": lambda: self.zoom_requested.emit(0),
            "view.full": lambda: self.setWindowState(self.windowState() ^ _FULL_SCREEN),
            "view.meeting": self.meeting_requested.emit,
            "view.refresh": self.session.refresh,
            "view.dark": self.colours_change_requested.emit,
            "view.language": self.language_change_requested.emit,
            **HelpActions(self).handlers(),
            **self.outputs.handlers(),
        }
        for name, do in handlers.items():
            self.actions_.on(name, do)

    @cached_property
    def bars(self) -> ProjectBars:
        """What stands around the pages of a project; the first paint does not wait for it."""
        from rpa_scout_gui.widgets.project_bars import ProjectBars

        pages = [(page.id, self.actions_[f"go.{page.id}"]) for page in PAGES]
        bars = ProjectBars(self.session, self.jobs, pages, self.show_page, self)
        bars.add_to(beside=self._line, above=self._column)
        return bars

    # Pages

    @property
    def page(self) -> Page | StartPage:
        """The current page."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else self.start

    @property
    def page_title(self) -> str:
        """Title of the current page, in the user's language."""
        page = self.page
        return _(self._specs[page.page_id].title) if isinstance(page, Page) else _("Start")

    def show_page(self, page_id: str) -> Page:
        """Show a page; build it the first time."""
        if page_id not in self._pages:
            page = self._specs[page_id].build(self.session, self.jobs, self.actions_)
            self._pages[page_id] = page
            self.stack.addWidget(page)
            page.task_chosen.connect(self.show_task)
            page.page_requested.connect(self.show_page)
            page.written.connect(self.show_written)
            page.done.connect(self._show_done)
            page.undo_changed.connect(self._offer_steps)
            page.conditions_ended.connect(self.kept.restore_conditions)
            if page_id in self._states:
                page.restore(self._states.pop(page_id))
            else:
                self.kept.restore(page)
        self.stack.setCurrentWidget(self._pages[page_id])
        self._pages[page_id].setFocus()
        self.bars.show_page(page_id)
        self.actions_.show_tasks(shown=page_id == "ranking")
        self._offer_steps()
        self.settings.page = page_id
        return self._pages[page_id]

    @Slot()
    def _offer_steps(self) -> None:
        page = self.page if isinstance(self.page, Page) else None
        self.actions_.offer_steps(
            undo=bool(page and page.can_undo), redo=bool(page and page.can_redo)
        )

    def undo(self) -> None:
        """Take back the last step of the current page; without one, the project's last change."""
        page = self.page
        (page if isinstance(page, Page) and page.can_undo else self.session).undo()

    def redo(self) -> None:
        """Make again what was taken back last."""
        page = self.page
        (page if isinstance(page, Page) and page.can_redo else self.session).redo()

    def keep_pages(self) -> None:
        """Keep columns and conditions of the pages for the next session with the project."""
        self.kept.keep(self._pages.values())

    def states(self) -> dict[str, PageState]:
        """Return what was set on each page, for a window that takes this one's place."""
        return self._states | {name: page.state() for name, page in self._pages.items()}

    @Slot(str)
    def show_task(self, task_id: str) -> None:
        """Show a task in the ranking."""
        from rpa_scout_gui.views.ranking_page import RankingPage

        page = self.show_page("ranking")
        assert isinstance(page, RankingPage)
        page.show_task(task_id)

    def _ask_page(self, do: Callable[[Page], object]) -> None:
        """Call a function with the current page, unless that is the start page."""
        page = self.page
        if isinstance(page, Page):
            do(page)

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if "project" in parts:
            self._states.clear()  # of the project that was open when the window was built
            self._show_project()

    def _show_project(self) -> None:
        project = self.session.project
        if project is not None or "bars" in vars(self):
            self.bars.show_project(is_for_meeting=self._is_for_meeting)
        if project is None:
            self.setWindowTitle("rpa-scout")
            self.start.refresh()
            self.stack.setCurrentWidget(self.start)
            self.actions_.choose_tasks(chosen=False)
            return
        name = Path(str(project.location)).stem
        self.setWindowTitle(f"{name} — rpa-scout")
        path = Path(str(project.location))
        if path.is_file():
            self.settings.remember_project(path)
        has_tasks = bool(self.session.records)
        page_id = self.settings.page if self.settings.page in self._specs else "ranking"
        self.show_page(page_id if has_tasks else _FIRST_PAGE)

    # Projects

    def new(self) -> None:
        """Ask for a path and create a project."""
        path = self.files.new_project()
        if path is None:
            return
        if not path.exists() and self.may_stop():
            self.session.create(path)
        elif path.exists() and self.files.is_opened_instead(path):
            self.open(path)

    def ask_and_open(self) -> None:
        """Ask for a project file and open it."""
        path = self.files.project()
        if path is not None:
            self.open(path)

    def close_project(self) -> None:
        """Close the project, unless the user waits for what is being made."""
        if self.may_stop():
            self.session.close()

    @Slot(object)
    def open(self, path: Path) -> bool:
        """Open a project; return whether it succeeded."""
        return self.may_stop() and self.session.open(path)

    # Output

    def chosen_tasks(self) -> list[str]:
        """Return the tasks that are selected in the ranking, if that is the current page."""
        page = self.page
        if not isinstance(page, Page) or page.page_id != "ranking":
            return []
        return [str(key) for key in page.table.selected_keys()]

    @Slot(str)
    def _show_done(self, what: str) -> None:
        """Say what was done, and how it is undone."""
        undo = self.actions_["edit.undo"]
        keys = undo.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        hint = "　" + _("Undo: {keys}").format(keys=keys) if undo.isEnabled() else ""
        self.statusBar().showMessage(what + hint, _SHOWN_MILLISECONDS)

    @Slot(object)
    def show_written(self, path: Path) -> None:
        """Say what was written."""
        self.statusBar().showMessage(_("Written: {path}").format(path=path), _SHOWN_MILLISECONDS)

    @property
    def heading(self) -> str:
        """Project and page, as printed pages are headed."""
        return f"{self.windowTitle()}　{self.page_title}"

    # Problems

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Show an error in a dialog; a damaged project can be restored in it."""
        # Late: the first paint does not wait for dialogs.
        from rpa_scout_gui.problems import open_problem

        open_problem(error, self.session, self)

    # Closing

    def changeEvent(self, event: QEvent) -> None:
        """Load changes by other users when the window becomes active again."""
        super().changeEvent(event)
        is_used = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_used and self.session.read_only and not self.jobs.is_running("import"):
            self.session.refresh()

    def quit(self) -> None:
        """Close the window, unless the user waits for what is being made."""
        if self.may_stop():
            self.close()

    def may_stop(self) -> bool:
        """Return whether nothing is being made, or the user gives it up."""
        titles = self.jobs.awaited()
        return not titles or self.files.may_stop(titles)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the window's geometry; every change is saved already."""
        if event.spontaneous() and not self.may_stop():
            event.ignore()
            return
        self.settings.geometry = self.saveGeometry()
        self.closed.emit()
        super().closeEvent(event)
