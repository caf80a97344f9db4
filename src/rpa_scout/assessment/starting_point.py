"""The starting point of the targets: running and adopted tasks, by draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.policy.model import Policy
from rpa_scout.policy.parameters import Pert
from rpa_scout.policy.targets import Targets
from rpa_scout.savings.attrition import Attrition
from rpa_scout.savings.quantiles import Quantiles, quantiles_of

StartSource = Literal["plan", "plan_and_register", "register"]
"""Source of the running tasks: the plan, the plan with what went live since, or a full register."""


@dataclass(frozen=True, slots=True, eq=False)
class StartingPoint:
    """The hours and tasks that count towards the goals before further candidates are adopted."""

    source: StartSource  # Source of the figures of running tasks
    # Hours saved a year and tasks in use in the goals' year, by draw; shape (draws,).
    hours: Floats
    tasks: Floats
    # The part of these that runs already (p50), without adopted tasks.
    running_hours: float
    running_tasks: float
    # Ids of the counted tasks that are adopted, or live without being in the register.
    adopted: tuple[str, ...] = ()
    # Hours that the adopted tasks save together, as far as they go live.
    adopted_hours: Quantiles = field(default_factory=lambda: quantiles_of(np.zeros(1)))
    counted: frozenset[str] = frozenset()  # Ids of the counted tasks; they are no longer candidates
    # Ids of the tasks that were decided against, or put on hold; they are no candidates for now.
    passed_over: frozenset[str] = frozenset()
    # Tasks that the register names as running; None without a register.
    register_tasks: int | None = None
    # Share of the running tasks that ends each year; None where the policy has none.
    attrition: Pert | None = None


def plan_start(policy: Policy, draws: int) -> StartingPoint:
    """Return the plan's figures in the goals' year as the starting point."""
    attrition = Attrition(policy.targets, draws, policy.simulation.seed)
    hours, tasks = attrition.of_plan(goal_year(policy.targets))
    return StartingPoint(
        source="plan",
        hours=hours,
        tasks=tasks,
        running_hours=float(np.median(hours)),
        running_tasks=float(np.median(tasks)),
        attrition=attrition.share,
    )


def goal_year(targets: Targets) -> int:
    """Return the fiscal year in which the last of the computed goals is due."""
    return targets.goal_year
