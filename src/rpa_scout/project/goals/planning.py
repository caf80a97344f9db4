"""The plan by fiscal year of a project, and taking it over as decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import numpy as np

from rpa_scout.assessment.assess import Assessment
from rpa_scout.fiscal_target.planned import PASSED_OVER_STATES, PlannedTask
from rpa_scout.fiscal_target.running import RunningAutomations
from rpa_scout.fiscal_years import fiscal_year_of
from rpa_scout.planning.plan import SECONDS, plan
from rpa_scout.planning.request import Lock, PlanStart
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.progress import Progress
from rpa_scout.project import decisions
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.records import TaskRecord
from rpa_scout.project.states import ADOPTED, TaskState
from rpa_scout.register.records import Register
from rpa_scout.savings.attrition import Attrition


def present_fiscal_year() -> int:
    """Return the fiscal year of today."""
    today = datetime.now(UTC).astimezone()
    return fiscal_year_of(f"{today:%Y-%m-%d}") or today.year


def project_plan(
    assessment: Assessment,
    register: Register,
    tasks: Iterable[TaskRecord],
    planned: Iterable[PlannedTask],
    this_fiscal_year: int,
    limits: PlanLimits | None = None,
    *,
    locks: Mapping[str, Lock] | None = None,
    groups: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    seconds: float = SECONDS,
) -> FiscalPlan:
    """Plan from what runs by the register, with the decisions of the project."""
    policy = assessment.policy
    targets, settings = policy.targets, policy.simulation
    wanted = limits or policy.plan or PlanLimits()
    newest = targets.newest_baseline_year
    if wanted.first_year is None:
        # Nothing can be built in years that are over.
        wanted = wanted.model_copy(update={"first_year": max(newest + 1, this_fiscal_year)})
    running = RunningAutomations(
        targets, register, this_fiscal_year, Attrition(targets, settings.draws, settings.seed)
    )
    years = range(newest, targets.goal_year + 1)
    by_year = {year: running.totals(year) for year in years}
    served = running.served(targets.goal_year)
    hours, tasks_in_use = by_year[targets.goal_year]
    return plan(
        assessment,
        wanted,
        decisions=[task for task in planned if task.task_id not in served],
        refused=[task.task_id for task in tasks if task.state.value in PASSED_OVER_STATES],
        locks=locks,
        groups=groups,
        start=PlanStart(float(np.median(hours)), float(np.median(tasks_in_use)), by_year),
        progress=progress,
        seconds=seconds,
    )


def adopt_years(
    change: Change,
    year_of: Mapping[str, int],
    builder_of: Mapping[str, str],
    not_candidates: Mapping[str, str],
) -> dict[str, str]:
    """Adopt tasks for their years of building; return those that are no candidates.

    A task counts from the year after it is built: that is its planned fiscal year. Tasks that are
    being built or run keep their state, and a builder that was decided stays.
    """
    marked: dict[str, str] = {}
    for task, year in year_of.items():
        row = decisions.task_row(change, task)
        standing = TaskState(row.state)
        builder = builder_of.get(task) if row.builder is None else None
        planned = decisions.Plan(year + 1, None, _builder(builder))
        state = None if standing in ADOPTED else TaskState.ADOPTED
        marked |= decisions.decide(change, [task], state, planned, not_candidates)
    return marked


def _builder(code: str | None) -> decisions.Builder | None:
    return "vendor" if code == "vendor" else "in_house" if code == "in_house" else None
