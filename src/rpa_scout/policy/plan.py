"""The limits of a plan by fiscal year: the policy's optional table ``[plan]``."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rpa_scout.policy.declared import Declared, Explanation
from rpa_scout.policy.parameters import NotNegative, Share
from rpa_scout.text import N_

FiscalYear = Annotated[int, Field(ge=2000, le=2100)]
YearKey = Annotated[str, Field(pattern=r"^20[0-9]{2}$")]

LIMIT_LABELS = {
    "first_year": N_("first fiscal year in which tasks are built"),
    "in_house_hours_per_year": N_("hours a year that the city's staff have for building"),
    "vendor_yen_per_year": N_("yen a year for vendors"),
    "vendor_yen_per_hour": N_("price of a vendor's hour of building, in yen"),
    "vendor_yen_per_task": N_("price of a vendor's task by difficulty, in yen"),
    "new_tasks_per_department_per_year": N_("new tasks per department and year, at most"),
    "build_year_share": N_("share of a year's saving that counts in the year of building"),
    "chance_wanted": N_("chance of all goals that the plan aims at"),
    "wait_for_planned_change": N_("wait until a planned change of system or law is over"),
}
"""What each limit is."""

LIMIT_REASONS = {
    "first_year": N_("without it, the year after the latest baseline year"),
    "in_house_hours_per_year": N_(
        "the upkeep of what runs uses up the same staff; without it, staff limit nothing"
    ),
    "vendor_yen_per_year": N_("needs a price; without it, the budget limits nothing"),
    "vendor_yen_per_hour": N_("turns the hours of a vendor's work into yen"),
    "vendor_yen_per_task": N_("goes before the price by the hour where it names the difficulty"),
    "new_tasks_per_department_per_year": N_(
        "a department can try out and take over only so many at a time; without it, any number"
    ),
    "build_year_share": N_("0: a task counts from the year after it is built"),
    "chance_wanted": N_("the highest possible where it cannot be reached"),
    "wait_for_planned_change": N_(
        "what is built before a change has to be built again; within 1 year: from the second year "
        "of the plan on, within 3 years: from the fourth"
    ),
}
"""Why each limit is there, and what holds without it."""


class PlanLimits(Declared):
    """What a plan by fiscal year has to keep to; every limit is optional.

    Attributes
    ----------
    first_year : int, optional
        First fiscal year in which tasks are built; the year after the latest baseline year unless
        given.
    in_house_hours_per_year : float, optional
        Hours a year that the city's own staff have for building and upkeep.
    in_house_hours_in : dict of str to float
        The same for single fiscal years, where it differs.
    vendor_yen_per_year : float, optional
        Yen a year for vendors; needs a price.
    vendor_yen_in : dict of str to float
        The same for single fiscal years, where it differs.
    vendor_yen_per_hour : float, optional
        Price of a vendor's hour of building.
    vendor_yen_per_task : dict of {"low", "medium", "high"} to float
        Price of a task by difficulty; goes before the price by the hour.
    new_tasks_per_department_per_year : int, optional
        So many new tasks at most for each department in each year.
    build_year_share : float
        Share of a year's saving that counts in the year of building; above 0, a task counts as in
        use in that year.
    chance_wanted : float
        Chance of all goals that the plan aims at, 0 to 1.
    wait_for_planned_change : bool
        Whether tasks wait until a planned change of system or law is over.
    source : Explanation
        Where the figures come from.
    """

    first_year: FiscalYear | None = None
    in_house_hours_per_year: NotNegative | None = None
    in_house_hours_in: dict[YearKey, NotNegative] = Field(default_factory=dict)
    vendor_yen_per_year: NotNegative | None = None
    vendor_yen_in: dict[YearKey, NotNegative] = Field(default_factory=dict)
    vendor_yen_per_hour: NotNegative | None = None
    vendor_yen_per_task: dict[Literal["low", "medium", "high"], NotNegative] = Field(
        default_factory=dict
    )
    new_tasks_per_department_per_year: Annotated[int, Field(ge=0)] | None = None
    build_year_share: Share = 0.0
    chance_wanted: Share = 0.8
    wait_for_planned_change: bool = True
    source: Explanation = Explanation.same("")

    @model_validator(mode="after")
    def _yen_have_a_price(self) -> Self:
        is_limited = self.vendor_yen_per_year is not None or bool(self.vendor_yen_in)
        if is_limited and not self.has_price:
            raise ValueError(
                N_("a limit in yen needs a price: give vendor_yen_per_hour or vendor_yen_per_task.")
            )
        return self

    @property
    def is_limited(self) -> bool:
        """Whether a limit of hours, yen or tasks per department keeps tasks out of a year."""
        limits = (
            *(self.in_house_hours_per_year, self.vendor_yen_per_year),
            *(self.new_tasks_per_department_per_year, *self.in_house_hours_in.values()),
            *self.vendor_yen_in.values(),
        )
        return any(limit is not None for limit in limits)

    @property
    def has_price(self) -> bool:
        """Whether the work of vendors can be given in yen."""
        return self.vendor_yen_per_hour is not None or bool(self.vendor_yen_per_task)

    def in_house_hours(self, year: int) -> float | None:
        """Return the hours for building in a fiscal year; None: without limit."""
        return self.in_house_hours_in.get(str(year), self.in_house_hours_per_year)

    def vendor_yen(self, year: int) -> float | None:
        """Return the yen for vendors in a fiscal year; None: without limit."""
        return self.vendor_yen_in.get(str(year), self.vendor_yen_per_year)
