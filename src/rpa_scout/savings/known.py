"""Figures of the same tasks from an earlier simulation, used instead of new draws."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from rpa_scout.savings.means import MeansChoice, chosen_savings
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.summary import SavingsSummary


@dataclass(frozen=True, slots=True)
class KnownSavings:
    """What a simulation of the same tasks by the same policy and program has shown.

    Attributes
    ----------
    means : ndarray of object, shape (n,)
        Ids of the means or the advice.
    summary : SavingsSummary
        Figures of every task.
    """

    means: npt.NDArray[np.object_]
    summary: SavingsSummary

    def choice(self, model: SavingsModel, choice: MeansChoice) -> MeansChoice:
        """Return the choice with the means that were chosen by the hours shown (p50)."""
        codes = [means.id for means in choice.policy.means]
        known = [codes.index(code) if code in codes else -1 for code in self.means]
        position = np.where(choice.automates, np.array(known, dtype=np.intp), choice.position)
        savings = chosen_savings(model, position, choice.automates)
        return replace(choice, position=position, savings=savings)
