"""First-k probabilities beside a matrix product, a partition and a comparison by numpy."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from registry import Prepared, measure

from rpa_scout.rank_robustness.acceptability import first_counts, rank_quantiles
from rpa_scout.rank_robustness.drawn_points import DrawnPoints
from rpa_scout.rank_robustness.weights import simplex_weights

CRITERIA, DRAWS, FIRST = 8, 10_000, 25
_BLOCK = 256


def random_points(tasks: int) -> tuple[DrawnPoints, np.ndarray]:
    """Return points of tasks without open answers, and weights."""
    draw = np.random.default_rng(3)
    points = draw.random((tasks, CRITERIA))
    weights = simplex_weights(CRITERIA, DRAWS, draw)
    return DrawnPoints(points, points, np.arange(tasks, dtype=np.uint64)), weights


def plain_counts(points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Count with every score of every task, block by block."""
    counts = np.zeros(len(points), dtype=np.int64)
    for start in range(0, len(weights), _BLOCK):
        scores = weights[start : start + _BLOCK] @ points.T
        bar = np.partition(scores, -FIRST, axis=1)[:, -FIRST]
        counts += (scores >= bar[:, None]).sum(axis=0)
    return counts


@measure("first-k probabilities", limit="numpy: product, partition, compare", aim=2, rounds=5)
def first_of_some() -> Iterator[tuple[str, Prepared]]:
    """Prepare 1,000 tasks."""
    points, weights = random_points(1_000)
    yield (
        "1,000 × 10,000",
        (
            lambda: first_counts(points, weights, FIRST),
            lambda: plain_counts(points.points, weights),
        ),
    )


@measure("all ranks", limit="numpy: product, partition, compare", aim=4, rounds=5)
def all_ranks() -> Iterator[tuple[str, Prepared]]:
    """Prepare 1,000 tasks; our side keeps every rank for its quantiles."""
    points, weights = random_points(1_000)
    yield (
        "1,000 × 10,000",
        (lambda: rank_quantiles(points, weights), lambda: plain_counts(points.points, weights)),
    )


@measure("first-k of many", limit="numpy: product, partition, compare", aim=1, rounds=3)
def first_of_many() -> Iterator[tuple[str, Prepared]]:
    """Prepare 20,000 tasks; the counts are the same."""
    points, weights = random_points(20_000)

    def ours() -> object:
        return first_counts(points, weights, FIRST)

    expected = plain_counts(points.points, weights)
    assert (first_counts(points, weights, FIRST).in_first == expected).all()
    yield "20,000 × 10,000", (ours, lambda: plain_counts(points.points, weights))


@measure("memory for first-k of many", limit="300 MB", aim=1, rounds=1)
def memory() -> Iterator[tuple[str, Prepared]]:
    """Our side returns the most memory that a process of its own has held, imports included."""
    import subprocess
    import sys
    from pathlib import Path

    code = (
        "import robustness as r\n"
        "points, weights = r.random_points(20_000)\n"
        "r.first_counts(points, weights, r.FIRST)\n"
        # Not getrusage: it would hand on what the parent has held.
        "status = open('/proc/self/status').read()\n"
        "print(int(status.split('VmHWM:')[1].split()[0]) / 1024)\n"
    )

    def ours() -> float:
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
        )
        return float(done.stdout)

    yield "20,000 × 10,000", (ours, lambda: 300.0)
