"""Hours after automation and the share saved, from a row of the ranking."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Staff hours a year before and after, and what is saved (p50, p10, p90); NaN is unknown."""

    before: float
    saved: float
    saved_p10: float
    saved_p90: float

    @property
    def after(self) -> float:
        """Hours a year after automation: before less saved, so that the three agree."""
        return self.before - self.saved

    @property
    def reduction_share(self) -> float:
        """Share of the hours that is saved; NaN where nothing is done by hand today."""
        return self.saved / self.before if self.before > 0.0 else math.nan


def before_after(row: Mapping[Any, Any]) -> BeforeAfter:
    """Return the hours of a row of the ranking, all by the middle estimate (p50)."""
    return BeforeAfter(
        float(row["hours_per_year"]),
        float(row["saved_hours_per_year_p50"]),
        float(row["saved_hours_per_year_p10"]),
        float(row["saved_hours_per_year_p90"]),
    )
