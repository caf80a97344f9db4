"""Automations that may or may not still run."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.register.rules.rule import RegisterContext, RegisterRule
from rpa_scout.text import N_


def unclear_end(context: RegisterContext) -> Iterator[Finding]:
    """Report rows whose end contradicts what they say of running."""
    for row in context.rows:
        runs = row.codes.get("still_running")
        ended = row.texts.get("ended_in", "")
        if runs == "yes" and ended:
            yield row.finding("ended_yet_running", "ended_in", written=ended)
        if runs == "no" and not ended:
            yield row.finding("ended_without_year", "ended_in")


RULES = (
    RegisterRule(
        (
            FindingRule(
                "ended_yet_running",
                "warning",
                N_(
                    "it is said to run still, but “{field}” is “{written}”; it counts as ended "
                    "then."
                ),
                N_("Delete the year of the end, or say that it runs no more."),
            ),
            FindingRule(
                "ended_without_year",
                "warning",
                N_(
                    "it runs no more, but “{field}” is blank; it counts for no fiscal year to come."
                ),
                N_("Write the fiscal year in which it ended."),
            ),
        ),
        unclear_end,
    ),
)
