"""How likely the goals are, counted over draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Bools, Floats
from rpa_scout.policy.targets import Targets


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely the goals are, each between 0 and 1.

    Attributes
    ----------
    each : dict of str to float
        Chances of the computed indicators by id.
    both : float or None
        Chance of all of them at once; None where none is computed.
    """

    each: Mapping[str, float]
    both: float | None

    @classmethod
    def of(cls, reached: Mapping[str, Bools]) -> Chances:
        """Return the shares of the draws in which the goals are reached, by id of indicator."""
        shares = {name: float(is_reached.mean()) for name, is_reached in reached.items()}
        if not shares:
            return cls(shares, None)
        together = np.logical_and.reduce([*np.broadcast_arrays(*reached.values())])
        return cls(shares, float(together.mean()))

    @property
    def hours(self) -> float | None:
        """Chance of the goal in hours; None where the policy has none."""
        return self.each.get("hours")

    @property
    def tasks(self) -> float | None:
        """Chance of the goal in tasks; None likewise."""
        return self.each.get("tasks")

    def as_data(self) -> dict[str, float | None]:
        """Return the chances as JSON has them; null where the policy has no such goal."""
        return {"hours": None, "tasks": None, **self.each, "both": self.both}


def rise(before: float | None, after: float | None) -> float | None:
    """Return by how much a chance rises; None where there is no goal."""
    return None if before is None or after is None else after - before


def goals_reached(targets: Targets, hours: Floats, tasks: Floats) -> dict[str, Bools]:
    """Return where hours and tasks reach the goals, by id of the computed indicator."""
    figures = {"hours": hours, "tasks": tasks}
    return {
        name: np.asarray(figures[target.figure] >= target.goal)
        for name, target in targets.computed.items()
    }


def chances_of(targets: Targets, hours: Floats, tasks: Floats) -> Chances:
    """Return the shares of the draws in which hours and tasks reach the goals."""
    return Chances.of(goals_reached(targets, hours, tasks))
