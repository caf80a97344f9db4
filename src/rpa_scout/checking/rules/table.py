"""All rules on rows, collected from the modules of this folder."""

from __future__ import annotations

from typing import Final

from rpa_scout.checking import rules
from rpa_scout.checking.rules.rule import RowRule
from rpa_scout.findings.rules import rules_in

ROW_RULES: Final[tuple[RowRule, ...]] = rules_in(rules)
