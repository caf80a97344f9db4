"""What the actions of the help menu do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rpa_scout_gui.pages import PAGES
from rpa_scout_gui.views.page import Page

if TYPE_CHECKING:
    from rpa_scout_gui.main_window import MainWindow


class HelpActions:
    """Opens the windows of the help menu over a main window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what each action does, by its id."""
        return {
            "help.page": self.show_page_help,
            "help.glossary": self.show_glossary,
            "help.shortcuts": self.show_shortcuts,
            "help.reliability": self.show_reliability,
            "help.about": self.show_about,
        }

    def show_page_help(self) -> None:
        """Show how the page at hand is used."""
        from rpa_scout_gui.dialogs.help import PageHelpDialog

        page = self._window.page
        if isinstance(page, Page):
            columns = [column.id for column in page.table.columns]
            spec = next(spec for spec in PAGES if spec.id == page.page_id)
            PageHelpDialog(spec, columns, self._window).open()

    def show_glossary(self) -> None:
        """Show what the terms mean."""
        from rpa_scout_gui.dialogs.help import GlossaryDialog

        GlossaryDialog(self._window).open()

    def show_shortcuts(self) -> None:
        """Show all shortcuts."""
        from rpa_scout_gui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._window.actions_, self._window).open()

    def show_reliability(self) -> None:
        """Hold the estimates against published results."""
        from rpa_scout_gui.dialogs.reliability import show_reliability

        show_reliability(self._window.session, self._window.jobs, self._window)

    def show_about(self) -> None:
        """Show the version."""
        from rpa_scout_gui.dialogs.about import about_box

        about_box(self._window).open()
