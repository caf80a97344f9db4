"""A published case as a row of a survey: the facts before automation, without the result."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.task_frame import task_frame

ASSUMED_HOURS_PER_YEAR = 200.0
"""Hours of a case that states none. The share saved hardly depends on them: published results do
not include upkeep, and all other parts are proportional to the hours."""

_TIMES_A_YEAR = {
    "年": 1.0,
    "半年": 2.0,
    "四半期": 4.0,
    "月": 12.0,
    "週": 52.0,
    "日": Checks().working_days_per_year,
}
_PERIOD = re.compile(r"(?:毎|1)?[かカヶヵ]?(四半期|半年|年|月|週|日)")
_EVERY = re.compile(r"(四半期|半年|年|月|週|日)ごと|毎(年|月|週|日)")
_RUN = "1回"
_SEASON = "事業期間"


@dataclass(frozen=True, slots=True)
class CaseLoad:
    """The work of a case before it was automated."""

    # None where they do not follow from the case.
    runs_per_year: float | None
    items_per_run: float | None
    minutes_per_item: float | None
    hours_per_year: float  # As stated, or assumed
    is_assumed: bool = False  # Whether `hours_per_year` is assumed


def case_load(case: ReferenceCase) -> CaseLoad:
    """Return the work before automation that a case states.

    Items and hours are combined if both are of a year (a month counts twelve times, a season as a
    year) or both are of a run. Hours of an unknown period count as a year's: the share saved hardly
    depends on them.
    """
    minutes = case.minutes_per_item_before
    times = _times_a_year(case.hours_period) or _times_every(case.hours_period)
    hours = case.hours_before * (times or 1.0) if case.hours_before else None
    if case.items_period.startswith(_RUN) and case.items:
        runs = _runs_a_year(case)
        hours = hours or (runs * case.items * minutes / 60.0 if runs and minutes else None)
        if runs and hours:
            return CaseLoad(runs, case.items, None, hours)
    items_times = _times_a_year(case.items_period)
    items = case.items * items_times if case.items and items_times else None
    if hours is None and items and minutes:
        hours = items * minutes / 60.0
    if minutes is None and items and hours and times:
        minutes = 60.0 * hours / items
    return CaseLoad(None, None, minutes, hours or ASSUMED_HOURS_PER_YEAR, hours is None)


def _times_a_year(period: str) -> float | None:
    if period.endswith(_SEASON):
        return 1.0
    period_match = _PERIOD.match(unicodedata.normalize("NFKC", period))
    return _TIMES_A_YEAR[period_match[1]] if period_match else None


def _runs_a_year(case: ReferenceCase) -> float | None:
    stated = _times_every(case.items_period) or _times_every(case.hours_period)
    return stated or (1.0 if case.hours_period.startswith(_RUN) else None)


def _times_every(period: str) -> float | None:
    """Return how often a year a period such as 「1回(毎日)」 says that a run takes place."""
    interval_match = _EVERY.search(unicodedata.normalize("NFKC", period))
    return _TIMES_A_YEAR[interval_match[1] or interval_match[2]] if interval_match else None


def case_tasks(cases: Sequence[ReferenceCase], fields: FieldSet) -> pd.DataFrame:
    """Return cases as the rows of a survey; answers that it does not offer are unknown.

    The remarks of a case are left out, because they state the result.
    """
    rows = [_answers(case, case_load(case)) for case in cases]
    frame = task_frame({field.id: [_known(row, field) for row in rows] for field in fields}, fields)
    frame.index = pd.Index([case.case_id for case in cases])
    return frame


def _known(row: Mapping[str, object], field: FieldDefinition) -> object:
    answer = row.get(field.id)
    return answer if field.kind != "choice" or answer in field.codes else None


def _answers(case: ReferenceCase, load: CaseLoad) -> Mapping[str, object]:
    return {
        "department": case.department or case.body,
        "name": case.task,
        "description": case.what_the_robot_does or None,
        "pattern": case.pattern or None,
        "judgement": case.judgement or None,
        "input_form": case.input_form or None,
        "digitisable": "ocr" if case.ai_ocr == "yes" else None,
        "runs_per_year": load.runs_per_year,
        "items_per_run": load.items_per_run,
        "minutes_per_item": load.minutes_per_item,
        "hours_per_year_reported": load.hours_per_year,
    }
