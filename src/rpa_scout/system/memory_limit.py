"""The memory that a process may take at most, as Windows limits it: by a job."""

from __future__ import annotations

import ctypes
from ctypes import wintypes

# Of winnt.h, as are the structures below: their fields in this order, with names of our own.
_SET_QUOTA, _TERMINATE = 0x100, 0x1
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


def limit_memory(dll: ctypes.CDLL, pid: int, most_bytes: int) -> None:
    """Put a process into a job with a memory limit; without the right to, it runs without.

    The handle of the job stays open, so that the process ends with this one.
    """
    handle, number = wintypes.HANDLE, wintypes.DWORD
    dll.CreateJobObjectW.restype = handle
    dll.SetInformationJobObject.argtypes = (handle, ctypes.c_int, ctypes.c_void_p, number)
    dll.AssignProcessToJobObject.argtypes = (handle, handle)
    job = dll.CreateJobObjectW(None, None)
    process = dll.OpenProcess(_SET_QUOTA | _TERMINATE, 0, pid)
    if job and process:
        limits = _ExtendedLimits(process_memory=most_bytes)
        limits.basic.flags = _LIMIT_PROCESS_MEMORY | _KILL_ON_CLOSE
        size = ctypes.sizeof(limits)
        dll.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
        dll.AssignProcessToJobObject(job, process)
    if process:
        dll.CloseHandle(process)
