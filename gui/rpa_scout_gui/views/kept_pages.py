"""Columns and conditions of the pages, kept in the settings from one session to the next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rpa_scout_gui.page_state import KeptPage, kept_as_json, kept_from_json
from rpa_scout_gui.session import Session
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.views.page import Page


class KeptPages:
    """Columns are the same in every project; conditions belong to the project they were set in."""

    def __init__(self, settings: Settings, session: Session) -> None:
        self._settings, self._session = settings, session

    @property
    def _project(self) -> str:
        """Path of the open project; empty where it is no file."""
        project = self._session.project
        path = None if project is None else Path(str(project.location))
        return str(path.resolve()) if path is not None and path.is_file() else ""

    def restore(self, page: Page) -> None:
        """Set a page as it was left."""
        page.restore_columns(self._kept(page))
        self.restore_conditions(page)

    def restore_conditions(self, page: Page) -> None:
        """Set the conditions with which the open project was left."""
        page.restore_conditions(self._kept(page), self._project)

    def _kept(self, page: Page) -> KeptPage:
        return kept_from_json(self._settings.kept(page.page_id))

    def keep(self, pages: Iterable[Page]) -> None:
        """Keep pages; without a project they show nothing that was set."""
        if self._session.project is not None:
            for page in pages:
                kept = page.kept(self._project).with_filters(self._kept(page).filters)
                self._settings.keep(page.page_id, kept_as_json(kept))
