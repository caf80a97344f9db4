"""Every rule by its code, in the order of the work."""

from __future__ import annotations

from rpa_scout.findings import (
    about_cells,
    about_city,
    about_files,
    about_layout,
    about_register,
    about_replies,
    about_rows,
)
from rpa_scout.findings.rule import FindingRule

__all__ = ["CATALOGUE", "FAMILIES"]

FAMILIES: dict[str, tuple[FindingRule, ...]] = {
    "Files": about_files.RULES,
    "Sheets, headings and lines": about_layout.RULES,
    "Cells": about_cells.RULES,
    "Rows, and rows beside each other": about_rows.RULES,
    "Replies to questions": about_replies.RULES,
    "Departments and the city": about_city.RULES,
    "Running automations and actuals": about_register.RULES,
}
"""Rules by what they speak of, for the reference page."""

CATALOGUE: dict[str, FindingRule] = {
    rule.code: rule for rules in FAMILIES.values() for rule in rules
}
"""All rules by code."""
