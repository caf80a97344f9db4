"""Measures of groups, partners and probabilities, written down from their definitions."""

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np


def cluster_scores(labels, kinds):
    """Precision, recall and F1 over pairs of tasks, and B-cubed F1."""
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


def harmonic(first, second):
    return 2 * first * second / (first + second) if first + second else 0.0


def partner_share(first, second, probability, kinds, nearest=3):
    """Share of the tasks of kinds with several that have one of their kind among the nearest."""
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


def expected_error(probability, happened, bins=10):
    """Calibration error: mean distance of forecast and frequency over bins of equal width."""
    probability, happened = np.asarray(probability), np.asarray(happened)
    of_bin = np.minimum((probability * bins).astype(int), bins - 1)
    error = 0.0
    for number in range(bins):
        inside = of_bin == number
        if inside.any():
            error += inside.mean() * abs(probability[inside].mean() - happened[inside].mean())
    return float(error)
