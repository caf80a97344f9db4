"""The register's actuals, converted to whole tasks of the survey, comparable with estimates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from rpa_scout.findings import Finding, Findings
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.derived import derived_hours_per_year
from rpa_scout.register.matching import RegisterMatch
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout.register.shares import counted_share
from rpa_scout.savings.calibration.actuals import ROUNDING_ERROR, MeasuredSaving
from rpa_scout.text import N_


def measured_tasks(
    register: Register, match: RegisterMatch, tasks: pd.DataFrame
) -> tuple[MeasuredSaving, ...]:
    """Add up the actuals of each task's automations, year by year.

    An estimate is about a whole task, with the hours of the survey. If the automations serve a part
    of the task, the saving is scaled up to the whole. If the task took more or fewer hours before
    than the survey states (it may state the remaining hours), the saving is scaled in proportion.
    """
    groups = _by_task_and_year(register, match)
    hours = dict(zip(tasks.index, derived_hours_per_year(tasks), strict=True))
    totals = {
        key: MeasuredSaving(key[0], _of_task(group, register.by_id, hours.get(key[0])), key[1])
        for key, group in groups.items()
    }
    whole = {key for key, group in groups.items() if _whole_year(group, key[1], register.by_id)}
    has_whole = {task for task, _year in whole}
    return tuple(totals[key] for key in sorted(totals) if key in whole or key[0] not in has_whole)


def impossible_actuals(register: Register, match: RegisterMatch, tasks: pd.DataFrame) -> Findings:
    """Return findings on actuals above the hours that the task takes according to the survey."""
    hours = dict(zip(tasks.index, derived_hours_per_year(tasks), strict=True))
    findings: list[Finding] = []
    for (task, _year), group in _by_task_and_year(register, match).items():
        most = hours.get(task)
        saved = _of_task(group, register.by_id, most)
        if most is not None and saved > most * (1.0 + ROUNDING_ERROR):
            findings += _above_survey(group, register.by_id, most)
    return Findings(tuple(findings))


def _above_survey(
    actuals: list[Actual], automations: Mapping[str, Automation], most: float
) -> Iterator[Finding]:
    for actual in actuals:
        if automations[actual.automation_id].hours_per_year_before is None:
            yield Finding(
                "measured_above_survey",
                actual.source.file,
                actual.source.sheet,
                actual.source.cell,
                "saved_hours_per_year",
                {"saved": f"{actual.saved_hours_per_year:,.10g}", "hours": f"{most:,.10g}"},
            )


def _by_task_and_year(
    register: Register, match: RegisterMatch
) -> dict[tuple[str, int], list[Actual]]:
    groups: dict[tuple[str, int], list[Actual]] = defaultdict(list)
    for actual in register.actuals:
        task = match.task_of.get(actual.automation_id)
        if task is not None:
            groups[task, actual.fiscal_year].append(actual)
    return groups


def _of_task(
    actuals: list[Actual], automations: Mapping[str, Automation], survey_hours: float | None
) -> float:
    """Return the sum of what automations save, scaled up to the whole task of the survey."""
    served = [automations[actual.automation_id] for actual in actuals]
    saved = sum(actual.saved_hours_per_year for actual in actuals)
    share = counted_share(served)
    if share > 0.0:
        saved /= share
    before = [
        automation.hours_per_year_before
        for automation in served
        if automation.hours_per_year_before
    ]
    if before and survey_hours is not None and survey_hours > 0.0:
        saved *= survey_hours / max(before)
    return saved


def _whole_year(
    actuals: list[Actual], fiscal_year: int, automations: Mapping[str, Automation]
) -> bool:
    served = [automations[actual.automation_id] for actual in actuals]
    return all(
        fiscal_year not in (automation.running_since, automation.ended_in) for automation in served
    )


RULES = (
    FindingRule(
        "measured_above_survey",
        "warning",
        N_(
            "“{field}” is {saved}: more than the survey says the task takes ({hours} hours a "
            "year). It does not correct the estimates."
        ),
        N_(
            "Check both figures. Where the survey says what is left after automation, write the "
            "hours before automation in the form."
        ),
        quotes="saved",
    ),
)
