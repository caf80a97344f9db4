"""Tasks that people have sorted into kinds of work: what the model of likeness learns from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from rpa_scout.policy.fields import shipped_fields
from rpa_scout.task_frame import task_frame

_DATA = Path(__file__).with_name("data")

LABELLED_FILES = {"city": _DATA / "labelled_tasks.csv", "practice": _DATA / "labelled_practice.csv"}
"""Invented tasks sorted by the rules in docs/similarity.md; ``city`` has blanks as a survey has."""

_FIELDS = ("department", "name", "description", "systems", "pattern", "input_form", "judgement")


@lru_cache(maxsize=4)
def labelled_tasks(file: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a labelled file: tasks as `Inventory.tasks`, and kind of work with full answers."""
    cells = pd.read_csv(LABELLED_FILES[file], dtype=str, keep_default_na=False)
    tasks = task_frame(
        {name: [cell or None for cell in cells[name]] for name in _FIELDS}, shipped_fields()
    )
    tasks.index = pd.Index(cells["id"], name="task_id", dtype=object)
    truth = pd.DataFrame({"concept": cells["concept"].to_numpy()}, index=tasks.index)
    for field in ("pattern", "input_form", "judgement"):
        column = f"true_{field}"
        truth[field] = cells[column if column in cells else field].to_numpy()
    return tasks, truth
