"""Calls of the Windows kernel through ctypes."""

from __future__ import annotations

import sys

__all__ = ["Kernel32"]

_QUERY_LIMITED_INFORMATION = 0x1000
_SYNCHRONIZE = 0x100000
_ACCESS_DENIED = 5  # the process runs, but belongs to another user
_STILL_RUNNING = 0x102  # WAIT_TIMEOUT
_HIDDEN = 2
_TICKS_OF_HIGH_PART = 1 << 32

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class Kernel32:
        """The functions of kernel32.dll that the program needs."""

        def __init__(self) -> None:
            # Without use_last_error, ctypes itself may change the error before it is read.
            self._dll = ctypes.WinDLL("kernel32", use_last_error=True)
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
            if not 0 < pid < 1 << 32:
                return None
            access = _QUERY_LIMITED_INFORMATION | _SYNCHRONIZE
            handle = self._dll.OpenProcess(access, 0, pid)
            if not handle:
                return "" if ctypes.get_last_error() == _ACCESS_DENIED else None
            try:
                # Not GetExitCodeProcess: a process may have ended with the code for “running”.
                if self._dll.WaitForSingleObject(handle, 0) != _STILL_RUNNING:
                    return None
                created, *others = (wintypes.FILETIME() for _each in range(4))
                pointers = map(ctypes.byref, (created, *others))
                if not self._dll.GetProcessTimes(handle, *pointers):
                    return ""
                return str(created.dwHighDateTime * _TICKS_OF_HIGH_PART + created.dwLowDateTime)
            finally:
                self._dll.CloseHandle(handle)

        def hide(self, path: str) -> None:
            """Set the attribute “hidden”; that it cannot be set is no reason to stop."""
            self._dll.SetFileAttributesW(path, _HIDDEN)
