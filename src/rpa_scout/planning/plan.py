"""Planning which task is built in which fiscal year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rpa_scout.assessment.assess import Assessment
from rpa_scout.fiscal_target.planned import PlannedTask
from rpa_scout.planning.choosing import Chosen, choose
from rpa_scout.planning.judging import judged, plan_years
from rpa_scout.planning.problem import PlanProblem
from rpa_scout.planning.reasons import plan_tasks
from rpa_scout.planning.request import Lock, PlanRequest, PlanStart
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.planning.stating import plan_problem
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.progress import Progress, Silent
from rpa_scout.text import N_

SECONDS = 20.0
"""Time after which the best plan so far is taken, unless another is asked for."""


def plan(
    assessment: Assessment,
    limits: PlanLimits | None = None,
    *,
    decisions: Iterable[PlannedTask] = (),
    refused: Iterable[str] = (),
    locks: Mapping[str, Lock] | None = None,
    groups: Mapping[str, str] | None = None,
    adaptation_share: float | None = None,
    start: PlanStart | None = None,
    progress: Progress | None = None,
    seconds: float = SECONDS,
) -> FiscalPlan:
    """Plan which task is built in which fiscal year.

    The chance of all goals comes first, up to what is wanted; then the hours saved within the
    years of the plan, so that what brings most comes early; then the least effort. The plan is
    chosen with draws of its own and judged on those of the policy.

    Parameters
    ----------
    assessment : Assessment
        Tasks with hours, effort and draws.
    limits : PlanLimits, optional
        What the plan has to keep to; the policy's unless given. Without any, every candidate is
        built in the first year.
    decisions : iterable of PlannedTask, optional
        What was decided; adopted tasks stay in the plan.
    refused : iterable of str, optional
        Ids of tasks that were refused.
    locks : mapping of str to int or "out", optional
        Tasks locked to the fiscal year in which they are built, or out of the plan.
    groups : mapping of str to str, optional
        Group by task: the first of a group costs its full effort, the others a share. Where a
        task of the group runs already, all of the others cost that share.
    adaptation_share : float, optional
        That share, 0 to 1; the policy's unless given.
    start : PlanStart, optional
        What is reached before the plan; the baseline of the targets unless given.
    progress : Progress, optional
        Is asked at least every tenth of a second whether to go on.
    seconds : float, optional
        Time after which the best plan so far is taken.

    Returns
    -------
    FiscalPlan
        Years, tasks with reasons, chances, and the proved gap.

    Raises
    ------
    NoPlanError
        What has been decided does not fit the limits; the sentence names the limit, the year and
        by how much.
    InputError
        A lock names a year outside of the plan, or a task that cannot be built.
    UnknownNameError
        There is no such task.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> tasks = pd.DataFrame({
    ...     "department": "税務課", "name": ["異動の入力", "通知の作成"],
    ...     "runs_per_year": 240, "items_per_run": [40, 30], "minutes_per_item": 3,
    ...     "input_form": "spreadsheet", "digitisable": "already", "judgement": "none",
    ... }, index=["a", "b"])
    >>> assessment = rs.assess(rs.Inventory.from_frame(tasks), rs.load_policy())
    >>> rs.plan(assessment).year_of
    {'a': 2026, 'b': 2026}
    >>> rs.plan(assessment, locks={"a": 2027, "b": "out"}).year_of
    {'a': 2027}
    """
    targets = assessment.policy.targets
    request = PlanRequest(
        assessment=assessment,
        limits=limits or assessment.policy.plan or PlanLimits(),
        decisions=tuple(decisions),
        refused=frozenset(refused),
        locks=dict(locks or {}),
        groups=dict(groups or {}),
        adaptation_share=(
            assessment.policy.groups.adaptation_share
            if adaptation_share is None
            else adaptation_share
        ),
        start=start or PlanStart(targets.baseline("hours"), targets.baseline("tasks")),
    )
    return _planned(request, progress or Silent(), seconds)


def _planned(request: PlanRequest, progress: Progress, seconds: float) -> FiscalPlan:
    progress.start(N_("Planning by fiscal year"), 3)
    problem = plan_problem(request)
    progress.advance()
    chosen = choose(problem, progress, seconds)
    progress.advance()
    result = plan_of(request, problem, chosen)
    progress.advance()
    return result


def plan_of(request: PlanRequest, problem: PlanProblem, chosen: Chosen) -> FiscalPlan:
    """Judge a choice and return it as a plan."""
    verdict = judged(request, problem, chosen.choice)
    return FiscalPlan(
        years=plan_years(request, problem, chosen.choice, verdict),
        tasks=plan_tasks(request, problem, chosen.choice),
        chances=verdict.chances,
        chance_when_chosen=chosen.merit.chance,
        chance_wanted=problem.chance_wanted,
        gap=chosen.gap,
        method=chosen.method,
        request=request,
        problem=problem,
        choice=chosen.choice,
    )
