"""Hours a year: not known, or reported otherwise than runs, items and minutes give them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rpa_scout.checking.rules.rule import RowProblem, RowRule, RuleContext, in_two_digits
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.derived import HOURS_FIELDS
from rpa_scout.text import N_

MONTHS_PER_YEAR = 12.0
WEEKS_PER_YEAR = 52.0
MINUTES_PER_HOUR = 60.0
DAYS_PER_YEAR = 366.0
"""More runs a year than this are not supposed when a wrong unit of the runs is."""

ROUNDING_HOURS = 0.5
"""Hours are reported whole; so much may be lost by that."""

_REPORTED = "hours_per_year_reported"
_RUNS = "runs_per_year"


@dataclass(frozen=True, slots=True)
class _Cause:
    """A mistake that would make the reported hours `factor` times those from the parts."""

    code: str
    field: str
    factor: float


def _causes(checks: Checks) -> list[_Cause]:
    units = (
        ("month", "month", MONTHS_PER_YEAR),
        ("week", "week", WEEKS_PER_YEAR),
        ("per_day", "day", checks.working_days_per_year),
    )
    causes = [_Cause(f"hours_{name}_for_year", _REPORTED, 1.0 / many) for name, _, many in units]
    causes += [_Cause(f"runs_{name}_for_year", _RUNS, many) for _, name, many in units]
    return [*causes, _Cause("hours_for_minutes", _REPORTED, MINUTES_PER_HOUR)]


def tasks_without_hours(context: RuleContext) -> Iterator[RowProblem]:
    """Yield usable tasks of which no hours are known at all."""
    unknown = np.isnan(context.hours_per_year) & context.usable
    for row in np.flatnonzero(unknown).tolist():
        yield RowProblem(row, "hours_unknown", "minutes_per_item", values={"written": ""})


def reported_hours_disagree(context: RuleContext) -> Iterator[RowProblem]:
    """Yield tasks whose reported hours are not those of runs, items and minutes."""
    reported = context.answers(_REPORTED)
    comparable = context.usable & ~np.isnan(reported) & context.parts_known
    # Where all parts are known, these are the hours that come of them.
    computed = context.hours_per_year
    tolerance = context.checks.reported_hours_tolerance
    allowed = np.maximum(tolerance * computed, ROUNDING_HOURS)
    with np.errstate(invalid="ignore"):
        apart = np.abs(reported - computed) > allowed
    causes = _causes(context.checks)
    runs = context.answers(_RUNS)
    for row in np.flatnonzero(comparable & apart).tolist():
        # Where nothing is done, no factor explains hours.
        ratio = reported[row] / computed[row] if computed[row] > 0 else 0.0
        cause = _nearest(causes, ratio, runs[row], tolerance)
        yield _problem(row, cause, computed[row], runs[row] * ratio)


def _nearest(
    causes: list[_Cause], ratio: float, runs_per_year: float, tolerance: float
) -> _Cause | None:
    """Return the cause whose factor comes nearest to the ratio of reported to computed hours."""
    possible = [
        cause
        for cause in causes
        if abs(ratio / cause.factor - 1.0) <= tolerance
        and (cause.field != _RUNS or runs_per_year * cause.factor <= DAYS_PER_YEAR)
    ]
    return min(possible, key=lambda cause: abs(np.log(ratio / cause.factor)), default=None)


def _problem(row: int, cause: _Cause | None, hours: float, runs: float) -> RowProblem:
    if cause is None:
        return RowProblem(
            row, "hours_disagree", _REPORTED, values={"computed": in_two_digits(hours)}
        )
    expected = runs if cause.field == _RUNS else hours
    return RowProblem(row, cause.code, cause.field, values={"computed": in_two_digits(expected)})


_ASK_FOR_BOTH = N_(
    "Correct the yearly hours or the runs, items and minutes; the latter are used for the savings."
)
_LOOK_AT_RUNS = N_(
    "Write the runs of a whole year, or correct the yearly hours; "
    "runs, items and minutes are used for the savings."
)


def _disagreement(code: str, sentence: str, hint: str = _ASK_FOR_BOTH) -> FindingRule:
    return FindingRule(code, "warning", sentence, hint, quotes="reported", also=HOURS_FIELDS)


RULES = (
    RowRule(
        (
            FindingRule(
                "hours_unknown",
                "warning",
                N_("neither runs, items and minutes nor the yearly hours are known."),
                N_("Ask for the yearly hours at least; without them no saving can be estimated."),
                also=HOURS_FIELDS,
            ),
        ),
        tasks_without_hours,
        order=30,
    ),
    RowRule(
        (
            _disagreement(
                "hours_month_for_year",
                N_(
                    "“{field}” ({reported}) seems to be the hours of a month; "
                    "runs, items and minutes give {computed} hours a year."
                ),
            ),
            _disagreement(
                "hours_week_for_year",
                N_(
                    "“{field}” ({reported}) seems to be the hours of a week; "
                    "runs, items and minutes give {computed} hours a year."
                ),
            ),
            _disagreement(
                "hours_per_day_for_year",
                N_(
                    "“{field}” ({reported}) seems to be the hours of a day; "
                    "runs, items and minutes give {computed} hours a year."
                ),
            ),
            _disagreement(
                "runs_month_for_year",
                N_(
                    "“{field}” ({reported}) seems to be the runs of a month: "
                    "the yearly hours reported are those of about {computed} runs."
                ),
                _LOOK_AT_RUNS,
            ),
            _disagreement(
                "runs_week_for_year",
                N_(
                    "“{field}” ({reported}) seems to be the runs of a week: "
                    "the yearly hours reported are those of about {computed} runs."
                ),
                _LOOK_AT_RUNS,
            ),
            _disagreement(
                "runs_day_for_year",
                N_(
                    "“{field}” ({reported}) seems to be the runs of a day: "
                    "the yearly hours reported are those of about {computed} runs."
                ),
                _LOOK_AT_RUNS,
            ),
            _disagreement(
                "hours_for_minutes",
                N_(
                    "“{field}” ({reported}) is about 60 times what runs, items and minutes give "
                    "({computed} hours); hours and minutes seem to be mixed up."
                ),
                N_(
                    "See whether hours stand where minutes are asked for, or minutes as yearly "
                    "hours."
                ),
            ),
            _disagreement(
                "hours_disagree",
                N_(
                    "“{field}” ({reported}) does not agree with runs, items and minutes, "
                    "which give {computed} hours."
                ),
            ),
        ),
        reported_hours_disagree,
        figures=("reported_hours_tolerance", "working_days_per_year"),
        order=80,
    ),
)
