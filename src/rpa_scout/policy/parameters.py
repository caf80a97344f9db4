"""Parameters of the savings: a PERT for every kind of task, with its source."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from rpa_scout.policy.fields import Declared
from rpa_scout.text import N_

__all__ = [
    "MEANS_PARAMETERS",
    "SAVINGS_PARAMETERS",
    "SHARED_PARAMETERS",
    "MeansParameters",
    "NotNegative",
    "ParameterRule",
    "Savings",
]

NotNegative = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]


class ParameterRule(Declared):
    """A PERT distribution (low, mode, high) for the tasks that a condition selects.

    Attributes
    ----------
    when : dict of str to tuple of str
        Choice codes by field; ``unknown`` stands for an unknown answer. Empty: always.
    low, mode, high : float
        Least, likeliest and greatest value.
    source : str
        Where the values come from, or "assumption" and why.
    """

    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    low: NotNegative
    mode: NotNegative
    high: NotNegative
    source: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise ValueError(N_("low, mode and high must rise."))
        return self


Rules = Annotated[tuple[ParameterRule, ...], Field(min_length=1)]


class MeansParameters(Declared):
    """Parameters of a means (symbols of docs/method.md)."""

    adoption_share: Rules
    check_share: Rules
    correction_share: Rules
    digitise_minutes_per_item: Rules
    attended_minutes_per_run: Rules
    setup_share: Rules


class Savings(Declared):
    """Parameters that do not depend on the means.

    Attributes
    ----------
    position_in_range : tuple of ParameterRule
        Where the true number lies in a range that was written (「10～15分」): 0 is its lower end,
        1 its upper one.
    """

    automatable_share: Rules
    exception_factor: Rules
    exception_share_unknown: Rules
    robot_failure_share: Rules
    upkeep_share: Rules
    reported_time_factor: Rules
    runs_per_year_unknown: Rules
    minutes_per_item_unknown: Rules
    position_in_range: Rules = (
        ParameterRule(
            low=0.0,
            mode=0.5,
            high=1.0,
            source="assumption: who writes a range means both its ends, its middle most.",
        ),
    )

    @model_validator(mode="after")
    def _positions_lie_in_the_range(self) -> Self:
        if any(one.high > 1.0 for one in self.position_in_range):
            raise ValueError(N_("a position in a range lies between 0 and 1."))
        return self


MEANS_PARAMETERS = tuple(MeansParameters.model_fields)
SAVINGS_PARAMETERS = tuple(Savings.model_fields)
SHARED_PARAMETERS = tuple(one for one in SAVINGS_PARAMETERS if one != "position_in_range")
"""Parameters that every task has; a position in a range have only those that wrote a range."""
