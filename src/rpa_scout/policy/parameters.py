"""Parameters of the savings: a PERT for every kind of task, with its source."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from rpa_scout.policy.declared import Declared, Explained, Explanation
from rpa_scout.text import N_

NotNegative = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]


class ThreePoints(Declared):
    """Least, likeliest and greatest value."""

    low: NotNegative
    mode: NotNegative
    high: NotNegative

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise ValueError(N_("low, mode and high must rise."))
        return self


class Pert(ThreePoints):
    """A PERT distribution and its source.

    Attributes
    ----------
    source : Explanation
        The cases that the values come from, or "assumption" and why.
    rests_on : tuple of str
        Bodies without whose results this would not be in the policy; empty: it would be anyway.
    """

    source: Explained
    rests_on: tuple[str, ...] = ()


class Setback(Pert):
    """The PERT of a parameter when things go wrong, for example when every item is checked."""

    chance: Share


class ParameterRule(Pert):
    """A PERT distribution (low, mode, high) for the tasks that a condition selects."""

    # Choice codes by field; ``unknown`` is an unknown answer. The key ``signal`` has ids of the
    # policy's signals. Empty: always.
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    # With its chance, the value is drawn from the setback instead. A rule without a spread ignores
    # it: a fixed parameter stays fixed.
    setback: Setback | None = None


Rules = Annotated[tuple[ParameterRule, ...], Field(min_length=1)]

_ALWAYS_ALL = ParameterRule(
    low=1.0,
    mode=1.0,
    high=1.0,
    source=Explanation(ja="考慮せず、全体を数えます。", en="not looked at: counts in full."),
)


class LossScale(Declared):
    """The one cause that the small losses of a task have in common.

    The logarithm is a Student t variable with median 0. What is lost where all goes well is
    multiplied by it: without it, many small losses that are drawn apart add up to nearly the same
    sum every time.

    Attributes
    ----------
    deviation : float
        Scale of the Student t variable; 0 switches it off.
    degrees_of_freedom : float
        Of the Student t variable; few give heavy tails.
    common_share : float
        Share of its variance that all tasks of a city have in common.
    nothing_left_chance : float
        Chance that nothing is left over for staff.
    source : Explanation
        The cases that the values come from, or "assumption" and why.
    """

    deviation: NotNegative
    degrees_of_freedom: Annotated[float, Field(ge=1.0, allow_inf_nan=False)] = 4.0
    common_share: Share = 0.3
    nothing_left_chance: Annotated[float, Field(ge=0.0, le=0.4, allow_inf_nan=False)] = 0.0
    source: Explained

    @property
    def has_spread(self) -> bool:
        """Whether the scale differs between draws."""
        return self.deviation > 0.0 or self.nothing_left_chance > 0.0


class MeansParameters(Declared):
    """Parameters of a means (symbols of docs/method.md)."""

    adoption_share: Rules
    check_share: Rules
    correction_share: Rules
    digitise_minutes_per_item: Rules
    attended_minutes_per_run: Rules
    setup_share: Rules
    # Share of an item's time that the means touches; the rest of the work stays as it is.
    touched_share: Rules = (_ALWAYS_ALL,)
    # Where a means has these rules, they replace those that all means share.
    automatable_share: Rules | None = None
    exception_share_unknown: Rules | None = None
    upkeep_share: Rules | None = None

    @model_validator(mode="after")
    def _touches_at_most_all(self) -> Self:
        if any(rule.high > 1.0 for rule in self.touched_share):
            raise ValueError(N_("a share of the time that a means touches lies between 0 and 1."))
        return self


class Savings(Declared):
    """Parameters that do not depend on the means.

    Attributes
    ----------
    position_in_range : tuple of ParameterRule
        Position of the true number in a written range (「10～15分」): 0 is the lower end, 1 the
        upper end.
    realisation_share : tuple of ParameterRule
        Share of a trial's saving that remains in live use.
    going_live_share : tuple of ParameterRule
        Share of the adopted tasks that go live.
    loss_scale : LossScale, optional
        The one cause that the small losses of a task have in common; without it, they are drawn
        independently.
    """

    automatable_share: Rules
    exception_factor: Rules
    exception_share_unknown: Rules
    robot_failure_share: Rules
    upkeep_share: Rules
    reported_time_factor: Rules
    realisation_share: Rules = (_ALWAYS_ALL,)
    minutes_per_run_unknown: Rules
    minutes_per_item_unknown: Rules
    position_in_range: Rules = (
        ParameterRule(
            low=0.0,
            mode=0.5,
            high=1.0,
            source=Explanation(
                ja="仮定：範囲で答えた人は両端の間を考えており、中央の可能性が最も高い。",
                en="assumption: who writes a range means both its ends, its middle most.",
            ),
        ),
    )

    going_live_share: Rules = (_ALWAYS_ALL,)
    loss_scale: LossScale | None = None

    @model_validator(mode="after")
    def _positions_lie_in_the_range(self) -> Self:
        if any(rule.high > 1.0 for rule in self.position_in_range):
            raise ValueError(N_("a position in a range lies between 0 and 1."))
        return self

    @model_validator(mode="after")
    def _at_most_all_go_live(self) -> Self:
        if any(rule.high > 1.0 for rule in self.going_live_share):
            raise ValueError(N_("a share of tasks that go live lies between 0 and 1."))
        return self


MEANS_PARAMETERS = (
    "adoption_share",
    "check_share",
    "correction_share",
    "digitise_minutes_per_item",
    "attended_minutes_per_run",
    "setup_share",
)
"""Parameters that every means declares."""
TOUCHED_SHARE = "touched_share"
OWN_OF_MEANS = ("automatable_share", "exception_share_unknown", "upkeep_share")
"""Parameters that all means share unless a means has rules of its own."""
LOSS_SCALE = "loss_scale"
"""Name of the cause in common; it has no rules and is drawn apart from the parameters."""
SAVINGS_PARAMETERS = tuple(name for name in Savings.model_fields if name != LOSS_SCALE)
DRAWN_APART = ("position_in_range", "going_live_share")
"""Parameters of some tasks or of sums only; they are drawn separately."""
SHARED_PARAMETERS = tuple(name for name in SAVINGS_PARAMETERS if name not in DRAWN_APART)
"""Parameters that every task has."""
SCALED_LOSSES = (
    "adoption_share",
    "check_share",
    "correction_share",
    "digitise_minutes_per_item",
    "attended_minutes_per_run",
    "automatable_share",
    "exception_share_unknown",
    "robot_failure_share",
)
"""Parameters whose loss, where all goes well, is multiplied by the scale of losses."""
