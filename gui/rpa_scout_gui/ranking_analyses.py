"""What is computed of a ranking when somebody asks: how sure it is, and what would change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from rpa_scout.assessment.assess import Assessment
from rpa_scout.progress import Progress
from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.project_changes import Part
from rpa_scout_gui.session import Session

if TYPE_CHECKING:
    from rpa_scout.rank_robustness.result import RankRobustness
    from rpa_scout.rank_robustness.what_would_change import WhatWouldChange

Result = TypeVar("Result")

_ROBUSTNESS, _CHANGES = "robustness", "what would change"


class RankingAnalyses(QObject):
    """Results of the engine for the present assessment; a new assessment drops them."""

    robustness_changed = Signal()
    """Emitted when the robustness was computed, or its computation was stopped or failed."""
    changes_changed = Signal()
    """Emitted when the possible changes were computed or dropped, or the job was stopped."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._awaited: set[str] = set()
        self.robustness: RankRobustness | None = None
        self.changes: WhatWouldChange | None = None
        session.changed.connect(self._session_changed)
        jobs.job_ended.connect(self._ended)

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if "assessment" in parts:
            self.drop()

    def drop(self) -> None:
        """Forget the results: they are those of another assessment."""
        self._awaited.clear()
        self._jobs.cancel(_ROBUSTNESS)
        self._jobs.cancel(_CHANGES)
        self.robustness = self.changes = None
        self.changes_changed.emit()

    def find_robustness(self) -> None:
        """Rank with other weights in the background."""

        def computed(assessment: Assessment, progress: Progress) -> RankRobustness:
            from rpa_scout.rank_robustness.robustness import robustness

            return robustness(assessment, progress=progress)

        self._run(_ROBUSTNESS, computed, self._show_robustness, _("Ranking with other weights"))

    def find_changes(self) -> None:
        """Look in the background for what would change on which side of the line tasks stand."""

        def computed(assessment: Assessment, progress: Progress) -> WhatWouldChange:
            from rpa_scout.rank_robustness.what_would_change import what_would_change

            return what_would_change(assessment, progress=progress)

        title = _("Looking for what would change the ranks")
        self._run(_CHANGES, computed, self._show_changes, title)

    @property
    def is_finding_changes(self) -> bool:
        """Whether the possible changes are being computed."""
        return _CHANGES in self._awaited

    def _run(
        self,
        key: str,
        computed: Callable[[Assessment, Progress], Result],
        show: Callable[[Result], object],
        title: str,
    ) -> None:
        assessment = self._session.assessment
        if assessment is None or key in self._awaited:
            return
        self._awaited.add(key)
        self._jobs.run(
            key,
            lambda progress: computed(assessment, progress),
            show,
            self._session.problem.emit,
            title,
        )

    def _ended(self, key: str) -> None:
        """Wait for the result of a job, which comes after its end if it comes at all."""
        if key in self._awaited:
            QTimer.singleShot(0, self, lambda: self._give_up(key))

    def _give_up(self, key: str) -> None:
        """Tell those who wait that the job was stopped or failed."""
        if key not in self._awaited:
            return
        self._awaited.discard(key)
        (self.robustness_changed if key == _ROBUSTNESS else self.changes_changed).emit()

    def _show_robustness(self, robustness: RankRobustness) -> None:
        self._awaited.discard(_ROBUSTNESS)
        self.robustness = robustness
        self.robustness_changed.emit()

    def _show_changes(self, changes: WhatWouldChange) -> None:
        self._awaited.discard(_CHANGES)
        self.changes = changes
        self.changes_changed.emit()
