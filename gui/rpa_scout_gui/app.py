"""The program: one session, its window, language, colours and shutdown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from rpa_scout.log import start_log
from rpa_scout.text import Language, _, language, set_language
from rpa_scout_gui.jobs import SESSION_JOBS, JobRunner
from rpa_scout_gui.main_window import MainWindow
from rpa_scout_gui.page_state import PageState
from rpa_scout_gui.resources.qt_texts import QtTexts
from rpa_scout_gui.session import Session
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.theme import (
    MEETING_ZOOM,
    apply_theme,
    is_dark,
    next_zoom,
    set_zoom,
    window_font,
)

_RETRY_MILLISECONDS: Final = 200

_OTHER: Final[dict[Language, Language]] = {"ja": "en", "en": "ja"}


def make_application(words: Sequence[str] = ()) -> QApplication:
    """Return the Qt application; create it if there is none yet."""
    instance = QApplication.instance()
    if isinstance(instance, QApplication):
        app = instance
        app.setStyle("Fusion")
    else:
        # As a word of the command line, since `setStyle` returns an object whose class is slow to
        # build.
        app = QApplication(["rpa-scout", "-style", "Fusion", *words])
    app.setApplicationName("rpa-scout")
    app.setApplicationDisplayName("rpa-scout")
    app.setFont(window_font())
    return app


class Program(QObject):
    """A session and its window; a language change rebuilds the window."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self.settings = settings
        self._translator = QtTexts(self)
        self._use_language(settings.language)
        self._is_meeting = False
        self._project: Path | None = None
        set_zoom(settings.zoom)
        apply_theme(app, dark=settings.dark)
        self.jobs = JobRunner(self)
        self._waiting: list[Callable[[], object]] = []
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(_RETRY_MILLISECONDS)
        self._retry.timeout.connect(self._change_if_free)
        self.session = Session(self.jobs, settings.author, self)
        self.window = self._build_window()

    def _build_window(self, states: Mapping[str, PageState] | None = None) -> MainWindow:
        window = MainWindow(
            self.session,
            self.jobs,
            self.settings,
            is_for_meeting=self._is_meeting,
            states=states,
        )
        window.language_change_requested.connect(self.change_language)
        window.colours_change_requested.connect(self.change_colours)
        window.zoom_requested.connect(self.change_zoom)
        window.meeting_requested.connect(self.change_meeting)
        window.closed.connect(self.close)
        return window

    def start(self, project: Path | None = None) -> None:
        """Show the window; open a project, or import the engine, once it is painted."""
        self._project = project
        self.window.installEventFilter(self)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the work after the first paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._begin)
        return False

    @Slot()
    def _begin(self) -> None:
        start_log()
        self.tidy_up()
        if self._project is None:
            self.warm_up()
        else:
            self.window.open(self._project)

    def warm_up(self) -> None:
        """Import the engine in the background, so that the first project opens without a pause."""
        self.jobs.run("warm up", lambda _progress: _import_engine(), lambda _done: None)

    def tidy_up(self) -> None:
        """Remove in the background what a killed run left behind; the first paint comes before."""
        self.jobs.run("leftovers", lambda _progress: _remove_leftovers(), lambda _done: None)

    def _when_free(self, change: Callable[[], object]) -> None:
        """Make a change that builds the window again once nothing is lost by it."""
        self._waiting.append(change)
        self._change_if_free()

    @Slot()
    def _change_if_free(self) -> None:
        titles = self.jobs.awaited()
        if titles or self._app.activeModalWidget() is not None:
            if titles:
                sentence = _("The view changes as soon as this has ended: {job}")
                self.window.statusBar().showMessage(sentence.format(job=titles[0]))
            self._retry.start()
            return
        changes, self._waiting = self._waiting, []
        for change in changes:
            change()

    @Slot()
    def change_language(self) -> None:
        """Switch between Japanese and English."""
        self._when_free(self._change_language)

    def _change_language(self) -> None:
        self.settings.language = self._use_language(_OTHER[language()])
        self._rebuild_window(is_full=self.window.isFullScreen())

    @Slot(int)
    def change_zoom(self, step: int) -> None:
        """Show everything larger, smaller, or in the normal size."""
        self._when_free(partial(self._change_zoom, step))

    def _change_zoom(self, step: int) -> None:
        zoom = next_zoom(self.settings.zoom, step)
        if zoom != self.settings.zoom:
            self.settings.zoom = zoom
            self._apply_zoom(is_full=self.window.isFullScreen())

    @Slot()
    def change_meeting(self) -> None:
        """Enter or leave the meeting: full screen, large type, no page buttons."""
        self._when_free(self._change_meeting)

    def _change_meeting(self) -> None:
        self._is_meeting = not self._is_meeting
        self._apply_zoom(is_full=self._is_meeting)

    def _apply_zoom(self, *, is_full: bool) -> None:
        zoom = self.settings.zoom
        set_zoom(max(zoom, MEETING_ZOOM) if self._is_meeting else zoom)
        apply_theme(self._app, dark=is_dark())
        self._rebuild_window(is_full=is_full)

    def _rebuild_window(self, *, is_full: bool) -> None:
        # Rebuilding is simpler than changing every widget, and the session stays open.
        old_window = self.window
        # What a page reads for itself, the new page reads again; the session goes on.
        self.jobs.wait("import")
        self.jobs.cancel_all(but=SESSION_JOBS)
        if not old_window.isFullScreen():
            self.settings.geometry = old_window.saveGeometry()
        is_shown = old_window.isVisible()
        old_window.keep_pages()
        # A late close event of the old window must not close the project.
        old_window.closed.disconnect(self.close)
        self.window = self._build_window(old_window.states())
        if is_full:
            self.window.showFullScreen()
        else:
            self.window.setVisible(is_shown)
        old_window.hide()
        old_window.deleteLater()

    @Slot()
    def change_colours(self) -> None:
        """Switch between light and dark colours."""
        self.settings.dark = not is_dark()
        apply_theme(self._app, dark=self.settings.dark)

    @Slot()
    def close(self) -> None:
        """Stop all jobs and close the project."""
        self._retry.stop()
        self.jobs.close()
        self.session.close()

    def _use_language(self, code: Language) -> Language:
        """Use a language, also for Qt's own texts if Qt has a translation."""
        set_language(code)
        self._app.removeTranslator(self._translator)
        self._translator = QtTexts(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(QLocale(code), "qtbase", "_", folder):
            self._app.installTranslator(self._translator)
        return code


def _remove_leftovers() -> None:
    from rpa_scout.output import remove_leftovers

    remove_leftovers()


def _import_engine() -> None:
    import_module("rpa_scout.pipeline")
    import_module("rpa_scout.project.project")


def run(project: Path | None = None, *, code: str | None = None) -> int:
    """Show the window and run the event loop until it is closed."""
    app = make_application()
    settings = Settings()
    if code is not None:
        set_language(code)
        settings.language = language()
    program = Program(app, settings)
    sys.excepthook = lambda _kind, error, _trace: program.window.show_error(error)
    program.start(project)
    return app.exec()
