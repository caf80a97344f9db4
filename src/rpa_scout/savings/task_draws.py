"""The loads and parameters of tasks, drawn by the means chosen for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Floats, Positions
from rpa_scout.policy.parameters import (
    LOSS_SCALE,
    MEANS_PARAMETERS,
    OWN_OF_MEANS,
    SCALED_LOSSES,
    TOUCHED_SHARE,
)
from rpa_scout.savings.closed_form import (
    SavingsParameters,
    TaskLoad,
    both_steps,
    rows_of,
    rows_of_values,
    with_rows,
)
from rpa_scout.savings.correction import Correction
from rpa_scout.savings.draws import ParameterDraws, Stream
from rpa_scout.savings.even_draws import EvenDraws, Values
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.model import (
    PARAMETERS,
    SavingsModel,
    TaskAnswers,
    parameters_from,
    scaled_load,
    with_loss_scaled,
)
from rpa_scout.savings.ranges import RANGED, WrittenRanges, within_ranges

_OF_MEANS = frozenset((*MEANS_PARAMETERS, *OWN_OF_MEANS))
"""Parameters whose common share a means can set."""

_ONLY_WITH_GAPS = ("minutes_per_run_unknown", "minutes_per_item_unknown")


@dataclass(frozen=True, slots=True)
class DrawnTasks:
    """Drawn parameters and loads of some tasks; arrays that broadcast to (k, draws).

    Attributes
    ----------
    values : dict of str to ndarray
        Values by name of :data:`PARAMETERS`, before the losses are scaled, and the scale of the
        losses as ``loss_scale`` where the policy has one.
    load : TaskLoad
        The work today.
    parameters : SavingsParameters
        What automation leaves of it.
    """

    values: dict[str, Floats]
    load: TaskLoad
    parameters: SavingsParameters


class TaskDraws:
    """Draws the work of tasks today and the work that remains with automation."""

    def __init__(
        self,
        model: SavingsModel,
        choice: MeansChoice,
        parameters: ParameterDraws,
        correction: Correction | None = None,
    ) -> None:
        self._parameters = parameters
        self._correction = correction
        first, second = model.steps(choice.position)
        self._numbers = model.pert_numbers(first)
        self._second = np.where(choice.automates, second, -1)
        if (self._second >= 0).any():
            self._second_numbers = model.pert_numbers(np.maximum(second, 0))
            self._second_hours = model.answers(np.maximum(second, 0)).build_hours
        self._has_setback = np.array(
            [rule.setback is not None for rule in model.book.rules], dtype=bool
        )
        self._touched = model.touched_numbers(choice.position) if model.touches_parts else None
        self._even = EvenDraws(parameters, self._has_setback, self._touched is not None, correction)
        self._own_shares = model.common_shares(choice.position)
        self._answers: TaskAnswers = model.answers(first)
        self._ranges = model.ranges

    @property
    def hours_per_year(self) -> Floats:
        """Hours a year as reported, shape (n,); NaN where unknown."""
        return self._answers.load.hours_per_year

    def sorting(self, rows: Positions) -> Positions:
        """Return the order in which tasks with the same parameters follow one another."""
        answers = self._answers
        unknown = np.isnan(answers.exception_share[rows])
        of_tasks = (*self._numbers[::-1, rows], unknown, answers.load.has_gaps[rows])
        small = [key.astype(np.int16) for key in of_tasks]
        return np.lexsort((*small, self._second[rows] >= 0))

    def drawn(self, rows: Positions, draws: int | None = None) -> DrawnTasks:
        """Draw loads and parameters of some tasks."""
        positions = None
        if self._ranges is not None and self._ranges.written[rows].any():
            positions = self.positions(self._ranges, rows)[:, :, :draws]
        values = self._drawn_values(rows, self._numbers, draws)
        drawn = self._completed(rows, values, positions)
        stepped = self._stepped(rows)
        if not stepped.size:
            return drawn
        # The steps of a task share its luck: the same random numbers, other rules.
        step = self._drawn_values(rows[stepped], self._second_numbers, draws)
        return self._with_second_step(drawn, step, rows, stepped, positions)

    def drawn_evenly(self, rows: Positions) -> DrawnTasks:
        """Draw the same at Sobol' points; these have no part that is common to tasks."""
        positions = None
        if self._ranges is not None and self._ranges.written[rows].any():
            positions = self._even.positions(self._ranges.rule[rows])
        touched = None if self._touched is None else self._touched[rows]
        values = self._even.values(self._numbers[:, rows], touched)
        drawn = self._completed(rows, values, positions)
        stepped = self._stepped(rows)
        if not stepped.size:
            return drawn
        step = self._even.values(self._second_numbers[:, rows[stepped]], None)
        return self._with_second_step(drawn, step, rows, stepped, positions)

    def _stepped(self, rows: Positions) -> Positions:
        """Return which of some rows work in two steps."""
        return np.flatnonzero(self._second[rows] >= 0)

    def _completed(
        self,
        rows: Positions,
        drawn_values: Values,
        positions: Floats | None,
        build_hours: Floats | None = None,
    ) -> DrawnTasks:
        """Put drawn parameters, and positions in written ranges, beside the answers."""
        values, scaled = drawn_values
        answers = self._answers.at(rows)
        reported, exception_share = answers.load, answers.exception_share[:, None]
        if self._ranges is not None and positions is not None:
            drawn = self._ranges.between(rows, positions)
            reported, exception_share = within_ranges(reported, answers.exception_share, drawn)
        load = scaled_load(reported, values)
        hours = answers.build_hours if build_hours is None else build_hours[rows]
        parameters = parameters_from(scaled, exception_share, hours[:, None])
        return DrawnTasks(values, load, parameters)

    def _with_second_step(
        self,
        drawn: DrawnTasks,
        step_values: Values,
        rows: Positions,
        stepped: Positions,
        positions: Floats | None,
    ) -> DrawnTasks:
        """Put the second step of some rows beside their first one."""
        of_rows = None if positions is None else positions[stepped]
        step = self._completed(rows[stepped], step_values, of_rows, self._second_hours)
        share = rows_of_values(drawn.values[TOUCHED_SHARE], stepped)
        first = rows_of(drawn.parameters, stepped)
        both = both_steps(first, step.parameters, share)
        parameters = with_rows(drawn.parameters, stepped, both, len(rows))
        return DrawnTasks(drawn.values, drawn.load, parameters)

    def values(self, rows: Positions, draws: int | None = None) -> dict[str, Floats]:
        """Draw the parameters of some tasks by name, before the losses are scaled."""
        return self._drawn_values(rows, self._numbers, draws)[0]

    def _drawn_values(
        self, rows: Positions, of_tasks: Positions, draws: int | None = None
    ) -> Values:
        """Draw the parameters of some tasks by name; of shape (k, 1) where there is no spread."""
        own_shares = self._own_shares[rows]
        shares = None if np.isnan(own_shares).all() else own_shares
        plain: dict[str, Floats] = {}
        scaled: dict[str, Floats] = {}
        if self._parameters.scales_losses:
            levels = self._parameters.levels(rows, 1, Stream.LOSSES)[:, 0, :draws]
            common = self._common_cells[len(PARAMETERS), :draws]
            plain[LOSS_SCALE] = self._parameters.loss_scales(levels, common, shares)
            scaled[LOSS_SCALE] = plain[LOSS_SCALE]
        needed = self._needed(rows)
        # The parameters that only gaps need are the last ones drawn.
        count = max(PARAMETERS.index(name) for name in needed) + 1
        levels = self._parameters.levels(rows, count, Stream.PARAMETERS)[:, :, :draws]
        for position, name in enumerate(PARAMETERS):
            numbers = of_tasks[position, rows]
            usual = None
            if name not in needed or self._parameters.is_constant(numbers):
                plain[name] = self._parameters.middle(numbers)
            else:
                common = self._common_cells[position, :draws]
                of_means = shares if name in _OF_MEANS else None
                index = self._parameters.index(name, numbers, levels[:, position], common, of_means)
                plain[name] = self._parameters.at_index(index)
                if self._may_set_back(name, numbers):
                    usual = self._parameters.usual_at(index)
            scaled[name] = plain[name]
            if LOSS_SCALE in plain and name in SCALED_LOSSES:
                scaled[name] = with_loss_scaled(name, plain[name], usual, plain[LOSS_SCALE])
        if self._touched is not None:
            levels = self._parameters.levels(rows, 1, Stream.TOUCHED)[:, 0, :draws]
            numbers = self._touched[rows]
            plain[TOUCHED_SHARE] = self._parameters.values(TOUCHED_SHARE, numbers, levels)
            scaled[TOUCHED_SHARE] = plain[TOUCHED_SHARE]
        return plain, scaled

    def _needed(self, rows: Positions) -> frozenset[str]:
        """Return the parameters that some tasks depend on."""
        unneeded: set[str] = set()
        if not self._answers.load.has_gaps[rows].any():
            unneeded.update(_ONLY_WITH_GAPS)
        if not np.isnan(self._answers.exception_share[rows]).any():
            unneeded.add("exception_share_unknown")
        return frozenset(PARAMETERS) - unneeded

    def _may_set_back(self, name: str, numbers: Positions) -> bool:
        """Return whether losses of a parameter are scaled, but not in setbacks."""
        return (
            self._parameters.scales_losses
            and name in SCALED_LOSSES
            and bool(self._has_setback[numbers].any())
        )

    def positions(self, ranges: WrittenRanges, rows: Positions) -> Floats:
        """Draw positions in written ranges, shape (k, len(RANGED), draws); 0.5 without a range."""
        positions = np.full((len(rows), len(RANGED), self._parameters.count), 0.5)
        has_range = ranges.written[rows]
        numbers = ranges.rule[rows[has_range]]
        if self._parameters.is_constant(numbers):
            positions[has_range] = self._parameters.middle(numbers)[:, None]
        else:
            levels = self._parameters.levels(rows[has_range], len(RANGED), Stream.RANGES)
            positions[has_range] = self._parameters.values("position_in_range", numbers, levels)
        return positions

    def common_normals(self) -> Floats:
        """Return the normal variables common to all tasks, one row a name of `_names`."""
        return self._parameters.common(Stream.PARAMETERS, len(self._names))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """Names of all that is drawn for every task."""
        return (*PARAMETERS, LOSS_SCALE) if self._parameters.scales_losses else PARAMETERS

    def even_kind_normal(self) -> Floats:
        """Return a normal variable for the uncertainty of the kinds, at the Sobol' points."""
        return self._even.kind_normal()

    @cached_property
    def _common_cells(self) -> npt.NDArray[np.float32]:
        normal, correction = self.common_normals(), self._correction
        normal = normal if correction is None else correction.narrowed(normal)
        return self._parameters.common_cells(normal)
