"""Surveys of some departments within those of the whole city.

Which question matters depends on where the cut of the whole ranking lies, and so on every
department's tasks, not on those whose files happen to be read together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from rpa_scout.comparison.inventories import same_names
from rpa_scout.inventory import Inventory

__all__ = ["WholeCity", "whole_city"]


@dataclass(frozen=True)
class WholeCity:
    """The city's tasks, those that were read newly with their new answers."""

    # All tasks, with the ids of the city's inventory, in its order; new tasks behind them.
    inventory: Inventory
    read_ids: Mapping[str, str]  # Id of a task in what was read, by its id here

    def of_read(self, asked: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return what is asked of the tasks that were read, by their ids there."""
        return {
            self.read_ids[task]: fields for task, fields in asked.items() if task in self.read_ids
        }


def whole_city(city: Inventory, read: Inventory) -> WholeCity:
    """Put what was read newly in the place of the city's older answers."""
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
    ours = [task for task in city.tasks.index if task not in read_ids]
    newer = read.tasks.loc[list(read_ids.values())].set_axis(_index(read_ids))
    order = [*city.tasks.index, *(task for task in read_ids if task not in city.tasks.index)]
    frames = [frame for frame in (city.tasks.loc[ours], newer) if len(frame)]
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
            ranges=_ranges(city, read, read_ids, ours),
        ),
        read_ids,
    )


def _index(ids: Iterable[str]) -> pd.Index[Any]:
    return pd.Index(list(ids), name="task_id", dtype=object)


def _ranges(
    city: Inventory, read: Inventory, read_ids: Mapping[str, str], ours: list[str]
) -> pd.DataFrame:
    city_ids = {read_id: task for task, read_id in read_ids.items()}
    newer = read.ranges[read.ranges["task_id"].isin(city_ids)]
    parts = [
        city.ranges[city.ranges["task_id"].isin(ours)],
        newer.assign(task_id=newer["task_id"].map(city_ids)),
    ]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
