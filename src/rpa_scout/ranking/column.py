"""The type of a column of the ranking."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final, Literal

from rpa_scout.text import _

Face = Literal["terminal", "project", "workbook", "window", "json"]
"""``project`` is the terminal's table of a project."""

Kind = Literal[
    "rank",  # whole number, never unknown
    "whole",  # whole number or unknown
    "text",
    "category",  # text with few different values
    "code",  # shown by its label
    "codes",  # tuple of codes
    "score",
    "points",
    "hours",
    "items",
    "items_per_run",  # may be infinite: never reached
    "share",
    "chance",  # share of draws; never shown as certain or impossible
    "fiscal_year",
    "yes_no",
]

_NUMBERS: Final = frozenset(
    {
        "rank",
        "whole",
        "score",
        "points",
        "hours",
        "items",
        "items_per_run",
        "share",
        "chance",
        "fiscal_year",
    }
)
_WIDTHS: Final[dict[Kind, int]] = {
    "rank": 7,
    "whole": 6,
    "text": 22,
    "category": 13,
    "code": 12,
    "codes": 16,
    "score": 8,
    "points": 8,
    "hours": 12,
    "items": 12,
    "items_per_run": 9,
    "share": 8,
    "chance": 9,
    "fiscal_year": 14,
    "yes_no": 10,
}
"""Usual widths in half-width characters."""


@dataclass(frozen=True, slots=True)
class RankingColumn:
    """A column of the ranking and the faces that show it; its value has the same id."""

    id: str
    label: str
    kind: Kind
    help: str
    faces: frozenset[Face]
    unit: str = ""
    band: str = ""
    """Heading above neighbouring columns of the workbook."""
    in_band: str = ""
    """Heading below the band, where the label would repeat it."""
    short: str = ""
    """Heading on the terminal, if the label does not describe the cell well enough."""
    labels: str = ""
    """Set of labels of its codes; by default the id."""
    beside: tuple[str, ...] = ()
    """Columns shown in the same cell on faces with little room."""
    judged_by: str = ""
    """Column with the officials' judgement, shown below the computed value."""
    optional: frozenset[Face] = frozenset()
    """Faces that show it only if there is room, or on request."""
    width: int = 0
    strong: bool = False
    bar: tuple[float | None, float | None] | None = None
    """Data bars in the workbook: the values of an empty and a full bar."""
    if_computed: frozenset[Face] = frozenset()
    """Further faces that show it where it was computed on request."""
    decided: bool = False
    """Whether it is a decision; only projects have decisions."""
    path: str = ""
    """Path in JSON, with dots between the levels; by default the id."""

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in _NUMBERS

    @property
    def label_set(self) -> str:
        """Name of the set of labels of its codes."""
        return self.labels or self.id

    @property
    def characters(self) -> int:
        """Width in half-width characters."""
        return self.width or _WIDTHS[self.kind]

    @property
    def json_path(self) -> tuple[str, ...]:
        """Keys that lead to the value in JSON."""
        return tuple((self.path or self.id).split("."))

    def is_on(self, face: Face, *, decided: bool, computed: Container[str] = ()) -> bool:
        """Return whether a face shows it, with or without decisions and computed columns."""
        is_shown = face in self.faces or (self.id in computed and face in self.if_computed)
        return is_shown and (decided or not self.decided)

    def heading(self, face: Face) -> str:
        """Return the heading on a face, in the user's language."""
        if face in ("terminal", "project") and self.short:
            return _(self.short)
        return _(self.in_band) if face == "workbook" and self.in_band else _(self.label)
