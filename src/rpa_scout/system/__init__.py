"""What differs between operating systems, behind one object that tests can replace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class System(Protocol):
    """What the program asks of the operating system beyond Python's own library."""

    def process_runs(self, pid: int) -> bool:
        """Tell whether a process with this number runs on this computer."""

    def process_started(self, pid: int) -> str:
        """Return the start of a process, which tells it from a later one of its number."""

    def limit_memory(self, pid: int, most_bytes: int) -> None:
        """Limit the memory of a child process, where it cannot do so itself."""

    def hide(self, folder: Path) -> None:
        """Hide a folder whose name starts with a dot, where the dot does not do so."""

    def reachable(self, path: Path) -> Path:
        """Return a path that the system accepts however long it is."""

    def replace(self, source: Path, target: Path) -> None:
        """Move a file to the place of another one, in one step."""

    def is_device_name(self, name: str, /) -> bool:
        """Tell whether a file name stands for a device, such as NUL.txt on Windows."""


class _Chosen:
    system: System | None = None


def this_system() -> System:
    """Return the system that the program runs on."""
    if _Chosen.system is None:
        _Chosen.system = _native()
    return _Chosen.system


@contextmanager
def using_system(system: System) -> Iterator[None]:
    """Run on another system; for tests."""
    before, _Chosen.system = _Chosen.system, system
    try:
        yield
    finally:
        _Chosen.system = before


def _native() -> System:
    if sys.platform == "win32":
        import ctypes

        from rpa_scout.system.kernel32 import Kernel32
        from rpa_scout.system.windows import Windows

        # Without use_last_error, ctypes itself may change the error before it is read.
        kernel = Kernel32(ctypes.WinDLL("kernel32", use_last_error=True), ctypes.get_last_error)
        return Windows(kernel)
    from rpa_scout.system.posix import Posix

    return Posix()
