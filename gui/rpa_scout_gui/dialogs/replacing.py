"""Background jobs that write files, with a question before existing files are replaced."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from rpa_scout.errors import KeptFileError
from rpa_scout.progress import Progress
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.jobs import JobRunner

T = TypeVar("T")


class WritingJobs:
    """Runs work that writes files; what exists and differs is kept until the user has agreed."""

    def __init__(self, jobs: JobRunner, files: FileQuestions) -> None:
        self._jobs = jobs
        self._files = files

    def run(
        self,
        key: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        title: str,
        agreed: Collection[Path] = (),
    ) -> None:
        """Run work; if it has kept files, ask, and write these too if the user agrees.

        `done` is called once, after the last writing; not if work stopped at a kept file.
        """
        kept: list[Path] = []

        # The job has a thread of its own, so it notes the files, and the window asks at its end.
        def may_replace(path: Path) -> bool:
            if path not in agreed:
                kept.append(path)
            return path in agreed

        def write(progress: Progress) -> tuple[T] | None:
            from rpa_scout.output import replacing

            with replacing(ask=may_replace):
                try:
                    return (work(progress),)
                except KeptFileError:
                    return None

        def ask(result: tuple[T] | None) -> None:
            if kept and self._files.may_replace(kept):
                self.run(key, work, done, title, [*agreed, *kept])
            elif result is not None:
                done(*result)

        self._jobs.run(key, write, ask, title=title)
