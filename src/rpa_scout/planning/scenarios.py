"""How likely a choice reaches the goals, and which of two choices is better."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rpa_scout.planning.problem import NOT_BUILT, PlanProblem

__all__ = ["Merit", "counted_shares", "merit", "reached"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

_TOLERANCE = 1e-9


class Merit(NamedTuple):
    """What a plan is judged by, most important first; larger is better.

    Attributes
    ----------
    chance : float
        Chance of both goals on the draws it was chosen with, at most what is wanted.
    worth : float
        Hours saved within the plan's years, less a little for the effort.
    """

    chance: float
    worth: float


def counted_shares(problem: PlanProblem, choice: Positions) -> tuple[Floats, Floats]:
    """Return the shares of each task's hours and of itself that count when the goals are due."""
    is_built = choice != NOT_BUILT
    hours = np.where(is_built, problem.counted_hours()[choice], 0.0)
    tasks = np.where(is_built, problem.counted_live()[choice], 0.0)
    return hours, tasks


def reached(problem: PlanProblem, choice: Positions) -> tuple[Bools, Bools]:
    """Return in which scenarios the goals in hours and in tasks are reached; shape (S,) each."""
    hours, tasks = counted_shares(problem, choice)
    all_hours = problem.start_hours + hours @ problem.saved
    all_live = problem.start_live + tasks @ problem.live
    return (
        all_hours >= problem.goal_hours - _TOLERANCE,
        all_live >= problem.goal_tasks - _TOLERANCE,
    )


def merit(problem: PlanProblem, choice: Positions) -> Merit:
    """Judge a choice on the draws that it is chosen with."""
    hours, tasks = reached(problem, choice)
    is_built = choice != NOT_BUILT
    worth = problem.worth[np.flatnonzero(is_built), choice[is_built]].sum()
    chance = float((hours & tasks).mean()) if len(hours) else 0.0
    return Merit(min(chance, problem.chance_wanted), float(worth))
