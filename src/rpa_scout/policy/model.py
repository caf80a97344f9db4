"""The policy as typed data: targets, scorecards, means, effort, simulation.

A policy is a TOML file. :func:`rpa_scout.policy.load_policy` reads one and lists every fault.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rpa_scout.policy.checks import Checks, Groups
from rpa_scout.policy.declared import Declared, Explained, Identifier, Named, labels_of
from rpa_scout.policy.fields import FieldSet, shipped_fields
from rpa_scout.policy.means import Fallback, GateReason, HandOver, Means, Route
from rpa_scout.policy.money import Money
from rpa_scout.policy.parameters import (
    NotNegative,
    Savings,
    Share,
)
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.policy.targets import Targets
from rpa_scout.text import N_, Language

UNKNOWN = "unknown"
"""Code of an unknown answer in a ``when``."""

SIGNAL = "signal"
"""Key of the policy's signals in a ``when``, instead of a field."""

NUMBER_UNKNOWN_POINTS = 0.3
"""Points of an unknown number where the policy declares none. Our choice: the plan has none."""

Finite = Annotated[float, Field(allow_inf_nan=False)]
Knot = tuple[Finite, Finite]


class Factor(Declared):
    """Maps one field or derived quantity to points (or, for effort, to a multiplier)."""

    # Id of a survey field, or one of `rpa_scout.policy.derived.DERIVED_QUANTITIES`.
    field: Identifier
    points: dict[str, Finite] | None = None  # Points of every choice; for choice fields
    # Piecewise-linear function, constant outside the outermost knots; for numbers.
    knots: Annotated[tuple[Knot, ...], Field(min_length=2)] | None = None
    # Whether points are interpolated over the value or over its decimal logarithm.
    axis: Literal["linear", "log10"] = "linear"
    unknown: Finite | None = None  # Points of an unknown answer
    reason: Explained

    @model_validator(mode="after")
    def _one_kind_of_map(self) -> Self:
        if (self.points is None) == (self.knots is None):
            raise ValueError(N_("a factor has either “points” or “knots”."))
        if self.knots is not None:
            values = [value for value, _ in self.knots]
            if any(later <= earlier for earlier, later in pairwise(values)):
                raise ValueError(N_("the values of the knots must rise."))
            if self.axis == "log10" and values[0] <= 0:
                raise ValueError(N_("on a log10 axis the values of the knots must be above 0."))
        return self

    @cached_property
    def outcomes(self) -> tuple[float, ...]:
        """All points at knots or choices."""
        if self.knots is not None:
            return tuple(points for _, points in self.knots)
        return tuple((self.points or {}).values())

    @property
    def lowest(self) -> float:
        """Lowest points possible."""
        return min(self.outcomes)

    @property
    def highest(self) -> float:
        """Highest points possible."""
        return max(self.outcomes)

    @property
    def expected(self) -> float:
        """Points of an unknown answer: as declared, else the choices' mean, or 0.3 for a number."""
        if self.unknown is not None:
            return self.unknown
        if self.points is None:
            return NUMBER_UNKNOWN_POINTS
        return sum(self.outcomes) / len(self.outcomes)


class Criterion(Named):
    """One criterion of a scorecard; its points are the product of its factors."""

    weight: NotNegative
    source: Explained
    reason: Explained
    why: str
    why_en: str
    factor: Annotated[tuple[Factor, ...], Field(min_length=1)]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Fields and derived quantities that the criterion looks at."""
        return tuple(factor.field for factor in self.factor)

    def why_in(self, code: Language) -> str:
        """Return the reason for the form in the language `code`."""
        return self.why if code == "ja" else self.why_en


class Scorecard(Named):
    """A set of weighted criteria."""

    criterion: Annotated[tuple[Criterion, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if sum(criterion.weight for criterion in self.criterion) <= 0:
            raise ValueError(N_("at least one weight must be above 0."))
        return self

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the criteria, in the plan's order."""
        return tuple(criterion.id for criterion in self.criterion)

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """Weights of the criteria, in the plan's order."""
        return tuple(criterion.weight for criterion in self.criterion)


