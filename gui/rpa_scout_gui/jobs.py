"""Background jobs: a new job replaces an earlier one of the same key, whose result is dropped."""

from __future__ import annotations

import time
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from rpa_scout.progress import Cancelled, Progress

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

SHOWN_AFTER_SECONDS: Final = 0.5
"""A shorter job never appears in the status bar."""

SESSION_JOBS: Final = frozenset({"assess", "import"})
"""Keys of the jobs whose results the session takes; other jobs report to pages and dialogs."""

PROGRAM_JOBS: Final = frozenset({"warm up", "leftovers"})
"""Keys of the jobs that need no project; the others end with the project."""

_ASKED_AGAIN: Final = SESSION_JOBS | {"ranking rows"}
"""Keys of jobs with a title that go on, or start again, when the window is built again."""

_TIMER_MILLISECONDS: Final = 100
_THREADS: Final = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JobState:
    """Progress of a job."""

    key: str
    title: str  # in the user's language
    # Current stage and its object, such as a file's name; may be empty.
    stage: str = ""
    detail: str = ""
    # Finished and all steps; `total` is 0 if it is unknown.
    done: int = 0
    total: int = 0
    can_stop: bool = True


class _Job:
    """One job; the work reports its progress to it (see `Progress`)."""

    def __init__(
        self,
        key: str,
        title: str,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None,
        *,
        can_stop: bool,
    ) -> None:
        self.key = key
        self.title = title
        self.can_stop = can_stop
        self.future: Future[None] | None = None
        self.done = done
        self.failed = failed
        self.began = time.monotonic()
        self._is_cancelled = False
        self._progress = ("", 0, 0, "")

    @property
    def state(self) -> JobState:
        """Progress of the job."""
        stage, done, total, detail = self._progress
        return JobState(self.key, self.title, stage, detail, done, total, self.can_stop)

    def cancel(self) -> None:
        """Stop the work at its next progress report."""
        self._is_cancelled = True

    def start(self, stage: str, total: int) -> None:
        """Start a stage (see `Progress`)."""
        self.refuse_cancelled()
        self._progress = (stage, 0, total, "")

    def advance(self, done: int = 1, detail: str = "") -> None:
        """Report finished steps (see `Progress`)."""
        self.refuse_cancelled()
        stage, before, total, _last = self._progress
        self._progress = (stage, before + done, total, detail)

    def refuse_cancelled(self) -> None:
        """Raise `Cancelled` if the job was cancelled."""
        if self._is_cancelled:
            raise Cancelled


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Outcome of a job: a result or an error."""

    job: _Job
    result: object = None
    error: Exception | None = None


class JobRunner(QObject):
    """Runs work in background threads."""

    progress_changed = Signal(object)
    """`JobState` of a job longer than `SHOWN_AFTER_SECONDS`, emitted at every timer tick."""
    job_ended = Signal(str)
    """Key of a job that is done, failed or cancelled."""
    job_failed = Signal(object)
    """Error of a job that was started without a `failed` callback."""
    _outcome_ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, _Job] = {}
        self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TIMER_MILLISECONDS)
        self._timer.timeout.connect(self._show)
        self._outcome_ready.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        # Late: no job runs before the first paint.
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(_THREADS, thread_name_prefix="rpa-scout job")

    def run(
        self,
        key: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        title: str = "",
        *,
        can_stop: bool = True,
    ) -> None:
        """Run work in the background; an earlier job of the same key is dropped."""
        if self._is_closed:
            return
        self.cancel(key)
        job = _Job(key, title, done, failed, can_stop=can_stop)
        self._jobs[key] = job
        job.future = self._pool.submit(self._do, job, work)
        self._timer.start()

    def _do(self, job: _Job, work: Callable[[Progress], object]) -> None:
        """Do the work in a pool thread; a queued signal passes the outcome to the window."""
        try:
            job.refuse_cancelled()
            outcome = _Outcome(job, work(job))
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001 - the window must show any error
            outcome = _Outcome(job, error=error)
        self._outcome_ready.emit(outcome)

    def cancel(self, key: str) -> None:
        """Cancel a job. It counts as ended at once; its thread ends at the next progress report."""
        job = self._jobs.get(key)
        if job is not None and (job.can_stop or self._is_closed):
            del self._jobs[key]
            job.cancel()
            self._stop_timer()
            self.job_ended.emit(key)

    def cancel_all(self, *, but: Container[str] = ()) -> None:
        """Cancel all jobs but some."""
        for key in list(self._jobs):
            if key not in but:
                self.cancel(key)

    def wait(self, key: str) -> None:
        """Wait until a job has ended and its callback has run."""
        job = self._jobs.get(key)
        if job is not None and job.future is not None:
            job.future.result()
            QCoreApplication.sendPostedEvents(self)

    def is_running(self, key: str) -> bool:
        """Return whether a job of this key is running."""
        return key in self._jobs

    def awaited(self) -> list[str]:
        """Return the titles of the running jobs whose results would be lost with the window."""
        jobs = self._jobs.items()
        return [job.title for key, job in jobs if job.title and key not in _ASKED_AGAIN]

    @property
    def is_idle(self) -> bool:
        """Whether no job is running."""
        return not self._jobs

    def close(self) -> None:
        """Cancel all jobs and wait until the threads have ended."""
        self._is_closed = True
        self.cancel_all()
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _end(self, outcome: _Outcome) -> None:
        job = outcome.job
        # A newer job of the same key has replaced this one, so its outcome is out of date.
        if self._jobs.get(job.key) is not job:
            return
        del self._jobs[job.key]
        self._stop_timer()
        self.job_ended.emit(job.key)
        if outcome.error is None:
            job.done(outcome.result)
        elif job.failed is not None:
            job.failed(outcome.error)
        else:
            self.job_failed.emit(outcome.error)

    def _stop_timer(self) -> None:
        if not self._jobs:
            self._timer.stop()

    @Slot()
    def _show(self) -> None:
        now = time.monotonic()
        for job in list(self._jobs.values()):
            if now - job.began >= SHOWN_AFTER_SECONDS:
                self.progress_changed.emit(job.state)
