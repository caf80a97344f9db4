"""The register of measures: each times our work and a bare limit alternately, in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["MEASURES", "Measure", "Result", "measure"]

Work = Callable[[], object]
"""One side of a measure; a float result is its own timing, from a separate process."""

Prepared = tuple[Work, Work]


@dataclass(frozen=True)
class Measure:
    """One measure, timed `rounds` times on each side."""

    name: str
    aim: float | None  # largest ratio that we accept
    limit: str  # what our time is divided by
    rounds: int
    # Yields for every size its name, our work and the bare work.
    prepare: Callable[[], Iterator[tuple[str, Prepared]]]


@dataclass(frozen=True)
class Result:
    """Figures of one size: medians in seconds, and the median of the ratios pair by pair."""

    name: str
    size: str
    ours: float
    bare: float
    ratio: float
    aim: float | None


MEASURES: dict[str, Measure] = {}


def measure(
    name: str, *, limit: str, aim: float | None = None, rounds: int = 5
) -> Callable[[Callable[[], Iterator[tuple[str, Prepared]]]], Measure]:
    """Register a function that prepares a measure."""

    def register(prepare: Callable[[], Iterator[tuple[str, Prepared]]]) -> Measure:
        MEASURES[name] = Measure(name, aim, limit, rounds, prepare)
        return MEASURES[name]

    return register


def run(measure: Measure) -> Iterator[Result]:
    """Time a measure: both sides once to warm up, then alternately."""
    for size, (ours, bare) in measure.prepare():
        ours()
        bare()
        pairs = [(_seconds(ours), _seconds(bare)) for _ in range(measure.rounds)]
        yield Result(
            measure.name,
            size,
            statistics.median(mine for mine, _ in pairs),
            statistics.median(theirs for _, theirs in pairs),
            statistics.median(mine / theirs for mine, theirs in pairs),
            measure.aim,
        )


def _seconds(work: Work) -> float:
    start = time.perf_counter()
    result = work()
    return result if isinstance(result, float) else time.perf_counter() - start
