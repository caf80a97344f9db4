"""Planning beside HiGHS on the same model: its linear relaxation, or its whole numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from registry import Prepared, measure

from rpa_scout.planning.choosing import choose
from rpa_scout.planning.highs import solve
from rpa_scout.planning.model import plan_model
from rpa_scout.planning.problem import PlanGoal, PlanProblem
from rpa_scout.progress import Silent

YEARS = 5
VENDOR_FROM_HOURS = 110.0
GAP = 1e-3
GOING_LIVE_SHARE = 0.85
SECONDS = 20.0


def random_problem(
    tasks: int,
    scenarios: int = 50,
    *,
    side_constraints: bool,
    goals: tuple[float, float] = (2_000.0, 50.0),
) -> PlanProblem:
    """Return a plan to be made with room for about a fifth of the tasks."""
    draw = np.random.default_rng(11)
    build = draw.gamma(4.0, 20.0, tasks)
    hours = draw.lognormal(3.5, 1.0, tasks)[:, None]
    common = draw.normal(0.0, 0.3, scenarios)
    live = (draw.random((tasks, scenarios)) < GOING_LIVE_SHARE).astype(float)
    saved = hours * np.exp(common + draw.normal(0.0, 0.3, (tasks, scenarios))) * live
    is_vendor = (build > VENDOR_FROM_HOURS) & side_constraints
    may_build = np.ones((tasks, YEARS), dtype=bool)
    may_build[:, -1] = False
    capacity = build.sum() / 25.0
    unlimited = np.full(YEARS, np.inf)
    return PlanProblem(
        task_ids=tuple(map(str, range(tasks))),
        rows=np.arange(tasks),
        years=tuple(range(2026, 2026 + YEARS)),
        saved=saved,
        live=live,
        build_hours=build,
        upkeep_hours=0.15 * build,
        vendor_yen=np.where(is_vendor, build * 8_000.0, 0.0),
        is_vendor=is_vendor,
        department=draw.integers(0, max(tasks // 20, 1), tasks),
        may_build=may_build,
        is_waiting=np.zeros_like(may_build),
        must_build=np.zeros(tasks, dtype=bool),
        in_house_capacity=np.full(YEARS, capacity),
        vendor_capacity=np.full(YEARS, 2_000.0 * capacity) if side_constraints else unlimited,
        department_limit=2.0 if side_constraints else np.inf,
        group=np.arange(tasks),
        adaptation_share=0.3,
        build_year_share=0.0,
        goals=(
            PlanGoal("hours", "hours", YEARS - 1, goals[0], np.full(scenarios, 1_200.0)),
            PlanGoal("tasks", "tasks", YEARS - 1, goals[1], np.full(scenarios, 31.0)),
        ),
        chance_wanted=0.0,
    )


@measure("plan with capacities", limit="HiGHS: the linear relaxation", aim=3, rounds=3)
def capacities() -> Iterator[tuple[str, Prepared]]:
    """Prepare capacities alone; our side proves a gap of at most 0.1 %."""
    problem = random_problem(2_000, side_constraints=False)
    model = plan_model(problem)

    def ours() -> object:
        chosen = choose(problem, Silent(), SECONDS)
        assert chosen.gap is not None
        assert chosen.gap <= GAP, chosen.gap
        return chosen

    yield "2,000 tasks × 5", (ours, lambda: solve(model, Silent(), whole=False))


@measure("plan with side constraints", limit="HiGHS: the same model", aim=1.5, rounds=3)
def side_constraints() -> Iterator[tuple[str, Prepared]]:
    """Prepare vendors and departments; both sides stop at the same proved gap."""
    for tasks, gap in ((200, GAP), (2_000, 5 * GAP)):
        problem = random_problem(tasks, side_constraints=True)
        model = plan_model(problem)

        def ours(problem=problem) -> object:
            return choose(problem, Silent(), SECONDS)

        def bare(model=model, gap=gap) -> object:
            return solve(model, Silent(), whole=True, gap=gap, seconds=SECONDS)

        yield f"{tasks:,} tasks × 5, ≤ {gap:.1%}", (ours, bare)


@measure("plan with chances", limit="20 seconds", aim=1, rounds=1)
def chances() -> Iterator[tuple[str, Prepared]]:
    """Prepare 200 scenarios; the limit is a number of seconds."""
    problem = replace(
        random_problem(200, 200, side_constraints=True, goals=(4_500.0, 70.0)),
        chance_wanted=0.95,
    )
    yield (
        "200 tasks × 200 scenarios",
        (lambda: choose(problem, Silent(), SECONDS), lambda: 20.0),
    )
