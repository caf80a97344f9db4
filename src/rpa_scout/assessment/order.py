"""The order of the ranking: the same input gives the same order everywhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["ranking_order"]

Floats = npt.NDArray[np.float64]


def ranking_order(score: Floats, saved_hours: Floats, ties: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Order tasks by score, then hours saved in whole hours, both falling, then department and row.

    Parameters
    ----------
    score : ndarray, shape (n,)
        Scores.
    saved_hours : ndarray, shape (n,)
        Hours saved a year (p50); NaN, unknown, comes after all that are known. A difference that
        no face shows does not decide: whole hours are compared.
    ties : DataFrame, shape (n, 3)
        Department, row and task id, by which what is still equal is put in order.

    Returns
    -------
    ndarray of int, shape (n,)
        Positions, best first.
    """
    order = np.argsort(-score)
    falling = score[order]
    equal = falling[1:] == falling[:-1]
    if not equal.any():
        return order
    # Sorting by every key costs far more than by one; only runs of equal scores need it.
    in_run = np.zeros(len(order), dtype=bool)
    in_run[1:] |= equal
    in_run[:-1] |= equal
    rows = order[in_run]
    keys = ties.iloc[rows].assign(
        score=-score[rows],
        saved=-np.nan_to_num(np.rint(saved_hours[rows]), nan=-np.inf),
    )
    keys["place"] = rows
    by = ["score", "saved", *ties.columns]
    order[in_run] = keys.sort_values(by, kind="stable")["place"].to_numpy()
    return order
