"""Kinds of work; the estimates of a kind have an error in common."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rpa_scout.policy.model import UNKNOWN
from rpa_scout.savings.model import SavingsModel

__all__ = ["WorkKinds"]

_FIELD = "pattern"


class WorkKinds:
    """The kind of work of every task: its pattern, or a further kind where that is unknown."""

    def __init__(self, model: SavingsModel) -> None:
        self.codes = (*model.fields[_FIELD].codes, UNKNOWN)
        positions = model.quantities.positions(_FIELD)
        self.of_task = np.where(positions < 0, len(self.codes) - 1, positions).astype(np.intp)

    def indicators(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        """Return 1 where a task is of a kind, else 0."""
        return np.eye(len(self.codes))[self.of_task[rows]]
