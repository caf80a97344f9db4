"""Time of scoring and ranking, against one matrix-vector product and argsort."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from registry import Prepared, measure

import rpa_scout as rs
from rpa_scout.assessment.order import ranking_order
from rpa_scout.scoring.scorer import Scorer, scorecard_named
from rpa_scout.task_frame import task_frame

SIZES = (1_000, 10_000, 100_000, 1_000_000)
UNKNOWN_SHARE = 0.1


def random_tasks(count: int) -> pd.DataFrame:
    """Return tasks with a tenth of the answers unknown."""
    draw = np.random.default_rng(7)
    columns = {}
    for field in rs.load_fields():
        unknown = draw.random(count) < UNKNOWN_SHARE
        if field.kind == "choice":
            positions = draw.integers(0, len(field.choices), count).astype(np.int8)
            columns[field.id] = np.where(unknown, -1, positions).astype(np.int8)
        elif field.kind == "number":
            values = np.minimum(10 ** draw.uniform(0, 3, count), field.maximum)
            columns[field.id] = np.where(unknown, np.nan, values)
    return task_frame(columns)


@measure("score and rank", limit="numpy points @ weights, argsort", aim=12, rounds=7)
def scoring() -> Iterator[tuple[str, Prepared]]:
    """Prepare tasks, and the points matrix for the bare side."""
    card = scorecard_named(rs.load_policy(), "rpa")
    scorer = Scorer(card)
    for size in SIZES:
        tasks = random_tasks(size)
        points = np.ascontiguousarray(scorer.score(tasks).points.T)
        weights = np.array(card.weights)
        saved = np.zeros(size)
        ties = pd.DataFrame(
            {"department": "税務課", "row": np.arange(size), "task_id": np.arange(size)}
        )

        def ours(tasks=tasks, saved=saved, ties=ties) -> object:
            scores = scorer.score(tasks)
            return scores.score_low, scores.score_high, ranking_order(scores.score, saved, ties)

        def bare(points=points, weights=weights) -> object:
            return np.argsort(points @ weights)

        yield f"{size:,} tasks", (ours, bare)
