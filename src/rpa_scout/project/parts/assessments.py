"""The assessments of a project: computed now, stored, computed again and compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, get_args

import pandas as pd
from sqlalchemy import Connection

from rpa_scout.assessment.assess import Assessment, assess
from rpa_scout.assessment.part import LearnedCalibration, assess_part
from rpa_scout.comparison.assessments import AssessmentComparison, compare_assessments
from rpa_scout.comparison.inventories import same_ids
from rpa_scout.errors import NotAllowedError
from rpa_scout.policy.fields import is_unanswered
from rpa_scout.progress import Progress
from rpa_scout.project import records, views
from rpa_scout.project.assessed import (
    StoredAssessment,
    assessed_actuals,
    assessed_inventory,
    stored_assessment,
)
from rpa_scout.project.assessing import AssessmentBasis, basis_now, keep_assessment
from rpa_scout.project.confirmations import assessed_circumstances
from rpa_scout.project.decided import project_report, surveyed_inventory, task_decisions
from rpa_scout.project.decisions import OverrideKind
from rpa_scout.project.goals.indicators import entered_figures
from rpa_scout.project.goals.target import target_now
from rpa_scout.project.known_savings import known_savings
from rpa_scout.project.ledger.change_kinds import ASSESSED_KINDS
from rpa_scout.project.ledger.history import has_kind_since
from rpa_scout.project.policies import stored_policy
from rpa_scout.project.register_state import has_actuals
from rpa_scout.project.seen import seen_group_members, seen_overrides, seen_tasks
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.packing.assessment_columns import columns_of
from rpa_scout.project.store.rows import FEW_TASKS
from rpa_scout.project.surveys.double_counts import double_counts_now
from rpa_scout.ranking.report import RankingReport
from rpa_scout.text import N_

_COMPUTED: Final[dict[str, str]] = {
    "means": "means",
    "hours": "saved_hours_per_year_p50",
    "score": "score",
}
"""Column of the ranking that an override refers to."""


@dataclass(frozen=True)
class Rescore:
    """A new assessment beside the one before it.

    Attributes
    ----------
    before : StoredAssessment or None
        The newest results before, as stored.
    after : Assessment
        The new results.
    comparison : AssessmentComparison or None
        Differences by task, and the answers or knots that caused them. The earlier assessment is
        computed again for this, with the present version of the program.
    """

    before: StoredAssessment | None
    after: Assessment
    comparison: AssessmentComparison | None


class ProjectAssessments:
    """Scores, hours and rank of the tasks, now and earlier."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session
        # What the actuals taught last, with the newest entry then: learning it reads all tasks.
        self._learned: tuple[int, LearnedCalibration] | None = None

    def all(self) -> list[records.KeptAssessment]:
        """Return all assessments without their results, the oldest first."""
        with self._session.reading() as connection:
            return views.kept_assessments(connection)

    def get(self, number: int | None = None) -> StoredAssessment:
        """Return the stored results of an assessment; by default of the newest."""
        if number is None:
            assessments = self.all()
            if not assessments:
                raise NotAllowedError(N_("Nothing was assessed yet."))
            number = assessments[-1].number
        with self._session.reading() as connection:
            return stored_assessment(connection, number)

    def assess(self, scorecard: str = "rpa", progress: Progress | None = None) -> Assessment:
        """Assess the present inventory by the policy in force, and store the results.

        Parameters
        ----------
        scorecard : str, optional
            Id of one of the policy's scorecards.
        progress : Progress, optional
            Receives the progress of the simulation.

        Returns
        -------
        Assessment
            The results; they are the newest of :meth:`all`.
        """
        estimates, basis, number = self._assessed_now(scorecard, progress, None)
        assessment = self._started(estimates)
        with self._session.changing("assess") as change:
            kept_number = keep_assessment(change, assessment, basis, number)
            change.details = {"number": kept_number, "policy": number, "scorecard": scorecard}
        return assessment

    def estimate(self, scorecard: str = "rpa", progress: Progress | None = None) -> Assessment:
        """Assess the present inventory by the policy in force without storing the results.

        The outlook on the targets starts from the live and adopted tasks of the project. Figures of
        the newest stored results are taken over where nothing has changed since.
        """
        estimates = self._assessed_now(scorecard, progress, self.valid_number())[0]
        return self._started(estimates)

    def assessed_now(self) -> Assessment | None:
        """Assess by the first criteria, without an outlook; None: there is no task."""
        if not self.has_tasks():
            return None
        return self._assessed_now("rpa", None, self.valid_number())[0]

    def _started(self, estimates: Assessment) -> Assessment:
        """Return an assessment whose outlook starts from what runs and is adopted."""
        with self._session.reading() as connection:
            return estimates.starting_from(target_now(connection, estimates).start)

    def _assessed_now(
        self, scorecard: str, progress: Progress | None, valid_number: int | None
    ) -> tuple[Assessment, AssessmentBasis, int]:
        """Assess the present inventory; return also the input and the policy's number.

        Figures come from the stored assessment `valid_number` if there is one.
        """
        with self._session.reading() as connection:
            number, policy, basis = basis_now(connection)
            known = valid_number and known_savings(connection, valid_number, basis.inventory)
        if not len(basis.inventory.tasks):
            raise NotAllowedError(N_("There is no task to assess yet; import surveys first."))
        estimates = assess(
            basis.inventory,
            policy,
            scorecard,
            progress,
            actuals=basis.actuals,
            circumstances=basis.circumstances,
            known=known or None,
        )
        self._learned = (basis.entry, LearnedCalibration.of_all(estimates))
        return estimates, basis, number

    def rescore(self, scorecard: str = "rpa", progress: Progress | None = None) -> Rescore:
        """Assess again, and compare the results with the newest ones before."""
        before = [earlier for earlier in self.all() if earlier.scorecard == scorecard]
        after = self.assess(scorecard, progress)
        if not before:
            return Rescore(None, after, None)
        stored = self.get(before[-1].number)
        earlier = self.recomputed(stored.number)
        pairs = same_ids(earlier.inventory, after.inventory)
        comparison = compare_assessments(earlier, after, pairs)
        return Rescore(stored, after, comparison)

    def valid(self, scorecard: str | None = None) -> StoredAssessment | None:
        """Return the newest assessment; None if a later change made it outdated."""
        number = self.valid_number(scorecard)
        return None if number is None else self.get(number)

    def valid_number(self, scorecard: str | None = None) -> int | None:
        """Return the number of what :meth:`valid` returns, without its results."""
        kept = [
            assessment for assessment in self.all() if scorecard in (None, assessment.scorecard)
        ]
        if not kept:
            return None
        # Assessments from before the rule of candidates lack its columns.
        if "not_candidate_because" not in kept[-1].columns:
            return None
        with self._session.reading() as connection:
            is_outdated = has_kind_since(connection, kept[-1].entry, ASSESSED_KINDS)
        return None if is_outdated else kept[-1].number

    def recomputed(self, number: int) -> Assessment:
        """Compute an assessment again from its stored input, with this version of the program."""
        with self._session.reading() as connection:
            kept = views.kept_assessment(connection, number)
            policy = stored_policy(connection, kept.policy_number)
            inventory = assessed_inventory(connection, number, policy.survey)
            actuals = assessed_actuals(connection, number)
            circumstances = assessed_circumstances(connection, number)
        return assess(
            inventory, policy, kept.scorecard, actuals=actuals, circumstances=circumstances
        )

    def compare(self, old: int, new: int) -> AssessmentComparison:
        """Return the differences between two assessments, and their causes.

        Both are computed again from their stored input.
        """
        before, after = self.recomputed(old), self.recomputed(new)
        return compare_assessments(before, after, same_ids(before.inventory, after.inventory))

    def not_candidates(
        self, assessment: Assessment | None = None, tasks: Collection[str] | None = None
    ) -> dict[str, str]:
        """Return the tasks, or those among `tasks`, that are no candidates now, and why: a code."""
        with self._session.reading() as connection:
            states = views.states_of(connection, tasks)
        withdrawn = TaskState.WITHDRAWN
        codes = {task: state.value for task, state in states.items() if state is withdrawn}
        if len(codes) == len(states):
            return codes
        columns = self.result_columns(("task_id", "not_candidate_because"), assessment, tasks)
        pairs = zip(columns["task_id"], columns["not_candidate_because"], strict=True)
        return codes | {
            task: code for task, code in pairs if task in states and isinstance(code, str)
        }

    def computed_value(
        self, task: str, what: OverrideKind, assessment: Assessment | None = None
    ) -> float | str | None:
        """Return the computed value that a person may override."""
        column = _COMPUTED.get(what)
        if column is None:
            return None
        columns = self.result_columns(("task_id", column), assessment, [task])
        values = dict(zip(columns["task_id"], columns[column], strict=True))
        value = values.get(task)
        return None if is_unanswered(value) else value

    def result_columns(
        self,
        names: Sequence[str],
        assessment: Assessment | None,
        tasks: Collection[str] | None = None,
    ) -> dict[str, list[Any]]:
        """Return columns of the present ranking: given, stored and still valid, or computed.

        Where `tasks` are given, others may be missing, and ranks are among those that are there.
        """
        number = None if assessment else self.valid_number()
        if number is not None:
            with self._session.reading() as connection:
                return columns_of(connection, number, "result", names)
        if assessment is None and not self.has_tasks():
            return {name: [] for name in names}
        if assessment is None and tasks is not None and len(tasks) <= FEW_TASKS:
            assessment = self._estimate_part(tasks)
        ranking = (assessment or self.estimate()).ranking
        return {name: ranking[name].tolist() for name in names}

    def _estimate_part(self, tasks: Collection[str]) -> Assessment:
        """Assess some of the present tasks by the policy in force."""
        with self._session.reading() as connection:
            learned = self._learned_now(connection)
            _number, policy, basis = basis_now(connection, tasks)
        return assess_part(
            basis.inventory, tasks, policy, learned=learned, circumstances=basis.circumstances
        )

    def _learned_now(self, connection: Connection) -> LearnedCalibration | None:
        """Return what the actuals teach about the tasks now; None: there are no actuals."""
        if self._learned and not has_kind_since(connection, self._learned[0], ASSESSED_KINDS):
            return self._learned[1]
        if not has_actuals(connection):
            return None
        _number, policy, basis = basis_now(connection)
        learned = LearnedCalibration.from_actuals(basis.inventory, policy, basis.actuals)
        self._learned = (basis.entry, learned)
        return learned

    def has_tasks(self) -> bool:
        """Tell whether there is a task to assess, without rebuilding the inventory."""
        with self._session.reading() as connection:
            return views.has_present_tasks(connection)

    def ranking(self, number: int | None = None) -> pd.DataFrame:
        """Return the results of an assessment with the decisions beside them.

        The columns of :attr:`Assessment.ranking` as computed, then ``state``,
        ``planned_fiscal_year``, ``owner``, ``decided_builder``, ``override_means``,
        ``override_hours`` and ``override_score``; empty without a decision.
        """
        ranking = self.get(number).ranking.copy()
        decided = {task.task_id: task for task in seen_tasks(self._session)}
        overrides = {
            (override.task_id, override.what): override.value
            for override in seen_overrides(self._session)
        }
        rows = [decided.get(task_id) for task_id in ranking["task_id"]]
        columns = {
            "state": "state",
            "planned_fiscal_year": "planned_fiscal_year",
            "owner": "owner",
            "decided_builder": "builder",
        }
        for name, attribute in columns.items():
            values = [None if task is None else getattr(task, attribute) for task in rows]
            ranking[name] = pd.Series(values, dtype=object)
        for what in get_args(OverrideKind):
            values = [overrides.get((task_id, what)) for task_id in ranking["task_id"]]
            ranking[f"override_{what}"] = pd.Series(values, dtype=object)
        return ranking

    def report(
        self, number: int | None = None, *, assessment: Assessment | None = None
    ) -> RankingReport:
        """Return the report of a ranking: results, decisions, findings and provenance."""
        stored = None if assessment is not None else self.get(number)
        shown = assessment if stored is None else self.recomputed(stored.number)
        assert shown is not None
        with self._session.reading() as connection:
            shown = target_now(connection, shown).assessment or shown
            surveyed = surveyed_inventory(connection, shown.inventory, stored)
            pairs = double_counts_now(connection)
            figures = entered_figures(connection)
        decisions = task_decisions(
            seen_tasks(self._session),
            seen_overrides(self._session),
            seen_group_members(self._session),
        )
        report = project_report(shown, stored, surveyed, decisions, self._session.author, pairs)
        return replace(report, figures=figures)
