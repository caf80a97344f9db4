"""Read access to a project: state, facts and results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, get_args

import pandas as pd

from rpa_scout.assessment.assess import Assessment, assess
from rpa_scout.comparison.assessments import AssessmentComparison, compare_assessments
from rpa_scout.comparison.inventories import InventoryComparison, same_ids
from rpa_scout.errors import NotAllowedError, UnknownNameError
from rpa_scout.fiscal_target.planned import PlannedTask
from rpa_scout.fiscal_target.target import FiscalTarget, fiscal_target
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import is_unanswered
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress
from rpa_scout.project import records, views
from rpa_scout.project.assessed import (
    StoredAssessment,
    assessed_actuals,
    assessed_inventory,
    stored_assessment,
)
from rpa_scout.project.assessing import AssessmentBasis, assessment_basis
from rpa_scout.project.confirmations import assessed_circumstances
from rpa_scout.project.decided import (
    planned_tasks,
    project_report,
    surveyed_inventory,
    task_decisions,
)
from rpa_scout.project.decisions import OverrideKind
from rpa_scout.project.known_savings import known_savings
from rpa_scout.project.ledger.change_kinds import ASSESSED_KINDS
from rpa_scout.project.ledger.history import HistoryFilter, last_entry
from rpa_scout.project.ledger.verification import Verification, verified
from rpa_scout.project.policies import current_fields, current_policy_number, stored_policy
from rpa_scout.project.register_state import current_register
from rpa_scout.project.same_work.group_members import GroupMember, group_members
from rpa_scout.project.session import ProjectSession
from rpa_scout.project.store.packing.assessment_columns import columns_of
from rpa_scout.project.surveys.comparing import compared_import
from rpa_scout.project.surveys.current import current_inventory
from rpa_scout.project.surveys.double_counts import double_counts_now
from rpa_scout.project.without_names.exporting import backup, export, export_without_names
from rpa_scout.ranking.decisions import TaskDecision
from rpa_scout.ranking.report import RankingReport
from rpa_scout.register.fiscal_years import fiscal_year_of
from rpa_scout.register.records import Register
from rpa_scout.text import N_

__all__ = ["ProjectReading", "Verification"]


_COMPUTED: Final[dict[str, str]] = {
    "means": "means",
    "hours": "saved_hours_per_year_p50",
    "score": "score",
}
"""Column of the ranking that an override refers to."""


class ProjectReading(ProjectSession):
    """Read access to a project.

    The project remembers the versions of the rows that it returns. A change of a row that somebody
    else has changed since is a conflict.
    """

    def inventory(self) -> Inventory:
        """Return the tasks that are not withdrawn, with corrections and source cells."""
        with self._storage.reading() as connection:
            return current_inventory(connection, current_fields(connection))

    def tasks(self) -> list[records.TaskRecord]:
        """Return all tasks, including withdrawn ones."""
        with self._storage.reading() as connection:
            tasks = views.tasks_of(connection)
        self._remember_versions("tasks", {(task.task_id,): task.row_version for task in tasks})
        return tasks

    def task(self, task_id: str) -> records.TaskRecord:
        """Return one task."""
        with self._storage.reading() as connection:
            tasks = views.tasks_of(connection, task_id)
        if not tasks:
            raise UnknownNameError(N_("There is no task “{name}” in this project."), name=task_id)
        self._remember_versions("tasks", {(task_id,): tasks[0].row_version})
        return tasks[0]

    def overrides(self) -> list[records.Override]:
        """Return all overrides, by task."""
        with self._storage.reading() as connection:
            overrides = views.overrides_of(connection)
        versions = {(row.task_id, row.what): row.row_version for row in overrides}
        self._remember_versions("overrides", versions)
        return overrides

    def corrections(self) -> list[records.Correction]:
        """Return all corrected answers, by task."""
        with self._storage.reading() as connection:
            corrections = views.corrections_of(connection)
        versions = {(row.task_id, row.field): row.row_version for row in corrections}
        self._remember_versions("corrections", versions)
        return corrections

    def confirmations(self) -> list[records.Confirmation]:
        """Return all figures that a person has confirmed, by task."""
        with self._storage.reading() as connection:
            confirmations = views.confirmations_of(connection)
        versions = {(row.task_id, row.field): row.row_version for row in confirmations}
        self._remember_versions("confirmations", versions)
        return confirmations

    def group_members(self) -> list[GroupMember]:
        """Return the tasks of all confirmed groups of the same work, by task id."""
        with self._storage.reading() as connection:
            members = group_members(connection)
        versions = {(member.task_id,): member.row_version for member in members}
        self._remember_versions("group_members", versions)
        return members

    def notes(self, task_id: str | None = None) -> list[records.Note]:
        """Return all notes, or those on a task, the oldest first."""
        with self._storage.reading() as connection:
            notes = views.notes_of(connection)
        return [note for note in notes if task_id is None or note.task_id == task_id]

    def imports(self) -> list[records.SurveyImport]:
        """Return all imports of surveys, the oldest first."""
        with self._storage.reading() as connection:
            return views.imports_of(connection)

    def policies(self) -> list[records.KeptPolicy]:
        """Return all versions of the policy, the oldest first."""
        with self._storage.reading() as connection:
            return views.kept_policies(connection)

    def policy(self, number: int | None = None) -> Policy:
        """Return the policy in force, or the version of that number."""
        with self._storage.reading() as connection:
            wanted = current_policy_number(connection) if number is None else number
            return stored_policy(connection, wanted)

    def compare_import(self, number: int | None = None) -> InventoryComparison:
        """Return what an import changed, cell by cell; by default the newest import."""
        with self._storage.reading() as connection:
            policy = stored_policy(connection, current_policy_number(connection))
            return compared_import(connection, number, policy.survey, policy.checks)

    def register(self) -> Register:
        """Return the register of automations and their actuals."""
        with self._storage.reading() as connection:
            return current_register(connection)

    def assessments(self) -> list[records.KeptAssessment]:
        """Return all assessments without their results, the oldest first."""
        with self._storage.reading() as connection:
            return views.kept_assessments(connection)

    def assessment(self, number: int | None = None) -> StoredAssessment:
        """Return the stored results of an assessment; by default of the newest."""
        if number is None:
            assessments = self.assessments()
            if not assessments:
                raise NotAllowedError(N_("Nothing was assessed yet."))
            number = assessments[-1].number
        with self._storage.reading() as connection:
            return stored_assessment(connection, number)

    def computed_value(
        self, task: str, what: OverrideKind, assessment: Assessment | None = None
    ) -> float | str | None:
        """Return the computed value that a person may override."""
        column = _COMPUTED.get(what)
        if column is None:
            return None
        columns = self._result_columns(("task_id", column), assessment)
        values = dict(zip(columns["task_id"], columns[column], strict=True))
        value = values.get(task)
        return None if is_unanswered(value) else value

    def _has_tasks(self) -> bool:
        """Tell whether there is a task to assess, without rebuilding the inventory."""
        with self._storage.reading() as connection:
            return views.has_present_tasks(connection)

    def _result_columns(
        self, names: Sequence[str], assessment: Assessment | None
    ) -> dict[str, list[Any]]:
        """Return columns of the present ranking: given, stored and still valid, or computed."""
        number = None if assessment else self.valid_number()
        if number is not None:
            with self._storage.reading() as connection:
                return columns_of(connection, number, "result", names)
        if assessment is None and not self._has_tasks():
            return {name: [] for name in names}
        ranking = (assessment or self.estimate()).ranking
        return {name: ranking[name].tolist() for name in names}

    def estimate(self, scorecard: str = "rpa", progress: Progress | None = None) -> Assessment:
        """Assess the present inventory by the policy in force without storing the results.

        The outlook on the targets starts from the live and adopted tasks of the project. Figures of
        the newest stored results are taken over where nothing has changed since.
        """
        estimates = self._assessed_now(scorecard, progress, self.valid_number())[0]
        return estimates.starting_from(self.target(assessment=estimates).start)

    def _assessed_now(
        self, scorecard: str, progress: Progress | None, valid_number: int | None
    ) -> tuple[Assessment, AssessmentBasis, int]:
        """Assess the present inventory; return also the input and the policy's number.

        Figures come from the stored assessment `valid_number` if there is one.
        """
        with self._storage.reading() as connection:
            number = current_policy_number(connection)
            policy = stored_policy(connection, number)
            newest = last_entry(connection)
            register = current_register(connection)
            entry_number = newest.number if newest else 0
            basis = assessment_basis(connection, policy.survey, register, entry_number)
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
        return estimates, basis, number

    def valid_assessment(self, scorecard: str | None = None) -> StoredAssessment | None:
        """Return the newest assessment; None if a later change made it outdated."""
        number = self.valid_number(scorecard)
        return None if number is None else self.assessment(number)

    def valid_number(self, scorecard: str | None = None) -> int | None:
        """Return the number of what :meth:`valid_assessment` returns, without its results."""
        kept = [
            assessment
            for assessment in self.assessments()
            if scorecard in (None, assessment.scorecard)
        ]
        if not kept:
            return None
        later = self.history(HistoryFilter(after_number=kept[-1].entry))
        # An undo or redo counts as the kind of change that it refers to.
        kinds = {entry.details["kind"] if entry.refers_to else entry.kind for entry in later}
        # Assessments from before the rule of candidates lack its columns.
        is_complete = "not_candidate_because" in kept[-1].columns
        return kept[-1].number if is_complete and not ASSESSED_KINDS & kinds else None

    def not_candidates(self, assessment: Assessment | None = None) -> dict[str, str]:
        """Return the tasks that are no candidates now, with the code of the reason."""
        with self._storage.reading() as connection:
            states = {task.task_id: task.state.value for task in views.tasks_of(connection)}
        codes = {task: state for task, state in states.items() if state == "withdrawn"}
        if len(codes) == len(states):
            return codes
        columns = self._result_columns(("task_id", "not_candidate_because"), assessment)
        pairs = zip(columns["task_id"], columns["not_candidate_because"], strict=True)
        return codes | {task: code for task, code in pairs if isinstance(code, str)}

    def recomputed(self, number: int) -> Assessment:
        """Compute an assessment again from its stored input, with this version of the program."""
        with self._storage.reading() as connection:
            kept = views.kept_assessment(connection, number)
            policy = stored_policy(connection, kept.policy_number)
            inventory = assessed_inventory(connection, number, policy.survey)
            actuals = assessed_actuals(connection, number)
            circumstances = assessed_circumstances(connection, number)
        return assess(
            inventory, policy, kept.scorecard, actuals=actuals, circumstances=circumstances
        )

    def compare_assessments(self, old: int, new: int) -> AssessmentComparison:
        """Return the differences between two assessments, and their causes.

        Both are computed again from their stored input.
        """
        before, after = self.recomputed(old), self.recomputed(new)
        return compare_assessments(before, after, same_ids(before.inventory, after.inventory))

    def ranking(self, number: int | None = None) -> pd.DataFrame:
        """Return the results of an assessment with the decisions beside them.

        The columns of :attr:`Assessment.ranking` as computed, then ``state``,
        ``planned_fiscal_year``, ``owner``, ``decided_builder``, ``override_means``,
        ``override_hours`` and ``override_score``; empty without a decision.
        """
        ranking = self.assessment(number).ranking.copy()
        decided = {task.task_id: task for task in self.tasks()}
        overrides = {
            (override.task_id, override.what): override.value for override in self.overrides()
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

    def decisions(self) -> dict[str, TaskDecision]:
        """Return the decisions on tasks with the judgements beside computed values, by task."""
        return task_decisions(self.tasks(), self.overrides(), self.group_members())

    def ranking_report(
        self, number: int | None = None, *, assessment: Assessment | None = None
    ) -> RankingReport:
        """Return the report of a ranking: results, decisions, findings and provenance."""
        stored = None if assessment is not None else self.assessment(number)
        shown = assessment if stored is None else self.recomputed(stored.number)
        assert shown is not None
        shown = self.target(assessment=shown).assessment or shown
        with self._storage.reading() as connection:
            surveyed = surveyed_inventory(connection, shown.inventory, stored)
            pairs = double_counts_now(connection)
        return project_report(shown, stored, surveyed, self.decisions(), self.author, pairs)

    def export(
        self, path: str | Path, *, without_names: bool = False, replace: bool = False
    ) -> Path:
        """Write the project to a workbook if the name ends in ``.xlsx``, else to JSON lines.

        Without the names of staff, it is the export of another project.
        """
        if without_names:
            return export_without_names(self._storage, Path(path), replace=replace)
        return export(self._storage, Path(path), self.author, replace=replace)

    def verify(self, head: str | None = None) -> Verification:
        """Check the file, the chain of digests, and that the state follows from the history.

        `head` is a digest that was kept outside the project: the history still has that entry.
        """
        return verified(self._storage, head)

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
        today = datetime.now(UTC).astimezone()
        planned = self._planned_tasks(unplanned_in)
        for task_id, year in (proposed or {}).items():
            planned.append(PlannedTask(task_id, "adopted", year))
        if assessment is None and self._has_tasks():
            assessment = self._assessed_now("rpa", None, self.valid_number())[0]
        return fiscal_target(
            self.policy().targets,
            self.register(),
            planned,
            assessment,
            this_fiscal_year or fiscal_year_of(f"{today:%Y-%m-%d}") or today.year,
        )

    def _planned_tasks(self, unplanned_in: int | None) -> list[PlannedTask]:
        """Return the decisions on the tasks that count towards the targets."""
        # Not through tasks() and overrides(): what a computation reads, nobody was shown.
        with self._storage.reading() as connection:
            return planned_tasks(connection, unplanned_in)

    def backup(self, path: str | Path, *, without_names: bool = False) -> Path:
        """Copy the project's file to a new one; a database has its own tools for this.

        The copy without names is another project, made of a database too.
        """
        return backup(self._storage, Path(path), without_names=without_names)
