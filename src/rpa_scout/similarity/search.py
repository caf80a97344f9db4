"""Which pairs are worth a closer look: sparse search by words and n-grams, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rpa_scout.similarity.grams import unit_rows, weighed
from rpa_scout.similarity.profiles import TaskProfiles

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["candidate_pairs", "search_rows"]

Positions = npt.NDArray[np.int64]

LEAST_LIKENESS = 0.12
_BLOCK = 1024
_WORD_SHARES = {"document": 1.0, "programme": 0.3}
_GENERIC_SHARE = 0.2


def search_rows(tasks: TaskProfiles) -> csr_array:
    """Return what is searched: n-grams of texts and objects, and words, rows of unit length."""
    from scipy.sparse import hstack

    weights = np.zeros(len(tasks.words.words), dtype=np.float32)
    for kind, share in _WORD_SHARES.items():
        weights[tasks.words.positions(kind)] = share
    is_generic = np.array([word.is_generic for word in tasks.words.words], dtype=bool)
    weights[is_generic] = _GENERIC_SHARE
    is_common = np.array([word.is_common for word in tasks.words.words], dtype=np.float32)
    is_common[tasks.words.positions("document")] = 0.0
    words = unit_rows(weighed(tasks.name_words, weights) + weighed(tasks.stages, is_common))
    parts = [tasks.text_grams, tasks.object_grams, words]
    return unit_rows(hstack(parts, format="csr", dtype=np.float32))


def candidate_pairs(tasks: TaskProfiles, least: float = LEAST_LIKENESS) -> tuple[Positions, Positions]:
    """Return the pairs that are alike enough to be judged, each once, the earlier task first."""
    rows = search_rows(tasks)
    columns = rows.T.tocsr()
    found = list(_blocks(rows, columns, least))
    first = np.concatenate([np.empty(0, np.int64), *(pair[0] for pair in found)])
    second = np.concatenate([np.empty(0, np.int64), *(pair[1] for pair in found)])
    return first, second


def _blocks(rows: csr_array, columns: csr_array, least: float) -> Iterator[tuple[Positions, Positions]]:
    for start in range(0, rows.shape[0], _BLOCK):
        product = (rows[start : start + _BLOCK] @ columns).tocoo()
        first, second = product.coords
        near = (product.data >= least) & (second > first + start)
        yield first[near].astype(np.int64) + start, second[near].astype(np.int64)
