"""The plan's indicators, and the wanted probabilities of the goals that are computed."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from rpa_scout.policy.declared import Declared, Explained, Identifier, Labelled
from rpa_scout.policy.parameters import NotNegative, Pert
from rpa_scout.text import N_, Language

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
    hours, tasks : Target, optional
        Hours saved and tasks in use; the plan need not have goals for these.
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

    hours: Target | None = None
    tasks: Target | None = None
    chances: Annotated[tuple[Chance, ...], Field(min_length=1)] = (0.5, 0.8, 0.9)
    headline_chance: Chance = 0.8
    yearly_attrition_share: YearlyShare | None = None

    @property
    def indicators(self) -> dict[str, Target]:
        """Return the indicators by id: hours, tasks, others computed, and those entered."""
        named = {"hours": self.hours, "tasks": self.tasks}
        return {name: target for name, target in named.items() if target} | self.further

    @property
    def further(self) -> dict[str, Target]:
        """Return the indicators beside hours and tasks, by id; computed ones first."""
        # A project stores policies with sorted keys, so the order of the file is lost.
        further = sorted((self.__pydantic_extra__ or {}).items())
        return dict(sorted(further, key=lambda pair: pair[1].figure not in COMPUTED))

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

    def of_figure(self, figure: str) -> Target | None:
        """Return the indicator of a computed figure, the one of its name first; None: no goal.

        Its baseline is what the figure starts from.
        """
        of_figure = (target for target in self.computed.values() if target.figure == figure)
        return next(of_figure, None)

    def baseline(self, figure: str) -> float:
        """Return what a computed figure starts from; 0 where the plan names nothing."""
        target = self.of_figure(figure)
        return 0.0 if target is None else target.baseline

    def baseline_year(self, figure: str) -> int | None:
        """Return the fiscal year of that baseline; None where the plan names nothing."""
        target = self.of_figure(figure)
        return None if target is None else target.baseline_year

    @property
    def tasks_missing(self) -> int:
        """Tasks missing from the plan's baseline to its goal, in whole tasks; 0 without a goal."""
        target = self.of_figure("tasks")
        return 0 if target is None else math.ceil(target.gap)

    @property
    def _spanned(self) -> list[Target]:
        """The indicators whose years the plan spans: the computed ones, or else all."""
        return [*(self.computed or self.indicators).values()]

    @property
    def first_year(self) -> int:
        """Fiscal year of the earliest baseline."""
        return min(target.baseline_year for target in self._spanned)

    @property
    def newest_baseline_year(self) -> int:
        """Fiscal year of the latest baseline."""
        return max(target.baseline_year for target in self._spanned)

    @property
    def goal_year(self) -> int:
        """Fiscal year in which the last of the goals is due."""
        return max(target.goal_year for target in self._spanned)

    @model_validator(mode="before")
    @classmethod
    def _figures_of_their_names(cls, content: object) -> object:
        """Let the tables `hours` and `tasks` count the figures of the same names."""
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
    def _has_an_indicator(self) -> Self:
        if not self.indicators:
            raise ValueError(N_("declare at least one indicator, such as [targets.hours]."))
        return self

    @model_validator(mode="after")
    def _names_are_computed(self) -> Self:
        named = {"hours": self.hours, "tasks": self.tasks}
        if any(target and target.figure != name for name, target in named.items()):
            raise ValueError(N_("“hours” and “tasks” are computed; leave out their “figure”."))
        return self

    @model_validator(mode="after")
    def _headline_is_counted(self) -> Self:
        if any(later <= earlier for earlier, later in pairwise(self.chances)):
            raise ValueError(N_("the chances must rise."))
        if self.headline_chance not in self.chances:
            raise ValueError(N_("“headline_chance” must be one of the “chances”."))
        return self
