"""The steps from the present hours to the hours saved, and the parameters behind their spread."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.policy.parameters import LOSS_SCALE, TOUCHED_SHARE
from rpa_scout.savings.model import PARAMETERS
from rpa_scout.savings.quantiles import quantiles_of
from rpa_scout.savings.simulation import SavingsSimulation

WATERFALL_STEPS = (
    "reporting",
    "by_hand",
    "not_automated",
    "exceptions",
    "checking",
    "correction",
    "attendance",
    "upkeep",
    "realisation",
)
"""The steps from the hours of today to the hours saved, in the order of the sum."""

_BINS = 20
_NEAREST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From the present hours to the hours saved."""

    hours_now: float  # Staff hours a year as surveyed
    # Hours by code of `WATERFALL_STEPS`, mostly negative: work that remains with people. The first
    # and the last may be positive: times may be reported too low, and live use may save more than
    # a trial.
    steps: dict[str, float]
    # Hours saved a year (p50): exactly the sum of `hours_now` and the steps.
    saved: float


@dataclass(frozen=True, slots=True)
class WorseOutcome:
    """The outcome of a task in the draws in which nothing is saved."""

    chance: float  # Chance that time rises or nothing is saved, 0 to 1
    # Hours a year by which time rises then (p50 of those draws); NaN where it cannot happen.
    by_hours_per_year: float
    # Code of the step whose hours differ the most between those draws and the others.
    cause: str | None


@dataclass(frozen=True, slots=True)
class Influence:
    """How much of a task's spread comes from one parameter."""

    parameter: str  # Name of the parameter, as in the policy
    # Share of the variance of the hours saved that it explains by itself, 0 to 1.
    variance_share: float


@dataclass(frozen=True)
class DrawnSteps:
    """The steps of one task in every draw."""

    hours_now: float  # Staff hours a year as surveyed
    saved: Floats  # Hours saved a year, shape (draws,)
    steps: Floats  # Hours that each step adds, shape (len(WATERFALL_STEPS), draws)

    def waterfall(self) -> Waterfall:
        """Average the steps over the draws around the median, so that they add up to the p50."""
        p50 = float(quantiles_of(self.saved).p50)
        distance = np.abs(self.saved - p50)
        count = max(round(_NEAREST_SHARE * self.saved.size), 1)
        nearest = np.argsort(distance, kind="stable")[:count]
        means = [math.fsum(step) / count for step in self.steps[:, nearest].tolist()]
        # Their mean differs slightly from the p50; the steps share the difference by their size.
        missing = p50 - math.fsum([self.hours_now, *means])
        size = math.fsum(map(abs, means))
        if size > 0.0:
            means = [step + missing * abs(step) / size for step in means]
        steps = dict(zip(WATERFALL_STEPS, means, strict=True))
        return Waterfall(self.hours_now, _closed(self.hours_now, steps, p50), p50)

    def worse_outcome(self) -> WorseOutcome:
        """Return the chance that nothing is saved, the hours lost then, and the main cause."""
        worse = self.saved <= 0.0
        if not worse.any():
            return WorseOutcome(0.0, math.nan, None)
        steps = self.steps[:, worse].mean(axis=1)
        if not worse.all():
            steps = steps - self.steps[:, ~worse].mean(axis=1)
        by_hours = 0.0 - float(np.median(self.saved[worse]))
        return WorseOutcome(float(worse.mean()), by_hours, WATERFALL_STEPS[int(np.argmin(steps))])


def waterfall(simulation: SavingsSimulation, task: int) -> Waterfall | None:
    """Return the steps to the hours saved of a task, around their median."""
    drawn = drawn_steps(simulation, task)
    return drawn.waterfall() if drawn else None


def drawn_steps(simulation: SavingsSimulation, task: int) -> DrawnSteps | None:
    """Return the steps to the hours saved of a task, draw by draw."""
    rows = np.array([task], dtype=np.intp)
    hours_now = float(simulation.hours_per_year[task])
    if not simulation.automates(task) or math.isnan(hours_now):
        return None
    drawn = simulation.drawn_evenly(rows)
    load, parameters = drawn.load, drawn.parameters
    hours = load.runs_per_year / 60.0
    items = hours * load.items_per_run
    through = items * parameters.adoption_share
    whole = through * load.minutes_per_item
    plain = whole * parameters.touched_share
    remaining = {
        "by_hand": (items - through) * load.minutes_per_item,
        # What the means does not touch stays with people as well.
        "not_automated": (whole - plain)
        + plain * (1.0 - parameters.exception_share) * (1.0 - parameters.automatable_share),
        "exceptions": plain * parameters.exception_share * parameters.exception_factor,
        "checking": plain * parameters.check_share,
        "correction": plain * parameters.correction_share
        + through * parameters.digitise_minutes_per_item,
        "attendance": hours
        * (
            parameters.attended_minutes_per_run
            + parameters.setup_share * load.setup_minutes_per_run
        ),
        "upkeep": parameters.upkeep_hours_per_year,
    }
    saved = simulation.saved_hours_evenly(rows)[0]
    now = hours * (load.setup_minutes_per_run + load.items_per_run * load.minutes_per_item)
    steps = np.empty((len(WATERFALL_STEPS), saved.size))
    steps[0] = now - hours_now
    for step, name in enumerate(WATERFALL_STEPS[1:-1], start=1):
        steps[step] = -remaining[name]
    steps[-1] = saved - (hours_now + steps[:-1].sum(axis=0))
    return DrawnSteps(hours_now, saved, steps)


def _closed(start: float, steps: dict[str, float], saved: float) -> dict[str, float]:
    """Adjust the last step so that the floating-point sum equals the hours saved exactly."""
    *first, last = steps
    before = start
    for name in first:
        before += steps[name]
    step = saved - before
    below, above = math.nextafter(step, -math.inf), math.nextafter(step, math.inf)
    exact = [number for number in (step, below, above) if before + number == saved]
    return {**steps, last: exact[0] if exact else step}


def influences(
    simulation: SavingsSimulation, task: int, least_share: float = 0.01
) -> tuple[Influence, ...]:
    """Return the parameters that the spread of a task comes from, the largest share first.

    The share is the correlation ratio: the draws are sorted by the parameter and cut into twenty
    equal parts; the variance between the means of the parts, corrected for chance (Kelley 1935), is
    divided by the variance of the hours. Shares of independent parameters add up to at most 1; the
    remainder comes from their interaction and from written ranges.
    """
    rows = np.array([task], dtype=np.intp)
    saved = simulation.saved_hours_evenly(rows)[0]
    if not simulation.automates(task) or not np.ptp(saved) > 0.0:
        return ()
    values = simulation.drawn_evenly(rows).values
    shares = [
        Influence(name, _explained(values[name][0], saved))
        for name in (*PARAMETERS, LOSS_SCALE, TOUCHED_SHARE)
        if name in values
    ]
    large = [influence for influence in shares if influence.variance_share >= least_share]
    return tuple(sorted(large, key=lambda influence: -influence.variance_share))


def _explained(values: Floats, saved: Floats) -> float:
    if values.size == 1 or not np.ptp(values) > 0.0:
        return 0.0
    parts = np.array_split(saved[np.argsort(values, kind="stable")], _BINS)
    between = sum(part.size * (part.mean() - saved.mean()) ** 2 for part in parts)
    total = float(np.sum((saved - saved.mean()) ** 2))
    within = (total - between) / (saved.size - _BINS)
    return max(float(between - (_BINS - 1) * within) / total, 0.0)
