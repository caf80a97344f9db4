"""Character n-grams of many texts as sparse rows of unit length, weighted by rarity.

The weights come from the shipped texts, not from the tasks at hand: how alike two tasks are does
not depend on which other tasks are looked at, so parts of a large list give the same results.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from rpa_scout.similarity.spans import JoinedTexts, window_hashes

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SIZES = (1, 2, 3)
_MOST_THREADS = 4
"""Beyond so many, memory is what the threads wait for."""

Part = TypeVar("Part")
Result = TypeVar("Result")
SPACE = 1 << 20
"""Columns that n-grams are hashed into; two of 10⁵ distinct ones rarely share one."""

SINGLES = 1 << 16
"""The first columns are of single characters."""


def gram_counts(texts: Sequence[str]) -> csr_array:
    """Count the n-grams of texts, shape (texts, SPACE)."""
    from scipy.sparse import csr_array

    joined = JoinedTexts.of(texts)
    owner, room = joined.owner, joined.room
    keys = []
    for size in SIZES:
        windows = window_hashes(joined.codes, size)
        inside = room[: len(windows)] >= size
        column = _columns(windows[inside], size)
        keys.append(owner[: len(windows)][inside] * SPACE + column)
    both, counts = np.unique(np.concatenate(keys), return_counts=True)
    row = both // SPACE
    start = np.searchsorted(row, np.arange(len(texts) + 1))
    values = np.sqrt(counts).astype(np.float32)
    # Narrow indices: products of rows wait for memory.
    column = (both % SPACE).astype(np.int32)
    return csr_array((values, column, start.astype(np.int32)), shape=(len(texts), SPACE))


def _columns(hashes: npt.NDArray[np.uint64], size: int) -> npt.NDArray[np.int64]:
    """Return the column of each n-gram; single characters stand before all others."""
    if size == 1:
        return (hashes % np.uint64(SINGLES)).astype(np.int64)
    return (SINGLES + hashes % np.uint64(SPACE - SINGLES)).astype(np.int64)


class GramWeights:
    """How much each n-gram says: the inverse of how many texts have it."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = gram_counts(texts)
        documents = np.bincount(counts.indices, minlength=SPACE)
        self._weights: npt.NDArray[np.float32] = np.log((1 + len(texts)) / (1 + documents)).astype(
            np.float32
        )

    def rows(self, texts: Sequence[str]) -> csr_array:
        """Return the weighted n-grams of texts, each row of unit length."""
        return unit_rows(weighed(gram_counts(texts), self._weights))


def unit_rows(matrix: csr_array) -> csr_array:
    """Scale rows to length 1 in place; empty rows stay empty."""
    lengths = np.diff(matrix.indptr)
    row = np.repeat(np.arange(len(lengths)), lengths)
    squares = np.bincount(row, matrix.data.astype(np.float64) ** 2, minlength=len(lengths))
    norm = np.sqrt(squares)
    norm[norm == 0.0] = 1.0
    matrix.data /= norm[row].astype(matrix.data.dtype)
    return matrix


def weighed(matrix: csr_array, weights: npt.NDArray[np.generic]) -> csr_array:
    """Return the matrix with weighted columns, without those of weight 0."""
    result = matrix.copy()
    result.data = result.data * weights[result.indices].astype(np.float32)
    result.eliminate_zeros()
    return result


def in_threads(function: Callable[[Part], Result], parts: Iterable[Part]) -> list[Result]:
    """Return the results for all parts in order; products of matrices release the lock."""
    parts = list(parts)
    workers = min(_MOST_THREADS, os.cpu_count() or 1, len(parts))
    if workers <= 1:  # A pool of one thread gains nothing
        return [function(part) for part in parts]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(function, parts))
