"""Rules on rows, and rows beside each other."""

from __future__ import annotations

from rpa_scout.findings.rule import FindingRule
from rpa_scout.text import N_

__all__ = ["RULES"]

RULES = (
    FindingRule(
        "duplicate_task",
        "error",
        N_("the task “{value}” stands twice in this department; the first is in {expected}."),
        N_("Delete one of the two, or tell them apart by name or section."),
    ),
    FindingRule(
        "hours_unknown",
        "warning",
        N_("neither runs, items and minutes nor the yearly hours are known."),
        N_("Ask for the yearly hours at least; without them no saving can be estimated."),
    ),
)
