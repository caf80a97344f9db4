"""What a page shows before the first survey was read: one sentence, and the way to the surveys."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from rpa_scout.text import _
from rpa_scout_gui.project_changes import Part
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.next_step import NextStep

_WITHOUT_SURVEYS: Final = ("surveys", "history")
"""Pages that have something to show before the first survey."""


class NoSurveys(NextStep):
    """Stands above the pages as long as there is no task."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = ""
        sentence = _("No survey has been read yet. Read what the departments returned.")
        self.propose(sentence, _("Go to the surveys"), "surveys")
        session.changed.connect(self._session_changed)
        self.show_page("")

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if parts & {"project", "answers"}:
            self.show_page(self._shown)

    def show_page(self, page_id: str) -> None:
        """Note which page is shown."""
        self._shown = page_id
        is_empty = self._session.project is not None and not self._session.records
        self.setVisible(is_empty and bool(page_id) and page_id not in _WITHOUT_SURVEYS)
