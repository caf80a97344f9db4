"""The correction of the estimates by a city's own actuals, task by task."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rpa_scout.arrays import Floats, Positions


@dataclass(frozen=True, slots=True)
class Correction:
    """The factor by which estimates are too high or too low, and its uncertainty.

    Attributes
    ----------
    log_ratio : ndarray, shape (n,)
        Expected natural logarithm of measured to estimated hours of every task.
    kind : ndarray of int, shape (n,)
        Number of the task's kind of work; tasks of a kind have an error in common.
    kind_deviation : ndarray, shape (kinds,)
        Standard deviation of the uncertainty of each kind.
    common_direction : ndarray, shape (parameters,)
        The combination of the simulation's common variables along which the city's level varies,
        of length 1. Measured hours say nothing about other combinations.
    common_left : float
        Factor by which the standard deviation along this direction has shrunk, 0 to 1.
    """

    log_ratio: Floats
    kind: Positions
    kind_deviation: Floats
    common_direction: Floats
    common_left: float

    def at(self, rows: Positions) -> Correction:
        """Return the correction of some of the tasks."""
        return replace(self, log_ratio=self.log_ratio[rows], kind=self.kind[rows])

    def factors(self, rows: Positions, normal: Floats) -> Floats:
        """Return drawn factors.

        Parameters
        ----------
        rows : ndarray of int, shape (k,)
            Positions of the tasks.
        normal : ndarray, shape (kinds, draws)
            A normal variable for each kind.

        Returns
        -------
        ndarray, shape (k, draws)
            Factors.
        """
        kind = self.kind[rows]
        deviation = self.kind_deviation[kind, None] * normal[kind]
        return np.asarray(np.exp(self.log_ratio[rows, None] + deviation))

    def narrowed(self, common: Floats) -> Floats:
        """Return the variables common to all tasks with a smaller spread along the direction.

        Parameters
        ----------
        common : ndarray, shape (parameters, draws)
            Normal variables that all tasks share.

        Returns
        -------
        ndarray, shape (parameters, draws)
            The same, narrower in one direction.
        """
        along = self.common_direction @ common
        return common - (1.0 - self.common_left) * np.outer(self.common_direction, along)

    def narrowed_together(self, normal: Floats, common_share: Floats) -> Floats:
        """Narrow the parameters of one task, drawn with the common and the own part together.

        Parameters
        ----------
        normal : ndarray, shape (parameters, draws)
            Independent normal variables; each is the sum of the common and the task's own part.
        common_share : ndarray, shape (parameters,)
            Share of the variance of each that is common to all tasks.

        Returns
        -------
        ndarray, shape (parameters, draws)
            Normal variables with the covariance that :meth:`narrowed` gives to common and own part.
        """
        direction = np.sqrt(common_share) * self.common_direction
        square = float(direction @ direction)
        if square == 0.0:
            return normal
        shrinkage = 1.0 - np.sqrt(1.0 - (1.0 - self.common_left**2) * square)
        moved = shrinkage / square * np.outer(direction, direction @ normal)
        return np.asarray(normal - moved)
