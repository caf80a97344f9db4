"""The figures of every task that are shown, from the draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.savings.closed_form import SavingsParameters, TaskLoad, break_even_items_per_run
from rpa_scout.savings.quantiles import Quantiles

__all__ = ["BreakEvenRange", "SavingsSummary", "break_even_quantiles"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BreakEvenRange:
    """Items per run from which automation wins, as a range; infinite where it never does.

    Attributes
    ----------
    p10, p50, p90 : ndarray, shape (n,)
        Quantiles; NaN where no hours are known.
    """

    p10: Floats
    p50: Floats
    p90: Floats


@dataclass(frozen=True, slots=True)
class SavingsSummary:
    """The figures of every task, from the draws; arrays of shape (n,).

    Attributes
    ----------
    saved : Quantiles
        Hours saved a year, once a task is live; NaN where no hours are known.
    break_even : BreakEvenRange
        Items per run from which automation wins; infinite where no means fits.
    chance_worse : ndarray, shape (n,)
        Chance that time rises or nothing is saved, 0 to 1; NaN where no means fits or no hours are
        known.
    """

    saved: Quantiles
    break_even: BreakEvenRange
    chance_worse: Floats


def break_even_quantiles(
    load: TaskLoad, parameters: SavingsParameters, shape: tuple[int, ...]
) -> Floats:
    """Return p10, p50 and p90 of the break-even over draws of the given shape, shape (3, k)."""
    items = np.broadcast_to(break_even_items_per_run(load, parameters), shape)
    draws = shape[-1]
    # No interpolation between order statistics: a neighbour may be infinite.
    positions = [round(share * (draws - 1)) for share in (0.1, 0.5, 0.9)]
    return np.asarray(np.sort(np.ascontiguousarray(items), axis=1)[:, positions].T)
