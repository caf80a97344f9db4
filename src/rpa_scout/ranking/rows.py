"""The values of the ranking's columns, one row per task."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.break_even import break_even_advice
from rpa_scout.ranking.columns import RANKING_COLUMNS, column_named
from rpa_scout.ranking.decisions import TaskDecision

DECIDED_COLUMNS: Final = tuple(column.id for column in RANKING_COLUMNS if column.decided)
"""Columns whose values change with a decision."""

_ON_REQUEST: Final = tuple(column.id for column in RANKING_COLUMNS if column.if_computed)
"""Columns that are computed on request only."""


def ranking_rows(
    assessment: Assessment,
    decisions: Mapping[str, TaskDecision] | None = None,
    stored: pd.DataFrame | None = None,
    *,
    computed: pd.DataFrame | None = None,
    sentences: bool = False,
) -> pd.DataFrame:
    """Return a value for every declared column, best task first.

    Sentences, such as the reason for the means, are made on request only: they take longer than all
    other values. Values that a project stored replace recomputed values. Columns that were computed
    on request come by the id of the task.
    """
    frame = assessment.ranking.copy()
    if sentences:
        frame["means_reason"] = assessment.reasons()
    if stored is not None:
        frame = _as_stored(frame, stored)
    if sentences:
        frame["break_even_advice"] = _advice(frame)
    _add_before_after(frame)
    frame = with_computed(frame, computed)
    for name, unknown in _nothing_yet(len(frame)).items():
        if name not in frame:
            frame[name] = unknown
    return frame if decisions is None else with_decisions(frame, decisions)


def _add_before_after(frame: pd.DataFrame) -> None:
    """Add the hours after automation and the share saved; NaN where they are unknown."""
    now, saved = frame["hours_per_year"], frame["saved_hours_per_year_p50"]
    frame["hours_after"] = now - saved
    # No task saves more than it takes; the division may round up.
    frame["saved_share"] = (saved / now).clip(upper=1.0).where(now > 0.0)


def with_computed(ranking: pd.DataFrame, computed: pd.DataFrame | None) -> pd.DataFrame:
    """Return a ranking with the columns that were computed on request, joined by the task's id."""
    return ranking if computed is None else ranking.join(computed, on="task_id")


def _nothing_yet(count: int) -> Mapping[str, Any]:
    """Return unknown values for the columns that are not computed yet."""
    nothing = np.full(count, None, dtype=object)
    unknown = {
        name: np.full(count, np.nan) if column_named(name).is_number else nothing
        for name in _ON_REQUEST
    }
    return unknown | {"cumulative_hours_p50": np.full(count, np.nan)}


def with_decisions(ranking: pd.DataFrame, decisions: Mapping[str, TaskDecision]) -> pd.DataFrame:
    """Return a ranking with the decided columns; no other column depends on them."""
    frame = ranking.copy()
    hours = frame["hours_per_year"]
    for name, cells in decided_values(frame["task_id"], decisions, hours).items():
        frame[name] = pd.Series(cells, dtype=object)
    return frame


def decided_values(
    task_ids: Iterable[str], decisions: Mapping[str, TaskDecision], hours: Iterable[float]
) -> dict[str, list[Any]]:
    """Return the values of the decided columns for tasks; None without a decision.

    `hours` are the hours a year of the tasks, of which those of a group are the sum.
    """
    decided = [decisions.get(task_id) for task_id in task_ids]
    rows = [{} if decision is None else decision.values() for decision in decided]
    values: dict[str, list[Any]] = {
        name: [row.get(name, () if name == "judged" else None) for row in rows]
        for name in DECIDED_COLUMNS
    }
    return values | {"group_hours_per_year": _sums_by_group(values["group_id"], hours)}


def _sums_by_group(groups: list[str | None], hours: Iterable[float]) -> list[float | None]:
    """Return the hours of each task's group; None without a group, or where none are known."""
    sums: dict[str, float] = {}
    for group, own in zip(groups, hours, strict=True):
        if group is not None and not math.isnan(own):
            sums[group] = sums.get(group, 0.0) + own
    return [None if group is None else sums.get(group) for group in groups]


def _as_stored(frame: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """Return the stored ranking, completed by computed columns that were not stored."""
    computed = frame.set_index("task_id").reindex(stored["task_id"])
    more = [name for name in computed.columns if name not in stored.columns]
    return stored.reset_index(drop=True).join(computed[more].reset_index(drop=True))


def _advice(frame: pd.DataFrame) -> list[str]:
    names = ("break_even_items_per_run", "items_per_run", "saved_hours_per_year_p50")
    rows = zip(*(frame[name].tolist() for name in names), strict=True)
    return [break_even_advice(even, actual, saves=saved > 0.0) for even, actual, saved in rows]
