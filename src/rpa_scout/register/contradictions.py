"""Contradictions in a register: shares above 100 %, savings above the hours before, wrong years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rpa_scout.findings import Finding
from rpa_scout.fiscal_years import fiscal_year_label, fiscal_year_of
from rpa_scout.provenance import creation_time
from rpa_scout.register.records import Actual, Automation
from rpa_scout.register.rows import RegisterRow
from rpa_scout.register.shares import exceeds_whole, largest_share

__all__ = ["contradictions"]

_PERCENT = 100.0


def contradictions(
    automations: Sequence[Automation], actuals: Sequence[Actual], rows: Sequence[RegisterRow]
) -> Iterator[Finding]:
    """Yield the findings on contradictory rows."""
    by_id = {automation.automation_id: automation for automation in automations}
    for row in rows:
        automation = by_id[row.automation_id]
        yield from _of_state(row)
        if "saved_hours_per_year" not in row.numbers:
            yield from _not_measured(row, automation)
        elif "fiscal_year" in row.years:
            yield from _of_hours(row, automation)
            yield from _of_years(row, automation)
    years = {actual.fiscal_year for actual in actuals}
    yield from _of_shares(automations, years, {row.automation_id: row for row in rows})


def _of_state(row: RegisterRow) -> Iterator[Finding]:
    runs = row.codes.get("still_running")
    ended = row.texts.get("ended_in", "")
    if runs == "yes" and ended:
        yield row.finding("ended_yet_running", "ended_in", written=ended)
    if runs == "no" and not ended:
        yield row.finding("ended_without_year", "ended_in")


def _not_measured(row: RegisterRow, automation: Automation) -> Iterator[Finding]:
    if not automation.has_ended and not row.actual_is_doubtful:
        yield row.finding("not_measured", "saved_hours_per_year")


def _of_hours(row: RegisterRow, automation: Automation) -> Iterator[Finding]:
    before = automation.hours_per_year_before
    saved = row.numbers["saved_hours_per_year"]
    if before is not None and saved > before * automation.share * (1.0 + 1e-9):
        yield row.finding(
            "measured_above_before",
            "saved_hours_per_year",
            saved=f"{saved:,.10g}",
            before=f"{before * automation.share:,.10g}",
        )


def _of_years(row: RegisterRow, automation: Automation) -> Iterator[Finding]:
    year, since, ended = row.years["fiscal_year"], automation.running_since, automation.ended_in
    shown = fiscal_year_label(year)
    this_year = fiscal_year_of(f"{creation_time():%Y-%m-%d}")
    if this_year is not None and year > this_year:
        yield row.finding("measured_in_future", "fiscal_year", year=shown)
    if since is not None and year < since:
        start = fiscal_year_label(since)
        yield row.finding("measured_before_start", "fiscal_year", year=shown, start=start)
    if ended is not None and year > ended:
        end = fiscal_year_label(ended)
        yield row.finding("measured_after_end", "fiscal_year", year=shown, end=end)


def _of_shares(
    automations: Sequence[Automation], years: set[int], rows: dict[str, RegisterRow]
) -> Iterator[Finding]:
    tasks: dict[tuple[str, str], list[Automation]] = defaultdict(list)
    for automation in automations:
        tasks[automation.task_key].append(automation)
    for serving in tasks.values():
        if exceeds_whole(serving, years):
            percent = largest_share(serving, years) * _PERCENT
            row = rows[serving[-1].automation_id]
            yield row.finding("shares_above_whole", "share_percent", percent=f"{percent:,.10g}")
