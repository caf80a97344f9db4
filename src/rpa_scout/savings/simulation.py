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

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.policy.model import Simulation
from rpa_scout.progress import Progress, Silent
from rpa_scout.savings.closed_form import (
    Gain,
    break_even_items_per_run,
    gain_of,
    hours_now,
    hours_saved,
    realised,
)
from rpa_scout.savings.correction import Correction
from rpa_scout.savings.draws import LEVELS, Cells, ParameterDraws, Stream
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.quantiles import Quantiles, quantiles_of, quantiles_of_sorted
from rpa_scout.savings.sampling.joint_order import in_joint_order
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
        # Tasks that something is drawn for; the others save nothing, or their hours are unknown.
        self._estimated = self._automates & ~np.isnan(self._tasks.hours_per_year)

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
        progress.start(N_("Simulating savings"), self.count)
        figures = self._figures_without_draws()
        total = self.totals(np.empty(0, dtype=np.intp))
        drawn = np.flatnonzero(self._estimated)
        drawn = drawn[self._tasks.sorting(drawn)]
        progress.advance(self.count - len(drawn))
        blocks = list(self._blocks(drawn))
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
        order = self._tasks.sorting(rows)
        blocks = list(self._blocks(rows[order]))
        p50 = np.empty(len(rows))
        with ThreadPoolExecutor(_WORKERS) as pool:
            parts = pool.map(lambda block: quantiles_of(self.saved_hours_evenly(block)).p50, blocks)
            p50[order] = np.concatenate([np.empty(0), *parts])
        return p50

    def _figures_without_draws(self) -> Floats:
        """Return the figures of all tasks, right for those that nothing is drawn for."""
        saved = self._hours_without_draws(np.arange(self.count))
        even = np.where(self._automates, np.nan, np.inf)
        return np.stack([*[saved] * 4, *[even] * 3, np.full(self.count, np.nan)])

    def _hours_without_draws(self, rows: Positions) -> Floats:
        """Return the hours saved by tasks that nothing is drawn for: none, or NaN if unknown."""
        return np.where(np.isnan(self._tasks.hours_per_year[rows]), np.nan, 0.0)

    def _block_summary(self, rows: Positions, counted: Bools) -> tuple[Floats, AdoptedTasks]:
        """Summarise some tasks, and add up those that are counted and save hours."""
        drawn = self._tasks.drawn_evenly(rows)
        gain = gain_of(drawn.load, drawn.parameters)
        hours = self._hours_of(rows, drawn, self._even_kind_normals, gain)
        hours.sort(axis=1)
        saved = quantiles_of_sorted(hours)
        items = break_even_items_per_run(drawn.load, drawn.parameters, gain)
        even = break_even_quantiles(items, self.draws)
        worse = (hours <= 0.0).mean(axis=1)
        figures = np.stack([saved.p10, saved.p50, saved.p90, saved.mean, *even, worse])
        summed = counted[rows] & (saved.p50 > 0.0)
        jointly = self._in_joint_order(rows[summed], hours[summed])
        return figures, self._adopted(rows[summed], jointly).summed()

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
        hours, drawn = self._room_for_hours(rows)
        if drawn.any():
            of_drawn = rows[drawn]
            hours[drawn] = self._in_joint_order(of_drawn, np.sort(self._evenly(of_drawn), axis=1))
        return hours

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
        hours, drawn = self._room_for_hours(rows)
        if drawn.any():
            hours[drawn] = self._evenly(rows[drawn])
        return hours

    def _room_for_hours(self, rows: Positions) -> tuple[Floats, Bools]:
        """Return hours of tasks that nothing is drawn for, and which of them are to be drawn."""
        hours = self._hours_without_draws(rows)[:, None]
        return np.repeat(hours, self.draws, axis=1), self._estimated[rows]

    def _evenly(self, rows: Positions) -> Floats:
        """Return the hours of drawn tasks at the Sobol' points."""
        return self._hours_of(rows, self._tasks.drawn_evenly(rows), self._even_kind_normals)

    def _in_joint_order(self, rows: Positions, ascending: Floats) -> Floats:
        """Return the hours of the Sobol' points in the order of the joint draws."""
        if not len(rows):
            return ascending
        # Joint draws give the ranks (who is high together), Sobol' points the values.
        joint = self._hours_of(rows, self._tasks.drawn(rows), self._kind_normals)
        return in_joint_order(ascending, joint)

    def _hours_of(
        self,
        rows: Positions,
        drawn: DrawnTasks,
        kind_normals: Floats | None,
        gain: Gain | None = None,
    ) -> Floats:
        """Return the hours saved by drawn tasks, shape (k, draws); the caller's own."""
        share = self._realisation(rows, drawn, kind_normals)
        trial = hours_saved(drawn.load, drawn.parameters, gain)
        hours = realised(trial, share, hours_now(drawn.load))
        shape = (len(rows), self.draws)
        return hours if hours.shape == shape else np.array(np.broadcast_to(hours, shape))

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
        is_live = self._rolled_out(rows) if len(rows) else np.zeros(saved.shape, dtype=bool)
        return AdoptedTasks.of_draws(saved, is_live)

    def _rolled_out(self, rows: Positions) -> Bools:
        numbers = self._going_live[rows]
        levels = self._drawn.levels(rows, 2, Stream.GOING_LIVE)
        if self._drawn.is_constant(numbers):
            share = self._drawn.middle(numbers)
        else:
            share = self._drawn.values(
                "going_live_share", numbers, levels[:, 0], self._going_live_cells
            )
        return np.asarray(levels[:, 1] + 0.5 < share * LEVELS)

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
    def _going_live_cells(self) -> Cells:
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
