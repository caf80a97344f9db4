"""Measures of groups, partners and probabilities, written down from their definitions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt


def cluster_scores(labels: Sequence[object], kinds: Sequence[object]) -> dict[str, float]:
    """Return precision, recall and F1 over pairs of tasks, and B-cubed F1."""
    both = list(zip(labels, kinds, strict=True))
    counts = Counter()
    for (label, kind), (label_b, kind_b) in combinations(both, 2):
        counts[label == label_b, kind == kind_b] += 1
    hits, together, same = counts[True, True], counts[True, False], counts[False, True]
    precision = hits / (hits + together) if hits + together else 1.0
    recall = hits / (hits + same) if hits + same else 1.0
    of_label, of_kind, of_both = Counter(labels), Counter(kinds), Counter(both)
    pure = sum(of_both[pair] / of_label[pair[0]] for pair in both) / len(both)
    whole = sum(of_both[pair] / of_kind[pair[1]] for pair in both) / len(both)
    return {
        "precision": precision,
        "recall": recall,
        "f1": harmonic(precision, recall),
        "b3": harmonic(pure, whole),
    }


def harmonic(first: float, second: float) -> float:
    """Return the harmonic mean, which F1 is of precision and recall."""
    return 2 * first * second / (first + second) if first + second else 0.0


def partner_share(
    first: Iterable[int],
    second: Iterable[int],
    probability: Iterable[float],
    kinds: Sequence[object],
    nearest: int = 3,
) -> float:
    """Return the share of tasks, of kinds with several, that have their kind among the nearest."""
    near = defaultdict(list)
    for task, partner, chance in zip(first, second, probability, strict=True):
        near[task].append((-chance, partner))
        near[partner].append((-chance, task))
    size = Counter(kinds)
    asked = [task for task, kind in enumerate(kinds) if size[kind] > 1]
    hits = sum(
        any(kinds[partner] == kinds[task] for _, partner in sorted(near[task])[:nearest])
        for task in asked
    )
    return hits / len(asked)


def expected_error(probability: npt.ArrayLike, happened: npt.ArrayLike, bins: int = 10) -> float:
    """Return the mean distance of forecast and frequency over bins of equal width."""
    probability, happened = np.asarray(probability), np.asarray(happened)
    of_bin = np.minimum((probability * bins).astype(int), bins - 1)
    error = 0.0
    for number in range(bins):
        inside = of_bin == number
        if inside.any():
            error += inside.mean() * abs(probability[inside].mean() - happened[inside].mean())
    return float(error)
