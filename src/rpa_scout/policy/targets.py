"""The plan's two indicators, and the wanted probabilities of their goals."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from rpa_scout.policy.declared import Declared, Labelled
from rpa_scout.policy.parameters import NotNegative, Pert
from rpa_scout.text import N_

__all__ = ["Target", "Targets", "YearlyShare"]


class Target(Labelled):
    """One indicator of the plan: from a baseline to a goal."""

    unit: str
    unit_en: str
    baseline: NotNegative
    baseline_year: int
    goal: NotNegative
    goal_year: int
    source: str

    @property
    def gap(self) -> float:
        """Difference of goal and baseline; 0 once the goal is reached."""
        return max(self.goal - self.baseline, 0.0)


Chance = Annotated[float, Field(gt=0.0, lt=1.0, allow_inf_nan=False)]


class YearlyShare(Pert):
    """A yearly share, 0 to 1."""

    @model_validator(mode="after")
    def _is_share(self) -> Self:
        if self.high > 1.0:
            raise ValueError(N_("a share lies between 0 and 1."))
        return self


class Targets(Declared):
    """The two indicators that the ranking is compared with.

    Attributes
    ----------
    hours, tasks : Target
        The indicators.
    chances : tuple of float
        Probabilities of reaching both goals for which the number of candidates is counted, rising.
    headline_chance : float
        The probability that is shown where only one has room.
    yearly_attrition_share : YearlyShare, optional
        Share of the running tasks that ends each year; without it, no task is assumed to end.
    """

    hours: Target
    tasks: Target
    chances: Annotated[tuple[Chance, ...], Field(min_length=1)] = (0.5, 0.8, 0.9)
    headline_chance: Chance = 0.8
    yearly_attrition_share: YearlyShare | None = None

    @property
    def indicators(self) -> dict[str, Target]:
        """Return the indicators by id, in the plan's order."""
        return {"hours": self.hours, "tasks": self.tasks}

    @model_validator(mode="after")
    def _headline_is_counted(self) -> Self:
        if any(later <= earlier for earlier, later in pairwise(self.chances)):
            raise ValueError(N_("the chances must rise."))
        if self.headline_chance not in self.chances:
            raise ValueError(N_("“headline_chance” must be one of the “chances”."))
        return self
