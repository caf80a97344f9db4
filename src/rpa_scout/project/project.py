"""The project: every change is a method that is one transaction and one entry of the history."""

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
from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.model import Policy
from rpa_scout.progress import Progress
from rpa_scout.project import decisions
from rpa_scout.project.assessing import keep_assessment
from rpa_scout.project.confirming import ConfirmingProject, refused_without_reason
from rpa_scout.project.decisions import Builder, OverrideKind, Plan
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.dumping import restore_rows
from rpa_scout.project.ledger.export_lines import lines_of
from rpa_scout.project.ledger.export_workbook import rows_of_workbook
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.organising import ProjectOrganising
from rpa_scout.project.policies import current_policy_number, set_policy, stored_policy
from rpa_scout.project.register_state import (
    assign_automation,
    declare_register,
    put_register,
)
from rpa_scout.project.rescoring import Rescore
from rpa_scout.project.session import checked_author
from rpa_scout.project.states import ADOPTED, TaskState
from rpa_scout.project.store.creating import create_project, project_row
from rpa_scout.project.store.location import Location, location_of
from rpa_scout.project.store.moments import utc_now
from rpa_scout.project.store.opening import open_storage
from rpa_scout.project.store.schema import ProjectRow
from rpa_scout.project.surveys.importing import ImportedTasks, import_inventory
from rpa_scout.project.surveys.renaming import confirm_rename
from rpa_scout.register.matching import RegisterMatch
from rpa_scout.register.records import Register
from rpa_scout.text import N_

__all__ = ["Project", "Rescore"]


