"""The spread of the savings: the formulas of docs/method.md over seeded draws (`draws`).

The figures of a single task are computed at Sobol' points, the same for all tasks. The sum of
several tasks needs joint draws. It uses the hours of the Sobol' points as well, in the order of the
task's hours in the joint draws. So a task has the same figures alone and in a sum, and equal
answers give equal figures although the tasks are drawn independently.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.policy.model import Simulation
from rpa_scout.progress import Progress, Silent
from rpa_scout.savings.closed_form import (
    hours_after,
    hours_now,
    realised,
)
from rpa_scout.savings.correction import Correction
from rpa_scout.savings.draws import LEVELS, ParameterDraws, Stream
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.quantiles import Quantiles, quantiles_of
from rpa_scout.savings.summary import (
    AdoptedTasks,
    BreakEvenRange,
    SavingsSummary,
    SummedTasks,
    break_even_quantiles,
)
from rpa_scout.savings.task_draws import DrawnTasks, TaskDraws
from rpa_scout.text import N_

_BLOCK_CELLS = 40_960
"""Draws of a parameter in a block: the arrays fit into the processor's cache."""

_WORKERS = min(4, os.cpu_count() or 1)

_STEPS_PER_HOUR = 2.0**20
"""Hours that are added up are whole steps (3 ms): sums are exact, in any order and partition."""

_FIGURES = 8
"""Figures of each task: four of the hours saved, three of the break-even, one chance."""


