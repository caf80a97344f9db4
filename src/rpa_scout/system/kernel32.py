"""Calls of the Windows kernel through ctypes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes

from rpa_scout.system.memory_limit import limit_memory

_QUERY_LIMITED_INFORMATION = 0x1000
_SYNCHRONIZE = 0x100000
_ACCESS_DENIED = 5  # the process runs, but belongs to another user
_STILL_RUNNING = 0x102  # WAIT_TIMEOUT
_HIDDEN = 2
_TICKS_OF_HIGH_PART = 1 << 32
_LARGEST_PID = (1 << 32) - 1


class Kernel32:
    """The functions of kernel32.dll that the program needs."""

    def __init__(self, dll: ctypes.CDLL, last_error: Callable[[], int]) -> None:
        self._dll, self._last_error = dll, last_error
        # Handles have 64 bits; without the declarations ctypes cuts them to 32.
        self._dll.OpenProcess.restype = wintypes.HANDLE
        self._dll.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        self._dll.CloseHandle.argtypes = (wintypes.HANDLE,)
        self._dll.WaitForSingleObject.argtypes = (wintypes.HANDLE, wintypes.DWORD)
        self._dll.WaitForSingleObject.restype = wintypes.DWORD
        times = ctypes.POINTER(wintypes.FILETIME)
        self._dll.GetProcessTimes.argtypes = (wintypes.HANDLE, times, times, times, times)
        self._dll.SetFileAttributesW.argtypes = (wintypes.LPCWSTR, wintypes.DWORD)

    def process_start(self, pid: int) -> str | None:
        """Return the start of a running process, empty if unknown; None if none runs."""
        if not 0 < pid <= _LARGEST_PID:
            return None
        handle = self._dll.OpenProcess(_QUERY_LIMITED_INFORMATION | _SYNCHRONIZE, 0, pid)
        if not handle:
            return "" if self._last_error() == _ACCESS_DENIED else None
        try:
            # Not GetExitCodeProcess: a process may have ended with the code for “running”.
            if self._dll.WaitForSingleObject(handle, 0) != _STILL_RUNNING:
                return None
            created, *others = (wintypes.FILETIME() for _each in range(4))
            if not self._dll.GetProcessTimes(handle, *map(ctypes.byref, (created, *others))):
                return ""
            return str(created.dwHighDateTime * _TICKS_OF_HIGH_PART + created.dwLowDateTime)
        finally:
            self._dll.CloseHandle(handle)

    def limit_memory(self, pid: int, most_bytes: int) -> None:
        """Limit the memory of a child process, and let it end with this one."""
        limit_memory(self._dll, pid, most_bytes)

    def hide(self, path: str) -> None:
        """Set the attribute “hidden”; that it cannot be set is no reason to stop."""
        self._dll.SetFileAttributesW(path, _HIDDEN)