class Project(ConfirmingProject, ProjectOrganising):
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
        """Make a project and open it for changes.

        Parameters
        ----------
        location : str or Path or Location
            ``NAME.rpascout``, or a ``postgresql://`` address of an empty database.
        policy : Policy
            The policy in force.
        author : str
            Who makes it.

        Returns
        -------
        Project
            With the policy, and nothing else.

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
        """Make a project of an export of :meth:`export`: the same tables, history and state.

        Parameters
        ----------
        location : str or Path or Location
            Where; nothing may be there yet.
        export : str or Path
            The export, ``.jsonl`` or ``.xlsx``.
        author : str
            Who opens it then.

        Returns
        -------
        Project
            Open for changes; nothing was added to its history.

        Raises
        ------
        ProjectError
            The export is not whole or was changed, or there is a project already.
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
            Whether nothing will be changed: possible too while somebody else changes it.

        Returns
        -------
        Project
            Looked over, backed up where it has changed since, and locked for changes.

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
        """Take surveys that were read into the project; departments may answer again and again."""
        if not len(inventory.sources):
            raise NotAllowedError(N_("There is no task to import."))
        checks = self.policy().checks
        with collector_paused(), self._changing("import", reason) as change:
            imported = import_inventory(change, inventory, load_fields(), checks)
            change.details = imported.counts
        return imported

    def confirm_rename(self, gone: str, new: str, reason: str = "") -> HistoryEntry:
        """Say that a new task is one that is gone: it keeps the id and decisions of that one."""
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
        """Put tasks into a state and plan them, all or none.

        A task that is no candidate is adopted only with a reason, and marked: the entry's details
        name the tasks and codes under ``not_candidate_because``.

        Parameters
        ----------
        tasks : iterable of str
            Ids of the tasks.
        state : TaskState or str or None
            Code or label of the new state; None leaves it.
        reason : str, optional
            Why.
        planned_fiscal_year : int, optional
            Calendar year in which the fiscal year begins; 0 takes it away.
        owner : str, optional
            Who is in charge; ``""`` takes the name away.
        builder : {"in_house", "vendor"}, optional
            Who builds it.
        assessment : Assessment, optional
            The present results, where they are at hand, to tell which tasks are candidates.

        Returns
        -------
        HistoryEntry
            The entry.

        Raises
        ------
        NotAllowedError
            A task cannot take that step, is no candidate and no reason was given, or everything is
            so already.
        ConflictError
            Somebody else has changed a task since it was shown.
        """
        plan = Plan(planned_fiscal_year, owner, builder)
        named = [tasks] if isinstance(tasks, str) else list(tasks)
        wanted = None if state is None else decisions.state_named(state)
        adopts = wanted in ADOPTED and self._enters(named, wanted)
        not_candidates = self.not_candidates(assessment) if adopts else {}
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
        """Put a judgement beside a computed value; the history keeps both.

        Parameters
        ----------
        task : str
            Id of the task.
        what : {"means", "hours", "score"}
            What is judged otherwise; hours are those saved a year.
        value : str or float
            Code of the means, hours or score.
        reason : str
            Why.
        assessment : Assessment, optional
            Results that are shown to the person; unless given, the newest that are kept where
            nothing has changed since, else computed now.

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
        """Take a judgement away; the history keeps it."""
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

    def correct(self, task: str, field: str, value: object, reason: str) -> HistoryEntry:
        """Put an answer in the place of the survey's own, which stays; None: unknown."""
        with self._changing("correct", reason) as change:
            decisions.correct(change, task, field, value, load_fields())
            change.details = {"task_id": task, "field": field}
        return change.entry

    def remove_correction(self, task: str, field: str, reason: str = "") -> HistoryEntry:
        """Let the survey's own answer hold again."""
        with self._changing("remove_correction", reason) as change:
            decisions.remove_correction(change, task, field)
            change.details = {"task_id": task, "field": field}
        return change.entry

    def accept(self, finding: Finding, reason: str) -> HistoryEntry:
        """Accept a finding of :meth:`inventory`; it comes again only with another answer."""
        with self._changing("accept", reason) as change:
            decisions.accept(change, finding)
            change.details = {"code": finding.code, "task_id": finding.row_id or None}
        return change.entry

    def set_policy(self, policy: Policy, reason: str) -> HistoryEntry:
        """Put a policy in force; the versions before it are kept, and so are their results."""
        with self._changing("policy", reason) as change:
            number = set_policy(change, policy)
            change.details = {"number": number, "id": policy.id, "version": policy.version}
        return change.entry

    def import_register(
        self, register: Register, reason: str = "", *, complete: bool | None = None
    ) -> RegisterMatch:
        """Bring the register of automations and their actuals up to date.

        Tasks that an automation serves become live and are no candidates again.

        Parameters
        ----------
        register : Register
            What was read; an empty one changes nothing but what `complete` says.
        reason : str, optional
            Why.
        complete : bool, optional
            Whether the register now names every automation of the city: its figures then take the
            place of the plan's baseline. None leaves what was declared before; at first it is not.

        Returns
        -------
        RegisterMatch
            Which automation serves which task, and what a person has to say.
        """
        tasks = self.inventory().tasks
        checks = self.policy().checks
        with self._changing("register", reason) as change:
            match = put_register(change, register, tasks, checks)
            if complete is not None:
                declare_register(change, complete=complete)
            change.details = {
                "automations": len(register.automations),
                "actuals": len(register.actuals),
                **({} if complete is None else {"complete": complete}),
            }
        return match

    def assign_automation(self, automation: str, task: str, reason: str = "") -> HistoryEntry:
        """Say which task an automation of the register serves."""
        with self._changing("assign_automation", reason) as change:
            decisions.task_row(change, task)
            assign_automation(change, automation, task)
            change.details = {"automation_id": automation, "task_id": task}
        return change.entry

    def assess(self, scorecard: str = "rpa", progress: Progress | None = None) -> Assessment:
        """Assess the present inventory on the policy in force, and keep the results.

        Parameters
        ----------
        scorecard : str, optional
            Id of one of the policy's scorecards.
        progress : Progress, optional
            Is told of the simulation's blocks.

        Returns
        -------
        Assessment
            The results; their number is that of the newest of :meth:`assessments`.
        """
        assessment, basis, number = self._assessed_now(scorecard, progress)
        with self._changing("assess") as change:
            kept_number = keep_assessment(change, assessment, basis, number)
            change.details = {"number": kept_number, "policy": number, "scorecard": scorecard}
        return assessment

    def rescore(self, scorecard: str = "rpa", progress: Progress | None = None) -> Rescore:
        """Assess again, and say what is otherwise than in the newest results before, and why."""
        before = [earlier for earlier in self.assessments() if earlier.scorecard == scorecard]
        after = self.assess(scorecard, progress)
        if not before:
            return Rescore(None, after, None)
        stored = self.assessment(before[-1].number)
        earlier = self.recomputed(stored.number)
        pairs = same_ids(earlier.inventory, after.inventory)
        comparison = compare_assessments(earlier, after, pairs)
        return Rescore(stored, after, comparison)
