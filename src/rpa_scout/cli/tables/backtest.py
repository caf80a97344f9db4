"""A backtest as tables on the terminal: one row per case, then the scores and baselines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.console import Console

from rpa_scout.backtesting.as_task import ASSUMED_HOURS_PER_YEAR
from rpa_scout.backtesting.reliability import Reliability, reliability_lines
from rpa_scout.backtesting.result import BacktestResult, Reason, Score
from rpa_scout.cli.screen import print_lines
from rpa_scout.cli.tables.screen_table import ScreenTable
from rpa_scout.savings.quantiles import QUANTILE_LABELS
from rpa_scout.text import N_, _, language, listed

_LISTED = 10
_BASELINES = {
    "flat_80_percent": N_("80 % for every task"),
    "mean_of_other_cases": N_("Mean of the other bodies' cases"),
    "distribution_of_other_cases": N_("The other bodies' results as the range"),
}
_REASONS: dict[Reason, str] = {
    "not_a_task": N_("several tasks together"),
    "no_result": N_("no result stated"),
    "no_such_means": N_("by a means that the policy does not have"),
}


def print_backtest(result: BacktestResult, out: Console) -> None:
    """Print the result of a backtest."""
    out.print(_cases_table(result))
    out.print(_scores_table(result))
    out.print(_reliability_table(result))
    print_lines(_notes(result), out)


def _cases_table(result: BacktestResult) -> ScreenTable:
    title = (
        _("{count} published cases against the policy as it stands (share of the hours saved)")
        if result.as_is
        else _(
            "{count} published cases, each forecast from those of the other bodies "
            "(share of the hours saved)"
        )
    )
    table = ScreenTable(title.format(count=len(result.cases)))
    table.add_columns(_("Case"), _("Body"), _("Task"))
    table.add_columns(_("Published"), *map(_, QUANTILE_LABELS.values()), number=True)
    table.add_column(_("Within"))
    shown_in = language()
    for case in result.cases:
        names = (case.case_id, case.case.body_in(shown_in), case.case.task_in(shown_in))
        shares = (case.result, case.p10, case.p50, case.p90)
        inside = "○" if case.is_inside else "×"
        table.add_row(*names, *(f"{share:.0%}" for share in shares), inside)
    return table


def _scores_table(result: BacktestResult) -> ScreenTable:
    table = ScreenTable()
    table.add_column(_("Forecast"))
    table.add_columns("CRPS", _("Median absolute error of p50"), number=True)
    table.add_row(_("This program"), *_score_cells(result.score))
    for name, score in result.baselines.items():
        table.add_row(_(_BASELINES[name]), *_score_cells(score))
    return table


def _reliability_table(result: BacktestResult) -> ScreenTable:
    """Show how many results the ranges hold: all together, and by means."""
    table = ScreenTable(_("Share of the results in the ranges (95 % range by bodies)"))
    table.add_column(_("Means"))
    table.add_columns(
        _("Number of cases"),
        _("Bodies"),
        "50%",
        "80%",
        "95%",
        _("Above p90"),
        _("Below p10"),
        "CRPS",
        _("CRPS of the other bodies"),
        number=True,
    )
    parts = {_("all"): result.reliability, **result.reliability.by_means}
    for name, part in parts.items():
        table.add_row(name, *_reliability_cells(part))
    return table


def _reliability_cells(part: Reliability) -> Iterator[str]:
    yield f"{part.count}"
    yield f"{part.bodies}"
    for coverage in part.coverage:
        yield _("{value} ({low}–{high})").format(
            value=f"{coverage.share:.0%}", low=f"{coverage.low:.0%}", high=f"{coverage.high:.0%}"
        )
    yield f"{part.above:.0%}"
    yield f"{part.below:.0%}"
    yield f"{part.crps:.3f}"
    yield "―" if math.isnan(part.crps_of_others) else f"{part.crps_of_others:.3f}"


def _score_cells(score: Score | None) -> tuple[str, str]:
    if score is None:
        return "―", "―"
    return f"{score.crps:.3f}", f"{score.median_absolute_error:.3f}"


def _notes(result: BacktestResult) -> Iterator[str]:
    yield _("Between p10 and p90: {coverage:.0%} of the cases (80 % would be exact)").format(
        coverage=result.coverage
    )
    yield from reliability_lines(result.reliability)
    if any(score is None for score in result.baselines.values()):
        yield _("All cases are from one body: there are no other bodies to compare with.")
    for case in result.cases:
        if case.published < case.result:
            yield _("{case}: published {published:.0%}; less than -100 % counts as -100 %").format(
                case=case.case_id, published=case.published
            )
    assumed = [case.case_id for case in result.cases if case.hours_assumed]
    if assumed:
        yield _(
            "No hours stated; {hours:,.0f} a year assumed, which hardly matters here: {cases}"
        ).format(hours=ASSUMED_HOURS_PER_YEAR, cases=_listed(assumed))
    for reason, label in _REASONS.items():
        cases = [case.case_id for case in result.left_out if case.reason == reason]
        if cases:
            yield _("Left out ({reason}): {count} ({cases})").format(
                reason=_(label), count=len(cases), cases=_listed(cases)
            )


def _listed(ids: Sequence[str]) -> str:
    shown = listed(ids[:_LISTED])
    if len(ids) <= _LISTED:
        return shown
    return shown + " " + _("… +{count} more").format(count=len(ids) - _LISTED)
