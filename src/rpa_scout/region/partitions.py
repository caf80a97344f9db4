"""Tasks of many cities assessed city by city: the same function in any process, here or in Spark.

Figures of a task depend on its own answers and its id, and its candidacy on its city, so that a
city is the least part. Hours are added up in whole steps: sums are equal however they were cut.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from rpa_scout.assessment.assess import assess
from rpa_scout.errors import InputError
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.savings.quantiles import Quantiles, quantiles_of
from rpa_scout.savings.summary import AdoptedTasks
from rpa_scout.text import N_

KEYS: Final = ("city", "task_id")
"""Columns that name a task, beside those of the survey's fields."""

RESULT_TYPES: Final = {
    **dict.fromkeys(("city", "task_id", "department", "name"), "string"),
    "rank": "long",
    **dict.fromkeys(("score", "score_low", "score_high"), "double"),
    "means": "string",
    "build_hours": "double",
    "hours_per_year": "double",
    **{f"saved_hours_per_year_{name}": "double" for name in ("p10", "p50", "p90", "mean")},
    "chance_worse": "double",
    "candidate": "boolean",
    "not_candidate_because": "string",
    "total_hours": "array<double>",
    "total_live": "array<long>",
}
"""Columns of the results and their types in Spark; the first task of a city has its total draws."""

_TOTALS: Final = ("total_hours", "total_live")


@dataclass(frozen=True)
class RegionTotal:
    """What the candidates of all cities together would save."""

    # Numbers over all cities.
    tasks: int
    candidates: int
    adopted: AdoptedTasks  # Hours saved a year and live tasks, by draw

    @property
    def hours(self) -> Quantiles:
        """Hours saved a year."""
        return quantiles_of(self.adopted.hours)


def assess_city(tasks: pd.DataFrame, policy: Policy, scorecard: str = "rpa") -> pd.DataFrame:
    """Assess the tasks of one city, best first, with the columns of :data:`RESULT_TYPES`.

    They have `city`, `task_id`, and columns named by field id; choices are codes.
    """
    named = [name for name in tasks.columns if name in policy.survey.by_id]
    city = str(tasks["city"].iloc[0])
    # The draws of a task follow its id: equal ids of two cities must not be drawn alike.
    ids = city + "/" + tasks["task_id"].astype(str)
    frame = tasks[named].set_axis(pd.Index(ids, dtype=object), axis=0)
    assessment = assess(Inventory.from_frame(frame, policy.survey), policy, scorecard)
    total = assessment.target.total_of_all
    columns = [name for name in RESULT_TYPES if name not in ("city", *_TOTALS)]
    rows = assessment.ranking[columns]
    first = rows.index == 0
    hours, live = (
        pd.Series([array.tolist() if is_first else None for is_first in first], dtype=object)
        for array in (total.hours, total.live.astype(np.int64))
    )
    rows = rows.assign(
        city=city,
        task_id=[task_id.removeprefix(f"{city}/") for task_id in rows["task_id"]],
        total_hours=hours,
        total_live=live,
    )
    return rows[[*RESULT_TYPES]]


def assess_locally(
    tasks: pd.DataFrame, policy: Policy, scorecard: str = "rpa", processes: int = 1
) -> Iterator[pd.DataFrame]:
    """Assess cities in processes of this machine, and yield the results city by city."""
    cities = [part for _city, part in by_city(tasks)]
    if processes == 1:
        yield from (assess_city(part, policy, scorecard) for part in cities)
        return
    with ProcessPoolExecutor(processes) as pool:
        count = len(cities)
        yield from pool.map(assess_city, cities, [policy] * count, [scorecard] * count)


def by_city(tasks: pd.DataFrame) -> Iterable[tuple[Hashable, pd.DataFrame]]:
    """Return the tasks of each city; refuse a frame without ids."""
    missing = [name for name in (*KEYS, "name") if name not in tasks]
    if missing:
        raise InputError(N_("The tasks have no column “{name}”."), name=missing[0])
    return tasks.groupby("city", sort=True)


def sum_of_totals(results: Iterable[pd.DataFrame]) -> RegionTotal:
    """Add up results, or sums of results; equal in any order and partition."""
    tasks, candidates, hours, live = 0, 0, np.zeros(1), np.zeros(1, dtype=np.int64)
    for rows in results:
        summed = rows[rows["total_hours"].notna()]
        tasks += len(rows)
        candidates += int(rows["candidate"].sum())
        for of_hours, of_live in zip(summed["total_hours"], summed["total_live"], strict=True):
            hours = hours + np.asarray(of_hours, dtype=np.float64)
            live = live + np.asarray(of_live, dtype=np.int64)
    return RegionTotal(tasks, candidates, AdoptedTasks(hours, live))
