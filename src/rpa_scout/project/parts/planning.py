"""The way of a project to its goals: targets, plan by fiscal year, figures and weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.indicators import figure_text
from rpa_scout.errors import NotAllowedError
from rpa_scout.fiscal_target.target import FiscalTarget
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.planning.plan import SECONDS
from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.policy.plan import PlanLimits
from rpa_scout.progress import Progress
from rpa_scout.project import views
from rpa_scout.project.decided import planned_tasks
from rpa_scout.project.decisions import refused_without_reason
from rpa_scout.project.goals.indicators import entered_figures, put_figure
from rpa_scout.project.goals.planning import adopt_years, present_fiscal_year, project_plan
from rpa_scout.project.goals.target import target_now
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.ledger.settings import put_setting, settings_below
from rpa_scout.project.parts.assessments import ProjectAssessments
from rpa_scout.project.policies import policy_now
from rpa_scout.project.register_state import current_register
from rpa_scout.project.same_work.group_members import group_members
from rpa_scout.project.session import ProjectSession
from rpa_scout.rank_robustness.officials.weights import OfficialWeights
from rpa_scout.text import N_

_WEIGHTS: Final = "weights/{scorecard}/"
"""Settings of officials' weights begin so; the official's name follows."""


class ProjectPlanning:
    """What leads to the goals, and how near they are."""

    def __init__(self, session: ProjectSession, assessments: ProjectAssessments) -> None:
        self._session = session
        self._assessments = assessments

    def target(
        self,
        this_fiscal_year: int | None = None,
        *,
        assessment: Assessment | None = None,
        unplanned_in: int | None = None,
        proposed: Mapping[str, int | None] | None = None,
    ) -> FiscalTarget:
        """Compare live and adopted tasks with the targets, by fiscal year.

        Tasks that are only proposed count as adopted from the fiscal year given with each.
        """
        assessment = assessment or self._assessments.assessed_now()
        with self._session.reading() as connection:
            return target_now(
                connection, assessment, this_fiscal_year, unplanned_in, proposed=proposed
            )

    def plan(
        self,
        limits: PlanLimits | None = None,
        *,
        locks: Mapping[str, Lock] | None = None,
        groups: Mapping[str, str] | None = None,
        assessment: Assessment | None = None,
        this_fiscal_year: int | None = None,
        progress: Progress | None = None,
        seconds: float = SECONDS,
    ) -> FiscalPlan:
        """Plan which task is built in which fiscal year, with the decisions of the project.

        Tasks that were adopted or run are fixed; those that were declined or put on hold are out,
        unless they are locked to a year.

        Parameters
        ----------
        limits : PlanLimits, optional
            What the plan has to keep to; those of the policy in force unless given.
        locks : mapping of str to int or "out", optional
            Tasks locked to the fiscal year in which they are built, or out of the plan.
        groups : mapping of str to str, optional
            Group by task: the first of a group costs its full effort, the others the policy's
            share; the confirmed groups unless given.
        assessment : Assessment, optional
            The present results if the caller has them.
        this_fiscal_year : int, optional
            First year of the plan, unless the limits name one; that of today unless given.
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
            What has been decided does not fit the limits.
        """
        estimates = assessment or self._assessments.estimate(progress=progress)
        with self._session.reading() as connection:
            tasks = views.tasks_of(connection)
            register = current_register(connection)
            planned = planned_tasks(connection, None)
            grouped = {member.task_id: member.group_id for member in group_members(connection)}
        return project_plan(
            estimates,
            register,
            tasks,
            planned,
            this_fiscal_year or present_fiscal_year(),
            limits,
            locks=locks,
            groups=grouped if groups is None else groups,
            progress=progress,
            seconds=seconds,
        )

    def adopt(
        self,
        plan: FiscalPlan | Mapping[str, int],
        reason: str = "",
        *,
        builders: Mapping[str, str] | None = None,
        assessment: Assessment | None = None,
    ) -> HistoryEntry:
        """Take a plan over as decisions with years, all tasks or none.

        A task counts from the year after it is built; that becomes its planned fiscal year.

        Parameters
        ----------
        plan : FiscalPlan or mapping of str to int
            The plan, or the fiscal year of building of each task.
        reason : str, optional
            Why.
        builders : mapping of str to str, optional
            Who builds each task, where the plan is a mapping: ``in_house`` or ``vendor``.
        assessment : Assessment, optional
            The present results if the caller has them; they show which tasks are candidates.

        Returns
        -------
        HistoryEntry
            The entry; undoing it undoes all decisions.

        Raises
        ------
        NotAllowedError
            A task cannot be adopted, a task is no candidate and there is no reason, or nothing
            would change.
        UnknownNameError
            There is no such task.
        ConflictError
            Somebody else has changed a task since the user saw it.
        """
        if isinstance(plan, FiscalPlan):
            year_of, builder_of = plan.year_of, _builders(plan)
        else:
            year_of, builder_of = dict(plan), dict(builders or {})
        if not year_of:
            raise NotAllowedError(N_("The plan has no task to take over."))
        not_candidates = self._assessments.not_candidates(assessment, year_of)
        with self._session.changing("adopt_plan", reason) as change:
            marked = adopt_years(change, year_of, builder_of, not_candidates)
            if marked and not change.reason:
                raise refused_without_reason(change, marked)
            counts = Counter(year_of.values())
            change.details = {
                "tasks": len(year_of),
                "years": {str(year): counts[year] for year in sorted(counts)},
            }
            if marked:
                change.details["not_candidate_because"] = marked
        return change.entry

    def figures(self) -> dict[str, dict[int, float]]:
        """Return the figures of indicators entered by hand, by indicator and fiscal year."""
        with self._session.reading() as connection:
            return entered_figures(connection)

    def enter_figure(
        self, indicator: str, fiscal_year: int, value: float | None, reason: str = ""
    ) -> HistoryEntry:
        """Enter the figure of an indicator in a fiscal year; None removes it.

        Parameters
        ----------
        indicator : str
            Id of an indicator of the policy that is entered by hand.
        fiscal_year : int
            Calendar year in which the fiscal year begins.
        value : float or None
            The figure in the indicator's unit, 0 or more.
        reason : str, optional
            Where it comes from.

        Returns
        -------
        HistoryEntry
            The entry.

        Raises
        ------
        UnknownNameError
            No such indicator is entered by hand.
        InputError
            The year or figure does not fit.
        """
        with self._session.changing("enter_figure", reason) as change:
            policy = policy_now(change.connection)
            put_figure(change, policy, indicator, fiscal_year, value)
            target = policy.targets.entered[indicator]
            figure = "―" if value is None else f"{figure_text(value)} {target.unit}"
            change.details = {
                "indicator": indicator,
                "year": fiscal_year,
                "figure": f"{target.label} {fiscal_year_label(fiscal_year, 'ja')} {figure}",
            }
        return change.entry

    def official_weights(self, scorecard: str = "rpa") -> list[OfficialWeights]:
        """Return the newest answer of each official on a scorecard, by name."""
        with self._session.reading() as connection:
            answers = settings_below(connection, _WEIGHTS.format(scorecard=scorecard))
        return [OfficialWeights(**answer) for answer in answers.values()]

    def keep_official_weights(
        self, officials: Sequence[OfficialWeights], reason: str = "", scorecard: str = "rpa"
    ) -> HistoryEntry:
        """Keep officials' weights with names and dates; a person's newer answer counts."""
        with self._session.changing("official_weights", reason) as change:
            for official in officials:
                dated = official.as_data() | {"date": official.date or change.at[:10]}
                put_setting(change, _WEIGHTS.format(scorecard=scorecard) + official.name, dated)
            names = "、".join(official.name for official in officials)
            change.details = {"scorecard": scorecard, "officials": names}
        return change.entry


def _builders(plan: FiscalPlan) -> dict[str, str]:
    return {
        task.task_id: task.builder
        for task in plan.tasks
        if task.fiscal_year is not None and task.builder is not None
    }
