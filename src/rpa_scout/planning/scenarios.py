"""How likely a choice reaches the goals, and which of two choices is better."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rpa_scout.arrays import Bools, Positions
from rpa_scout.planning.problem import NOT_BUILT, PlanProblem

_TOLERANCE = 1e-9


class Merit(NamedTuple):
    """What a plan is judged by, most important first; larger is better."""

    chance: float  # Chance of all goals on the draws it was chosen with, at most what is wanted
    worth: float  # Hours saved within the plan's years, less a little for the effort


def reached(problem: PlanProblem, choice: Positions) -> Bools:
    """Return in which scenarios all goals are reached; shape (S,)."""
    is_built = choice != NOT_BUILT
    together = np.ones(problem.saved.shape[1], dtype=bool)
    for goal in problem.goals:
        shares = np.where(is_built, problem.counted(goal)[choice], 0.0)
        together &= goal.start + shares @ problem.drawn(goal) >= goal.amount - _TOLERANCE
    return together


def merit(problem: PlanProblem, choice: Positions) -> Merit:
    """Judge a choice on the draws that it is chosen with."""
    together = reached(problem, choice)
    is_built = choice != NOT_BUILT
    worth = problem.worth[np.flatnonzero(is_built), choice[is_built]].sum()
    chance = float(together.mean()) if len(together) else 0.0
    return Merit(min(chance, problem.chance_wanted), float(worth))
