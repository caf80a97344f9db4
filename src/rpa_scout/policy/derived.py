"""Quantities that are computed of answers: what each is made of, its label, unit and formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpa_scout.text import N_

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]

__all__ = [
    "DERIVED_QUANTITIES",
    "DerivedQuantity",
    "derived_hours_per_year",
    "derived_items_per_year",
]


@dataclass(frozen=True, slots=True)
class DerivedQuantity:
    """A quantity that a policy's factor may use besides the survey's fields."""

    label: str
    unit: str
    parts: tuple[str, ...]
    """Fields that it is computed of; where one is unknown, so is the quantity."""
    further: tuple[str, ...]
    """Fields that it uses where they are known."""
    instead: tuple[str, ...]
    """Fields that answer it by themselves where a part is unknown."""
    compute: Callable[[pd.DataFrame], Floats]

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that it may be computed of."""
        return (*self.parts, *self.further, *self.instead)


def derived_items_per_year(tasks: pd.DataFrame) -> Floats:
    """Return items a year: runs a year times items per run; NaN where either is unknown."""
    import numpy as np

    runs = tasks["runs_per_year"].to_numpy(dtype=np.float64)
    items = tasks["items_per_run"].to_numpy(dtype=np.float64)
    return np.asarray(runs * items, dtype=np.float64)


def derived_hours_per_year(tasks: pd.DataFrame) -> Floats:
    """Return staff hours a year (docs/method.md); NaN where they are unknown.

    ``runs × (set-up minutes + items × minutes) / 60``; where runs, items or minutes are unknown,
    the hours as reported. Unknown set-up minutes count as 0.
    """
    # Here, because a policy is read without numpy.
    import numpy as np

    runs = tasks["runs_per_year"].to_numpy(dtype=np.float64)
    items = tasks["items_per_run"].to_numpy(dtype=np.float64)
    minutes = tasks["minutes_per_item"].to_numpy(dtype=np.float64)
    setup = np.nan_to_num(tasks["setup_minutes_per_run"].to_numpy(dtype=np.float64), nan=0.0)
    hours = runs * (setup + items * minutes) / 60.0
    reported = tasks["hours_per_year_reported"].to_numpy(dtype=np.float64)
    return np.where(np.isnan(hours), reported, hours)


DERIVED_QUANTITIES: Final[Mapping[str, DerivedQuantity]] = {
    "items_per_year": DerivedQuantity(
        N_("items a year"),
        N_("items/year"),
        ("runs_per_year", "items_per_run"),
        (),
        (),
        derived_items_per_year,
    ),
    "hours_per_year": DerivedQuantity(
        N_("hours a year"),
        N_("hours/year"),
        ("runs_per_year", "items_per_run", "minutes_per_item"),
        ("setup_minutes_per_run",),
        ("hours_per_year_reported",),
        derived_hours_per_year,
    ),
}
"""By id."""
