"""A few threads for work that releases the interpreter's lock, such as products of matrices."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["in_threads"]

_MOST = 4
"""Beyond so many, memory is what the threads wait for."""

Part = TypeVar("Part")
Result = TypeVar("Result")


def in_threads(function: Callable[[Part], Result], parts: Iterable[Part]) -> list[Result]:
    """Return a function's results for all parts, in their order."""
    parts = list(parts)
    workers = min(_MOST, os.cpu_count() or 1, len(parts))
    if workers < 2:  # noqa: PLR2004  # one thread is none beside
        return [function(part) for part in parts]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(function, parts))
