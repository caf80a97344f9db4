"""The search for cyclic garbage, put off while it costs much, or must not delete anything."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_pauses = [0]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for cyclic garbage; it goes on when the last pause of all threads ends."""
    with _lock:
        # Where a person turned it off, it stays off.
        counts = _pauses[0] > 0 or gc.isenabled()
        _pauses[0] += counts
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _pauses[0] -= counts
            if counts and not _pauses[0]:
                gc.enable()
