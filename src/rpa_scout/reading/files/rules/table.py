"""All rules on files that were read, collected from the modules of this folder."""

from __future__ import annotations

from typing import Final

from rpa_scout.findings.rules import rules_in
from rpa_scout.reading.files import rules
from rpa_scout.reading.files.rules.rule import FileRule

FILE_RULES: Final[tuple[FileRule, ...]] = rules_in(rules)
