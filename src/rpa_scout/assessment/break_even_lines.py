"""Minutes of a run of one task, by hand and with the robot, by the items per run."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.assessment.assess import Assessment
from rpa_scout.savings.closed_form import SavingsParameters, TaskLoad
from rpa_scout.savings.run_minutes import minutes_per_run_by_hand, minutes_per_run_with_robot
from rpa_scout.savings.task_draws import DrawnTasks

_POINTS = 121
_LEAST_SPAN = 10.0
_BEYOND = 2.0


@dataclass(frozen=True, slots=True)
class BreakEvenLines:
    """Two lines that cross at the break-even. Arrays of shape (k,)."""

    # From 0 to a multiple of the task's own items and of the break-even.
    items_per_run: Floats
    # Staff minutes of a run by hand as surveyed; the p50 where they were drawn.
    by_hand: Floats
    # Staff minutes of a run with the robot: `by_hand` plus the p10, p50 and p90 of the difference.
    # So these lines cross `by_hand` at the p50 and at the ends of the break-even's range.
    with_robot: Floats
    with_robot_p10: Floats
    with_robot_p90: Floats
    own_items_per_run: float  # NaN where unknown
    # Crossing of the lines (p50, as in the ranking); infinite where they do not cross.
    break_even_items_per_run: float


def break_even_lines(assessment: Assessment, task_id: str) -> BreakEvenLines | None:
    """Return the minutes of a run over the items per run, by hand and with the robot."""
    task = assessment.position_of(task_id)
    even = float(assessment.break_even.p50[task])
    if not assessment.choice.automates[task] or math.isnan(even):
        return None
    own_items = float(assessment.inventory.tasks["items_per_run"].iloc[task])
    items = _numbers_of_items(own_items, even)
    drawn = assessment.simulation.drawn_evenly(np.array([task], dtype=np.intp))
    by_hand, with_robot = _minutes(drawn, items)
    if not np.isfinite(with_robot).all():
        return None
    # Every draw multiplies the minutes by an error of reporting; dividing by it gives the survey's.
    reported = np.median(by_hand / drawn.values["reported_time_factor"][0][:, None], axis=0)
    between = np.sort(with_robot - by_hand, axis=0)
    # Order statistics without interpolation, as for the break-even, so that the lines meet there.
    positions = [round(share * (len(between) - 1)) for share in (0.1, 0.5, 0.9)]
    p10, p50, p90 = reported + between[positions]
    return BreakEvenLines(
        items_per_run=items,
        by_hand=reported,
        with_robot=p50,
        with_robot_p10=p10,
        with_robot_p90=p90,
        own_items_per_run=own_items,
        break_even_items_per_run=even,
    )


def _numbers_of_items(own_items: float, even: float) -> Floats:
    """Return evenly spaced numbers from 0 on, plus the task's own items and the break-even."""
    marks = [number for number in (own_items, even) if math.isfinite(number)]
    span = max([_LEAST_SPAN, *(_BEYOND * number for number in marks)])
    return np.union1d(np.linspace(0.0, span, _POINTS), marks)


def _minutes(drawn: DrawnTasks, items: Floats) -> tuple[Floats, Floats]:
    """Return the minutes of a run by hand and with the robot, both of shape (draws, k)."""
    load = TaskLoad(*(np.atleast_2d(part)[0][:, None] for part in drawn.load))
    parameters = SavingsParameters(*(np.atleast_2d(part)[0][:, None] for part in drawn.parameters))
    load = load._replace(items_per_run=items[None, :])
    return minutes_per_run_by_hand(load), minutes_per_run_with_robot(load, parameters)
