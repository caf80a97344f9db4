"""Sort and search numpy columns of numbers or objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.text import fold, fold_all


class SortKeys:
    """Sort keys of one column: numbers as they are, other values as their ranks.

    >>> import numpy as np
    >>> keys = SortKeys(np.array([2.0, np.nan, 1.0, 2.0]))
    >>> keys.order(), keys.order(falling=True)
    (array([2, 0, 3, 1]), array([0, 3, 2, 1]))
    """

    def __init__(self, values: npt.NDArray[Any]) -> None:
        is_float = values.dtype.kind == "f"
        self._keys = values if is_float else _sort_positions(values)

    def order(self, *, falling: bool = False) -> Positions:
        """Return positions in sort order; the sort is stable and missing values come last."""
        # Negated keys, because a reversed result would reverse equal rows and put NaN first.
        return np.argsort(-self._keys if falling else self._keys, kind="stable")


def _sort_positions(values: npt.NDArray[Any]) -> Floats:
    """Return the rank of each value among the distinct values; NaN if it is missing."""
    listed = values.tolist()
    distinct = sorted({cell for cell in listed if cell is not None})
    position_of: dict[Any, float] = {cell: float(number) for number, cell in enumerate(distinct)}
    return np.array([position_of.get(cell, np.nan) for cell in listed], dtype=np.float64)


class TextSearch:
    """Free-text search over several columns that ignores differences of spelling."""

    def __init__(self, columns: Sequence[Sequence[str]]) -> None:
        self._folded = fold_all(list(map("\n".join, zip(*columns, strict=True))))

    def matches(self, text: str) -> Bools:
        """Return which rows hold every word."""
        matches = np.ones(len(self._folded), dtype=bool)
        for word in text.split():
            part = fold(word)
            matches &= np.fromiter(
                (part in folded for folded in self._folded), bool, len(self._folded)
            )
        return matches
