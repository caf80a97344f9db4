"""How far the ranking leads towards the plan's two targets, and how likely it is to get there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rpa_scout.policy.model import Targets
from rpa_scout.savings.quantiles import Quantiles, quantiles_of
from rpa_scout.savings.simulation import AdoptedTasks, SavingsSimulation

__all__ = [
    "Chances",
    "CumulativeOutlook",
    "SetOutlook",
    "TargetOutlook",
    "cumulative_outlook",
    "outlook",
    "outlook_of",
]

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]
_STEP = 32


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely the goals are, each between 0 and 1.

    Attributes
    ----------
    hours, tasks, both : float
        Of reaching the goal in hours, that in tasks, and both at once.
    """

    hours: float
    tasks: float
    both: float


@dataclass(frozen=True, slots=True)
class SetOutlook:
    """What becomes of a set of tasks, were they adopted.

    Attributes
    ----------
    adopted : int
        Number of tasks in the set.
    hours : Quantiles
        Hours saved a year by those that go live, together.
    live : Quantiles
        How many go live.
    chances : Chances
        Of reaching the goals, the baseline included.
    """

    adopted: int
    hours: Quantiles
    live: Quantiles
    chances: Chances


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
        (by the p50 of the hours that those save which go live, and of their number); None where
        the whole ranking does not.
    needed : SetOutlook or None
        What becomes of the candidates among these.
    simulation : SavingsSimulation
        Draws of the hours saved.
    ranked : ndarray of int, shape (candidates,)
        Positions of the candidates, best first.
    """

    targets: Targets
    candidates: int
    needed_for_goal: int | None
    needed: SetOutlook | None
    simulation: SavingsSimulation = field(repr=False)
    ranked: Positions = field(repr=False)

    @property
    def candidates_needed(self) -> int | None:
        """How many candidates close both gaps; None where all of them do not."""
        return self.needed.adopted if self.needed else None

    @property
    def saved_by_needed(self) -> Quantiles | None:
        """Hours a year that these would save."""
        return self.needed.hours if self.needed else None

    @property
    def saved_by_all(self) -> Quantiles:
        """Hours a year that all candidates together would save."""
        return self.of_all.hours

    @cached_property
    def of_all(self) -> SetOutlook:
        """What becomes of all candidates."""
        return outlook_of(self.targets, self.simulation, self.ranked)


def outlook_of(targets: Targets, simulation: SavingsSimulation, rows: Positions) -> SetOutlook:
    """Tell what becomes of a set of adopted tasks.

    Parameters
    ----------
    targets : Targets
        Baselines and goals.
    simulation : SavingsSimulation
        Draws of the hours saved.
    rows : ndarray of int
        Positions of the tasks.

    Returns
    -------
    SetOutlook
        Hours, number of live tasks, and chances.
    """
    return _set_outlook(targets, len(rows), simulation.totals(rows))


def _set_outlook(targets: Targets, adopted: int, totals: AdoptedTasks) -> SetOutlook:
    enough_hours = totals.hours >= targets.hours.gap
    enough_tasks = totals.live >= targets.tasks.gap
    chances = Chances(
        float(enough_hours.mean()),
        float(enough_tasks.mean()),
        float((enough_hours & enough_tasks).mean()),
    )
    live = quantiles_of(totals.live.astype(np.float64))
    return SetOutlook(adopted, quantiles_of(totals.hours), live, chances)


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
        How many it takes, what they save, and how likely the goals are.
    """
    ranked = order[candidate[order]]
    needed = _needed(targets, simulation, ranked)
    place = None if needed is None else _place_of(order, ranked, needed.adopted)
    return TargetOutlook(
        targets=targets,
        candidates=len(ranked),
        needed_for_goal=place,
        needed=needed,
        simulation=simulation,
        ranked=ranked,
    )


def _place_of(order: Positions, ranked: Positions, needed: int) -> int:
    return 0 if needed == 0 else int(np.flatnonzero(order == ranked[needed - 1])[0]) + 1


def _needed(
    targets: Targets, simulation: SavingsSimulation, ranked: Positions
) -> SetOutlook | None:
    """Return what becomes of the fewest candidates that close both gaps."""
    hours = np.zeros(simulation.draws)
    live = np.zeros(simulation.draws, dtype=np.int_)
    enough = targets.tasks.gap
    if enough <= 0 and targets.hours.gap <= 0:
        return _set_outlook(targets, 0, AdoptedTasks(hours, live))
    for start in range(0, len(ranked), _STEP):
        block = simulation.adopted(ranked[start : start + _STEP])
        for number, (saved, is_live) in enumerate(
            zip(block.hours, block.live, strict=True), start + 1
        ):
            hours, live = hours + saved, live + is_live
            if np.median(live) >= enough and np.median(hours) >= targets.hours.gap:
                return _set_outlook(targets, number, AdoptedTasks(hours, live))
    return None


@dataclass(frozen=True, slots=True)
class CumulativeOutlook:
    """What the first candidates of a ranking save together, one more at a time.

    Attributes
    ----------
    positions : ndarray of int, shape (k,)
        Positions of the candidates, best first.
    saved, live : Quantiles
        Each of shape (k,): hours a year that those of the first, the first two, … save that go
        live, and how many do.
    """

    positions: Positions
    saved: Quantiles
    live: Quantiles


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
        The candidates, their sums and the number of those that go live.
    """
    ranked = order[candidate[order]][:first]
    hours, live = np.zeros(simulation.draws), np.zeros(simulation.draws)
    saved: list[Quantiles] = []
    counted: list[Quantiles] = []
    for start in range(0, len(ranked), _STEP):
        block = simulation.adopted(ranked[start : start + _STEP])
        sums = hours + np.cumsum(block.hours, axis=0)
        counts = live + np.cumsum(block.live, axis=0, dtype=np.float64)
        hours, live = sums[-1], counts[-1]
        saved.append(quantiles_of(sums))
        counted.append(quantiles_of(counts))
    return CumulativeOutlook(ranked, _joined(saved), _joined(counted))


def _joined(parts: list[Quantiles]) -> Quantiles:
    names = ("p10", "p50", "p90", "mean")
    return Quantiles(
        *(np.concatenate([getattr(one, name) for one in parts] or [np.empty(0)]) for name in names)
    )
