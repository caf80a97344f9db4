"""Which pairs are worth a closer look: sparse search by words and n-grams, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rpa_scout.similarity.grams import SINGLES, in_threads, unit_rows, weighed
from rpa_scout.similarity.profiles import TaskProfiles

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Positions = npt.NDArray[np.int64]

LEAST_LIKENESS = 0.15
"""docs/similarity.md says what a higher or lower one finds and costs."""

_BLOCK = 1024
_GENERIC_SHARE = 0.2
_PROGRAMME_SHARE = 0.3
"""申請書 or 固定資産税 alone does not make two tasks the same work."""

_COMMON_SHARE = 3.0
"""A reminder is the same work for all taxes: the word must find it whatever the name says."""


def search_rows(tasks: TaskProfiles) -> csr_array:
    """Return what is searched: n-grams of texts and objects, and words, rows of unit length.

    Single characters are left out: they cost most and say least.
    """
    from scipy.sparse import hstack

    grams = unit_rows((tasks.text_grams + tasks.object_grams)[:, SINGLES:].tocsr())
    words = unit_rows(_weighed_words(tasks))
    return unit_rows(hstack([grams, words], format="csr", dtype=np.float32))


def _weighed_words(tasks: TaskProfiles) -> csr_array:
    """Return the words that two tasks of the same work are likely to share."""
    words = tasks.words
    weights = np.zeros(len(words.words), dtype=np.float32)
    weights[words.positions("programme")] = _PROGRAMME_SHARE
    weights[words.positions("document")] = 1.0
    weights[[number for number, word in enumerate(words.words) if word.is_generic]] = _GENERIC_SHARE
    common = np.array([word.is_common for word in words.words], dtype=bool)
    document = np.isin(np.arange(len(words.words)), words.positions("document"))
    weights[common & document] = _COMMON_SHARE
    stages = np.where(common & ~document, _COMMON_SHARE, 0.0)
    words_of_names = weighed(tasks.name_words, weights)
    rows: csr_array = (words_of_names + weighed(tasks.stages, stages)).tocsr()
    return rows


def candidate_pairs(tasks: TaskProfiles) -> tuple[Positions, Positions]:
    """Return the pairs that are alike enough to be judged, each once, the earlier task first."""
    rows = search_rows(tasks)
    columns = rows.T.tocsr()

    def block(start: int) -> tuple[Positions, Positions]:
        # A block's product is all that is held beside the pairs: memory grows with the pairs.
        product = (rows[start : start + _BLOCK] @ columns).tocoo()
        near = product.data >= LEAST_LIKENESS
        first, second = (part[near].astype(np.int64) for part in (product.row, product.col))
        ahead = second > first + start
        return first[ahead] + start, second[ahead]

    blocks = in_threads(block, range(0, rows.shape[0], _BLOCK))
    none = np.empty(0, dtype=np.int64)
    return (
        np.concatenate([none, *(first for first, _ in blocks)]),
        np.concatenate([none, *(second for _, second in blocks)]),
    )
