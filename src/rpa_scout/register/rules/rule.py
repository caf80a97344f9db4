"""What a rule on a register looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rpa_scout.findings import Finding
from rpa_scout.findings.rules import Rule
from rpa_scout.register.records import Actual, Automation
from rpa_scout.register.rows import RegisterRow


@dataclass(frozen=True, slots=True)
class RegisterContext:
    """A register as it was read."""

    automations: Sequence[Automation]
    actuals: Sequence[Actual]
    rows: Sequence[RegisterRow]

    @property
    def rows_with_automations(self) -> Iterator[tuple[RegisterRow, Automation]]:
        """Each row with the automation that it is about."""
        by_id = {automation.automation_id: automation for automation in self.automations}
        for row in self.rows:
            yield row, by_id[row.automation_id]

    @property
    def measured_rows(self) -> Iterator[tuple[RegisterRow, Automation]]:
        """The rows that give the hours saved in a fiscal year."""
        for row, automation in self.rows_with_automations:
            if "saved_hours_per_year" in row.numbers and "fiscal_year" in row.years:
                yield row, automation


RegisterRule = Rule[RegisterContext, Finding]
