"""Linux and macOS."""

from __future__ import annotations

import os
from pathlib import Path

_START_TIME_FIELD = 19  # of /proc/PID/stat, after the name


class Posix:
    """A system of the Unix family."""

    def process_runs(self, pid: int) -> bool:
        """Tell whether a process with this number runs on this computer."""
        try:
            os.kill(pid, 0)  # signal 0 only asks
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True  # somebody else's, or a number that nobody can ask about
        fields = _stat(pid)
        # Ended, but its parent has not fetched the result yet.
        return not fields or fields[0] not in ("Z", "X")

    def process_started(self, pid: int) -> str:
        """Return the start of a process; empty where there is no /proc."""
        fields = _stat(pid)
        return fields[_START_TIME_FIELD] if len(fields) > _START_TIME_FIELD else ""

    def limit_memory(self, pid: int, most_bytes: int) -> None:
        """Do nothing: the child limits itself."""

    def hide(self, folder: Path) -> None:
        """Do nothing: the dot hides it."""

    def reachable(self, path: Path) -> Path:
        """Return the path itself."""
        return path

    def replace(self, source: Path, target: Path) -> None:
        """Move a file to the place of another one, in one step."""
        source.replace(target)

    def is_device_name(self, _name: str, /) -> bool:
        """Return False: a device is known by its kind, not by its name."""
        return False


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()
