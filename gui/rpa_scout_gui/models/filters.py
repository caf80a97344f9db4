"""Filter conditions on single columns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Bools


class ColumnFilter(Protocol):
    """A filter condition on the values of a column."""

    def holds(self, values: npt.NDArray[Any]) -> Bools:
        """Return for which values the condition holds."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is in a set."""

    allowed: frozenset[object]  # None stands for a missing value

    def holds(self, values: npt.NDArray[Any]) -> Bools:
        """Return for which values the condition holds."""
        allowed = self.allowed
        return np.fromiter((cell in allowed for cell in values.tolist()), bool, len(values))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the codes in the cell is in a set."""

    allowed: frozenset[object]

    def holds(self, values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """Return for which values the condition holds."""
        allowed = self.allowed
        kept = (not allowed.isdisjoint(codes) for codes in values.tolist())
        return np.fromiter(kept, bool, len(values))


@dataclass(frozen=True, slots=True)
class Within:
    """The number is within limits; an unknown number is not."""

    # Both limits are included.
    low: float = -math.inf
    high: float = math.inf

    def holds(self, values: npt.NDArray[Any]) -> Bools:
        """Return for which values the condition holds."""
        return np.asarray((values >= self.low) & (values <= self.high))
