"""Reading workbooks in child processes, so that a crash of native code ends only the child."""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import struct
import threading
from collections.abc import Collection, Iterator

from rpa_scout.reading.files import native_reader
from rpa_scout.reading.files.native_reader import (
    DamagedError,
    NativeSheet,
    PlainValues,
    ProtectedError,
    native_sheets,
)
from rpa_scout.system import this_system
from rpa_scout.system.starting import start_python

_LIMITS = struct.Struct("<QQ")
_LEAST_MEMORY, _MEMORY_PER_BYTE = 320 << 20, 12
"""Address space: the interpreter and calamine take 100 MB, a cell some ten times its bytes."""

_MOST_MEMORY = 1536 << 20
"""Where the limit cannot follow the workbook: on Windows it is set once for a child."""

_LEAST_SECONDS, _BYTES_PER_SECOND = 3, 4 << 20
"""Seconds of work. By the clock it may take longer, for the computer may be busy."""

_CLOCK_FACTOR = 2 if os.name == "nt" else 8
"""Windows has no limit of a process's work that could be moved on with each workbook."""

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_idle: list[_Child] = []


def sheets_from_child(
    content: bytes, unpacked_bytes: int, skip: Collection[str]
) -> Iterator[NativeSheet]:
    """Yield the sheets of a workbook, read by a child process within limits.

    If the child ends for any reason, the workbook counts as damaged.
    """
    try:
        child = _taken()
    except OSError:
        _log.info("No process can be started to read a workbook; it is read in this one.")
        yield from native_sheets(content, skip)
        return
    is_done = False
    try:
        child.ask(content, unpacked_bytes, skip)
        yield from child.sheets()
        is_done = True
    except (DamagedError, ProtectedError):
        is_done = child.is_waiting
        raise
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        _log.info("The reading of a workbook was stopped: it took too much memory or time.")
        raise DamagedError from error
    finally:
        child.timer.cancel()
        if is_done:
            with _lock:
                _idle.append(child)
        else:
            child.stop()


def stop_children() -> None:
    """Stop the idle child processes; new ones start when they are needed."""
    with _lock:
        children, _idle[:] = list(_idle), []
    for child in children:
        child.stop()


atexit.register(stop_children)


def _taken() -> _Child:
    with _lock:
        if _idle:
            return _idle.pop()
    return _Child()


class _Child:
    """A process that reads workbooks."""

    def __init__(self) -> None:
        # -P: the folder of the script is no place to import from.
        self._process = start_python(["-P", str(native_reader.__file__)], is_piped=True)
        this_system().limit_memory(self._process.pid, _MOST_MEMORY)
        self.timer = threading.Timer(0, self.stop)
        self.is_waiting = True

    def ask(self, content: bytes, unpacked_bytes: int, skip: Collection[str]) -> None:
        """Send a workbook."""
        assert self._process.stdin is not None
        seconds = _LEAST_SECONDS + unpacked_bytes // _BYTES_PER_SECOND
        self.timer = threading.Timer(_CLOCK_FACTOR * seconds, self._process.kill)
        self.timer.daemon = True
        self.timer.start()
        self.is_waiting = False
        memory = _LEAST_MEMORY + _MEMORY_PER_BYTE * unpacked_bytes
        self._process.stdin.write(_LIMITS.pack(memory, seconds))
        pickle.dump((content, tuple(skip)), self._process.stdin)
        self._process.stdin.flush()

    def sheets(self) -> Iterator[NativeSheet]:
        """Yield the sheets of the answer; the rows of one have to be used before the next."""
        while isinstance(answer := self._answer(), tuple):
            name, is_hidden, merged, end = answer
            yield NativeSheet(name, is_hidden, merged, end, self._rows())
        self.is_waiting = True
        if answer == "protected":
            raise ProtectedError
        if answer != "read":
            raise DamagedError

    def _rows(self) -> Iterator[list[object]]:
        while isinstance(rows := self._answer(), list):
            yield from rows

    def _answer(self) -> object:
        assert self._process.stdout is not None
        return PlainValues(self._process.stdout).load()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()
