"""The figures of every task that are shown, from the draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.savings.closed_form import SavingsParameters, TaskLoad, break_even_items_per_run
from rpa_scout.savings.quantiles import Quantiles


@dataclass(frozen=True, slots=True)
class AdoptedTasks:
    """The outcome of adopting tasks, by draw.

    Hours are whole steps of 2**-20 h, so that sums below 8·10⁹ h are exact in any order.

    Attributes
    ----------
    hours : ndarray, shape (k, draws) or (draws,)
        Hours saved a year.
    live : ndarray, shape of `hours`
        Whether a task is live; for a set of tasks, how many are.
    """

    hours: Floats
    live: Bools | npt.NDArray[np.int_]

    def summed(self) -> AdoptedTasks:
        """Return the sum over the tasks, shape (draws,)."""
        return AdoptedTasks(self.hours.sum(axis=0), self.live.sum(axis=0, dtype=np.int_))

    def plus(self, more: AdoptedTasks) -> AdoptedTasks:
        """Return the sum of two sets of tasks."""
        return AdoptedTasks(self.hours + more.hours, np.add(self.live, more.live, dtype=np.int_))

    def minus(self, fewer: AdoptedTasks) -> AdoptedTasks:
        """Return a set of tasks without some of them."""
        return AdoptedTasks(
            self.hours - fewer.hours, np.subtract(self.live, fewer.live, dtype=np.int_)
        )


@dataclass(frozen=True, slots=True)
class SummedTasks:
    """A set of tasks with its sum.

    Attributes
    ----------
    tasks : ndarray of bool, shape (n,)
        Tasks in the sum.
    total : AdoptedTasks
        The sum by draw.
    """

    tasks: Bools
    total: AdoptedTasks

    def changed_to(
        self,
        rows: Positions,
        totals: Callable[[Positions], AdoptedTasks],
    ) -> AdoptedTasks:
        """Return the sum over other tasks; only those that differ are drawn."""
        wanted = np.isin(np.arange(len(self.tasks)), rows)
        more = totals(np.flatnonzero(wanted & ~self.tasks))
        fewer = totals(np.flatnonzero(self.tasks & ~wanted))
        return self.total.plus(more).minus(fewer)


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
