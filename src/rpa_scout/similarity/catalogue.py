"""Typical municipal tasks: what each usually is, and what others have published about it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from rpa_scout.evidence.cases import ReferenceCase, reference_cases
from rpa_scout.similarity.across import best_matches
from rpa_scout.task_frame import task_frame

__all__ = [
    "CATALOGUE_FILE",
    "SOURCES",
    "TypicalTask",
    "entry_tasks",
    "nearest_entries",
    "typical_tasks",
]

CATALOGUE_FILE = Path(__file__).with_name("data") / "catalogue.csv"
"""The catalogue that is shipped."""

SOURCES = ("plan", "published", "general")
"""Named in the city's plan; published by a body (``cases``); general knowledge of such work."""


@dataclass(frozen=True, slots=True)
class TypicalTask:
    """One entry: what the task usually is, by what it is usually automated, and its cases."""

    entry_id: str
    name: str
    description: str
    systems: str
    pattern: str
    input_form: str
    judgement: str
    means: str
    source: str
    case_ids: tuple[str, ...]

    @property
    def cases(self) -> tuple[ReferenceCase, ...]:
        """The published cases of this work."""
        return tuple(case for case in reference_cases() if case.case_id in self.case_ids)


@lru_cache(maxsize=1)
def typical_tasks() -> tuple[TypicalTask, ...]:
    """Return the shipped catalogue."""
    with CATALOGUE_FILE.open(encoding="utf-8-sig", newline="") as stream:
        return tuple(
            TypicalTask(
                **{name: row[name] for name in row if name != "cases"},
                case_ids=tuple(part for part in row["cases"].split(";") if part),
            )
            for row in csv.DictReader(stream)
        )


def entry_tasks(entries: Sequence[TypicalTask] | None = None) -> pd.DataFrame:
    """Return entries of the catalogue as a frame of tasks, by entry id."""
    entries = typical_tasks() if entries is None else entries
    fields = ("name", "description", "systems", "pattern", "input_form", "judgement")
    frame = task_frame({name: [getattr(entry, name) for entry in entries] for name in fields})
    frame.index = pd.Index([entry.entry_id for entry in entries], name="task_id", dtype=object)
    return frame


def nearest_entries(tasks: pd.DataFrame, count: int = 3) -> pd.DataFrame:
    """Return the entries nearest to each task: ``task_id``, ``entry_id``, ``probability``.

    At most `count` a task, the most probable first; a task that resembles none has no row.
    """
    near = best_matches(tasks, entry_tasks(), count)
    return near.rename(columns={"partner_id": "entry_id"})
