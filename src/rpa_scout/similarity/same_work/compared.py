"""Tasks of one group compared: joint hours, where answers differ, and unit times."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.policy.derived import derived_hours_per_year

LEAST_RATIO = 2.0
"""A unit time is shown if its ratio to the median of the same work reaches this, or 1/this."""

LEAST_PEERS = 2


def group_summary(
    tasks: pd.DataFrame, groups: pd.Series, hours: pd.Series | None = None
) -> pd.DataFrame:
    """Return each group of two or more tasks: ``tasks``, ``departments``, ``hours_per_year``.

    Hours are the sum over all tasks; ``tasks_without_hours`` of them have none. The group with
    the most hours stands first. `hours` are those of an assessment, by default the answers'.
    """
    if hours is None:
        hours = pd.Series(np.asarray(derived_hours_per_year(tasks)), index=tasks.index)
    label = groups.reindex(tasks.index)
    summary = pd.DataFrame(
        {
            "tasks": label.groupby(label).size(),
            "departments": tasks["department"].groupby(label).nunique(),
            "hours_per_year": hours.groupby(label).sum(min_count=1),
            "tasks_without_hours": hours.isna().groupby(label).sum(),
        }
    )
    summary.index.name = "group"
    summary = summary[summary["tasks"] > 1]
    return summary.sort_values(
        ["hours_per_year", "tasks"], ascending=False, kind="stable", na_position="last"
    )


def differing_answers(tasks: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return where the choices within a group differ: ``group``, ``field``, ``code``, ``tasks``.

    One row a code that tasks of the group give; blanks do not count as different.
    """
    counts = _answer_counts(tasks, groups)
    several = counts.groupby(["group", "field"])["code"].transform("size") > 1
    return counts[several].reset_index(drop=True)


def agreed_answers(tasks: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return the choices on which a group agrees, with columns as :func:`differing_answers`.

    Two tasks or more have answered, and all of them the same.
    """
    counts = _answer_counts(tasks, groups)
    alone = counts.groupby(["group", "field"])["code"].transform("size") == 1
    return counts[alone & (counts["tasks"] > 1)].reset_index(drop=True)


def _answer_counts(tasks: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Count the tasks of each group by their answer to each choice."""
    label = groups.reindex(tasks.index)
    choices = [name for name in tasks.columns if isinstance(tasks[name].dtype, pd.CategoricalDtype)]
    parts = []
    for field in choices:
        codes = tasks[field].astype(object)
        counts = codes.groupby([label, codes]).size()
        counts.index.names = ["group", "code"]
        parts.append(counts[counts > 0].rename("tasks").reset_index().assign(field=field))
    columns = ["group", "field", "code", "tasks"]
    filled = [part[columns] for part in parts if len(part)]
    table: pd.DataFrame = pd.concat(filled) if filled else pd.DataFrame(columns=columns)
    return table.sort_values(["group", "field", "code"], ignore_index=True)


def unit_time_benchmark(
    tasks: pd.DataFrame, groups: pd.Series, least_ratio: float = LEAST_RATIO
) -> pd.DataFrame:
    """Return tasks whose minutes an item are far from those of the same work elsewhere.

    Columns ``task_id``, ``group``, ``minutes_per_item``, ``median_of_peers`` (minutes an item of
    the other tasks of the group), ``peers`` and ``ratio``; the farthest first.
    """
    label = groups.reindex(tasks.index)
    label = label[label.notna() & (tasks["minutes_per_item"] > 0.0)]
    minutes = tasks.loc[label.index, "minutes_per_item"]
    by_group = minutes.groupby(label)
    table = pd.DataFrame(
        {
            "task_id": minutes.index,
            "group": label.to_numpy(),
            "minutes_per_item": minutes.to_numpy(),
            "median_of_peers": by_group.transform(_medians_of_peers).to_numpy(),
            "peers": by_group.transform("size").to_numpy() - 1,
        }
    )
    table = table[table["peers"] >= LEAST_PEERS]
    table = table.sort_values("group", kind="stable", ignore_index=True)
    table["ratio"] = table["minutes_per_item"] / table["median_of_peers"]
    far = np.abs(np.log(table["ratio"].to_numpy(dtype=np.float64))) >= np.log(least_ratio)
    farthest = np.abs(np.log(table["ratio"])).sort_values(ascending=False, kind="stable").index
    shown: pd.DataFrame = table.loc[farthest[far[farthest]]]
    return shown.reset_index(drop=True)


def _medians_of_peers(members: pd.Series) -> Floats:
    """Return for each member the median of the others; NaN for one alone."""
    values = members.to_numpy(dtype=np.float64)
    if len(values) == 1:
        return np.full(1, np.nan)
    order = np.argsort(values, kind="stable")
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values))
    # Without the member itself, whatever stands at its rank or behind moves up by one.
    middles = (len(values) // 2 - 1, (len(values) - 1) // 2)
    low, high = (values[order[middle + (middle >= rank)]] for middle in middles)
    return np.asarray((low + high) / 2.0)
