"""Every rule by its code, in the order of the work."""

from __future__ import annotations

from rpa_scout.findings import (
    about_cells,
    about_city,
    about_files,
    about_layout,
    about_replies,
    about_rows,
)
from rpa_scout.findings.rule import FindingRule

__all__ = ["CATALOGUE"]

CATALOGUE: dict[str, FindingRule] = {
    rule.code: rule
    for about in (about_files, about_layout, about_cells, about_rows, about_replies, about_city)
    for rule in about.RULES
}
"""All rules by code."""
