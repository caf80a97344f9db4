"""Figures that the checks of answers and the groups of the same work rest on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rpa_scout.policy.declared import Declared, Explained, Explanation
from rpa_scout.policy.parameters import (
    NotNegative,
    Share,
)


class Checks(Declared):
    """Figures that the checks of survey answers rest on.

    Attributes
    ----------
    working_days_per_year : float
        What 「毎日」 stands for.
    hours_per_staff_year : float
        Working hours of one member of staff a year.
    largest_department_staff : float
        Staff of the largest department, where a department's own number is not known.
    reported_hours_tolerance : float
        By what share the reported hours may differ from runs, items and minutes.
    outlier_deviations : float
        From so many robust standard deviations on the minutes per item are called an outlier.
    outlier_group : int
        So many tasks of a kind are needed to speak of outliers.
    similar_names : float
        From this likeness on, 0 to 1, two names are called near-equal.
    unconfirmed_outlier_factor : float
        Minutes per item and hours a year above so many times the median of their kind are in no
        sum until a person confirms them.
    """

    working_days_per_year: NotNegative = 243.0
    hours_per_staff_year: NotNegative = 1_883.0
    largest_department_staff: NotNegative = 60.0
    reported_hours_tolerance: NotNegative = 0.3
    outlier_deviations: NotNegative = 3.5
    outlier_group: Annotated[int, Field(ge=3)] = 8
    similar_names: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)] = 0.85
    unconfirmed_outlier_factor: Annotated[float, Field(gt=1.0, allow_inf_nan=False)] = 50.0
    source: Explained = Explanation(ja="仮定", en="assumption")


class Groups(Declared):
    """How tasks that are the same work are built together.

    Attributes
    ----------
    adaptation_share : float
        Share of the hours to build that every further task of a group costs, 0 to 1.
    """

    adaptation_share: Share = 0.3
    source: Explained = Explanation(ja="仮定", en="assumption")
