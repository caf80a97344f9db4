"""The lock for one writer at a time: a file beside the project names the writer.

A lock is stale where its process on this computer has ended, or, on another computer, where it has
not been renewed for `STALE_AFTER_SECONDS`. The age is the difference between the times of two files
in the same folder, so the clocks of different computers do not matter.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rpa_scout.errors import ProjectLockedError, StorageError
from rpa_scout.project.store.moments import shown_here
from rpa_scout.system import this_system
from rpa_scout.text import N_

__all__ = ["RENEW_SECONDS", "STALE_AFTER_SECONDS", "Holder", "WriterLock", "holder_of"]

RENEW_SECONDS: Final = 60.0
"""How often the holder renews its lock."""

STALE_AFTER_SECONDS: Final = 900.0
"""Age from which the lock of another computer counts as stale."""

_TAKING_SECONDS: Final = 30.0
"""A take-over lasts milliseconds; an older guard file is the remainder of an interrupted one."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is changing a project."""

    name: str
    host: str
    pid: int
    # Start time; distinguishes the process from a later one with the same number; may be ``""``.
    started: str
    since: str  # ISO 8601 in UTC
    token: str  # Identifies this lock

    @classmethod
    def of_this_process(cls, name: str) -> Holder:
        """Return a holder named `name` for this process."""
        pid = os.getpid()
        return cls(
            name=name,
            host=socket.gethostname(),
            pid=pid,
            started=this_system().process_started(pid),
            since=datetime.now(UTC).isoformat(timespec="seconds"),
            token=secrets.token_hex(16),
        )

    @property
    def is_of_this_computer(self) -> bool:
        """Whether the process runs on this computer."""
        return self.host == socket.gethostname()

    @property
    def has_ended(self) -> bool:
        """Whether the process ran on this computer and has ended."""
        if not self.is_of_this_computer:
            return False
        if not this_system().process_runs(self.pid):
            return True
        started = this_system().process_started(self.pid)
        return bool(started and self.started and started != self.started)


def holder_of(lock: Path) -> Holder | None:
    """Return who is changing a project now; None if nobody is."""
    holder = _read(lock)
    if holder is None or holder.has_ended:
        return None
    if holder.is_of_this_computer:
        return holder
    return None if _age_seconds(lock) > STALE_AFTER_SECONDS else holder


def _read(lock: Path) -> Holder | None:
    """Return the holder that a lock file names; None if there is no file."""
    try:
        text = lock.read_text(encoding="utf-8")
    except OSError:
        return None
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        # A damaged file: the host “?” is no computer, so the lock expires by its age.
        return Holder("?", "?", 0, "", "", "")


def _age_seconds(file: Path) -> float:
    """Return the age of a file by the clock of its file system."""
    probe = file.with_name(f".{secrets.token_hex(8)}.clock")
    try:
        probe.write_bytes(b"0")
        now = probe.stat().st_mtime
    except OSError:  # a read-only folder: use the clock of this computer
        now = time.time()
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    try:
        return now - file.stat().st_mtime
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
        holder = _read(self._lock)
        return holder is not None and holder.token == self.holder.token

    def release(self) -> None:
        """Release the lock."""
        self._ended.set()
        self._renewer.join()
        if self.is_held:
            with suppress(OSError):
                self._lock.unlink()

    def _acquire(self) -> None:
        # Other processes may create or remove the lock between two steps: try for a second.
        for _attempt in range(50):
            if self._create_file():
                return
            self._refuse_if_held()
            if self._take_over():
                return
            time.sleep(0.02)
        self._refuse_if_held()
        raise OSError(self._lock)

    def _refuse_if_held(self) -> None:
        holder = holder_of(self._lock)
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
        aside = self._lock.with_name(f".{self.holder.token}.lock")
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
        if guard.exists() and _age_seconds(guard) > _TAKING_SECONDS:
            guard.unlink(missing_ok=True)
        try:
            guard.open("xb").close()
        except FileExistsError:
            return False
        try:
            if holder_of(self._lock) is None:
                self._lock.unlink(missing_ok=True)
            return self._create_file()
        finally:
            guard.unlink(missing_ok=True)

    def _renew(self) -> None:
        while not self._ended.wait(RENEW_SECONDS):
            # Write, not touch: the time must come from the clock of the file system.
            with suppress(OSError):
                if self.is_held:
                    with self._lock.open("r+b") as file:
                        file.write(self._text)
