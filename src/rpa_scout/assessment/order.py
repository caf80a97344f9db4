"""The order of the ranking, the same on every computer."""

from __future__ import annotations

import numpy as np
import pandas as pd

from rpa_scout.arrays import Floats, Positions


def ranking_order(score: Floats, saved_hours: Floats, ties: pd.DataFrame) -> Positions:
    """Order tasks by falling score, falling whole hours saved, then department and row."""
    order = np.argsort(-score)
    falling = score[order]
    equal = falling[1:] == falling[:-1]
    if not equal.any():
        return order
    # Sorting by all keys is far slower than by the score; only tasks with equal scores need it.
    in_run = np.zeros(len(order), dtype=bool)
    in_run[1:] |= equal
    in_run[:-1] |= equal
    rows = order[in_run]
    keys = ties.iloc[rows].assign(
        score=-score[rows],
        saved=-np.nan_to_num(np.rint(saved_hours[rows]), nan=-np.inf),
    )
    keys["position"] = rows
    by = ["score", "saved", *ties.columns]
    order[in_run] = keys.sort_values(by, kind="stable")["position"].to_numpy()
    return order
