"""Hours saved that are missing, or that exceed the hours before."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.register.rules.rule import RegisterContext, RegisterRule
from rpa_scout.savings.calibration.actuals import ROUNDING_ERROR
from rpa_scout.text import N_

_SAVED = "saved_hours_per_year"


def without_hours(context: RegisterContext) -> Iterator[Finding]:
    """Report automations in use without hours saved."""
    for row, automation in context.rows_with_automations:
        is_given = _SAVED in row.numbers or row.actual_is_doubtful
        if not is_given and not automation.has_ended:
            yield row.finding("not_measured", _SAVED)


def more_than_before(context: RegisterContext) -> Iterator[Finding]:
    """Report hours saved above the hours that the part of the task took before."""
    for row, automation in context.measured_rows:
        before = automation.hours_per_year_before
        saved = row.numbers[_SAVED]
        if before is not None and saved > before * automation.share * (1.0 + ROUNDING_ERROR):
            yield row.finding(
                "measured_above_before",
                _SAVED,
                saved=f"{saved:,.10g}",
                before=f"{before * automation.share:,.10g}",
            )


RULES = (
    RegisterRule(
        (
            FindingRule(
                "not_measured",
                "info",
                N_("“{field}” is blank; it counts as a task in use, without measured hours."),
                N_("Ask how many hours are saved; an estimate by those who use it will do."),
            ),
        ),
        without_hours,
    ),
    RegisterRule(
        (
            FindingRule(
                "measured_above_before",
                "warning",
                N_(
                    "“{field}” is {saved}: more than its part of the task took before ({before}). "
                    "It does not correct the estimates."
                ),
                N_(
                    "Check both figures; see whether hours of a month or of several tasks are "
                    "meant."
                ),
                quotes="saved",
            ),
        ),
        more_than_before,
    ),
)
