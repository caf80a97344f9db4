"""All rules on one list of tasks, collected from the modules of this folder."""

from __future__ import annotations

from typing import Final

from rpa_scout.findings.rules import rules_in
from rpa_scout.reading.layout import rules
from rpa_scout.reading.layout.rules.rule import LayoutRule

LAYOUT_RULES: Final[tuple[LayoutRule, ...]] = rules_in(rules)
