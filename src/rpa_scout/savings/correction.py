"""What a city's own actuals change in the estimates, task by task."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Correction"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Correction:
    """By what factor estimates are too high or too low, and how sure that is.

    Attributes
    ----------
    log_ratio : ndarray, shape (n,)
        Expected natural logarithm of measured to estimated hours of every task.
    kind : ndarray of int, shape (n,)
        Number of the task's kind of work; tasks of a kind err alike.
    kind_deviation : ndarray, shape (kinds,)
        Standard deviation of what is not known of each kind.
    common_direction : ndarray, shape (parameters,)
        Along which combination of what all tasks have in common in the simulation the city's
        level varies; of length 1. Only of this do measured hours tell.
    common_left : float
        By what factor the doubt along it has shrunk, 0 to 1.
    """

    log_ratio: Floats
    kind: npt.NDArray[np.intp]
    kind_deviation: Floats
    common_direction: Floats
    common_left: float

    def factors(self, rows: npt.NDArray[np.intp], normal: Floats) -> Floats:
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
        doubt = self.kind_deviation[kind, None] * normal[kind]
        return np.asarray(np.exp(self.log_ratio[rows, None] + doubt))

    def narrowed(self, common: Floats) -> Floats:
        """Return what tasks have in common, with what has been learned of it taken out.

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
        """Return parameters of one task, narrowed as :meth:`narrowed` does, its own part included.

        Parameters
        ----------
        normal : ndarray, shape (parameters, draws)
            Independent normal variables, each the common and a task's own part together.
        common_share : ndarray, shape (parameters,)
            What share of the variance of each is common.

        Returns
        -------
        ndarray, shape (parameters, draws)
            Normal variables with the covariance that narrowing the common part alone leads to.
        """
        direction = np.sqrt(common_share) * self.common_direction
        square = float(direction @ direction)
        if square == 0.0:
            return normal
        shrinkage = 1.0 - np.sqrt(1.0 - (1.0 - self.common_left**2) * square)
        moved = shrinkage / square * np.outer(direction, direction @ normal)
        return np.asarray(normal - moved)
