"""Choosing, among the means that fit a task, the one with the most hours saved (p50)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rpa_scout.policy.model import Simulation
from rpa_scout.savings.means import MeansChoice, RequirementState, chosen_savings
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation


def choose_by_hours(
    model: SavingsModel, choice: MeansChoice, task_ids: Sequence[str], simulation: Simulation
) -> MeansChoice:
    """Choose again among the means that fit, by the hours that are shown (p50)."""
    fits = np.stack([(states > RequirementState.FAILS).all(axis=0) for states in choice.states])
    hours_known = ~np.isnan(model.load.hours_per_year)
    contested = np.flatnonzero(hours_known & (fits.sum(axis=0) > 1))
    if not contested.size:
        return choice
    p50 = np.full(fits.shape, -np.inf)
    for means, fitting in enumerate(fits):
        rows = contested[fitting[contested]]
        by_this = replace(choice, position=np.full_like(choice.position, means))
        p50[means, rows] = SavingsSimulation(model, by_this, task_ids, simulation).p50_of(rows)
    position = choice.position.copy()
    position[contested] = np.argmax(p50[:, contested], axis=0)
    savings = chosen_savings(model, position, choice.automates)
    return replace(choice, position=position, savings=savings)
