"""All rules on a register, collected from the modules of this folder."""

from __future__ import annotations

from typing import Final

from rpa_scout.findings.rules import rules_in
from rpa_scout.register import rules
from rpa_scout.register.rules.rule import RegisterRule

REGISTER_RULES: Final[tuple[RegisterRule, ...]] = rules_in(rules)
