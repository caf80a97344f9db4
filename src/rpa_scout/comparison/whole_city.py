"""Newly read surveys of some departments, merged into the tasks of the whole city.

Which questions matter depends on the cut of the whole city's ranking, so on the tasks of all
departments, not only on those that are read together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from rpa_scout.comparison.inventories import same_names
from rpa_scout.inventory import Inventory


@dataclass(frozen=True)
class WholeCity:
    """The city's tasks with the answers of newly read surveys."""

    # All tasks with the city's ids, in the city's order; new tasks come last.
    inventory: Inventory
    read_ids: Mapping[str, str]  # Id in the newly read inventory, by id in `inventory`

    def of_read(self, asked: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return the questions about newly read tasks, by the ids of the newly read inventory."""
        return {
            self.read_ids[task]: fields for task, fields in asked.items() if task in self.read_ids
        }


def whole_city(city: Inventory, read: Inventory) -> WholeCity:
    """Replace the city's older answers by newly read answers."""
    read_ids = same_names(city, read)
    paired = set(read_ids.values())
    taken = set(map(str, city.tasks.index))
    for task in map(str, read.tasks.index):
        if task not in paired:
            task_id = task
            while task_id in taken:
                task_id += "+"
            taken.add(task_id)
            read_ids[task_id] = task
    unread = [task for task in city.tasks.index if task not in read_ids]
    newer = read.tasks.loc[list(read_ids.values())].set_axis(_index(read_ids))
    order = [*city.tasks.index, *(task for task in read_ids if task not in city.tasks.index)]
    frames = [frame for frame in (city.tasks.loc[unread], newer) if len(frame)]
    tasks = pd.concat(frames or [city.tasks]).loc[order]
    tasks.index = _index(order)
    sources = pd.DataFrame({"table": -1, "row": range(1, len(tasks) + 1)}, index=tasks.index)
    return WholeCity(
        replace(
            city,
            tasks=tasks,
            left_out=tasks.iloc[:0],
            sources=sources,
            tables=(),
            ranges=_ranges(city, read, read_ids, unread),
        ),
        read_ids,
    )


def _index(ids: Iterable[str]) -> pd.Index[Any]:
    return pd.Index(list(ids), name="task_id", dtype=object)


def _ranges(
    city: Inventory, read: Inventory, read_ids: Mapping[str, str], unread: list[str]
) -> pd.DataFrame:
    city_ids = {read_id: task for task, read_id in read_ids.items()}
    newer = read.ranges[read.ranges["task_id"].isin(city_ids)]
    parts = [
        city.ranges[city.ranges["task_id"].isin(unread)],
        newer.assign(task_id=newer["task_id"].map(city_ids)),
    ]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
