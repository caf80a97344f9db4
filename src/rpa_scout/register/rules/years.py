"""Hours for a year in which the automation did not run."""

from __future__ import annotations

from collections.abc import Iterator

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.fiscal_years import fiscal_year_label, fiscal_year_of
from rpa_scout.provenance import creation_time
from rpa_scout.register.rules.rule import RegisterContext, RegisterRule
from rpa_scout.text import N_


def wrong_years(context: RegisterContext) -> Iterator[Finding]:
    """Report hours for years to come, before the start, or after the end."""
    this_year = fiscal_year_of(f"{creation_time():%Y-%m-%d}")
    for row, automation in context.measured_rows:
        year, since, ended = row.years["fiscal_year"], automation.running_since, automation.ended_in
        shown = fiscal_year_label(year)
        if this_year is not None and year > this_year:
            yield row.finding("measured_in_future", "fiscal_year", year=shown)
        if since is not None and year < since:
            start = fiscal_year_label(since)
            yield row.finding("measured_before_start", "fiscal_year", year=shown, start=start)
        if ended is not None and year > ended:
            end = fiscal_year_label(ended)
            yield row.finding("measured_after_end", "fiscal_year", year=shown, end=end)


RULES = (
    RegisterRule(
        (
            FindingRule(
                "measured_in_future",
                "warning",
                N_("hours are given for {year}, which has not begun yet."),
                N_("Correct the fiscal year; hours that are only planned are no actuals."),
                quotes="year",
            ),
            FindingRule(
                "measured_before_start",
                "warning",
                N_("hours are given for {year}, but it has been running only since {start}."),
                N_("Correct the fiscal year of the figures, or that of the start."),
                quotes="year",
            ),
            FindingRule(
                "measured_after_end",
                "warning",
                N_("hours are given for {year}, but it ended in {end}."),
                N_("Correct the fiscal year of the figures, or that of the end."),
                quotes="year",
            ),
        ),
        wrong_years,
    ),
)
