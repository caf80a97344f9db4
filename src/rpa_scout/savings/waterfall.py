"""How the hours saved come about, step by step, and which parameters their spread comes from."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rpa_scout.savings.model import PARAMETERS
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.savings.task_draws import DrawnTasks

__all__ = ["WATERFALL_STEPS", "Influence", "Waterfall", "influences", "waterfall"]

Floats = npt.NDArray[np.float64]

WATERFALL_STEPS = (
    "by_hand",
    "not_automated",
    "exceptions",
    "checking",
    "correction",
    "attendance",
    "upkeep",
    "realisation",
)
"""What takes hours away from the saving, in the order in which it is told."""

_BINS = 20


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From the hours of today to the hours saved.

    Attributes
    ----------
    hours_now : float
        Mean staff hours a year today.
    steps : dict of str to float
        By `WATERFALL_STEPS`: what each leaves of them, as negative hours (the last may be positive:
        a city can do better than a trial).
    saved : float
        Mean hours saved a year: ``hours_now`` and the steps, added up in order, exactly.
    """

    hours_now: float
    steps: dict[str, float]
    saved: float


@dataclass(frozen=True, slots=True)
class Influence:
    """How much of a task's spread comes from one parameter.

    Attributes
    ----------
    parameter : str
        Name of the parameter, as in the policy.
    variance_share : float
        Share of the variance of the hours saved that it explains by itself, 0 to 1.
    """

    parameter: str
    variance_share: float


def waterfall(simulation: SavingsSimulation, task: int) -> Waterfall | None:
    """Take the hours saved of a task apart.

    Parameters
    ----------
    simulation : SavingsSimulation
        The draws.
    task : int
        Position of the task.

    Returns
    -------
    Waterfall or None
        Means over the draws; None where no hours are known or no means fits.
    """
    rows = np.array([task], dtype=np.intp)
    saved = float(np.mean(simulation.saved_hours(rows)))
    if not simulation.automates(task) or math.isnan(saved):
        return None
    one = simulation.drawn(rows)
    load, given = one.load, one.given
    hours = load.runs_per_year / 60.0
    items = hours * load.items_per_run
    through = items * given.adoption_share
    plain = through * load.minutes_per_item
    left = {
        "by_hand": (items - through) * load.minutes_per_item,
        "not_automated": plain * (1.0 - given.exception_share) * (1.0 - given.automatable_share),
        "exceptions": plain * given.exception_share * given.exception_factor,
        "checking": plain * given.check_share,
        "correction": plain * given.correction_share + through * given.digitise_minutes_per_item,
        "attendance": hours
        * (given.attended_minutes_per_run + given.setup_share * load.setup_minutes_per_run),
        "upkeep": given.upkeep_hours_per_year,
    }
    now = hours * (load.setup_minutes_per_run + load.items_per_run * load.minutes_per_item)
    steps = {name: -float(np.mean(part)) for name, part in left.items()}
    start = float(np.mean(now))
    steps["realisation"] = _closing(sum(steps.values(), start), saved)
    return Waterfall(start, steps, _total(start, steps))


def _closing(before: float, saved: float) -> float:
    """Return the last step, so that the sum is what it should be to the last digit."""
    step = saved - before
    for candidate in (step, math.nextafter(step, math.inf), math.nextafter(step, -math.inf)):
        if before + candidate == saved:
            return candidate
    return step


def _total(start: float, steps: dict[str, float]) -> float:
    total = start
    for step in steps.values():
        total += step
    return total


def influences(
    simulation: SavingsSimulation, task: int, least_share: float = 0.01
) -> tuple[Influence, ...]:
    """Tell which parameters the spread of a task comes from.

    The share is the correlation ratio: the variance of the hours' means within twenty equal parts
    of the parameter's draws, freed of what chance alone would give (Kelley 1935), over the variance
    of the hours. Shares of parameters drawn apart add up to at most 1; what is missing comes from
    their interplay and from ranges that were written.

    Parameters
    ----------
    simulation : SavingsSimulation
        The draws.
    task : int
        Position of the task.
    least_share : float, optional
        Parameters below this share are left out.

    Returns
    -------
    tuple of Influence
        Largest share first; empty where there is no spread.
    """
    rows = np.array([task], dtype=np.intp)
    saved = simulation.saved_hours(rows)[0]
    if not simulation.automates(task) or not np.ptp(saved) > 0.0:
        return ()
    one = simulation.drawn(rows)
    found = [Influence(name, _explained(_draws_of(one, name), saved)) for name in PARAMETERS]
    kept = [each for each in found if each.variance_share >= least_share]
    return tuple(sorted(kept, key=lambda each: -each.variance_share))


def _draws_of(one: DrawnTasks, name: str) -> Floats:
    values: Floats = one.values[name][0]
    return values


def _explained(values: Floats, saved: Floats) -> float:
    if values.size == 1 or not np.ptp(values) > 0.0:
        return 0.0
    parts = np.array_split(saved[np.argsort(values, kind="stable")], _BINS)
    between = sum(part.size * (part.mean() - saved.mean()) ** 2 for part in parts)
    total = float(np.sum((saved - saved.mean()) ** 2))
    within = (total - between) / (saved.size - _BINS)
    return max(float(between - (_BINS - 1) * within) / total, 0.0)
