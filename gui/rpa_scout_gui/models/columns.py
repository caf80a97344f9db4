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
    """A column of a table.

    Attributes
    ----------
    id : str
        Name of the array that is shown and sorted by.
    heading : str
        English heading, translated when it is shown.
    kind : {"text", "number", "choice"}
        How it is sorted and filtered; a choice has few different values.
    width : int
        Width in pixels at 100 %.
    shown : callable
        Makes the text of a value.
    parts : tuple of str
        Further arrays that the cell is drawn with.
    tooltip : str
        English explanation of the heading.
    optional : bool
        Whether it is hidden until it is asked for.
    explained_by : str
        Array of texts that explain its cells, shown as their tooltips.
    """

    id: str
    heading: str
    kind: ColumnKind
    width: int
    shown: Callable[[Any], str]
    parts: tuple[str, ...] = ()
    tooltip: str = ""
    optional: bool = False
    explained_by: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a number, and so right-aligned."""
        return self.kind == "number"


def plain(value: object) -> str:
    """Show a text; nothing where there is none.

    Parameters
    ----------
    value : object
        A text or None.

    Returns
    -------
    str
        The text.
    """
    return "" if value is None else str(value)


def whole(value: float) -> str:
    """Show a number without decimals.

    Parameters
    ----------
    value : float
        The number; NaN is unknown.

    Returns
    -------
    str
        With thousands separators.
    """
    return _(_UNKNOWN) if math.isnan(value) else f"{round(float(value)):,}"


def decimal(value: float) -> str:
    """Show a number with one decimal.

    Parameters
    ----------
    value : float
        The number; NaN is unknown.

    Returns
    -------
    str
        With thousands separators.
    """
    return _(_UNKNOWN) if math.isnan(value) else f"{value:,.1f}"


def fiscal_year(value: float) -> str:
    """Show a fiscal year in the user's language; nothing where there is none."""
    return "" if math.isnan(value) else fiscal_year_label(int(value))
