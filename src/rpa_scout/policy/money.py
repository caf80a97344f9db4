"""Money: the policy's optional table ``[money]``; nothing is turned into yen without it."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from rpa_scout.policy.declared import Declared, Explanation
from rpa_scout.policy.parameters import Share, ThreePoints
from rpa_scout.text import N_

TasksPerLicence = Annotated[float, Field(gt=0.0, allow_inf_nan=False)]
"""So many tasks run on one licence."""

StaffClass = Literal["regular", "fixed_term", "overtime"]

STAFF_CLASSES: Final = {
    "regular": N_("regular staff"),
    "fixed_term": N_("staff appointed for a fiscal year"),
    "overtime": N_("overtime"),
}
"""Classes of staff hours; English labels."""

_TOLERANCE = 1e-6


class YenFigure(ThreePoints):
    """An amount of yen: one number, or least, likeliest and greatest."""

    @model_validator(mode="before")
    @classmethod
    def _one_number(cls, content: object) -> object:
        if isinstance(content, bool) or not isinstance(content, int | float):
            return content
        return {"low": content, "mode": content, "high": content}


class Money(Declared):
    """What hours and automations cost the city; entered by the city alone.

    Attributes
    ----------
    staff_yen_per_hour : dict of {"regular", "fixed_term", "overtime"} to YenFigure
        Yen of a staff hour by class.
    staff_share : dict of the same to float
        Share of each class in the hours saved; they add up to 1. Not needed for one class.
    licence_yen_per_year : YenFigure, optional
        Yen a year for a licence of a robot or terminal; a means may have its own.
    tasks_per_licence : float
        So many tasks run on one licence.
    source : Explanation
        Where the figures come from.
    """

    staff_yen_per_hour: Annotated[dict[StaffClass, YenFigure], Field(min_length=1)]
    staff_share: dict[StaffClass, Share] = Field(default_factory=dict)
    licence_yen_per_year: YenFigure | None = None
    tasks_per_licence: TasksPerLicence = 1.0
    source: Explanation = Explanation.same("")

    @model_validator(mode="after")
    def _shares_are_whole(self) -> Self:
        if not self.staff_share and len(self.staff_yen_per_hour) == 1:
            return self
        if set(self.staff_share) != set(self.staff_yen_per_hour):
            raise ValueError(
                N_("give a share in staff_share for every class of staff_yen_per_hour.")
            )
        if abs(sum(self.staff_share.values()) - 1.0) > _TOLERANCE:
            raise ValueError(N_("the shares in staff_share must add up to 1."))
        return self

    @property
    def shares(self) -> dict[StaffClass, float]:
        """Share of each class in the hours saved; they add up to 1."""
        return self.staff_share or dict.fromkeys(self.staff_yen_per_hour, 1.0)

    @property
    def yen_per_hour(self) -> float:
        """Likeliest yen of an hour saved."""
        return sum(
            share * self.staff_yen_per_hour[name].mode for name, share in self.shares.items()
        )
