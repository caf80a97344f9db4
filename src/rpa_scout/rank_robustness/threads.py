"""Products of thin matrices in one thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from threadpoolctl import ThreadpoolController

__all__ = ["one_thread"]


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()  # looks through the loaded libraries, which takes milliseconds


@contextmanager
def one_thread() -> Iterator[None]:
    """Let BLAS use one thread.

    A product with eight criteria is bound by memory, not by arithmetic. Two threads bring nothing
    where the machine is idle; where it is not, each of hundreds of products waits for a thread
    that has no core, and the whole takes ten times as long.
    """
    with _controller().limit(limits=1, user_api="blas"):
        yield
