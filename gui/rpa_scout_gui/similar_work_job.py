"""Similar work beside the tasks of the project, looked for in the background when it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.project_changes import Part
from rpa_scout_gui.session import Session

if TYPE_CHECKING:
    from rpa_scout.similarity.one_task.similar_work import SimilarWork


class SimilarWorkJob(QObject):
    """Similar work of the present answers; a change of the project drops it."""

    dropped = Signal()

    def __init__(self, session: Session, jobs: JobRunner, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._key = session, jobs, key
        self._work: SimilarWork | None = None
        self._show: Callable[[SimilarWork | None], None] = lambda _work: None
        session.changed.connect(self._drop)

    def ask(self, show: Callable[[SimilarWork | None], None]) -> None:
        """Look for similar work and show it; None where no tasks are assessed."""
        self._show = show
        project, scorecard = self._session.project, self._session.scorecard
        if project is None or self._session.assessment is None:
            show(None)
        elif self._work is not None:
            show(self._work)
        elif not self._jobs.is_running(self._key):  # It serves whichever task is shown when it ends
            self._jobs.run(
                self._key,
                lambda _progress: project.groups.similar_work(scorecard),
                self._keep,
                self._session.problem.emit,
            )

    def _keep(self, work: SimilarWork) -> None:
        self._work = work
        self._show(work)

    def _drop(self, parts: frozenset[Part]) -> None:
        if parts & {"project", "groups", "assessment"}:
            self._work = None
            self._jobs.cancel(self._key)
            self.dropped.emit()
