"""Limiting the memory of a child process on Windows."""

from __future__ import annotations

import ctypes
import os
import subprocess
from typing import Any

__all__ = ["CREATION_FLAGS", "MEMORY_AT_MOST", "limit_process"]

MEMORY_AT_MOST = 1536 << 20

CREATION_FLAGS = 0x0800_0000 if os.name == "nt" else 0
"""CREATE_NO_WINDOW: a program without a console would show one for its child."""

_EXTENDED_LIMITS = 9
_LIMIT_PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limit_process(
    process: subprocess.Popen[bytes],
    kernel: Any = None,  # noqa: ANN401 - a library of Windows, or that of a test
) -> int:
    """On Windows, put a process into a job with a memory limit; the job ends with this process.

    Elsewhere the child limits itself. Returns the handle of the job, 0 for none; it stays open as
    long as this process lives.
    """
    if kernel is None:
        if os.name != "nt":
            return 0
        # Only Windows has this library, and only there mypy knows it.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return 0
    limits = _ExtendedLimits(process_memory=MEMORY_AT_MOST)
    limits.basic.flags = _LIMIT_PROCESS_MEMORY | _KILL_ON_CLOSE
    handle = ctypes.c_void_p(job)
    kernel.SetInformationJobObject(
        handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    kernel.AssignProcessToJobObject(handle, ctypes.c_void_p(int(process._handle)))  # type: ignore[attr-defined]  # noqa: SLF001 - Popen has no public handle
    return int(job)
