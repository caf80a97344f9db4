"""How many results the forecast ranges hold: coverage, one-sided misses, and their uncertainty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools, Floats
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.backtesting.result import CaseForecast

SHARES = (0.5, 0.8, 0.95)
"""Ranges that are tested, as the share of results that they should hold."""

PIT_BINS = 10
NEAR_AN_END = 0.02
_CERTAINTY = 0.95
_POWER = 0.8
_RESAMPLES = 2000
_SEED = 20261130


@dataclass(frozen=True, slots=True)
class CoverageRange:
    """Share of the results in a range, with its uncertainty."""

    wanted: float  # Share of the results that the range should hold
    share: float  # Share that it does hold
    # 95 % range of that share if other bodies had published: bodies are drawn, not cases, because
    # the results of a body are alike.
    low: float
    high: float


@dataclass(frozen=True)
class Reliability:
    """Whether the ranges of forecasts hold what they say.

    Attributes
    ----------
    count, bodies : int
        Cases, and bodies that published them.
    coverage : tuple of CoverageRange
        Of the ranges of 50, 80 and 95 %.
    above, below : float
        Share of the results above p90 and below p10; 10 % each would be exact.
    near_an_end : int
        Results within 0.02 of p10 or p90: a little more or less would change the verdict.
    pit : tuple of int
        Histogram of the position of each result in its forecast, ten bins; flat would be exact.
    crps : float
        Mean continuous ranked probability score.
    crps_of_others : float
        The same of the distribution of the other bodies' results by the same means; NaN where there
        are none.
    by_means : mapping of str to Reliability
        The same for every means; empty below.
    """

    count: int
    bodies: int
    coverage: tuple[CoverageRange, ...]
    above: float
    below: float
    near_an_end: int
    pit: tuple[int, ...]
    crps: float
    crps_of_others: float
    by_means: Mapping[str, Reliability] = field(default_factory=dict)

    @property
    def cases_needed(self) -> int:
        """Return how many independent results it takes to tell a range of 80 from one of 70 %."""
        return cases_to_tell(0.8, 0.7)

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values."""
        content: dict[str, Any] = {
            "cases": self.count,
            "bodies": self.bodies,
            "coverage": [
                {"wanted": part.wanted, "share": part.share, "low": part.low, "high": part.high}
                for part in self.coverage
            ],
            "above": self.above,
            "below": self.below,
            "near_an_end": self.near_an_end,
            "pit": list(self.pit),
            "crps": self.crps,
            "crps_of_others": None if np.isnan(self.crps_of_others) else self.crps_of_others,
        }
        if self.by_means:
            content["by_means"] = {name: part.as_json() for name, part in self.by_means.items()}
        return content


def reliability(forecasts: Sequence[CaseForecast]) -> Reliability:
    """Summarise forecasts, together and by means."""
    means_ids = dict.fromkeys(forecast.means for forecast in forecasts)
    by_means = {
        means_id: _reliability([case for case in forecasts if case.means == means_id], {})
        for means_id in means_ids
    }
    return _reliability(forecasts, by_means)


def reliability_lines(of_all: Reliability) -> Iterator[str]:
    """Yield what the ranges of all cases hold, in sentences in the user's language."""
    yield _(
        "Position of the results in their forecasts, in tenths: {counts} (all alike would be exact)"
    ).format(counts=" ".join(map(str, of_all.pit)))
    yield _("Results within 0.02 of p10 or p90: {count}").format(count=of_all.near_an_end)
    yield _(
        "It takes {count} independent results to tell a range that holds 80 % from one that holds "
        "70 %."
    ).format(count=of_all.cases_needed)


def _reliability(
    forecasts: Sequence[CaseForecast], by_means: Mapping[str, Reliability]
) -> Reliability:
    results = np.array([case.result for case in forecasts])
    p10 = np.array([case.p10 for case in forecasts])
    p90 = np.array([case.p90 for case in forecasts])
    to_an_end = np.minimum(np.abs(results - p10), np.abs(results - p90))
    bodies = np.array([case.body for case in forecasts], dtype=object)
    pit = np.array([case.pit for case in forecasts])
    of_others = np.array([case.crps_of_others for case in forecasts])
    return Reliability(
        count=len(forecasts),
        bodies=len(set(bodies.tolist())),
        coverage=tuple(
            _coverage(share, np.array([case.is_within(share) for case in forecasts]), bodies)
            for share in SHARES
        ),
        above=float(np.mean(results > p90)),
        below=float(np.mean(results < p10)),
        near_an_end=int(np.sum(to_an_end <= NEAR_AN_END)),
        pit=tuple(np.histogram(pit, PIT_BINS, (0.0, 1.0))[0].tolist()),
        crps=float(np.mean([case.crps for case in forecasts])),
        crps_of_others=float(np.nanmean(of_others))
        if not np.isnan(of_others).all()
        else float("nan"),
        by_means=by_means,
    )


def _coverage(wanted: float, inside: Bools, bodies: npt.NDArray[np.object_]) -> CoverageRange:
    """Return the share inside; its range comes from drawing bodies again (cluster bootstrap)."""
    _names, owner = np.unique(bodies, return_inverse=True)
    count = owner.max() + 1
    held, total = np.bincount(owner, inside, count), np.bincount(owner, minlength=count)
    drawn = np.random.default_rng(_SEED).integers(0, count, (_RESAMPLES, count))
    shares = held[drawn].sum(axis=1) / total[drawn].sum(axis=1)
    low, high = np.quantile(shares, ((1.0 - _CERTAINTY) / 2.0, (1.0 + _CERTAINTY) / 2.0))
    return CoverageRange(wanted, float(inside.mean()), float(low), float(high))


@cache
def cases_to_tell(share: float, other: float) -> int:
    """Return how many independent results distinguish ranges that hold two different shares.

    The least number with which a one-sided binomial test at 5 % detects the other share in four of
    five cases. The power of such a test rises unevenly; it stays above from this number on.

    >>> cases_to_tell(0.8, 0.5)
    19
    """
    counts = np.arange(1, 2000)
    enough = np.array([_power(int(count), share, other) >= _POWER for count in counts])
    return int(counts[np.flatnonzero(~enough)[-1] + 1])


def _power(count: int, share: float, other: float) -> float:
    from scipy.special import bdtr

    below: Callable[[Floats, int, float], Floats] = bdtr
    hits = np.arange(count + 1, dtype=np.float64)
    refused = np.flatnonzero(below(hits, count, share) <= 1.0 - _CERTAINTY)
    return float(below(hits[refused[-1:]], count, other)[0]) if refused.size else 0.0
