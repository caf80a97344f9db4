"""Published totals of several tasks, and forecasts for the same number of unknown tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from rpa_scout.backtesting.scores import weighted_quantiles
from rpa_scout.backtesting.shares import CaseShares, published_result
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.policy.model import Policy

_EVERY_THIRD = 3
"""Assumption: if a body uses AI-OCR, every third task reads paper."""


@dataclass(frozen=True, slots=True)
class TotalForecast:
    """A published total and its forecast."""

    case: ReferenceCase  # A group or an aggregate
    result: float  # Published share of the hours saved by its tasks together
    # Quantiles of the forecast.
    p10: float
    p50: float
    p90: float


def forecast_totals(cases: Iterable[ReferenceCase], policy: Policy) -> tuple[TotalForecast, ...]:
    """Forecast the totals of groups and aggregates."""
    return tuple(
        _forecast(case, policy)
        for case in cases
        if case.scope in ("group", "aggregate") and case.task_count and case.result is not None
    )


def _forecast(total: ReferenceCase, policy: Policy) -> TotalForecast:
    shares = CaseShares(
        [unknown_task(total, number) for number in range(int(total.task_count or 0))],
        policy.survey,
    )
    together = np.asarray(shares.drawn(policy).mean(axis=0))
    p10, p50, p90 = weighted_quantiles(together, (0.1, 0.5, 0.9)).tolist()
    return TotalForecast(total, published_result(total), p10, p50, p90)


def unknown_task(total: ReferenceCase, number: int) -> ReferenceCase:
    """Return a task without answers; only the way it was measured is known."""
    reads_paper = total.ai_ocr == "yes" and number % _EVERY_THIRD == 0
    return replace(
        total,
        case_id=f"{total.case_id}-{number}",
        task="",
        what_the_robot_does="",
        ai_ocr="yes" if reads_paper else "no",
        means="ocr_rpa" if reads_paper else "rpa",
        pattern="",
        input_form="",
        judgement="",
        items=None,
        hours_before=None,
        minutes_per_item_before=None,
    )
