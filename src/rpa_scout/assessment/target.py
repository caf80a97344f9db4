"""How far the ranking leads towards the plan's two targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.policy.model import Targets
from rpa_scout.savings.simulation import Quantiles, SavingsSimulation, quantiles_of

__all__ = ["CumulativeOutlook", "TargetOutlook", "cumulative_outlook", "outlook"]

Positions = npt.NDArray[np.intp]
_STEP = 32


@dataclass(frozen=True)
class TargetOutlook:
    """The ranking against the targets.

    Attributes
    ----------
    targets : Targets
        Baselines and goals.
    candidates : int
        Tasks worth adopting: a means fits, they are not automated yet, and automation is expected
        to save hours (p50 above 0).
    needed_for_goal : int or None
        So many of the ranking's first tasks, the candidates among them adopted, close both gaps
        (hours by the p50 of their sum); None where the whole ranking does not.
    saved_by_needed : Quantiles or None
        Hours a year that these would save.
    candidates_needed : int or None
        How many of these are candidates.
    simulation : SavingsSimulation
        Draws of the hours saved.
    ranked : ndarray of int, shape (candidates,)
        Positions of the candidates, best first.
    """

    targets: Targets
    candidates: int
    needed_for_goal: int | None
    saved_by_needed: Quantiles | None
    candidates_needed: int | None
    simulation: SavingsSimulation = field(repr=False)
    ranked: Positions = field(repr=False)

    @cached_property
    def saved_by_all(self) -> Quantiles:
        """Hours a year that all candidates together would save."""
        return quantiles_of(self.simulation.sum_of(self.ranked))


def outlook(
    targets: Targets,
    simulation: SavingsSimulation,
    order: Positions,
    candidate: npt.NDArray[np.bool_],
) -> TargetOutlook:
    """Hold a ranking against the targets.

    Parameters
    ----------
    targets : Targets
        Baselines and goals.
    simulation : SavingsSimulation
        Draws of the hours saved.
    order : ndarray of int, shape (n,)
        Positions of the tasks, best first.
    candidate : ndarray of bool, shape (n,)
        Which tasks are worth adopting.

    Returns
    -------
    TargetOutlook
        How many it takes, and what they save.
    """
    ranked = order[candidate[order]]
    needed, saved = _needed(targets, simulation, ranked)
    place = None if needed is None else _place_of(order, ranked, needed)
    return TargetOutlook(
        targets=targets,
        candidates=len(ranked),
        needed_for_goal=place,
        saved_by_needed=saved,
        candidates_needed=needed,
        simulation=simulation,
        ranked=ranked,
    )


def _place_of(order: Positions, ranked: Positions, needed: int) -> int:
    return 0 if needed == 0 else int(np.flatnonzero(order == ranked[needed - 1])[0]) + 1


def _needed(
    targets: Targets, simulation: SavingsSimulation, ranked: Positions
) -> tuple[int | None, Quantiles | None]:
    """Return how many candidates close both gaps, and what they save."""
    total = np.zeros(simulation.draws)
    enough = targets.tasks.gap
    if enough <= 0 and targets.hours.gap <= 0:
        return 0, quantiles_of(total)
    for start in range(0, len(ranked), _STEP):
        for number, saved in enumerate(
            simulation.saved_hours(ranked[start : start + _STEP]), start + 1
        ):
            total += saved
            if number >= enough and np.median(total) >= targets.hours.gap:
                return number, quantiles_of(total)
    return None, None


@dataclass(frozen=True, slots=True)
class CumulativeOutlook:
    """What the first candidates of a ranking save together, one more at a time.

    Attributes
    ----------
    positions : ndarray of int, shape (k,)
        Positions of the candidates, best first.
    saved : Quantiles
        Each of shape (k,): hours a year that the first, the first two, … would save together.
    """

    positions: Positions
    saved: Quantiles


def cumulative_outlook(
    simulation: SavingsSimulation,
    order: Positions,
    candidate: npt.NDArray[np.bool_],
    first: int = 100,
) -> CumulativeOutlook:
    """Add up the hours saved by a ranking's first candidates, one more at a time.

    The draws are added up, not their quantiles: the p50 of a sum is not the sum of the p50s.

    Parameters
    ----------
    simulation : SavingsSimulation
        Draws of the hours saved.
    order : ndarray of int, shape (n,)
        Positions of the tasks, best first.
    candidate : ndarray of bool, shape (n,)
        Which tasks are worth adopting.
    first : int, optional
        So many candidates at most.

    Returns
    -------
    CumulativeOutlook
        The candidates and their sums.
    """
    ranked = order[candidate[order]][:first]
    total = np.zeros(simulation.draws)
    parts: list[Quantiles] = []
    for start in range(0, len(ranked), _STEP):
        draws = simulation.saved_hours(ranked[start : start + _STEP])
        sums = total + np.cumsum(draws, axis=0, dtype=np.float64)
        total = sums[-1]
        parts.append(quantiles_of(sums))
    names = ("p10", "p50", "p90", "mean")
    joined = [
        np.concatenate([getattr(one, name) for one in parts] or [np.empty(0)]) for name in names
    ]
    return CumulativeOutlook(ranked, Quantiles(*joined))
