"""Hours to build an automation, and the difficulty that follows from them (docs/method.md)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.factors import Quantities, factor_outcome
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Effort

DIFFICULTIES = ("low", "medium", "high")


def extra_systems(tasks: pd.DataFrame) -> Floats:
    """Count the systems that a task uses beyond the first."""
    # Each text once: many tasks use the same systems, or leave the question open.
    position, texts = pd.factorize(tasks["systems"])
    counts = [*(str(text).count("、") for text in texts), 0]
    return np.array(counts, dtype=np.float64)[position]


def effort_multiplier(effort: Effort, quantities: Quantities, fields: FieldSet) -> Floats:
    """Return the product of the policy's multipliers of the hours to build."""
    product = np.ones(len(quantities.tasks))
    for factor in effort.multiplier:
        product = product * factor_outcome(factor, quantities, fields).point
    return product


def build_hours(base_hours: Floats, effort: Effort, extra: Floats, multiplier: Floats) -> Floats:
    """Return ``(base + hours per extra system × extra systems) × multipliers``."""
    return (base_hours + effort.hours_per_extra_system * extra) * multiplier


def difficulty(hours: Floats, effort: Effort) -> npt.NDArray[np.int8]:
    """Return the position in `DIFFICULTIES` that the hours to build give each task."""
    limits = [effort.medium_from_hours, effort.high_from_hours]
    return np.searchsorted(limits, hours, side="right").astype(np.int8)


def builders(level: npt.NDArray[np.int_], effort: Effort) -> npt.NDArray[np.object_]:
    """Return who would build each automation: a vendor from the policy's difficulty on."""
    vendor_from = DIFFICULTIES.index(effort.vendor_from)
    names = np.where(level >= vendor_from, "vendor", "in_house").astype(object)
    names[level < 0] = None
    return names
