"""A project that plans by fiscal year, and takes plans over as decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.indicators import figure_text
from rpa_scout.errors import NotAllowedError
from rpa_scout.planning.plan import SECONDS
from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan
from rpa_scout.policy.model import PlanLimits
from rpa_scout.progress import Progress
from rpa_scout.project import views
from rpa_scout.project.confirming import refused_without_reason
from rpa_scout.project.goals.indicators import entered_figures, put_figure
from rpa_scout.project.goals.official_weights import (
    put_official_weights,
    stored_official_weights,
)
from rpa_scout.project.goals.planning import adopt_years, present_fiscal_year, project_plan
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.parts.groups import GroupingProject
from rpa_scout.rank_robustness.officials.weights import OfficialWeights
from rpa_scout.ranking.report import RankingReport
from rpa_scout.register.fiscal_years import fiscal_year_label
from rpa_scout.text import N_

__all__ = ["PlanningProject"]


class PlanningProject(GroupingProject):
    """A project with a way to its goals."""

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
        estimates = assessment or self.estimate(progress=progress)
        with self._storage.reading() as connection:
            tasks = views.tasks_of(connection)
        return project_plan(
            estimates,
            self.register(),
            tasks,
            self._planned_tasks(None),
            this_fiscal_year or present_fiscal_year(),
            limits,
            locks=locks,
            groups=self.group_of_task() if groups is None else groups,
            progress=progress,
            seconds=seconds,
        )

    def adopt_plan(
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
        not_candidates = self.not_candidates(assessment)
        with self._changing("adopt_plan", reason) as change:
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

    def ranking_report(
        self, number: int | None = None, *, assessment: Assessment | None = None
    ) -> RankingReport:
        """Return the report of a ranking, with the figures entered by hand."""
        report = super().ranking_report(number, assessment=assessment)
        return replace(report, figures=self.figures())

    def figures(self) -> dict[str, dict[int, float]]:
        """Return the figures of indicators entered by hand, by indicator and fiscal year."""
        with self._storage.reading() as connection:
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
        policy = self.policy()
        with self._changing("enter_figure", reason) as change:
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
        """Return the weights that officials gave to the criteria of a scorecard, by name."""
        with self._storage.reading() as connection:
            return stored_official_weights(connection, scorecard)

    def keep_official_weights(
        self, officials: Sequence[OfficialWeights], reason: str = "", scorecard: str = "rpa"
    ) -> HistoryEntry:
        """Keep officials' weights with names and dates; a person's newer answer counts."""
        with self._changing("official_weights", reason) as change:
            put_official_weights(change, scorecard, officials)
            names = "、".join(official.name for official in officials)
            change.details = {"scorecard": scorecard, "officials": names}
        return change.entry


def _builders(plan: FiscalPlan) -> dict[str, str]:
    return {
        task.task_id: task.builder
        for task in plan.tasks
        if task.fiscal_year is not None and task.builder is not None
    }
