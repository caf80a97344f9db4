"""Shares of one task that add up to more than the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.register.records import Automation
from rpa_scout.register.rules.rule import RegisterContext, RegisterRule
from rpa_scout.register.shares import exceeds_whole, largest_share
from rpa_scout.text import N_

_PERCENT = 100.0


def shares_above_whole(context: RegisterContext) -> Iterator[Finding]:
    """Report tasks of which automations serve more than 100 % in one year."""
    years = {actual.fiscal_year for actual in context.actuals}
    rows = {row.automation_id: row for row in context.rows}
    tasks: dict[tuple[str, str], list[Automation]] = defaultdict(list)
    for automation in context.automations:
        tasks[automation.task_key].append(automation)
    for serving in tasks.values():
        if exceeds_whole(serving, years):
            percent = largest_share(serving, years) * _PERCENT
            row = rows[serving[-1].automation_id]
            yield row.finding("shares_above_whole", "share_percent", percent=f"{percent:,.10g}")


RULES = (
    RegisterRule(
        (
            FindingRule(
                "shares_above_whole",
                "warning",
                N_(
                    "the automations of this task serve {percent} % of it together; 100 % is the "
                    "whole."
                ),
                N_("Divide the task between them so that the shares add up to 100 % at most."),
                quotes="percent",
            ),
        ),
        shares_above_whole,
    ),
)
