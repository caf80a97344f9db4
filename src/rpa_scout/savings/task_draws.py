"""The loads and parameters of tasks, drawn by the means chosen for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.savings.closed_form import SavingsParameters, TaskLoad
from rpa_scout.savings.correction import Correction
from rpa_scout.savings.draws import ParameterDraws, Stream
from rpa_scout.savings.means import MeansChoice
from rpa_scout.savings.model import (
    PARAMETERS,
    SavingsModel,
    TaskAnswers,
    parameters_from,
    scaled_load,
)
from rpa_scout.savings.ranges import RANGED, WrittenRanges, within_ranges

__all__ = ["DrawnTasks", "TaskDraws"]

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

_ONLY_WITH_GAPS = ("minutes_per_run_unknown", "minutes_per_item_unknown")


@dataclass(frozen=True, slots=True)
class DrawnTasks:
    """Drawn parameters and loads of some tasks; arrays that broadcast to (k, draws).

    Attributes
    ----------
    values : dict of str to ndarray
        Values by name of :data:`PARAMETERS`.
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
        self._numbers = model.pert_numbers(choice.position)
        self._answers: TaskAnswers = model.answers(choice.position)
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
        values = self.values(rows, draws)
        if self._ranges is None or not self._ranges.written[rows].any():
            return self._completed(rows, values, None)
        return self._completed(rows, values, self.positions(self._ranges, rows)[:, :, :draws])

    def drawn_evenly(self, rows: Positions) -> DrawnTasks:
        """Draw the same at Sobol' points; these have no part that is common to tasks."""
        cells, draws = self._even_cells, self._parameters
        values = {
            name: draws.middle(numbers)
            if draws.is_constant(numbers)
            else draws.values_at(numbers, cells[position])
            for position, (name, numbers) in enumerate(
                zip(PARAMETERS, self._numbers[:, rows], strict=True)
            )
        }
        if self._ranges is None or not self._ranges.written[rows].any():
            return self._completed(rows, values, None)
        of_ranges = cells[len(PARAMETERS) :]
        positions = [draws.values_at(self._ranges.rule[rows], cell) for cell in of_ranges]
        return self._completed(rows, values, np.stack(positions, axis=1))

    def _completed(
        self, rows: Positions, values: dict[str, Floats], positions: Floats | None
    ) -> DrawnTasks:
        """Put drawn parameters, and positions in written ranges, beside the answers."""
        answers = self._answers.at(rows)
        reported, exception_share = answers.load, answers.exception_share[:, None]
        if self._ranges is not None and positions is not None:
            drawn = self._ranges.between(rows, positions)
            reported, exception_share = within_ranges(reported, answers.exception_share, drawn)
        load = scaled_load(reported, values)
        parameters = parameters_from(values, exception_share, answers.build_hours[:, None])
        return DrawnTasks(values, load, parameters)

    def values(self, rows: Positions, draws: int | None = None) -> dict[str, Floats]:
        """Draw the parameters of some tasks by name; of shape (k, 1) where there is no spread."""
        has_gaps = bool(self._answers.load.has_gaps[rows].any())
        # The parameters that only gaps need are the last ones drawn.
        count = len(PARAMETERS) - (0 if has_gaps else len(_ONLY_WITH_GAPS))
        own_levels = self._parameters.levels(rows, count, Stream.PARAMETERS)[:, :, :draws]
        unknown_exceptions = bool(np.isnan(self._answers.exception_share[rows]).any())
        values = {}
        for position, name in enumerate(PARAMETERS):
            numbers = self._numbers[position, rows]
            unused = (name in _ONLY_WITH_GAPS and not has_gaps) or (
                name == "exception_share_unknown" and not unknown_exceptions
            )
            if unused or self._parameters.is_constant(numbers):
                values[name] = self._parameters.middle(numbers)
            else:
                common = self._common_cells[position, :draws]
                values[name] = self._parameters.values(
                    name, numbers, own_levels[:, position], common
                )
        return values

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
        """Return the normal variables common to all tasks, shape (len(PARAMETERS), draws)."""
        return self._parameters.common(Stream.PARAMETERS, len(PARAMETERS))

    def even_kind_normal(self) -> Floats:
        """Return a normal variable for the uncertainty of the kinds, at the Sobol' points."""
        return np.asarray(self._even_normals[-1])

    @cached_property
    def _even_normals(self) -> Floats:
        return self._parameters.even(len(PARAMETERS) + len(RANGED) + 1)

    @cached_property
    def _even_cells(self) -> Positions:
        """Cells of the quantile table by parameter, then by field with ranges."""
        normal = self._even_normals[:-1].copy()
        if self._correction is not None:
            parameters = normal[: len(PARAMETERS)]
            shares = self._parameters.common_shares(PARAMETERS)
            normal[: len(PARAMETERS)] = self._correction.narrowed_together(parameters, shares)
        return self._parameters.cells(normal)

    @cached_property
    def _common_cells(self) -> npt.NDArray[np.float32]:
        normal, correction = self.common_normals(), self._correction
        normal = normal if correction is None else correction.narrowed(normal)
        return self._parameters.common_cells(PARAMETERS, normal)
