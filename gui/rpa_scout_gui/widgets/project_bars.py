"""What stands around the pages of an open project: page buttons, guide, targets, notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QWidget

from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.charts.target_bar import TargetBar
from rpa_scout_gui.widgets.guide_bar import GuideBar
from rpa_scout_gui.widgets.no_surveys import NoSurveys
from rpa_scout_gui.widgets.rail import Rail
from rpa_scout_gui.widgets.read_only_banner import ReadOnlyBanner


class ProjectBars:
    """The bars of one window; they are built with the first project."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        pages: Iterable[tuple[str, QAction]],
        show_page: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        self._session = session
        self.rail = Rail(pages, parent)
        self.guide = GuideBar(session, jobs, parent)
        self.target_bar = TargetBar(session, parent)
        self.banner = ReadOnlyBanner(parent)
        self.no_surveys = NoSurveys(session, parent)
        self.guide.page_requested.connect(show_page)
        self.no_surveys.page_requested.connect(show_page)

    def add_to(self, beside: QBoxLayout, above: QBoxLayout) -> None:
        """Put the page buttons beside the pages, and the others above them."""
        beside.insertWidget(0, self.rail)
        bars = (self.banner, self.guide, self.target_bar, self.no_surveys)
        for position, bar in enumerate(bars):
            above.insertWidget(position, bar)

    def show_project(self, *, is_for_meeting: bool) -> None:
        """Show what belongs to the open project, or nothing."""
        is_open = self._session.project is not None
        self.target_bar.setVisible(is_open)
        for bar in (self.rail, self.guide):
            bar.setVisible(is_open and not is_for_meeting)
        self.banner.setVisible(is_open and self._session.read_only)
        self.banner.show_holder(self._session.holder)

    def show_page(self, page_id: str) -> None:
        """Mark the current page."""
        self.rail.show_chosen(page_id)
        self.guide.show_page(page_id)
        self.no_surveys.show_page(page_id)
