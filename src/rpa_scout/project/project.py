"""The project: every method that changes it is one transaction and one entry of the history."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, insert

from rpa_scout.assessment.assess import Assessment
from rpa_scout.collector import collector_paused
from rpa_scout.comparison.assessments import compare_assessments
from rpa_scout.comparison.inventories import same_ids
from rpa_scout.errors import NotAllowedError
from rpa_scout.findings import Finding
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress
from rpa_scout.project import decisions
from rpa_scout.project.assessing import keep_assessment
from rpa_scout.project.confirming import refused_without_reason
from rpa_scout.project.decisions import Builder, OverrideKind, Plan
from rpa_scout.project.handing_out import ProjectDocuments
from rpa_scout.project.inquiry.asked import settle_by_survey
from rpa_scout.project.inquiry.inquiring import InquiringProject
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.dumping import restore_rows
from rpa_scout.project.ledger.export_lines import lines_of
from rpa_scout.project.ledger.export_workbook import rows_of_workbook
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.planning import PlanningProject
from rpa_scout.project.policies import (
    current_policy_number,
    set_policy,
    stored_policy,
)
from rpa_scout.project.rescoring import Rescore
from rpa_scout.project.session import checked_author
from rpa_scout.project.states import ADOPTED, TaskState
from rpa_scout.project.store.creating import create_project, project_row
from rpa_scout.project.store.location import Location, location_of
from rpa_scout.project.store.moments import utc_now
from rpa_scout.project.store.opening import back_up_verified, open_storage
from rpa_scout.project.store.schema import ProjectRow
from rpa_scout.project.surveys.importing import (
    ImportedTasks,
    departments_without_tasks,
    import_inventory,
)
from rpa_scout.project.surveys.renaming import confirm_rename
from rpa_scout.text import N_

__all__ = ["Project", "Rescore"]


class Project(PlanningProject, ProjectDocuments, InquiringProject):
    """What was collected, decided and measured, in one file or one database.

    Use :meth:`create` or :meth:`open`, as a context manager.

    Parameters
    ----------
    storage : Storage
        Its open database.
    author : str
        Who works on it.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> tasks = pd.DataFrame({"department": ["税務課"], "name": ["異動の入力"]}, index=["税務課-6"])
    >>> with rs.Project.create("業務削減.rpascout", rs.load_policy(), "担当A") as project:
    ...     imported = project.import_surveys(rs.Inventory.from_frame(tasks))
    ...     entry = project.decide(imported.added, "adopted", "試行", planned_fiscal_year=2027)
    ...     project.task("税務課-6").state.value, entry.number
    ('adopted', 3)
    """

    @classmethod
    def create(cls, location: str | Path | Location, policy: Policy, author: str) -> Self:
        """Create a project and open it for changes.

        Parameters
        ----------
        location : str or Path or Location
            ``NAME.rpascout``, or a ``postgresql://`` address of an empty database.
        policy : Policy
            The first policy in force.
        author : str
            Who creates it.

        Returns
        -------
        Project
            It contains only the policy.

        Raises
        ------
        ProjectError
            There is a project already, or nothing can be written.
        """
        checked_location, name = location_of(location), checked_author(author)

        def fill(connection: Connection) -> None:
            connection.execute(insert(ProjectRow), [project_row()])
            change = Change(connection, utc_now(), name, "create", "", {})
            set_policy(change, policy)
            change.finish()

        create_project(checked_location, fill)
        return cls.open(checked_location, name)

    @classmethod
    def restore(cls, location: str | Path | Location, export: str | Path, author: str) -> Self:
        """Create a project from a file of :meth:`export`: the same tables, history and state.

        Parameters
        ----------
        location : str or Path or Location
            A new file or an empty database.
        export : str or Path
            The export, ``.jsonl`` or ``.xlsx``.
        author : str
            Who opens it.

        Returns
        -------
        Project
            Open for changes; its history has no new entry.

        Raises
        ------
        ProjectError
            The export is incomplete or was changed, or there is a project already.
        """
        source = Path(export)
        is_workbook = source.suffix.lower() == ".xlsx"
        rows = rows_of_workbook(source) if is_workbook else lines_of(source)
        checked_location, name = location_of(location), checked_author(author)
        create_project(checked_location, lambda connection: restore_rows(connection, rows, source))
        return cls.open(checked_location, name)

    @classmethod
    def open(cls, location: str | Path | Location, author: str, *, read_only: bool = False) -> Self:
        """Open a project.

        Parameters
        ----------
        location : str or Path or Location
            ``NAME.rpascout``, or a ``postgresql://`` address.
        author : str
            Who works on it.
        read_only : bool, optional
            Open without the right to change; possible while somebody else changes the project.

        Returns
        -------
        Project
            Checked, backed up if it changed since the newest backup, and locked for changes.

        Raises
        ------
        ProjectLockedError
            Somebody else is changing it.
        ProjectDamagedError
            Its file is damaged.
        NewerProjectError
            A newer version of the program wrote it.
        """
        name = checked_author(author)
        return cls(open_storage(location_of(location), name, read_only=read_only), name)

    def import_surveys(self, inventory: Inventory, reason: str = "") -> ImportedTasks:
        """Import surveys; a department may answer any number of times."""
        if not len(inventory.sources) and not departments_without_tasks(inventory):
            raise NotAllowedError(N_("There is no task to import."))
        policy = self.policy()
        back_up_verified(self._storage)
        with collector_paused(), self._changing("import", reason) as change:
            imported = import_inventory(change, inventory, policy.survey, policy.checks)
            settled = settle_by_survey(change, inventory)
            change.details = {**imported.counts, "questions_answered": settled}
        return imported

    def confirm_rename(self, gone: str, new: str, reason: str = "") -> HistoryEntry:
        """Confirm that a new task is a gone one; it gets the id and decisions of the gone task."""
        with self._changing("rename", reason) as change:
            confirm_rename(change, gone, new)
            change.details = {"task_id": gone, "was_new": new}
        return change.entry

    def decide(
        self,
        tasks: Iterable[str],
        state: TaskState | str | None,
        reason: str = "",
        *,
        planned_fiscal_year: int | None = None,
        owner: str | None = None,
        builder: Builder | None = None,
        assessment: Assessment | None = None,
    ) -> HistoryEntry:
        """Set the state and plan of tasks, of all or of none.

        A task that is no candidate is adopted only with a reason. The entry lists such tasks and
        the codes of why in its details, under ``not_candidate_because``.

        Parameters
        ----------
        tasks : iterable of str
            Ids of the tasks.
        state : TaskState or str or None
            Code or label of the new state; None leaves it unchanged.
        reason : str, optional
            Why.
        planned_fiscal_year : int, optional
            Calendar year in which the fiscal year begins; 0 removes it.
        owner : str, optional
            Who is in charge; ``""`` removes the name.
        builder : {"in_house", "vendor"}, optional
            Who builds it.
        assessment : Assessment, optional
            The present results if the caller has them; they show which tasks are candidates.

        Returns
        -------
        HistoryEntry
            The entry.

        Raises
        ------
        NotAllowedError
            A task cannot take this state, a task is no candidate and there is no reason, or nothing
            would change.
        ConflictError
            Somebody else has changed a task since the user saw it.
        """
        plan = Plan(planned_fiscal_year, owner, builder)
        named = [tasks] if isinstance(tasks, str) else list(tasks)
        wanted = None if state is None else decisions.state_named(state)
        adopts_any = wanted in ADOPTED and self._adopts_any(named, wanted)
        not_candidates = self.not_candidates(assessment) if adopts_any else {}
        with self._changing("decide", reason) as change:
            marked = decisions.decide(change, named, wanted, plan, not_candidates)
            if marked and not change.reason:
                raise refused_without_reason(change, marked)
            change.details = {
                "tasks": len(named),
                "state": None if wanted is None else wanted.value,
                **plan.values,
            }
            if marked:
                change.details["not_candidate_because"] = marked
        return change.entry

    def override(
        self,
        task: str,
        what: OverrideKind,
        value: str | float,
        reason: str,
        *,
        assessment: Assessment | None = None,
    ) -> HistoryEntry:
        """Store a judgement beside a computed value; the history keeps both.

        Parameters
        ----------
        task : str
            Id of the task.
        what : {"means", "hours", "score"}
            The overridden value; hours are the hours saved a year.
        value : str or float
            Code of the means, hours or score.
        reason : str
            Why.
        assessment : Assessment, optional
            The results that the person sees. Default: the newest stored results if nothing has
            changed since, else new ones.

        Returns
        -------
        HistoryEntry
            The entry.

        Raises
        ------
        InputError
            The value does not fit, or there is no reason.
        """
        computed = self.computed_value(task, what, assessment)
        with self._changing("override", reason) as change:
            number = current_policy_number(change.connection)
            policy = stored_policy(change.connection, number)
            named = (*policy.means, *policy.fallback)
            codes = tuple(means.id for means in named)
            judged = decisions.override(change, task, what, value, codes)
            change.details = {"task_id": task, "what": what, "value": judged, "computed": computed}
        return change.entry

    def withdraw_override(self, task: str, what: OverrideKind, reason: str = "") -> HistoryEntry:
        """Remove a judgement; the history keeps it."""
        with self._changing("withdraw_override", reason) as change:
            decisions.withdraw_override(change, task, what)
            change.details = {"task_id": task, "what": what}
        return change.entry

    def note(self, text: str, task: str | None = None) -> HistoryEntry:
        """Write a note on a task, or on the project."""
        with self._changing("note") as change:
            number = decisions.add_note(change, text, task)
            change.details = {"task_id": task, "note_id": number}
        return change.entry

    def remove_correction(self, task: str, field: str, reason: str = "") -> HistoryEntry:
        """Remove a correction; the answer of the survey is valid again."""
        with self._changing("remove_correction", reason) as change:
            decisions.remove_correction(change, task, field)
            change.details = {"task_id": task, "field": field}
        return change.entry

    def accept(self, finding: Finding, reason: str) -> HistoryEntry:
        """Accept a finding of :meth:`inventory`; only another answer shows it again."""
        with self._changing("accept", reason) as change:
            decisions.accept(change, finding)
            change.details = {"code": finding.code, "task_id": finding.row_id or None}
        return change.entry

    def set_policy(self, policy: Policy, reason: str) -> HistoryEntry:
        """Put a policy in force; earlier versions and their results stay stored."""
        with self._changing("policy", reason) as change:
            number = set_policy(change, policy)
            change.details = {"number": number, "id": policy.id, "version": policy.version}
        return change.entry

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
            The results; they are the newest of :meth:`assessments`.
        """
        estimates, basis, number = self._assessed_now(scorecard, progress, None)
        assessment = estimates.starting_from(self.target(assessment=estimates).start)
        with self._changing("assess") as change:
            kept_number = keep_assessment(change, assessment, basis, number)
            change.details = {"number": kept_number, "policy": number, "scorecard": scorecard}
        return assessment

    def rescore(self, scorecard: str = "rpa", progress: Progress | None = None) -> Rescore:
        """Assess again, and compare the results with the newest ones before."""
        before = [earlier for earlier in self.assessments() if earlier.scorecard == scorecard]
        after = self.assess(scorecard, progress)
        if not before:
            return Rescore(None, after, None)
        stored = self.assessment(before[-1].number)
        earlier = self.recomputed(stored.number)
        pairs = same_ids(earlier.inventory, after.inventory)
        comparison = compare_assessments(earlier, after, pairs)
        return Rescore(stored, after, comparison)
