"""Kinds of work; the estimates of a kind have an error in common."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rpa_scout.policy.model import UNKNOWN
from rpa_scout.savings.model import SavingsModel

__all__ = ["WorkKinds"]


class WorkKinds:
    """The kind of work of every task by the first field of ``alike``, or a further kind."""

    def __init__(self, model: SavingsModel) -> None:
        codes: tuple[str, ...] = ()
        positions = np.full(len(model.load.has_gaps), -1)
        for field in model.fields.alike.hours[:1]:
            codes = model.fields[field].codes
            positions = model.quantities.positions(field)
        self.codes = (*codes, UNKNOWN)
        self.of_task = np.where(positions < 0, len(self.codes) - 1, positions).astype(np.intp)

    def indicators(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        """Return 1 where a task is of a kind, else 0."""
        return np.eye(len(self.codes))[self.of_task[rows]]
