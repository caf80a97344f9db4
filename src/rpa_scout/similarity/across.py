"""The tasks of one list that are most like those of another."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from rpa_scout.similarity.likeness import shipped_likeness
from rpa_scout.similarity.profiles import profiles

LEAST_SHOWN = 0.1
"""Below it a likeness is chance: nothing is shown rather than something that misleads."""


def best_matches(tasks: pd.DataFrame, partners: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return ``task_id``, ``partner_id`` and ``probability``, at most `count` a task."""
    pairs = shipped_likeness().pairs(profiles(stacked([tasks, partners]))).at_least(LEAST_SHOWN)
    # The earlier of a pair stands first, so a task is always before its partner.
    across = (pairs.first < len(tasks)) & (pairs.second >= len(tasks))
    matches = pd.DataFrame(
        {
            "task_id": tasks.index.to_numpy()[pairs.first[across]],
            "partner_id": partners.index.to_numpy()[pairs.second[across] - len(tasks)],
            "probability": pairs.probability[across],
        }
    )
    return most_probable(matches, tasks.index, count)


def most_probable(matches: pd.DataFrame, order: pd.Index, count: int) -> pd.DataFrame:
    """Return at most `count` matches of each task, in the order of tasks, likeliest first."""
    rank = pd.Series(np.arange(len(order)), index=order)
    sorted_matches = matches.assign(rank=rank.reindex(matches["task_id"]).to_numpy()).sort_values(
        ["rank", "probability", "partner_id"], ascending=[True, False, True], kind="stable"
    )
    best = sorted_matches.groupby("rank").head(count)
    return best.drop(columns="rank").reset_index(drop=True)


def stacked(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return frames of tasks below each other, with the columns that are compared."""
    columns = ["department", "name", "description", "systems", "pattern", "input_form", "judgement"]
    return pd.concat([_only(frame, columns) for frame in frames])


def _only(tasks: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return tasks.reindex(columns=columns).astype(
        {name: tasks[name].dtype for name in columns if name in tasks}
    )
