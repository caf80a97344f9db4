"""Ctrl-C: temporary files are removed, and the program ends without waiting for threads."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from rpa_scout.progress import Cancelled


@contextmanager
def ctrl_c_cancels() -> Iterator[None]:
    """Make Ctrl-C raise `Cancelled` once; further ones do not interrupt the clean-up."""
    # Typer catches KeyboardInterrupt itself, and while it does, the inventory is freed object by
    # object, which takes seconds. A handler of the calling program stays in force.
    is_ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if not is_ours:
        yield
        return
    signal.signal(signal.SIGINT, _cancel)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _cancel(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise Cancelled


def leave_at_once(code: int) -> None:
    """End the process now; a thread that reads a large file cannot be interrupted."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the pipe has no reader, or the stream is closed
            stream.flush()
    os._exit(code)
