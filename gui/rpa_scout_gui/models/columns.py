"""Declared columns of a table: what is shown of a task, how wide, how aligned."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.text import N_, _

__all__ = ["Column", "ColumnKind", "decimal", "fiscal_year", "plain", "whole"]

ColumnKind = Literal["text", "number", "choice"]

_UNKNOWN = N_("unknown")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    id: str  # Name of the array that is shown and sorted by
    heading: str  # English heading, translated when it is shown
    # How it is sorted and filtered; a choice has few different values.
    kind: ColumnKind
    width: int  # Width in pixels at 100 %
    shown: Callable[[Any], str]  # Makes the text of a value
    parts: tuple[str, ...] = ()  # Further arrays that the cell is drawn with
    tooltip: str = ""  # English explanation of the heading
    optional: bool = False  # Whether it is hidden until it is asked for
    # Array of texts that explain its cells, shown as their tooltips.
    explained_by: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a number, and so right-aligned."""
        return self.kind == "number"


def plain(value: object) -> str:
    """Show a text; nothing where there is none."""
    return "" if value is None else str(value)


def whole(value: float) -> str:
    """Show a number without decimals."""
    return _(_UNKNOWN) if math.isnan(value) else f"{round(float(value)):,}"


def decimal(value: float) -> str:
    """Show a number with one decimal."""
    return _(_UNKNOWN) if math.isnan(value) else f"{value:,.1f}"


def fiscal_year(value: float) -> str:
    """Show a fiscal year in the user's language; nothing where there is none."""
    return "" if math.isnan(value) else fiscal_year_label(int(value))
