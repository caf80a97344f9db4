"""Time of simulating savings, against generating the same number of normal draws."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from registry import Prepared, measure
from scoring import random_tasks

import rpa_scout as rs
from rpa_scout.savings.means import choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation

SIZES = ((2_000, 1_000), (20_000, 2_000))


@measure("simulate savings", limit="numpy normal draws (float32), one a task and draw", aim=20)
def savings() -> Iterator[tuple[str, Prepared]]:
    """Prepare tasks with chosen means; our side draws and summarises the hours saved."""
    policy, fields = rs.load_policy(), rs.load_fields()
    for tasks, draws in SIZES:
        frame = random_tasks(tasks)
        model = SavingsModel(policy, frame, fields)
        choice = choose_means(model)
        settings = policy.simulation.model_copy(update={"draws": draws})
        ids = [str(number) for number in range(tasks)]

        def ours(model=model, choice=choice, settings=settings, ids=ids) -> object:
            return SavingsSimulation(model, choice, ids, settings).summary()

        def bare(tasks=tasks, draws=draws) -> object:
            return np.random.default_rng(1).standard_normal((tasks, draws), dtype=np.float32)

        yield f"{tasks:,} tasks × {draws:,} draws", (ours, bare)
