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
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.model import (
    PARAMETERS,
    SavingsModel,
    TaskAnswers,
    parameters_from,
    scaled_load,
    with_losses_scaled,
)
from rpa_scout.savings.ranges import RANGED, WrittenRanges, within_ranges

Values = tuple[dict[str, Floats], dict[str, Floats]]
"""Drawn values by parameter, and 1 where all goes well, 0 in setbacks, where it matters."""

_KIND = len(PARAMETERS) + len(RANGED)
"""Dimension of the even points that the uncertainty of the kinds of work is drawn in."""

_SCALE = len(PARAMETERS) + len(RANGED)
"""Row of the scale of losses among the cells of the even points; the touched share follows."""

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
        self._own_shares = model.common_shares(choice.position)
        self._answers: TaskAnswers = model.answers(first)
        self._ranges = model.ranges

    @property
    def hours_per_year(self) -> Floats:
        """Hours a year as reported, shape (n,); NaN where unknown."""
        return self._answers.load.hours_per_year

    def kinds(self) -> tuple[npt.NDArray[np.generic], ...]:
        """Return keys that sort tasks by the parameters that they need."""
        answers = self._answers
        return self._numbers[0], np.isnan(answers.exception_share), answers.load.has_gaps

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
        cells, draws = self._even_cells, self._parameters
        positions = None
        if self._ranges is not None and self._ranges.written[rows].any():
            of_ranges = cells[len(PARAMETERS) : len(PARAMETERS) + len(RANGED)]
            rules = self._ranges.rule[rows]
            positions = np.stack([draws.values_at(rules, cell) for cell in of_ranges], axis=1)
        drawn = self._completed(rows, self._even_values(rows, self._numbers), positions)
        stepped = self._stepped(rows)
        if not stepped.size:
            return drawn
        step = self._even_values(rows[stepped], self._second_numbers)
        return self._with_second_step(drawn, step, rows, stepped, positions)

    def _stepped(self, rows: Positions) -> Positions:
        """Return which of some rows work in two steps."""
        return np.flatnonzero(self._second[rows] >= 0)

    def _even_values(self, rows: Positions, of_tasks: Positions) -> Values:
        """Return the parameters of some tasks by name at the Sobol' points."""
        cells, draws = self._even_cells, self._parameters
        values, usual = {}, {}
        for position, name in enumerate(PARAMETERS):
            numbers = of_tasks[position, rows]
            if draws.is_constant(numbers):
                values[name] = draws.middle(numbers)
                continue
            index = draws.index_at(numbers, cells[position])
            values[name] = draws.at_index(index)
            if self._may_set_back(name, numbers):
                usual[name] = draws.usual_at(index)
        if draws.scales_losses:
            values[LOSS_SCALE] = draws.loss_scales_at(cells[_SCALE])[None]
        if self._touched is not None:
            numbers = self._touched[rows]
            values[TOUCHED_SHARE] = draws.values_at(numbers, cells[_SCALE + 1])
        return values, usual

    def _completed(
        self,
        rows: Positions,
        drawn_values: Values,
        positions: Floats | None,
        build_hours: Floats | None = None,
    ) -> DrawnTasks:
        """Put drawn parameters, and positions in written ranges, beside the answers."""
        values, usual = drawn_values
        answers = self._answers.at(rows)
        reported, exception_share = answers.load, answers.exception_share[:, None]
        if self._ranges is not None and positions is not None:
            drawn = self._ranges.between(rows, positions)
            reported, exception_share = within_ranges(reported, answers.exception_share, drawn)
        load = scaled_load(reported, values)
        scaled = values
        if LOSS_SCALE in values:
            scaled = with_losses_scaled(values, usual, values[LOSS_SCALE])
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
        has_gaps = bool(self._answers.load.has_gaps[rows].any())
        # The parameters that only gaps need are the last ones drawn.
        count = len(PARAMETERS) - (0 if has_gaps else len(_ONLY_WITH_GAPS))
        own_levels = self._parameters.levels(rows, count, Stream.PARAMETERS)[:, :, :draws]
        unknown_exceptions = bool(np.isnan(self._answers.exception_share[rows]).any())
        shares = self._own_shares_of(rows)
        values, usual = {}, {}
        for position, name in enumerate(PARAMETERS):
            numbers = of_tasks[position, rows]
            unused = (name in _ONLY_WITH_GAPS and not has_gaps) or (
                name == "exception_share_unknown" and not unknown_exceptions
            )
            if unused or self._parameters.is_constant(numbers):
                values[name] = self._parameters.middle(numbers)
            else:
                common = self._common_cells[position, :draws]
                own_shares = shares if name in _OF_MEANS else None
                index = self._parameters.index(
                    name, numbers, own_levels[:, position], common, own_shares
                )
                values[name] = self._parameters.at_index(index)
                if self._may_set_back(name, numbers):
                    usual[name] = self._parameters.usual_at(index)
        if self._parameters.scales_losses:
            levels = self._parameters.levels(rows, 1, Stream.LOSSES)[:, 0, :draws]
            common = self._common_cells[len(PARAMETERS), :draws]
            values[LOSS_SCALE] = self._parameters.loss_scales(levels, common, shares)
        if self._touched is not None:
            levels = self._parameters.levels(rows, 1, Stream.TOUCHED)[:, 0, :draws]
            numbers = self._touched[rows]
            values[TOUCHED_SHARE] = self._parameters.values(TOUCHED_SHARE, numbers, levels)
        return values, usual

    def _own_shares_of(self, rows: Positions) -> Floats | None:
        """Return the common shares that the means of tasks have; None where none has its own."""
        shares = self._own_shares[rows]
        return None if np.isnan(shares).all() else shares

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
        return np.asarray(self._even_normals[_KIND])

    @cached_property
    def _even_normals(self) -> Floats:
        # The scale of losses and the touched share are the last dimensions: policies without them
        # keep their draws.
        return self._parameters.even(_KIND + 3 if self._has_late else _KIND + 1)

    @property
    def _has_late(self) -> bool:
        return self._parameters.scales_losses or self._touched is not None

    @cached_property
    def _even_cells(self) -> Positions:
        """Cells of the quantile table by parameter and by field with ranges, then the late ones."""
        normal = np.delete(self._even_normals, _KIND, axis=0)
        if self._correction is not None:
            scale = [_SCALE] if self._parameters.scales_losses else []
            narrowed = [*range(len(PARAMETERS)), *scale]
            # Actuals narrow a single task by the simulation's common share. A means of its own
            # differs by too little to be worth points of its own.
            shares = self._parameters.common_shares(self._names)
            normal[narrowed] = self._correction.narrowed_together(normal[narrowed], shares)
        return self._parameters.cells(normal)

    @cached_property
    def _common_cells(self) -> npt.NDArray[np.float32]:
        normal, correction = self.common_normals(), self._correction
        normal = normal if correction is None else correction.narrowed(normal)
        return self._parameters.common_cells(normal)
