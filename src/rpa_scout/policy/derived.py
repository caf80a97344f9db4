"""Quantities that are computed from answers: parts, label, unit and formula of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpa_scout.text import N_, _

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from rpa_scout.policy.fields import FieldSet

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DerivedQuantity:
    """A quantity that a policy's factors may use like a field of the survey."""

    label: str
    unit: str
    parts: tuple[str, ...]
    """Fields that it is computed from; it is unknown where one of them is unknown."""
    further: tuple[str, ...]
    """Fields that it also uses where they are known."""
    instead: tuple[str, ...]
    """Fields that give the quantity directly where a part is unknown."""
    compute: Callable[[pd.DataFrame], Floats]
    formula: str
    """The same for a spreadsheet, with the fields in braces; empty text where unknown."""

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that it may be computed from."""
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
    # Imported here: loading a policy needs no numpy, and importing it takes time.
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
        '=IF(COUNT({runs_per_year},{items_per_run})=2,{runs_per_year}*{items_per_run},"")',
    ),
    "hours_per_year": DerivedQuantity(
        N_("hours a year"),
        N_("hours/year"),
        ("runs_per_year", "items_per_run", "minutes_per_item"),
        ("setup_minutes_per_run",),
        ("hours_per_year_reported",),
        derived_hours_per_year,
        "=IF(COUNT({runs_per_year},{items_per_run},{minutes_per_item})=3,"
        "{runs_per_year}*(N({setup_minutes_per_run})+{items_per_run}*{minutes_per_item})/60,"
        'IF(COUNT({hours_per_year_reported})=1,{hours_per_year_reported},""))',
    ),
}
"""Derived quantities by id."""

_HOURS: Final = DERIVED_QUANTITIES["hours_per_year"]
HOURS_FIELDS: Final = (*_HOURS.parts, *_HOURS.further, *_HOURS.instead)
"""Ids of the fields of which the yearly hours are computed."""

NEEDED_FIELDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("department", "section", "name", "description", "remarks"), "text"),
    "systems": "names",
    **dict.fromkeys(
        ("runs_per_year", "items_per_run", "minutes_per_item", "setup_minutes_per_run"), "number"
    ),
    **dict.fromkeys(("hours_per_year_reported", "exception_percent"), "number"),
}
"""Fields that every survey has, with their kind: the program reckons with them by their ids."""


def quantity_label(name: str, fields: FieldSet) -> str:
    """Return the label of a field or derived quantity, in the user's language."""
    quantity = DERIVED_QUANTITIES.get(name)
    return fields.label(name) if quantity is None else _(quantity.label)
