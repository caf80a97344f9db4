"""The result of a backtest: forecasts by case, scores, baselines, and left-out cases."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from rpa_scout.backtesting.reliability import Reliability, reliability
from rpa_scout.evidence.cases import ReferenceCase

Reason = Literal["not_a_task", "no_result", "no_such_means"]


@dataclass(frozen=True, slots=True)
class Score:
    """The quality of forecasts.

    Attributes
    ----------
    crps : float
        Mean continuous ranked probability score; 0 is best.
    median_absolute_error : float
        Median absolute error of the p50, as a share of the hours before.
    """

    crps: float
    median_absolute_error: float


@dataclass(frozen=True, slots=True)
class CaseForecast:
    """A published result and its forecast, as shares of the hours before.

    Attributes
    ----------
    case : ReferenceCase
        The case.
    published, result : float
        The result as published, and clipped to [−1, 1].
    p10, p50, p90 : float
        Quantiles of the forecast.
    crps : float
        Score of the forecast.
    hours_assumed : bool
        Whether the hours before were assumed because the case states none.
    means : str
        Id of the means.
    p2_5, p25, p75, p97_5 : float
        Ends of the ranges of 95 and 50 %.
    pit : float
        Position of the result in the forecast: the chance of a smaller one, 0 to 1.
    crps_of_others : float
        Score of the other bodies' results by the same means as a forecast; NaN without any.
    """

    case: ReferenceCase
    published: float
    result: float
    p10: float
    p50: float
    p90: float
    crps: float
    hours_assumed: bool = False
    means: str = ""
    p2_5: float = math.nan
    p25: float = math.nan
    p75: float = math.nan
    p97_5: float = math.nan
    pit: float = math.nan
    crps_of_others: float = math.nan

    @property
    def case_id(self) -> str:
        """Id of the case."""
        return self.case.case_id

    @property
    def body(self) -> str:
        """The body, as published."""
        return self.case.body

    @property
    def task(self) -> str:
        """The task, as published."""
        return self.case.task

    def is_within(self, share: float) -> bool:
        """Whether the result lies in the middle range that should hold a share of the results."""
        low, high = {
            0.5: (self.p25, self.p75),
            0.8: (self.p10, self.p90),
            0.95: (self.p2_5, self.p97_5),
        }[share]
        return low <= self.result <= high

    @property
    def is_inside(self) -> bool:
        """Whether the result lies between p10 and p90."""
        return self.p10 <= self.result <= self.p90


@dataclass(frozen=True, slots=True)
class LeftOutCase:
    """A row without a forecast.

    Attributes
    ----------
    case_id : str
        Id of the case.
    reason : {"not_a_task", "no_result", "no_such_means"}
        The row is about several tasks together, states no result, or is about a means that the
        policy does not have.
    """

    case_id: str
    reason: Reason


@dataclass(frozen=True)
class BacktestResult:
    """Forecasts compared with published results.

    Attributes
    ----------
    cases : tuple of CaseForecast
        In the order of the file.
    coverage : float
        Share of the results between p10 and p90.
    score : Score
        Score of the forecasts.
    baselines : dict of str to Score or None
        Scores of the baselines; None if one body published all cases.
    left_out : tuple of LeftOutCase
        Rows without a forecast.
    as_is : bool
        Whether the policy was tested unchanged; otherwise it was learned from the other bodies.
    """

    cases: tuple[CaseForecast, ...]
    coverage: float
    score: Score
    baselines: Mapping[str, Score | None]
    left_out: tuple[LeftOutCase, ...]
    as_is: bool

    @cached_property
    def reliability(self) -> Reliability:
        """Whether the ranges hold what they say: all cases together, and by means."""
        return reliability(self.cases)

    def as_json(self) -> dict[str, Any]:
        """Return the data of ``rpa-scout backtest --json``."""
        return {
            "cases": [
                {
                    "case_id": forecast.case_id,
                    "result": forecast.result,
                    "p10": forecast.p10,
                    "p50": forecast.p50,
                    "p90": forecast.p90,
                    "crps": forecast.crps,
                }
                for forecast in self.cases
            ],
            "coverage": self.coverage,
            **_score(self.score),
            "baselines": {name: _score(score) for name, score in self.baselines.items()},
            "reliability": self.reliability.as_json(),
            "cases_needed": self.reliability.cases_needed,
        }


def _score(score: Score | None) -> dict[str, float | None]:
    return {
        "crps": score.crps if score else None,
        "median_absolute_error": score.median_absolute_error if score else None,
    }
