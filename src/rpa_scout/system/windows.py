"""Windows: long paths, names of devices, files that a virus scanner holds for a moment."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Protocol

_LONGEST_PATH = 240
"""Windows accepts 259 characters; names of journals and temporary files are added to a path."""

_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"]
)

_ATTEMPTS = 10
_FIRST_PAUSE_SECONDS = 0.01
"""The pauses double: a file may be held for 5 seconds in all before the error is reported."""


class Kernel(Protocol):
    """The calls of Windows itself."""

    def process_start(self, pid: int) -> str | None:
        """Return the start of a running process, empty if unknown; None if none runs."""

    def limit_memory(self, pid: int, most_bytes: int) -> None:
        """Limit the memory of a child process."""

    def hide(self, path: str) -> None:
        """Set the attribute “hidden”."""


class Windows:
    """Windows 10 and later."""

    def __init__(
        self,
        kernel: Kernel,
        move: Callable[[str, str], None] = os.replace,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._kernel, self._move, self._pause = kernel, move, pause

    def process_runs(self, pid: int) -> bool:
        """Tell whether a process with this number runs on this computer."""
        return self._kernel.process_start(pid) is not None

    def process_started(self, pid: int) -> str:
        """Return the start of a process, which tells it from a later one of its number."""
        return self._kernel.process_start(pid) or ""

    def limit_memory(self, pid: int, most_bytes: int) -> None:
        """Limit the memory of a child process, which also ends with this one."""
        self._kernel.limit_memory(pid, most_bytes)

    def hide(self, folder: Path) -> None:
        """Set the attribute “hidden”: a dot hides nothing here."""
        self._kernel.hide(str(folder))

    def reachable(self, path: Path) -> Path:
        r"""Return a long path with the prefix ``\\?\``, which lifts the limit of 259 characters."""
        text = str(path)
        if len(text) < _LONGEST_PATH or text.startswith("\\\\?\\"):
            return path
        if not PureWindowsPath(text).is_absolute():
            text = str(path.absolute())
        if text.startswith("\\\\"):
            return type(path)("\\\\?\\UNC\\" + text[2:])
        return type(path)("\\\\?\\" + text)

    def replace(self, source: Path, target: Path) -> None:
        """Move a file to the place of another one; wait while a virus scanner holds either."""
        pause = _FIRST_PAUSE_SECONDS
        for _attempt in range(_ATTEMPTS - 1):
            try:
                self._move(str(source), str(target))
            except PermissionError:
                self._pause(pause)
                pause *= 2
            else:
                return
        self._move(str(source), str(target))

    def is_device_name(self, name: str, /) -> bool:
        """Tell whether a name stands for a device, or for a stream inside another file."""
        stem = name.partition(".")[0].rstrip(" ").upper()
        return stem in _DEVICES or ":" in name