class SavingsSimulation:
    """Draws the hours saved a year by the means chosen for every task.

    Parameters
    ----------
    model : SavingsModel
        Parameters assigned to tasks.
    choice : MeansChoice
        Means of every task; where none fits, nothing is saved.
    task_ids : sequence of str, length n
        Ids of the tasks; a task's draws depend on its id.
    simulation : Simulation
        Seed, number of draws, common share.
    correction : Correction, optional
        Correction by the city's own actuals.
    """

    def __init__(
        self,
        model: SavingsModel,
        choice: MeansChoice,
        task_ids: Sequence[str],
        simulation: Simulation,
        correction: Correction | None = None,
    ) -> None:
        self.draws = simulation.draws
        self._uncorrected = (model, choice, task_ids, simulation)
        self._going_live = model.going_live_numbers()
        self._automates = choice.automates
        self._correction = correction
        self._drawn = ParameterDraws(model.book.rules, task_ids, simulation, model.loss_scale)
        self._tasks = TaskDraws(model, choice, self._drawn, correction)

    @property
    def count(self) -> int:
        """Number of tasks."""
        return len(self._automates)

    @property
    def hours_per_year(self) -> Floats:
        """Hours a year now as surveyed, shape (n,); NaN where unknown."""
        return self._tasks.hours_per_year

    def without_correction(self) -> SavingsSimulation:
        """Return the simulation without the correction, to compare actuals with it."""
        return self if self._correction is None else SavingsSimulation(*self._uncorrected)

    def with_draws(self, seed: int, draws: int) -> SavingsSimulation:
        """Return a simulation of the same tasks with another seed and number of draws."""
        model, choice, task_ids, simulation = self._uncorrected
        settings = simulation.model_copy(update={"seed": seed, "draws": draws})
        return SavingsSimulation(model, choice, task_ids, settings, self._correction)

    def with_ids(self, task_ids: Sequence[str]) -> SavingsSimulation:
        """Return a simulation of the same tasks under other ids, which their draws depend on."""
        model, choice, _own, simulation = self._uncorrected
        return SavingsSimulation(model, choice, task_ids, simulation, self._correction)

    def automates(self, task: int) -> bool:
        """Tell whether a means fits a task by its position."""
        return bool(self._automates[task])

    def summary(self, progress: Progress | None = None) -> SavingsSummary:
        """Summarise the hours saved a year and the break-even of every task."""
        return self.summary_and_total(np.zeros(self.count, dtype=bool), progress)[0]

    def summary_and_total(
        self, counted: Bools, progress: Progress | None = None
    ) -> tuple[SavingsSummary, SummedTasks]:
        """Summarise every task, and add up those that are worth adopting, in one pass.

        Parameters
        ----------
        counted : ndarray of bool, shape (n,)
            Tasks that are added up where they save hours (p50).
        progress : Progress, optional
            Is told of each block of tasks.

        Returns
        -------
        SavingsSummary, SummedTasks
            Of every task; the sum, with the tasks in it.
        """
        progress = progress or Silent()
        blocks = list(self._blocks(self._alike_together()))
        progress.start(N_("Simulating savings"), self.count)
        figures, total = np.empty((_FIGURES, self.count)), self.totals(np.empty(0, dtype=np.intp))
        pool = ThreadPoolExecutor(_WORKERS)
        try:
            parts = pool.map(lambda block: self._block_summary(block, counted), blocks)
            for block, (part, adopted) in zip(blocks, parts, strict=True):
                figures[:, block] = part
                total = total.plus(adopted)
                progress.advance(len(block))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        summary = SavingsSummary(Quantiles(*figures[:4]), BreakEvenRange(*figures[4:7]), figures[7])
        return summary, SummedTasks(counted & (summary.saved.p50 > 0.0), total)

    def p50_of(self, rows: Positions) -> Floats:
        """Return the median of the hours saved a year of some tasks, shape (k,)."""
        blocks = list(self._blocks(rows))
        with ThreadPoolExecutor(_WORKERS) as pool:
            parts = pool.map(lambda block: quantiles_of(self.saved_hours_evenly(block)).p50, blocks)
            return np.concatenate([np.empty(0), *parts])

    def _block_summary(self, rows: Positions, counted: Bools) -> tuple[Floats, AdoptedTasks]:
        """Summarise some tasks, and add up those that are counted and save hours."""
        drawn = self._drawn_evenly_where_automated(rows)
        hours = self._saved_hours(rows, drawn, self._even_kind_normals)
        saved = quantiles_of(hours)
        even = np.full((3, len(rows)), np.inf)
        if drawn is not None:
            of_all = break_even_quantiles(drawn.load, drawn.parameters, hours.shape)
            even = np.where(self._automates[rows], of_all, np.inf)
        estimated = self._automates[rows] & ~np.isnan(saved.p50)
        worse = np.where(estimated, (hours <= 0.0).mean(axis=1), np.nan)
        figures = np.stack([saved.p10, saved.p50, saved.p90, saved.mean, *even, worse])
        summed = counted[rows] & (saved.p50 > 0.0)
        jointly = self._in_joint_order(rows[summed], hours[summed])
        return figures, self._adopted(rows[summed], jointly).summed()

    def _alike_together(self) -> Positions:
        """Order tasks so that the tasks of a block mostly need the same parameters."""
        return np.lexsort((*self._tasks.kinds(), self._automates))

    def _blocks(self, rows: Positions) -> Iterator[Positions]:
        size = max(1, _BLOCK_CELLS // self.draws)
        for start in range(0, len(rows), size):
            yield rows[start : start + size]

    def saved_hours(self, rows: Positions) -> Floats:
        """Draw the hours saved a year of some tasks, once they are live.

        Parameters
        ----------
        rows : ndarray of int, shape (k,)
            Positions of the tasks.

        Returns
        -------
        ndarray, shape (k, draws)
            Hours; 0 where no means fits, NaN where no hours are known.
        """
        return self._in_joint_order(rows, self.saved_hours_evenly(rows))

    def _in_joint_order(self, rows: Positions, evenly: Floats) -> Floats:
        """Return the hours of the Sobol' points in the order of the joint draws."""
        hours = np.sort(evenly, axis=1)
        if not self._automates[rows].any():
            return hours
        # Joint draws give the ranks (who is high together), Sobol' points the values.
        together = self._saved_hours(rows, self._tasks.drawn(rows), self._kind_normals)
        in_order = np.empty_like(hours)
        np.put_along_axis(in_order, np.argsort(together, axis=1, kind="stable"), hours, axis=1)
        return in_order

    def saved_hours_evenly(self, rows: Positions) -> Floats:
        """Draw the hours saved a year of some tasks at the Sobol' points; not to be added up.

        Parameters
        ----------
        rows : ndarray of int, shape (k,)
            Positions of the tasks.

        Returns
        -------
        ndarray, shape (k, draws)
            The hours of :meth:`saved_hours` in the order of :meth:`drawn_evenly`.
        """
        drawn = self._drawn_evenly_where_automated(rows)
        return self._saved_hours(rows, drawn, self._even_kind_normals)

    def _drawn_evenly_where_automated(self, rows: Positions) -> DrawnTasks | None:
        """Draw some tasks; nothing where no means fits any of them."""
        return self._tasks.drawn_evenly(rows) if self._automates[rows].any() else None

    def _saved_hours(
        self, rows: Positions, drawn: DrawnTasks | None, kind_normals: Floats | None
    ) -> Floats:
        hours_known = ~np.isnan(self._tasks.hours_per_year[rows])
        if drawn is None:
            return np.broadcast_to(
                np.where(hours_known, 0.0, np.nan)[:, None], (len(rows), self.draws)
            )
        now = hours_now(drawn.load)
        gross = now - hours_after(drawn.load, drawn.parameters)
        saved = realised(gross, self._realisation(rows, drawn, kind_normals), now)
        saved = np.broadcast_to(saved, (len(rows), self.draws))
        if self._automates[rows].all():
            return saved
        return np.where((self._automates[rows] | ~hours_known)[:, None], saved, 0.0)

    def _realisation(
        self, rows: Positions, drawn: DrawnTasks, kind_normals: Floats | None
    ) -> Floats:
        """Return the factor of a saving in live use; broadcasts to (k, draws)."""
        share = drawn.values["realisation_share"]
        if self._correction is None or kind_normals is None:
            return share
        return share * self._correction.factors(rows, kind_normals)

    def adopted(self, rows: Positions) -> AdoptedTasks:
        """Draw whether adopted tasks go live, and the hours that they save.

        A task that loses time in its trial is not rolled out; some of the others fail to go live
        for other reasons.

        Parameters
        ----------
        rows : ndarray of int, shape (k,)
            Positions of the tasks.

        Returns
        -------
        AdoptedTasks
            Hours saved, 0 where a task does not go live or its hours are unknown.
        """
        return self._adopted(rows, self.saved_hours(rows))

    def _adopted(self, rows: Positions, saved: Floats) -> AdoptedTasks:
        if not len(rows):
            return AdoptedTasks(np.zeros(saved.shape), np.zeros(saved.shape, dtype=bool))
        live = self._rolled_out(rows) & (saved > 0.0)
        hours = np.where(live, saved, 0.0)
        hours *= _STEPS_PER_HOUR
        np.rint(hours, out=hours)
        hours /= _STEPS_PER_HOUR
        return AdoptedTasks(hours, live)

    def _rolled_out(self, rows: Positions) -> Bools:
        numbers = self._going_live[rows]
        levels = self._drawn.levels(rows, 2, Stream.GOING_LIVE)
        if self._drawn.is_constant(numbers):
            share = self._drawn.middle(numbers)
        else:
            share = self._drawn.values(
                "going_live_share", numbers, levels[:, 0], self._going_live_cells
            )
        return np.asarray((levels[:, 1] + 0.5) / LEVELS < share)

    def totals(self, rows: Positions) -> AdoptedTasks:
        """Return hours and live tasks of a set adopted together, by draw."""
        total = AdoptedTasks(np.zeros(self.draws), np.zeros(self.draws, dtype=np.int_))
        for block in self._blocks(rows):
            total = total.plus(self.adopted(block).summed())
        return total

    def sum_of(self, rows: Positions) -> Floats:
        """Return the hours saved by a set of tasks, were all of them live, by draw."""
        total = np.zeros(self.draws)
        for block in self._blocks(rows):
            total += np.nansum(self.saved_hours(block), axis=0)
        return total

    def drawn(self, rows: Positions, draws: int | None = None) -> DrawnTasks:
        """Draw loads and parameters of some tasks by the means chosen."""
        return self._tasks.drawn(rows, draws)

    def drawn_evenly(self, rows: Positions) -> DrawnTasks:
        """Draw the same at the Sobol' points that the figures of single tasks come from."""
        return self._tasks.drawn_evenly(rows)

    def common_normals(self) -> Floats:
        """Return the normal variables common to all tasks, shape (len(PARAMETERS), draws)."""
        return self._tasks.common_normals()

    @cached_property
    def _going_live_cells(self) -> npt.NDArray[np.float32]:
        # Not corrected: actuals say nothing about how many tasks go live.
        normal = self._drawn.common(Stream.GOING_LIVE, 1)
        return np.asarray(self._drawn.common_cells(normal)[0])

    @cached_property
    def _kind_normals(self) -> Floats | None:
        if self._correction is None:
            return None
        return self._drawn.common(Stream.KINDS, len(self._correction.kind_deviation))

    @cached_property
    def _even_kind_normals(self) -> Floats | None:
        if self._correction is None:
            return None
        kinds = len(self._correction.kind_deviation)
        return np.broadcast_to(self._tasks.even_kind_normal(), (kinds, self.draws))
