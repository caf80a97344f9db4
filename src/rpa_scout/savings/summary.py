"""The figures of every task that are shown, from the draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.savings.quantiles import Quantiles

_STEPS_PER_HOUR = 2.0**20
"""Hours that are added up are whole steps (3 ms): sums are exact, in any order and partition."""


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

    @classmethod
    def of_draws(cls, saved: Floats, rolled_out: Bools) -> AdoptedTasks:
        """Return which tasks go live, and their hours: those that save some and are rolled out."""
        live = rolled_out & (saved > 0.0)
        # A product is faster than a choice by condition; unknown hours are left out.
        hours = np.fmax(saved, 0.0) * live
        hours *= _STEPS_PER_HOUR
        np.rint(hours, out=hours)
        hours /= _STEPS_PER_HOUR
        return cls(hours, live)

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


def break_even_quantiles(items: Floats, draws: int) -> Floats:
    """Return p10, p50 and p90 of a drawn break-even that broadcasts to (k, draws), shape (3, k)."""
    items = np.sort(np.broadcast_to(items, (len(items), draws)), axis=1)
    # No interpolation between order statistics: a neighbour may be infinite.
    positions = [round(share * (draws - 1)) for share in (0.1, 0.5, 0.9)]
    return np.asarray(items[:, positions].T)