class Signal(Named):
    """Words in a department's texts that indicate trouble; rules name it under ``signal``.

    Attributes
    ----------
    fields : tuple of str
        Text fields that are searched.
    words : tuple of str
        One of them is enough.
    source : Explanation
        Cases that it is based on.
    rests_on : tuple of str
        Bodies without whose results it would not be in the policy.
    """

    fields: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    words: Annotated[tuple[Annotated[str, Field(min_length=2)], ...], Field(min_length=1)]
    source: Explained
    rests_on: tuple[str, ...] = ()


class Effort(Declared):
    """Hours to build, and the limits of medium and high difficulty."""

    hours_per_extra_system: NotNegative
    medium_from_hours: NotNegative
    high_from_hours: NotNegative
    vendor_from: Literal["low", "medium", "high"]
    source: Explained
    multiplier: tuple[Factor, ...] = ()


class Simulation(Declared):
    """How the spread of the savings is drawn.

    Attributes
    ----------
    seed : int
        Seed of all draws.
    draws : int
        Number of draws.
    common_share : float
        Share of each parameter's variance that all tasks have in common, 0 to 1.
    common_share_of : dict of str to float
        The same for single parameters, where it differs.
    """

    seed: Annotated[int, Field(ge=0)]
    draws: Annotated[int, Field(ge=100, le=1_000_000)]
    common_share: Share
    common_share_of: dict[str, Share] = Field(default_factory=dict)
    source: Explained

    def common_share_for(self, parameter: str) -> float:
        """Return the share for a parameter by name."""
        return self.common_share_of.get(parameter, self.common_share)


class PolicyHeader(Declared):
    """Name and version of a policy; file of its survey fields, relative to its own."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: str
    title: str
    title_en: str
    source: Explained
    fields: str | None = None  # None: the shipped fields

    def title_in(self, code: Language) -> str:
        """Return the title in the language `code`."""
        return self.title if code == "ja" else self.title_en


class Policy(Declared):
    """A city's policy: everything that decides a ranking.

    Attributes
    ----------
    policy : PolicyHeader
        Id, version, title, source.
    targets : Targets
        Hours and tasks: baseline and goal.
    scorecard : tuple of Scorecard
        At least ``rpa``.
    means : tuple of Means
        Ways to automate.
    gate_reason : tuple of GateReason
        Reasons that the gates of means name.
    route : tuple of Route
        Kinds of work that AI is looked at for.
    hand_over : tuple of HandOver
        Where data have to be handed over between steps.
    fallback : tuple of Fallback
        What is advised where no means fits; the last holds always.
    signal : tuple of Signal
        Words that announce trouble.
    savings : Savings
        Parameters that all means share.
    effort : Effort
        Hours to build.
    simulation : Simulation
        Draws.
    checks : Checks
        Figures that the checks of answers rest on.
    groups : Groups
        How tasks that are the same work are built together.
    plan : PlanLimits, optional
        Limits of a plan by fiscal year.
    money : Money, optional
        What hours and automations cost the city; without it, nothing is turned into yen.
    own_fields : FieldSet, optional
        Survey fields of the file that the policy names; a stored policy carries them.
    """

    policy: PolicyHeader
    targets: Targets
    scorecard: Annotated[tuple[Scorecard, ...], Field(min_length=1)]
    means: Annotated[tuple[Means, ...], Field(min_length=1)]
    gate_reason: tuple[GateReason, ...] = ()
    route: tuple[Route, ...] = ()
    hand_over: tuple[HandOver, ...] = ()
    fallback: Annotated[tuple[Fallback, ...], Field(min_length=1)]
    signal: tuple[Signal, ...] = ()
    savings: Savings
    effort: Effort
    simulation: Simulation
    checks: Checks = Field(default_factory=Checks)
    groups: Groups = Field(default_factory=Groups)
    plan: PlanLimits | None = None
    money: Money | None = None
    own_fields: FieldSet | None = None

    @property
    def survey(self) -> FieldSet:
        """The survey's fields: the policy's own, or the shipped ones."""
        return self.own_fields or shipped_fields()

    @property
    def id(self) -> str:
        """Id of the policy."""
        return self.policy.id

    @property
    def version(self) -> str:
        """Version of the policy."""
        return self.policy.version

    def means_labels(self) -> dict[str, str]:
        """Return the labels of means and of advice by their ids, in the user's language."""
        return labels_of((*self.means, *self.fallback))
