"""Old and new ranks side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.reranking import Reranking
from rpa_scout.text import N_
from rpa_scout_gui.models.columns import Column, decimal, plain, whole


def moved_text(ranks: float) -> str:
    """Return by how many ranks a task moved."""
    if ranks == 0:
        return "―"
    return f"{'▲' if ranks > 0 else '▼'} {abs(int(ranks)):,}"


MOVER_COLUMNS = (
    Column("rank", N_("New rank"), "number", 76, whole),
    Column("rank_before", N_("Old rank"), "number", 76, whole),
    Column(
        "moved", N_("Moved"), "number", 76, moved_text, tooltip=N_("Places up (▲) or down (▼).")
    ),
    Column("department", N_("Department"), "choice", 110, plain),
    Column("name", N_("Task"), "text", 260, plain),
    Column("score", N_("New score"), "number", 84, decimal),
    Column("score_before", N_("Old score"), "number", 84, decimal),
)
"""Columns of the comparison, from left to right."""


def mover_arrays(assessment: Assessment, reranking: Reranking) -> dict[str, npt.NDArray[Any]]:
    """Return the rows of the comparison, by the new rank."""
    tasks = assessment.inventory.tasks
    arrays = {
        "task_id": tasks.index.to_numpy(dtype=object),
        "department": tasks["department"].to_numpy(dtype=object),
        "name": tasks["name"].to_numpy(dtype=object),
        "rank": reranking.rank.astype(np.float64),
        "rank_before": reranking.rank_before.astype(np.float64),
        "moved": reranking.moved.astype(np.float64),
        "score": reranking.scores.score,
        "score_before": assessment.scores.score,
    }
    return {name: values[reranking.order] for name, values in arrays.items()}
