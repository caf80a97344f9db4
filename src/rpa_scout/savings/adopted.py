"""Hours saved by adopted tasks, by draw, and exact sums of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["AdoptedTasks", "SummedTasks"]


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

    hours: npt.NDArray[np.float64]
    live: npt.NDArray[np.bool_] | npt.NDArray[np.int_]

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

    tasks: npt.NDArray[np.bool_]
    total: AdoptedTasks

    def changed_to(
        self,
        rows: npt.NDArray[np.intp],
        totals: Callable[[npt.NDArray[np.intp]], AdoptedTasks],
    ) -> AdoptedTasks:
        """Return the sum over other tasks; only those that differ are drawn."""
        wanted = np.isin(np.arange(len(self.tasks)), rows)
        more = totals(np.flatnonzero(wanted & ~self.tasks))
        fewer = totals(np.flatnonzero(self.tasks & ~wanted))
        return self.total.plus(more).minus(fewer)
