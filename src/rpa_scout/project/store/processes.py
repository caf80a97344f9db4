"""Checks whether a process of this computer still runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["process_runs", "process_started"]

_STILL_ACTIVE = 259
_ACCESS_DENIED = 5  # the process runs, but belongs to another user
_QUERY_LIMITED_INFORMATION = 0x1000
_START_TIME_FIELD = 19  # of /proc/PID/stat, after the name


def process_runs(pid: int) -> bool:
    """Tell whether a process with this number runs on this computer."""
    return _runs(pid)


def process_started(pid: int) -> str:
    """Return the start time of a process, which distinguishes it from a later one."""
    fields = _stat(pid)
    return fields[_START_TIME_FIELD] if len(fields) > _START_TIME_FIELD else ""


def _state(pid: int) -> str:
    fields = _stat(pid)
    return fields[0] if fields else ""


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


if sys.platform == "win32":  # os.kill would end the process there

    def _runs(pid: int) -> bool:
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, 0, pid)
        if not handle:
            return bool(kernel.GetLastError() == _ACCESS_DENIED)
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == _STILL_ACTIVE

else:

    def _runs(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return _state(pid) not in ("Z", "X")
