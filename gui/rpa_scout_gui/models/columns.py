"""Declared columns of a table: content, width, alignment."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.text import N_, _

ColumnKind = Literal["text", "number", "choice"]
Arrays = dict[str, npt.NDArray[Any]]

_UNKNOWN = N_("unknown")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    id: str  # array that is shown and sorted by
    heading: str  # English; translated when shown
    # How it is sorted and filtered; a choice has few distinct values.
    kind: ColumnKind
    width: int  # pixels at 100 %
    shown: Callable[[Any], str]  # formats a value
    parts: tuple[str, ...] = ()  # further arrays for a drawn cell
    tooltip: str = ""  # English explanation of the heading
    optional: bool = False  # hidden until the user shows it
    # Arrays with the tooltips of its cells.
    explained_by: tuple[str, ...] = ()
    is_rank: bool = False  # 1 is best: the smallest number comes first
    is_share: bool = False  # shown and entered in percent
    is_figure: bool = False  # a text that is read as a number, such as "97 / 100"
    is_list: bool = False  # a cell holds several codes, each shown and filtered by itself
    marks: Column | None = None  # codes that a drawn cell shows beside its value

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers."""
        return self.kind == "number"

    @property
    def is_right_aligned(self) -> bool:
        """Whether the cells end at the right edge, digit below digit."""
        return self.is_number or self.is_figure


def plain(value: object) -> str:
    """Return a text; empty if it is missing."""
    return "" if value is None else str(value)


def whole(value: float) -> str:
    """Return a number without decimals."""
    return _(_UNKNOWN) if math.isnan(value) else f"{round(float(value)):,}"


def decimal(value: float) -> str:
    """Return a number with one decimal."""
    return _(_UNKNOWN) if math.isnan(value) else f"{value:,.1f}"


def fiscal_year(value: float) -> str:
    """Return a fiscal year in the user's language; empty if it is missing."""
    return "" if math.isnan(value) else fiscal_year_label(int(value))


def text_array(values: Iterable[object]) -> npt.NDArray[Any]:
    """Return the cells of a column of texts."""
    cells = list(values)
    # Assigned as a list, tuples of one length would become a second dimension.
    return np.fromiter(cells, dtype=object, count=len(cells))


def number_array(values: Iterable[float | None]) -> npt.NDArray[Any]:
    """Return the cells of a column of numbers; NaN where there is none."""
    return np.array([np.nan if cell is None else cell for cell in values], dtype=np.float64)
