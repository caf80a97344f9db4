"""Ctrl-C: the work is put away at once, and the program ends without waiting for anything."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from rpa_scout.progress import Cancelled

__all__ = ["ctrl_c_cancels", "leave_at_once"]


@contextmanager
def ctrl_c_cancels() -> Iterator[None]:
    """Make Ctrl-C raise :class:`Cancelled`, once: what is being put away is not interrupted again.

    Typer takes a `KeyboardInterrupt` for itself, and while it does, all that was read is given
    back to the system piece by piece. Where Ctrl-C is ignored already, or handled by others, it
    stays so.
    """
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
    """End the process now: a thread may be reading a large file, and does not listen."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more, or it is closed
            stream.flush()
    os._exit(code)
