"""Rules on answers beside those of the same work elsewhere."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

RULES = (
    FindingRule(
        "unit_time_differs",
        "info",
        N_("the median of the same work elsewhere is {usual} minutes, here it is {minutes}."),
        N_("See whether both count the same as one item; if so, ask what is done in another way."),
        quotes="minutes",
    ),
)
