"""The plan's indicators, and the wanted probabilities of the goals that are computed."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from rpa_scout.policy.declared import Declared, Explained, Identifier, Labelled
from rpa_scout.policy.parameters import NotNegative, Pert
from rpa_scout.text import N_, Language

__all__ = ["COMPUTED", "Figure", "Target", "Targets", "YearlyShare"]


Figure = Literal["hours", "tasks", "entered"]
"""Where an indicator's figure comes from: hours saved, tasks in use, or entered every year."""

COMPUTED: Final = ("hours", "tasks")
"""Figures that are computed; all others are entered by hand."""


class Target(Labelled):
    """One indicator of the plan: from a baseline to a goal.

    Attributes
    ----------
    unit, unit_en : str
        Unit of its figures.
    baseline, baseline_year : float, int
        Figure when the plan was made, and its fiscal year.
    goal, goal_year : float, int
        Figure to reach, and the fiscal year in which it is due.
    figure : {"hours", "tasks", "entered"}
        Where its figure comes from.
    source : Explanation
        Section of the plan.
    """

    unit: str
    unit_en: str
    baseline: NotNegative
    baseline_year: int
    goal: NotNegative
    goal_year: int
    figure: Figure = "entered"
    source: Explained

    def unit_in(self, code: Language) -> str:
        """Return the unit in the language `code`."""
        return self.unit if code == "ja" else self.unit_en

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
    """The indicators of the plan.

    Further tables declare further indicators, each by its key as id.

    Attributes
    ----------
    hours, tasks : Target
        Hours saved and tasks in use; the ranking is compared with these.
    chances : tuple of float
        Probabilities of reaching all goals for which the number of candidates is counted, rising.
    headline_chance : float
        The probability that is shown where only one has room.
    yearly_attrition_share : YearlyShare, optional
        Share of the running tasks that ends each year; without it, no task is assumed to end.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[Identifier, Target]
    FURTHER: ClassVar = Target
    """Model of the tables under further keys."""

    hours: Target
    tasks: Target
    chances: Annotated[tuple[Chance, ...], Field(min_length=1)] = (0.5, 0.8, 0.9)
    headline_chance: Chance = 0.8
    yearly_attrition_share: YearlyShare | None = None

    @property
    def indicators(self) -> dict[str, Target]:
        """Return the indicators by id, in the plan's order."""
        return {"hours": self.hours, "tasks": self.tasks, **self.further}

    @property
    def further(self) -> dict[str, Target]:
        """Return the indicators beside hours and tasks, by id."""
        return dict(self.__pydantic_extra__ or {})

    @property
    def computed(self) -> dict[str, Target]:
        """Return the indicators that are computed, by id: “all goals” means all of these."""
        return {
            name: target for name, target in self.indicators.items() if target.figure in COMPUTED
        }

    @property
    def entered(self) -> dict[str, Target]:
        """Return the indicators whose figures are entered by hand, by id."""
        return {
            name: target
            for name, target in self.indicators.items()
            if target.figure not in COMPUTED
        }

    @property
    def goal_year(self) -> int:
        """Fiscal year in which the last of the computed goals is due."""
        return max(target.goal_year for target in self.computed.values())

    @model_validator(mode="before")
    @classmethod
    def _figures_of_their_names(cls, content: object) -> object:
        """Take hours and tasks for the figures of these names."""
        if not isinstance(content, dict):
            return content
        named = {name: content[name] for name in COMPUTED if name in content}
        return content | {
            name: target.model_copy(update={"figure": name})
            if isinstance(target, Target)
            else {"figure": name, **target}
            if isinstance(target, dict)
            else target
            for name, target in named.items()
        }

    @model_validator(mode="after")
    def _names_are_computed(self) -> Self:
        if (self.hours.figure, self.tasks.figure) != COMPUTED:
            raise ValueError(N_("“hours” and “tasks” are computed; leave out their “figure”."))
        return self

    @model_validator(mode="after")
    def _headline_is_counted(self) -> Self:
        if any(later <= earlier for earlier, later in pairwise(self.chances)):
            raise ValueError(N_("the chances must rise."))
        if self.headline_chance not in self.chances:
            raise ValueError(N_("“headline_chance” must be one of the “chances”."))
        return self
