"""Similar tasks among many names beside the bare product of their n-grams; and the recall.

``python benchmarks/similarity.py`` prints how many of the pairs that an exhaustive comparison of
drawn tasks with all others finds are found by the search, by size of the list.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pandas as pd
from registry import Prepared, measure

import rpa_scout as rs
from rpa_scout.inventory import Inventory
from rpa_scout.similarity.likeness import shipped_likeness
from rpa_scout.similarity.profiles import profiles
from rpa_scout.similarity.search import candidate_pairs, search_rows
from rpa_scout.similarity.words import OfficeWord, shipped_words

SIZES = (2_000, 20_000)
DRAWN_TASKS = 100
_BLOCK = 1024
_WITH_PROGRAMME, _WITH_TAIL = 0.5, 0.3
_TAILS = ("事務", "（窓口分）", "処理", "（郵送分）", "（4月分）", "業務", "（第2期）", "（本庁）")


def distinct_names(count: int, seed: int = 1) -> list[str]:
    """Return names of documents and stages, with programmes, spellings and endings drawn."""
    draws = random.Random(seed)
    words = shipped_words().words
    kinds = {
        kind: [word for word in words if word.kind == kind]
        for kind in ("document", "stage", "programme")
    }

    def written(word: OfficeWord) -> str:
        return draws.choice((word.word, *word.spellings))

    names: dict[str, None] = {}
    while len(names) < count:
        document, stage = draws.choice(kinds["document"]), draws.choice(kinds["stage"])
        name = written(document) + draws.choice(("の", "", "　", "・")) + written(stage)
        if draws.random() < _WITH_PROGRAMME:
            name = written(draws.choice(kinds["programme"])) + draws.choice(("の", "　")) + name
        names[name + (draws.choice(_TAILS) if draws.random() < _WITH_TAIL else "")] = None
    return list(names)


def named_tasks(count: int) -> pd.DataFrame:
    """Return so many tasks with names only."""
    return Inventory.from_frame(pd.DataFrame({"name": distinct_names(count)})).tasks


@measure("similar tasks", limit="product of n-grams, in blocks", rounds=3)
def similar() -> Iterator[tuple[str, Prepared]]:
    """Prepare names, and the rows whose bare product is the limit."""
    for size in SIZES:
        tasks = named_tasks(size)
        rows = search_rows(profiles(tasks))

        def ours(tasks=tasks) -> object:
            return rs.similar_tasks(tasks)

        def bare(rows=rows) -> object:
            columns = rows.T.tocsr()
            starts = range(0, rows.shape[0], _BLOCK)
            return sum((rows[start : start + _BLOCK] @ columns).nnz for start in starts)

        yield f"{size:,} names", (ours, bare)


def recall(count: int, threshold: float) -> tuple[int, float]:
    """Compare drawn tasks with all others: how many pairs there are, and the share found."""
    described = profiles(named_tasks(count))
    likeness = shipped_likeness()
    pairs = likeness.judged(described, *candidate_pairs(described)).at_least(threshold)
    located = set((pairs.first * count + pairs.second).tolist())
    total, hits = 0, 0
    for task in np.random.default_rng(0).choice(count, DRAWN_TASKS, replace=False):
        every = np.delete(np.arange(count), task)
        first, second = np.minimum(every, task), np.maximum(every, task)
        same = likeness.judged(described, first, second).at_least(threshold)
        keys = (same.first * count + same.second).tolist()
        total, hits = total + len(keys), hits + sum(key in located for key in keys)
    return total, hits / max(total, 1)


if __name__ == "__main__":
    for size in (1_700, 5_000, 20_000):
        for least in (shipped_likeness().pair_threshold, shipped_likeness().group_threshold, 0.5):
            total, share = recall(size, least)
            print(f"{size:,} names, probability {least} and more: {share:.3f} of {total} pairs")
