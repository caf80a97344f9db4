"""Minutes a run by hand and with the robot over the items per run, for one task."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rpa_scout.assessment.assess import Assessment
from rpa_scout.savings.closed_form import SavingsParameters, TaskLoad
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.run_minutes import minutes_per_run_by_hand, minutes_per_run_with_robot

__all__ = ["BreakEvenLines", "break_even_lines"]

Floats = npt.NDArray[np.float64]

_POINTS = 121
_BAND_DRAWS = 200
_LEAST_SPAN = 10.0
_BEYOND = 2.0


@dataclass(frozen=True, slots=True)
class BreakEvenLines:
    """Two lines that cross at the break-even. Arrays of shape (k,).

    Attributes
    ----------
    items_per_run : ndarray
        From 0 to well beyond the task's own items and the break-even.
    by_hand, with_robot : ndarray
        Staff minutes a run, every parameter at its mode.
    with_robot_p10, with_robot_p90 : ndarray
        Range of the latter over the draws.
    own_items_per_run : float
        Items per run of the task; NaN where unknown.
    break_even_items_per_run : float
        Where the lines cross; infinite where they never do.
    """

    items_per_run: Floats
    by_hand: Floats
    with_robot: Floats
    with_robot_p10: Floats
    with_robot_p90: Floats
    own_items_per_run: float
    break_even_items_per_run: float


def break_even_lines(assessment: Assessment, task_id: str) -> BreakEvenLines | None:
    """Return the minutes of a run over the items per run, by hand and with the robot.

    Parameters
    ----------
    assessment : Assessment
        The results.
    task_id : str
        Id of the task.

    Returns
    -------
    BreakEvenLines or None
        None where no means fits or the minutes of a run are not known.

    Raises
    ------
    UnknownNameError
        There is no such task.
    """
    task = assessment.position_of(task_id)
    choice, inventory = assessment.choice, assessment.inventory
    even = float(choice.savings.break_even_items_per_run[task])
    if not choice.automates[task] or math.isnan(even):
        return None
    row: Any = inventory.tasks.iloc[[task]]
    model = SavingsModel(assessment.policy, row, inventory.fields)
    _values, load, given = model.at_modes(choice.position[[task]])
    own = float(row["items_per_run"].iloc[0])
    items = np.linspace(0.0, _span(own, even), _POINTS)
    by_hand = minutes_per_run_by_hand(load._replace(items_per_run=items))
    if not np.isfinite(by_hand).all():
        return None
    drawn = assessment.simulation.drawn(np.array([task], dtype=np.intp), _BAND_DRAWS)
    band = _drawn_minutes(drawn.load, drawn.given, items)
    return BreakEvenLines(
        items_per_run=items,
        by_hand=by_hand,
        with_robot=minutes_per_run_with_robot(load._replace(items_per_run=items), given),
        with_robot_p10=band[0],
        with_robot_p90=band[1],
        own_items_per_run=own,
        break_even_items_per_run=even,
    )


def _span(own: float, even: float) -> float:
    known = [one for one in (own, even) if math.isfinite(one)]
    return max([_LEAST_SPAN, *(_BEYOND * one for one in known)])


def _drawn_minutes(load: TaskLoad, given: SavingsParameters, items: Floats) -> Floats:
    """Return p10 and p90 over the draws at every number of items, shape (2, k)."""
    columns = [part[0][:, None] for part in load]
    shares = SavingsParameters(*(np.atleast_2d(part)[0][:, None] for part in given))
    minutes = minutes_per_run_with_robot(
        TaskLoad(*columns)._replace(items_per_run=items[None, :]), shares
    )
    return np.asarray(np.quantile(minutes, (0.1, 0.9), axis=0))
