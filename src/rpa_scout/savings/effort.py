"""Hours to build an automation, and how difficult that makes it (docs/method.md)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.factors import Quantities, factor_outcome
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Effort

__all__ = ["DIFFICULTIES", "build_hours", "difficulty", "effort_multiplier", "extra_systems"]

Floats = npt.NDArray[np.float64]

DIFFICULTIES = ("low", "medium", "high")


def extra_systems(tasks: pd.DataFrame) -> Floats:
    """Count the systems that a task uses beyond the first.

    Parameters
    ----------
    tasks : DataFrame, shape (n, fields)
        Tasks with ``systems``, whose names are separated by 「、」.

    Returns
    -------
    ndarray, shape (n,)
        Number of systems beyond the first; 0 where none is named.
    """
    separators = tasks["systems"].fillna("").str.count("、")
    return np.asarray(separators.to_numpy(), dtype=np.float64)


def effort_multiplier(effort: Effort, quantities: Quantities, fields: FieldSet) -> Floats:
    """Return the product of the policy's multipliers of the hours to build.

    Parameters
    ----------
    effort : Effort
        The policy's part on effort.
    quantities : Quantities
        The tasks' answers.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    ndarray, shape (n,)
        Multipliers without unit; an unknown answer counts with its estimate.
    """
    product = np.ones(len(quantities.tasks))
    for factor in effort.multiplier:
        product = product * factor_outcome(factor, quantities, fields).point
    return product


def build_hours(base_hours: Floats, effort: Effort, extra: Floats, multiplier: Floats) -> Floats:
    """Return ``(base + hours per extra system × extra systems) × multipliers``.

    Parameters
    ----------
    base_hours : ndarray, shape (n,)
        Hours of the means.
    effort : Effort
        The policy's part on effort.
    extra, multiplier : ndarray, shape (n,)
        Of :func:`extra_systems` and :func:`effort_multiplier`.

    Returns
    -------
    ndarray, shape (n,)
        Hours to build.
    """
    return (base_hours + effort.hours_per_extra_system * extra) * multiplier


def difficulty(hours: Floats, effort: Effort) -> npt.NDArray[np.int8]:
    """Return how difficult the hours to build make each task.

    Parameters
    ----------
    hours : ndarray, shape (n,)
        Hours to build.
    effort : Effort
        Says from how many hours on a task is medium or high.

    Returns
    -------
    ndarray of int8, shape (n,)
        Positions in :data:`DIFFICULTIES`.
    """
    limits = [effort.medium_from_hours, effort.high_from_hours]
    return np.searchsorted(limits, hours, side="right").astype(np.int8)
