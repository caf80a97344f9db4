"""The lock for one writer at a time: a file beside the project names the writer.

A lock is stale where its process on this computer has ended, or, where that cannot be known, when
it has not been renewed for `STALE_AFTER_SECONDS`. The age is the difference between the times of
two files in the same folder, so the clocks of different computers do not matter.

Not the locks of the operating system (`filelock`): on a network share they may be local to each
computer, and they do not say who holds the project.
"""

from __future__ import annotations

import json
import os
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from rpa_scout.errors import ProjectLockedError, StorageError
from rpa_scout.project.store.moments import shown_here
from rpa_scout.project.store.safety.lock_file import UNKNOWN_HOLDER, Holder, read_holder
from rpa_scout.text import N_

RENEW_SECONDS: Final = 60.0
"""How often the holder renews its lock."""

STALE_AFTER_SECONDS: Final = 900.0
"""Age from which a lock counts as stale where its process cannot be looked at."""

_TAKING_SECONDS: Final = 30.0
"""A take-over lasts milliseconds; an older guard file is the remainder of an interrupted one."""


def holder_of(lock: Path) -> Holder | None:
    """Return who is changing a project now; None if nobody is."""
    holder = read_holder(lock)
    if holder is None or holder.has_ended:
        return None
    if holder.is_surely_running:
        return holder
    return None if _age_seconds(lock) > STALE_AFTER_SECONDS else holder


def _age_seconds(file: Path) -> float:
    """Return the age of a file by the clock of its file system."""
    # A name of its own for each file, so that a killed process leaves one probe at the most.
    probe = file.with_name(f".{file.name}.clock")
    try:
        probe.write_bytes(b"0")
        now = probe.stat().st_mtime
    except OSError:  # a read-only folder, or another process was faster: the clock of this computer
        now = time.time()
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    try:
        return now - file.lstat().st_mtime
    except OSError:
        return 0.0


class WriterLock:
    """The lock of a project that this process changes."""

    def __init__(self, lock: Path, name: str) -> None:
        self._lock = lock
        self.holder = Holder.of_this_process(name)
        self._text = json.dumps(asdict(self.holder), ensure_ascii=False).encode()
        try:
            self._acquire()
        except OSError as error:
            raise StorageError(
                N_(
                    "{path} cannot be opened for changes: nothing can be written in the folder "
                    "{folder}. Open it read only, or copy it elsewhere."
                ),
                path=lock.with_suffix(""),
                folder=lock.parent,
            ) from error
        self._ended = threading.Event()
        self._renewer = threading.Thread(target=self._renew, name="rpa-scout lock", daemon=True)
        self._renewer.start()

    @property
    def is_held(self) -> bool:
        """Whether we still have the lock; another may take it while the computer sleeps."""
        holder = read_holder(self._lock)
        return holder is not None and holder.token == self.holder.token

    def release(self) -> None:
        """Release the lock."""
        self._ended.set()
        self._renewer.join()
        if self.is_held:
            with suppress(OSError):
                self._lock.unlink()

    def _acquire(self) -> None:
        remove_own_leftovers(self._lock)
        # Other processes may create or remove the lock between two steps: try for a second.
        for _attempt in range(50):
            if self._create_file():
                return
            self._refuse_if_held()
            if self._take_over():
                return
            time.sleep(0.02)
        self._refuse_if_held()
        raise _unreadable_lock_error(self._lock)

    def _refuse_if_held(self) -> None:
        holder = holder_of(self._lock)
        if holder is UNKNOWN_HOLDER:
            raise _unreadable_lock_error(self._lock)
        if holder is not None:
            raise ProjectLockedError(
                N_(
                    "{path} is being changed by {name} on {host} since {since}. "
                    "You can open it read only."
                ),
                path=self._lock.with_suffix(""),
                name=holder.name,
                host=holder.host,
                since=shown_here(holder.since),
            )

    def _create_file(self) -> bool:
        """Create the lock file in one step: link a temporary file unless there is a lock."""
        aside = self._lock.with_name(f".{self._lock.name}-{self.holder.token}")
        try:
            with aside.open("xb") as file:
                file.write(self._text)
            try:
                os.link(aside, self._lock)
            except FileExistsError:
                return False
            except OSError:  # a file system without links
                return self._create_in_place()
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
        return True

    def _create_in_place(self) -> bool:
        try:
            with self._lock.open("xb") as file:
                file.write(self._text)
        except FileExistsError:
            return False
        return True

    def _take_over(self) -> bool:
        """Replace a stale lock by ours; a guard file lets only one process try at a time."""
        guard = self._lock.with_name(f"{self._lock.name}.taking")
        self._remove_stale_guard(guard)
        try:
            with guard.open("xb") as file:
                file.write(self._text)
        except FileExistsError:
            return False
        try:
            if holder_of(self._lock) is None:
                with suppress(FileNotFoundError):
                    self._lock.unlink()
            return self._create_file()
        except OSError as error:  # a folder of this name, or a file that may not be removed
            raise _unreadable_lock_error(self._lock) from error
        finally:
            with suppress(OSError):
                guard.unlink(missing_ok=True)

    def _remove_stale_guard(self, guard: Path) -> None:
        """Remove the guard of a process that was killed while it took a lock over."""
        taker = read_holder(guard)
        if taker is not None and (taker.has_ended or _age_seconds(guard) > _TAKING_SECONDS):
            with suppress(OSError):
                guard.unlink(missing_ok=True)

    def _renew(self) -> None:
        while not self._ended.wait(RENEW_SECONDS):
            # Write, not touch: the time must come from the clock of the file system.
            with suppress(OSError):
                if self.is_held:
                    with self._lock.open("r+b") as file:
                        file.write(self._text)


def remove_own_leftovers(lock: Path) -> None:
    """Remove the temporary files of processes that were killed while they took this lock."""
    prefix = f".{lock.name}-"
    with suppress(OSError):
        for file in lock.parent.iterdir():
            if not file.name.startswith(prefix):
                continue
            holder = read_holder(file)
            # An empty one was left before its text was written.
            if holder is not None and (holder.has_ended or _age_seconds(file) > _TAKING_SECONDS):
                with suppress(OSError):
                    file.unlink()
    with suppress(OSError):
        lock.with_name(f".{lock.name}.clock").unlink(missing_ok=True)


def _unreadable_lock_error(lock: Path) -> ProjectLockedError:
    return ProjectLockedError(
        N_(
            "{path} cannot be opened for changes: {lock} is there, but does not say who is "
            "changing the project. If nobody is, remove {lock} and open the project again; "
            "otherwise open it read only."
        ),
        path=lock.with_suffix(""),
        lock=lock,
    )
