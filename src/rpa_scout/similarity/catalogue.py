"""Typical municipal tasks: what each usually is, and what others have published about it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from rpa_scout.evidence.cases import ReferenceCase, reference_cases
from rpa_scout.policy.fields import shipped_fields
from rpa_scout.similarity.across import best_matches
from rpa_scout.task_frame import task_frame

CATALOGUE_FILE = Path(__file__).with_name("data") / "catalogue.csv"
"""The catalogue that is shipped."""

RESULTS_FILE = CATALOGUE_FILE.with_name("catalogue_results.csv")
"""Results that bodies have published on entries, beside the cases of the evidence."""

SOURCES = ("plan", "published", "general")
"""Named in the city's plan; published by a body (``cases``); general knowledge of such work."""


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """What a body published on an entry's work, as stated; None where it says nothing."""

    body: str
    task: str
    hours_before: float | None
    hours_after: float | None
    hours_period: str
    reduction_share: float | None
    evidence: str
    source_url: str


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

    @property
    def results(self) -> tuple[PublishedResult, ...]:
        """Results published on this work, beside the cases."""
        return _published_results().get(self.entry_id, ())


@lru_cache(maxsize=1)
def _published_results() -> dict[str, tuple[PublishedResult, ...]]:
    """Return the published results by entry."""
    results: dict[str, tuple[PublishedResult, ...]] = {}
    with RESULTS_FILE.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            result = PublishedResult(
                row["body"],
                row["task"],
                _number(row["hours_before"]),
                _number(row["hours_after"]),
                row["hours_period"],
                _number(row["reduction_share"]),
                row["evidence"],
                row["source_url"],
            )
            results[row["entry_id"]] = (*results.get(row["entry_id"], ()), result)
    return results


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


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
    frame = task_frame(
        {name: [getattr(entry, name) for entry in entries] for name in fields}, shipped_fields()
    )
    frame.index = pd.Index([entry.entry_id for entry in entries], name="task_id", dtype=object)
    return frame


def nearest_entries(tasks: pd.DataFrame, count: int = 3) -> pd.DataFrame:
    """Return the entries nearest to each task: ``task_id``, ``entry_id``, ``probability``.

    At most `count` a task, the most probable first; a task that resembles none has no row.
    """
    near = best_matches(tasks, entry_tasks(), count)
    return near.rename(columns={"partner_id": "entry_id"})
