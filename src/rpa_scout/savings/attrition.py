"""Automations that end before the goals' year; off unless the policy has a yearly share."""

from __future__ import annotations

from typing import Final

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.policy.parameters import Pert
from rpa_scout.policy.targets import Target, Targets

_STREAM: Final = 0x0A77
"""Added to the policy's seed, so that these draws are independent of those of the savings."""


class Attrition:
    """Draws which of the running tasks still run in later years."""

    def __init__(self, targets: Targets, draws: int, seed: int) -> None:
        self._targets, self._draws, self._seed = targets, draws, seed

    @property
    def share(self) -> Pert | None:
        """Share of the running tasks that ends each year; None: no task is assumed to end."""
        return self._targets.yearly_attrition_share

    def of_plan(self, fiscal_year: int) -> tuple[Floats, Floats]:
        """Return hours and tasks of the plan's baseline in a year, by draw.

        The plan does not name its automations, so its hours are spread evenly over its tasks.
        """
        hours, tasks = (self._targets.of_figure(figure) for figure in ("hours", "tasks"))
        count = 1 if tasks is None else max(1, round(tasks.baseline))
        return (
            self._remaining_of(hours, count, fiscal_year),
            self._remaining_of(tasks, count, fiscal_year),
        )

    def _remaining_of(self, target: Target | None, count: int, fiscal_year: int) -> Floats:
        """Return what remains of a figure of the plan that is spread evenly over its tasks."""
        if target is None:
            return np.zeros(1)
        years = fiscal_year - target.baseline_year
        if self.share is None or years <= 0:
            return np.full(1, target.baseline)
        return self.remaining(np.full(count, target.baseline / count), years)

    def remaining(self, amounts: Floats, years: int) -> Floats:
        """Add up, by draw, the amounts of the tasks that still run after some years.

        Each task has one lifetime per draw: a task that has ended stays ended in later years.
        """
        if self.share is None or years <= 0 or not len(amounts):
            return np.full(1, amounts.sum())
        generator = np.random.default_rng([self._seed, _STREAM])
        surviving = (1.0 - _drawn(self.share, generator, self._draws)) ** years
        is_running = generator.random((len(amounts), self._draws)) < surviving
        return np.asarray(amounts @ is_running, dtype=np.float64)


def _drawn(share: Pert, generator: np.random.Generator, draws: int) -> Floats:
    """Draw one value for all tasks: the city's own share is uncertain, and common to its tasks."""
    width = share.high - share.low
    if width <= 0.0:
        return np.full(draws, share.mode)
    rise = 4.0 * (share.mode - share.low) / width
    fall = 4.0 * (share.high - share.mode) / width
    return share.low + width * generator.beta(1.0 + rise, 1.0 + fall, draws)
