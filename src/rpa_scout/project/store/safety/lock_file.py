"""What a lock file says: who is changing a project, in which process of which computer."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import stat
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from rpa_scout.system import this_system

_LONGEST: Final = 4096
"""A lock file has some hundred bytes; more is not read, for a file may never end."""

_LARGEST_PID: Final = 2**32 - 1
_MULTICAST: Final = 1 << 40
"""Set in a random number that stands for the address of a network card that is not known."""


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
    # Distinguishes computers of one name; ``""`` in locks of earlier versions.
    machine: str = ""

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
            machine=this_machine(),
        )

    @property
    def is_of_this_computer(self) -> bool:
        """Whether the process runs on this computer."""
        return self.host == socket.gethostname() and self.machine in ("", this_machine())

    @property
    def has_ended(self) -> bool:
        """Whether the process ran on this computer and has ended."""
        if not self.is_of_this_computer:
            return False
        # Numbers below 1 stand for groups of processes, of which one always runs.
        if not 1 <= self.pid <= _LARGEST_PID or not this_system().process_runs(self.pid):
            return True
        started = this_system().process_started(self.pid)
        return bool(started and self.started and started != self.started)

    @property
    def is_surely_running(self) -> bool:
        """Whether it is this very process that runs, and not a later one of its number."""
        return self.is_of_this_computer and bool(
            self.started and self.started == this_system().process_started(self.pid)
        )


UNKNOWN_HOLDER: Final = Holder("?", "?", 0, "", "", "")
"""The holder that a file names which is no lock of ours, or cannot be read."""


@cache
def this_machine() -> str:
    """Return a text that differs between computers, also between those of one name."""
    number = ""
    for file in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError, ValueError):
            number = number or Path(file).read_text(encoding="ascii").strip()
    if not number:
        card = uuid.getnode()
        number = "" if card & _MULTICAST else str(card)
    return hashlib.sha256(f"{socket.gethostname()}\n{number}".encode()).hexdigest()[:16]


def read_holder(lock: Path) -> Holder | None:
    """Return the holder that a lock file names; None if there is no file."""
    try:
        # A pipe of this name would let us wait for ever.
        descriptor = os.open(lock, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return UNKNOWN_HOLDER if os.path.lexists(lock) else None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return UNKNOWN_HOLDER
        content = os.read(descriptor, _LONGEST + 1)
    except OSError:
        return UNKNOWN_HOLDER
    finally:
        os.close(descriptor)
    return _holder_from(content)


@lru_cache(maxsize=4)  # read again before each change is committed
def _holder_from(content: bytes) -> Holder:
    if len(content) > _LONGEST:
        return UNKNOWN_HOLDER
    try:
        holder = Holder(**json.loads(content))
        datetime.fromisoformat(holder.since)
    except (ValueError, TypeError, RecursionError):
        return UNKNOWN_HOLDER
    texts = (holder.name, holder.host, holder.started, holder.token, holder.machine)
    is_ours = all(type(text) is str for text in texts) and type(holder.pid) is int
    return holder if is_ours else UNKNOWN_HOLDER
