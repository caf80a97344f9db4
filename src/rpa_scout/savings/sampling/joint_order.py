"""Putting the hours of tasks in the order of their joint draws."""

from __future__ import annotations

import numpy as np

from rpa_scout.arrays import Floats


def in_joint_order(ordered: Floats, joint: Floats) -> Floats:
    """Return ascending numbers in the order of joint draws, row by row; both of shape (k, draws).

    The joint draws may not be NaN.
    """
    # Sorting numbers is ten times as fast as sorting their positions. So the last bits of a number
    # give way to its position, which decides between equal numbers as well.
    keys = np.array(joint, dtype=np.float64)
    words, (tasks, draws) = keys.view(np.int64), keys.shape
    mask = (1 << (draws - 1).bit_length()) - 1
    words &= ~mask
    words |= np.arange(draws)
    keys.sort(axis=1)
    words &= mask
    words += np.arange(0, tasks * draws, draws)[:, None]
    placed = np.empty(ordered.shape)
    placed.reshape(-1)[words] = ordered
    return placed
