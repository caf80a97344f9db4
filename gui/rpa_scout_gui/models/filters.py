"""Conditions on single columns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["ColumnFilter", "OneOf", "Within"]


class ColumnFilter(Protocol):
    """A condition on the values of a column."""

    def holds(self, values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """Tell for which values it holds."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of several."""

    allowed: frozenset[object]  # The values; None among them is a missing one

    def holds(self, values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """Tell for which values it holds."""
        allowed = self.allowed
        return np.fromiter((cell in allowed for cell in values.tolist()), bool, len(values))


@dataclass(frozen=True, slots=True)
class Within:
    """A number lies within limits; an unknown one does not."""

    # Limits, both included.
    low: float = -math.inf
    high: float = math.inf

    def holds(self, values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """Tell for which values it holds."""
        return np.asarray((values >= self.low) & (values <= self.high))
