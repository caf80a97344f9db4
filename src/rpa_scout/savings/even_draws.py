"""The values of parameters at the Sobol' points that the figures of single tasks come from.

The points are the same for all tasks, so a rule of the policy has the same values for every task
that it applies to. They are looked up once for each rule, and taken row by row for tasks.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.policy.parameters import LOSS_SCALE, SCALED_LOSSES, TOUCHED_SHARE
from rpa_scout.savings.correction import Correction
from rpa_scout.savings.draws import ParameterDraws
from rpa_scout.savings.model import PARAMETERS, with_loss_scaled
from rpa_scout.savings.pert import GRID_SIZE
from rpa_scout.savings.ranges import RANGED

Values = tuple[dict[str, Floats], dict[str, Floats]]
"""Values by parameter, as drawn and with losses scaled."""

_KIND = len(PARAMETERS) + len(RANGED)
"""Dimension of the points that the uncertainty of the kinds of work is drawn in."""

_SCALE = len(PARAMETERS) + len(RANGED)
"""Row of the scale of losses among the cells of the points; the touched share follows."""


class EvenDraws:
    """Looks up values at the Sobol' points.

    Parameters
    ----------
    draws : ParameterDraws
        The tables of quantiles.
    has_setback : ndarray of bool
        Whether each rule has a setback, by its number.
    touches_parts : bool
        Whether the touched share is drawn.
    correction : Correction, optional
        Correction by the city's own actuals.
    """

    def __init__(
        self,
        draws: ParameterDraws,
        has_setback: Bools,
        touches_parts: bool,
        correction: Correction | None,
    ) -> None:
        self._draws, self._has_setback = draws, has_setback
        self._touches_parts, self._correction = touches_parts, correction
        self._rows: dict[tuple[int, int, bool], Floats] = {}

    def values(self, numbers: Positions, touched: Positions | None) -> Values:
        """Return the parameters of tasks by their rules, shape (len(PARAMETERS), k)."""
        plain: dict[str, Floats] = {}
        scaled: dict[str, Floats] = {}
        alike = (numbers == numbers[:, :1]).all(axis=1).tolist()
        for position, name in enumerate(PARAMETERS):
            of_tasks = numbers[position, :1] if alike[position] else numbers[position]
            plain[name] = scaled[name] = self._of_rules(position, of_tasks, is_scaled=False)
            if self._is_scaled(name):
                scaled[name] = self._of_rules(position, of_tasks, is_scaled=True)
        if self._draws.scales_losses:
            plain[LOSS_SCALE] = scaled[LOSS_SCALE] = self._loss_scale[None]
        if touched is not None:
            share = self._of_rules(_SCALE + 1, touched, is_scaled=False)
            plain[TOUCHED_SHARE] = scaled[TOUCHED_SHARE] = share
        return plain, scaled

    def _is_scaled(self, name: str) -> bool:
        return self._draws.scales_losses and name in SCALED_LOSSES

    def positions(self, rules: Positions) -> Floats:
        """Return positions in written ranges, shape (k, len(RANGED), draws)."""
        of_ranges = self._cells[len(PARAMETERS) : len(PARAMETERS) + len(RANGED)]
        return np.stack([self._draws.values_at(rules, cell) for cell in of_ranges], axis=1)

    def kind_normal(self) -> Floats:
        """Return a normal variable for the uncertainty of the kinds, shape (draws,)."""
        return np.asarray(self._normals[_KIND])

    def _of_rules(self, dimension: int, numbers: Positions, *, is_scaled: bool) -> Floats:
        """Return the values of tasks by their rules, shape (k or 1, draws or 1)."""
        if len(numbers) == 1:
            return self._of_rule(dimension, int(numbers[0]), is_scaled)
        rules = np.flatnonzero(np.bincount(numbers))
        rows = [self._of_rule(dimension, rule, is_scaled) for rule in rules.tolist()]
        if len(rows) == 1:
            return rows[0]
        return np.concatenate(np.broadcast_arrays(*rows))[np.searchsorted(rules, numbers)]

    def _of_rule(self, dimension: int, rule: int, is_scaled: bool) -> Floats:
        """Return the values of a rule in a dimension of the points, shape (1, draws or 1)."""
        key = (dimension, rule, is_scaled)
        if key not in self._rows:
            self._rows[key] = self._looked_up(dimension, rule, is_scaled)
        return self._rows[key]

    def _looked_up(self, dimension: int, rule: int, is_scaled: bool) -> Floats:
        draws, number = self._draws, np.array([rule])
        cells = self._cells[dimension][None]
        index = rule * GRID_SIZE + cells
        values = draws.middle(number) if draws.is_constant(number) else draws.at_index(index)
        if not is_scaled:
            return values
        is_mixed = self._has_setback[rule] and not draws.is_constant(number)
        usual = draws.usual_at(index) if is_mixed else None
        return with_loss_scaled(PARAMETERS[dimension], values, usual, self._loss_scale[None])

    @cached_property
    def _loss_scale(self) -> Floats:
        return self._draws.loss_scales_at(self._cells[_SCALE])

    @cached_property
    def _normals(self) -> Floats:
        # The scale of losses and the touched share are the last dimensions: policies without them
        # keep their draws.
        has_late = self._draws.scales_losses or self._touches_parts
        return self._draws.even(_KIND + 3 if has_late else _KIND + 1)

    @cached_property
    def _cells(self) -> Positions:
        """Cells of the quantile table by parameter and by field with ranges, then the late ones."""
        normal = np.delete(self._normals, _KIND, axis=0)
        if self._correction is not None:
            is_scaled = self._draws.scales_losses
            narrowed = [*range(len(PARAMETERS)), *([_SCALE] if is_scaled else [])]
            # Actuals narrow a single task by the simulation's common share. A means of its own
            # differs by too little to be worth points of its own.
            names = (*PARAMETERS, LOSS_SCALE) if is_scaled else PARAMETERS
            shares = self._draws.common_shares(names)
            normal[narrowed] = self._correction.narrowed_together(normal[narrowed], shares)
        return self._draws.cells(normal)
