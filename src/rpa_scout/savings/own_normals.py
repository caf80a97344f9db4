"""Normal variables of each task's own: stretches of one long table.

The table is drawn once, from the policy's seed. The numbers of a task for a purpose begin at a
place that only its id and the purpose decide, so they do not depend on the order of the tasks, on
the other tasks, or on the size of the blocks. Two tasks begin at the same place with a chance of
one in a million: that adds a millionth to their correlation, which is about 0.3 anyway by what is
common to all tasks. Drawing new numbers for every task took a third of the whole assessment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["LIMIT", "OwnNormals"]

Table = npt.NDArray[np.float32]

LIMIT = 4.5
"""No normal variable is further from 0."""

_LENGTH: Final = 1 << 20
_STEP: Final = 0x9E3779B1
"""Between the places of two purposes of a task; odd, so all purposes begin at other places."""


class OwnNormals:
    """Looks up the normal variables of tasks."""

    def __init__(self, seed: int, counter: int, draws: int, task_ids: Sequence[str]) -> None:
        self._seed, self._counter, self._draws, self._task_ids = seed, counter, draws, task_ids

    def of(self, rows: npt.NDArray[np.intp], purpose: int) -> Table:
        """Return the variables of some tasks for a purpose, shape (k, draws); the caller's own."""
        starts = (self._keys[rows] + purpose * _STEP) % _LENGTH
        return self._stretches[starts]

    @cached_property
    def _keys(self) -> npt.NDArray[np.int64]:
        keys = (_key(task_id) for task_id in self._task_ids)
        return np.fromiter(keys, dtype=np.int64, count=len(self._task_ids))

    @cached_property
    def _stretches(self) -> Table:
        table = _table(self._seed, self._counter, self._draws)
        return np.lib.stride_tricks.sliding_window_view(table, self._draws)


@lru_cache(maxsize=2)
def _table(seed: int, counter: int, draws: int) -> Table:
    bits = np.random.Philox(key=seed, counter=counter)
    table = np.random.Generator(bits).standard_normal(_LENGTH, dtype=np.float32)
    np.clip(table, -LIMIT, LIMIT, out=table)
    # The last places run on into the beginning.
    return np.concatenate([table, table[: draws - 1]])


def _key(task_id: str) -> int:
    digest = hashlib.blake2b(task_id.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little")
