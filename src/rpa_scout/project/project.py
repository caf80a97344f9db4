"""The project: every method of its parts that changes it is one transaction and one entry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, insert

from rpa_scout.assessment.assess import Assessment
from rpa_scout.fiscal_target.target import FiscalTarget
from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.project.goals.stages import StageBasis, WorkStage, work_stages
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.dumping import restore_rows
from rpa_scout.project.ledger.export_lines import lines_of
from rpa_scout.project.ledger.export_workbook import rows_of_workbook
from rpa_scout.project.ledger.history import HistoryEntry
from rpa_scout.project.ledger.verification import Verification, verified
from rpa_scout.project.parts.answers import ProjectAnswers
from rpa_scout.project.parts.assessments import ProjectAssessments
from rpa_scout.project.parts.departments import ProjectDepartments
from rpa_scout.project.parts.documents import ProjectDocuments
from rpa_scout.project.parts.groups import ProjectGroups
from rpa_scout.project.parts.history import ProjectHistory
from rpa_scout.project.parts.inquiry import ProjectInquiry
from rpa_scout.project.parts.planning import ProjectPlanning
from rpa_scout.project.parts.policies import ProjectPolicies
from rpa_scout.project.parts.register import ProjectRegister
from rpa_scout.project.parts.surveys import ProjectSurveys
from rpa_scout.project.parts.tasks import ProjectTasks
from rpa_scout.project.policies import set_policy
from rpa_scout.project.session import ProjectSession, checked_author
from rpa_scout.project.store.creating import create_project, project_row
from rpa_scout.project.store.location import Location, location_of
from rpa_scout.project.store.moments import utc_now
from rpa_scout.project.store.opening import open_storage
from rpa_scout.project.store.safety.lock_file import Holder
from rpa_scout.project.store.schema import ProjectRow
from rpa_scout.project.store.storage import Storage
from rpa_scout.project.views import tasks_of
from rpa_scout.project.without_names.copying import CopyWithoutNames
from rpa_scout.project.without_names.exporting import backup, export, export_without_names


class Project:
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
    ...     imported = project.surveys.import_(rs.Inventory.from_frame(tasks))
    ...     entry = project.tasks.decide(["税務課-6"], "adopted", "試行", owner="係長")
    ...     project.tasks.get("税務課-6").state.value, entry.number
    ('adopted', 3)
    """

    def __init__(self, storage: Storage, author: str) -> None:
        self.session = ProjectSession(storage, author)
        self.history = ProjectHistory(self.session)
        self.policies = ProjectPolicies(self.session)
        self.surveys = ProjectSurveys(self.session)
        self.departments = ProjectDepartments(self.session)
        self.answers = ProjectAnswers(self.session)
        self.inquiry = ProjectInquiry(self.session)
        self.register = ProjectRegister(self.session)
        self.assessments = ProjectAssessments(self.session)
        self.tasks = ProjectTasks(self.session, self.assessments)
        self.groups = ProjectGroups(self.session, self.surveys, self.register, self.assessments)
        self.planning = ProjectPlanning(self.session, self.assessments)
        self.documents = ProjectDocuments(self.session)

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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def author(self) -> str:
        """Who works on it."""
        return self.session.author

    @property
    def location(self) -> Location:
        """The file or database of the project."""
        return self.session.location

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.session.is_read_only

    @property
    def holder(self) -> Holder | None:
        """Who is changing the project's file now; None: nobody, or the project is in a database."""
        return self.session.holder

    @property
    def copied_from(self) -> CopyWithoutNames | None:
        """Of which project it is a copy without names; None: it is no such copy."""
        return self.session.copied_from

    def close(self) -> None:
        """Close the project and release its lock."""
        self.session.close()

    def seal(self) -> None:
        """Seal what was changed, as closing does; for a session that stays open for long."""
        self.session.storage.seal()

    def refresh(self) -> list[HistoryEntry]:
        """Forget the seen rows, and return the entries of other people since the last call.

        Afterwards no change conflicts until rows are read again.
        """
        return self.session.refresh()

    def policy(self) -> Policy:
        """Return the policy in force."""
        return self.policies.get()

    def inventory(self) -> Inventory:
        """Return the tasks that are not withdrawn, with corrections and source cells."""
        return self.surveys.inventory()

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
        return self.planning.target(
            this_fiscal_year,
            assessment=assessment,
            unplanned_in=unplanned_in,
            proposed=proposed,
        )

    def stages(self, target: FiscalTarget | None = None) -> tuple[WorkStage, ...]:
        """Return how far each stage of the year's work is.

        Parameters
        ----------
        target : FiscalTarget, optional
            A present result of :meth:`target`, where there is one.

        Returns
        -------
        tuple of WorkStage
            Surveys, checks, ranking, decisions, plan and actuals, in the order of the work.
        """
        # Not through tasks.all(): what a summary reads, nobody was shown.
        with self.session.reading() as connection:
            records = tasks_of(connection)
        return work_stages(self.stage_basis(), records, target or self.target())

    def stage_basis(self) -> StageBasis:
        """Return what the stages of the work rest on besides tasks and targets."""
        return StageBasis.of(self.inquiry.standings(), self.inventory(), self.register.current())

    def export(
        self, path: str | Path, *, without_names: bool = False, replace: bool = False
    ) -> Path:
        """Write the project to a workbook if the name ends in ``.xlsx``, else to JSON lines.

        Without the names of staff, it is the export of another project.
        """
        if without_names:
            return export_without_names(self.session.storage, Path(path), replace=replace)
        return export(self.session.storage, Path(path), self.author, replace=replace)

    def verify(self, head: str | None = None) -> Verification:
        """Check the file, the chain of digests, and that the state follows from the history.

        `head` is a digest that was kept outside the project: the history still has that entry.
        """
        return verified(self.session.storage, head)

    def backup(self, path: str | Path, *, without_names: bool = False) -> Path:
        """Copy the project's file to a new one; a database has its own tools for this.

        The copy without names is another project, made of a database too.
        """
        return backup(self.session.storage, Path(path), without_names=without_names)
