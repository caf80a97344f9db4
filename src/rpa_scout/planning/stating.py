"""Turns the request for a plan into the problem that is solved."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.assessment.assess import Assessment
from rpa_scout.inventory import Inventory
from rpa_scout.planning.problem import PlanGoal, PlanProblem
from rpa_scout.planning.request import SCENARIOS, PlanRequest
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.policy.targets import Target
from rpa_scout.savings.effort import DIFFICULTIES, difficulty
from rpa_scout.savings.simulation import SavingsSimulation

_OTHER_SEED = 0x504C414E  # the draws to choose with must not be those to judge with


def plan_problem(request: PlanRequest) -> PlanProblem:
    """Write what is asked as arrays, with draws to choose with."""
    assessment, limits = request.assessment, request.limits
    order = assessment.order
    is_fixed = np.zeros(len(order), dtype=bool)
    is_fixed[list(request.build_year_of)] = True
    is_outside = np.zeros(len(order), dtype=bool)
    is_outside[[*request.prior.live, *request.prior.adopted, *request.decided_later]] = True
    is_planned = (assessment.is_candidate | is_fixed) & ~is_outside & ~request.locked_out
    rows = order[is_planned[order]]
    settings = assessment.policy.simulation
    simulation = assessment.simulation.with_draws(settings.seed ^ _OTHER_SEED, SCENARIOS)
    saved, live = _drawn(simulation, rows)
    prior_hours, prior_live = request.prior.draws(simulation)
    build, upkeep = _effort(assessment)
    level = difficulty(np.nan_to_num(build), assessment.policy.effort)
    is_vendor = _is_vendor(request, level)
    may_build, is_waiting = _allowed(request, rows)
    is_adapted = _is_adapted(request, rows)
    build[rows] *= np.where(is_adapted, request.adaptation_share, 1.0)
    running = upkeep[[*request.prior.live, *request.prior.adopted]].sum()
    targets, years = assessment.policy.targets, request.years
    goals = tuple(
        # A goal that was due before the plan is judged in its first year.
        PlanGoal(name, target.figure, max(target.goal_year - years[0], 0), target.goal, start)
        for name, target in targets.computed.items()
        for start in [_start(request, target, prior_hours, prior_live, SCENARIOS)]
    )
    limit = limits.new_tasks_per_department_per_year
    return PlanProblem(
        task_ids=tuple(assessment.inventory.tasks.index[rows]),
        rows=rows,
        years=years,
        saved=saved,
        live=live,
        build_hours=build[rows],
        upkeep_hours=upkeep[rows],
        vendor_yen=_yen(limits, build[rows], level[rows], is_vendor[rows]),
        is_vendor=is_vendor[rows],
        department=_numbers(assessment.inventory.tasks["department"], rows),
        may_build=may_build,
        is_waiting=is_waiting,
        must_build=is_fixed[rows],
        in_house_capacity=_capacity([limits.in_house_hours(year) for year in years]) - running,
        vendor_capacity=_capacity([limits.vendor_yen(year) for year in years]),
        department_limit=np.inf if limit is None else float(limit),
        group=_groups(request, rows, is_adapted),
        adaptation_share=request.adaptation_share,
        build_year_share=limits.build_year_share,
        goals=goals,
        chance_wanted=limits.chance_wanted,
    )


def _is_vendor(request: PlanRequest, level: npt.NDArray[np.int8]) -> Bools:
    """Return which tasks a vendor builds: as was decided, otherwise by their difficulty."""
    assessment = request.assessment
    is_vendor = level >= DIFFICULTIES.index(assessment.policy.effort.vendor_from)
    for row, builder in request.builder_of.items():
        is_vendor[row] = builder == "vendor"
    return is_vendor


def _start(
    request: PlanRequest, target: Target, prior_hours: Floats, prior_live: Floats, scenarios: int
) -> Floats:
    """Return what is reached without the plan when a goal is due, by scenario."""
    hours, tasks = request.start.in_year(target.goal_year, scenarios)
    return hours + prior_hours if target.figure == "hours" else tasks + prior_live


def _drawn(simulation: SavingsSimulation, rows: Positions) -> tuple[Floats, Floats]:
    """Draw tasks in blocks: all at once would take more memory than the plan itself."""
    saved = np.empty((len(rows), simulation.draws))
    live = np.empty_like(saved)
    for start in range(0, len(rows), 256):
        block = slice(start, start + 256)
        adopted = simulation.adopted(rows[block])
        saved[block], live[block] = adopted.hours, adopted.live
    return saved, live


def _effort(assessment: Assessment) -> tuple[Floats, Floats]:
    """Return hours to build and, every parameter at its mode, hours of upkeep a year; no NaN."""
    from rpa_scout.savings.model import SavingsModel

    inventory = assessment.inventory
    model = SavingsModel(assessment.policy, inventory.tasks, inventory.fields)
    _, _, parameters = model.at_modes(assessment.choice.position)
    build = assessment.build_hours
    upkeep = np.where(np.isnan(build), 0.0, parameters.upkeep_hours_per_year)
    return np.nan_to_num(build), upkeep


def _yen(limits: PlanLimits, build: Floats, level: npt.NDArray[np.int8], vendor: Bools) -> Floats:
    """Return the price of each task; 0 in-house, and where there is no price."""
    by_hour = build * (limits.vendor_yen_per_hour or 0.0)
    prices = {str(name): price for name, price in limits.vendor_yen_per_task.items()}
    by_task = np.array([prices.get(name, np.nan) for name in DIFFICULTIES])[level]
    return np.where(vendor, np.where(np.isnan(by_task), by_hour, by_task), 0.0)


def _capacity(limits: list[float | None]) -> Floats:
    return np.array([np.inf if limit is None else limit for limit in limits])


def _allowed(request: PlanRequest, rows: Positions) -> tuple[Bools, Bools]:
    """Return in which years tasks may be built, and where only a planned change forbids it."""
    years = np.array(request.years)
    limits = request.limits
    counts = limits.build_year_share > 0.0
    is_useful = np.tile(years < years[-1] + counts, (len(rows), 1))
    may_build, is_waiting = is_useful.copy(), np.zeros_like(is_useful)
    if limits.wait_for_planned_change:
        wait = _years_until_change(request.assessment.inventory)[rows]
        is_waiting = years[None, :] < years[0] + wait[:, None]
        may_build &= ~is_waiting
    for task, row in enumerate(rows.tolist()):
        year = request.build_year_of.get(row)
        if year is not None:
            may_build[task] = years == year
            is_waiting[task] = False
    return may_build, is_waiting & is_useful


def _numbers(labels: pd.Series, rows: Positions) -> Positions:
    numbers, _ = pd.factorize(labels.fillna("").iloc[rows])
    return np.asarray(numbers, dtype=np.intp)


def _is_adapted(request: PlanRequest, rows: Positions) -> Bools:
    """Return for which tasks a scenario of their group is only adapted, whatever is built first."""
    ids = request.assessment.inventory.tasks.index[rows]
    return np.array([request.groups.get(name) in request.built_groups for name in ids], dtype=bool)


def _groups(request: PlanRequest, rows: Positions, is_adapted: Bools) -> Positions:
    """Return the number of each task's group; a task without is a group of its own."""
    ids = request.assessment.inventory.tasks.index[rows]
    labels = [
        ("group", request.groups[name]) if name in request.groups and not adapted else name
        for name, adapted in zip(ids, is_adapted.tolist(), strict=True)
    ]
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(label, len(numbers)) for label in labels], dtype=np.intp)


def _years_until_change(inventory: Inventory) -> Positions:
    """Return in how many years each task will change by its answers; 0 where it will not."""
    years = np.zeros(len(inventory.tasks), dtype=np.intp)
    for definition in inventory.fields.of_kind("choice"):
        of_choice = np.array([*(choice.change_within_years for choice in definition.choices), 0])
        if of_choice.any():  # an unknown answer has the position -1, that of the last number
            years = np.maximum(years, of_choice[inventory.tasks[definition.id].cat.codes])
    return years
