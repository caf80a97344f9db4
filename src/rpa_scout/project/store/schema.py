"""A project's tables: facts, state, history. Nested data is JSON, times are ISO 8601 in UTC."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rpa_scout.project.store.packing.tables import (
    AssessmentColumnRow,
    AssessmentResultForm,
    LineContentRow,
    SurveyLineForm,
    SurveyLineRow,
)
from rpa_scout.project.store.schema_base import Base, StaffName, StateRow
from rpa_scout.project.store.schema_city import (
    AskedQuestionRow,
    CityDepartmentRow,
    FormerDepartmentRow,
    GroupMemberRow,
    RefusalRow,
    SentFormRow,
)
from rpa_scout.project.store.schema_documents import HandedOutRow
from rpa_scout.project.store.schema_history import HistoryChangeRow, HistoryRow
from rpa_scout.project.store.schema_surveys import SurveyFileRow, SurveyImportRow, SurveyTableRow

__all__ = [
    "APPLICATION_ID",
    "FACTS",
    "LIST_OF_LINE",
    "REVISION",
    "SCHEMA_VERSION",
    "STATE",
    "AcceptedFindingRow",
    "ActualRow",
    "AssessmentActualRow",
    "AssessmentCircumstancesRow",
    "AssessmentColumnRow",
    "AssessmentResultForm",
    "AssessmentRow",
    "AutomationRow",
    "Base",
    "CityDepartmentRow",
    "ConfirmationRow",
    "CorrectionRow",
    "DepartmentRow",
    "FormerDepartmentRow",
    "GroupMemberRow",
    "HandedOutRow",
    "HistoryChangeRow",
    "HistoryRow",
    "LineContentRow",
    "NoteRow",
    "OverrideRow",
    "PolicyRow",
    "ProjectRow",
    "RefusalRow",
    "SettingRow",
    "StateRow",
    "SurveyFileRow",
    "SurveyImportRow",
    "SurveyLineForm",
    "SurveyLineRow",
    "SurveyTableRow",
    "TaskRow",
]

APPLICATION_ID: Final = 0x52504153
"""The application id in SQLite's header: ``RPAS``."""

SCHEMA_VERSION: Final = 10
"""Version of the tables, also in SQLite's header."""

REVISION: Final = "0010"
"""The newest migration."""


class ProjectRow(Base):
    """The project itself, one row; in PostgreSQL a writer locks this row."""

    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[str]
    created_at: Mapped[str]
    program_version: Mapped[str]
    digest: Mapped[str]  # of the other columns


class PolicyRow(Base):
    """Fact: a complete version of the policy."""

    __tablename__ = "policies"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    author: Mapped[StaffName]
    policy_id: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[str]


class AssessmentRow(Base):
    """Fact: an assessment and its input."""

    __tablename__ = "assessments"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    author: Mapped[StaffName]
    program_version: Mapped[str]
    policy_number: Mapped[int] = mapped_column(ForeignKey("policies.number"))
    scorecard: Mapped[str]
    seed: Mapped[int]
    draws: Mapped[int]
    entry: Mapped[int]
    columns: Mapped[str]
    target: Mapped[str]


class AssessmentActualRow(Base):
    """Fact: the measured saving of a task in a year, which corrected an assessment."""

    __tablename__ = "assessment_actuals"

    assessment_number: Mapped[int] = mapped_column(
        ForeignKey("assessments.number"), primary_key=True
    )
    # The column keeps its first name: exports and digests of rule 1 name it.
    position: Mapped[int] = mapped_column("place", primary_key=True, autoincrement=False)
    task_id: Mapped[str]
    fiscal_year: Mapped[int]
    saved_hours_per_year: Mapped[float]


class AssessmentCircumstancesRow(Base):
    """Fact: what an assessment used besides the answers of its tasks; no row: nothing."""

    __tablename__ = "assessment_circumstances"

    assessment_number: Mapped[int] = mapped_column(
        ForeignKey(AssessmentRow.number), primary_key=True
    )
    content: Mapped[str]


class TaskRow(StateRow):
    """State: a task, its current line and the decision on it.

    ``department`` is the present department if it differs from the line's. ``made_by`` is ``add``,
    ``merge`` or ``split`` while the current line was written by a person; ``line_before`` is the
    line of a survey that it replaced.
    """

    __tablename__ = "tasks"

    task_id: Mapped[str] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("survey_lines.id"), index=True)
    state: Mapped[str]
    state_before_withdrawal: Mapped[str | None]
    planned_fiscal_year: Mapped[int | None]
    owner: Mapped[StaffName | None]
    builder: Mapped[str | None]
    reason: Mapped[str | None]
    decided_by: Mapped[StaffName | None]
    decided_at: Mapped[str | None]
    not_candidate_because: Mapped[str | None]
    department: Mapped[str | None]
    made_by: Mapped[str | None]
    split_from: Mapped[str | None]
    merged_into: Mapped[str | None]
    line_before: Mapped[int | None]


class DepartmentRow(StateRow):
    """State: the newest import that answers for a department."""

    __tablename__ = "departments"

    department: Mapped[str] = mapped_column(primary_key=True)
    import_number: Mapped[int] = mapped_column(ForeignKey("survey_imports.number"))


class OverrideRow(StateRow):
    """State: a person's judgement beside a computed value."""

    __tablename__ = "overrides"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.task_id"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    reason: Mapped[str]
    author: Mapped[StaffName]
    at: Mapped[str]


class CorrectionRow(StateRow):
    """State: a corrected answer; the answer of the survey stays stored."""

    __tablename__ = "corrections"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.task_id"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    answered: Mapped[str]
    reason: Mapped[str]
    author: Mapped[StaffName]
    at: Mapped[str]


class ConfirmationRow(StateRow):
    """State: a confirmed figure; the confirmation is valid for these answers only."""

    __tablename__ = "confirmations"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.task_id"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    answered: Mapped[str]
    reason: Mapped[str]
    author: Mapped[StaffName]
    at: Mapped[str]


class NoteRow(StateRow):
    """State: a note on a task, or on the project."""

    __tablename__ = "notes"

    note_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    task_id: Mapped[str | None] = mapped_column(ForeignKey("tasks.task_id"))
    text: Mapped[str]
    author: Mapped[StaffName]
    at: Mapped[str]


class AcceptedFindingRow(StateRow):
    """State: a finding that somebody looked at and accepted."""

    __tablename__ = "accepted_findings"

    finding: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    author: Mapped[StaffName]
    at: Mapped[str]


class AutomationRow(StateRow):
    """State: an automation that runs or ran, from the register."""

    __tablename__ = "automations"

    automation_id: Mapped[str] = mapped_column(primary_key=True)
    task_id: Mapped[str | None]
    content: Mapped[str]


class ActualRow(StateRow):
    """State: the measured saving of an automation in a fiscal year."""

    __tablename__ = "actuals"

    automation_id: Mapped[str] = mapped_column(
        ForeignKey("automations.automation_id"), primary_key=True
    )
    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str]


class SettingRow(StateRow):
    """State: a setting of the whole project."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


FACTS: Final[tuple[type[Base], ...]] = (
    SurveyImportRow,
    SurveyFileRow,
    SurveyTableRow,
    SurveyLineForm,
    PolicyRow,
    AssessmentRow,
    AssessmentResultForm,
    AssessmentColumnRow,
    AssessmentActualRow,
    AssessmentCircumstancesRow,
    HandedOutRow,
)
"""Facts as digests and exports have them; each comes after those that it refers to."""

STATE: Final[tuple[type[StateRow], ...]] = (
    SettingRow,
    TaskRow,
    DepartmentRow,
    OverrideRow,
    CorrectionRow,
    ConfirmationRow,
    NoteRow,
    AcceptedFindingRow,
    AutomationRow,
    ActualRow,
    CityDepartmentRow,
    FormerDepartmentRow,
    RefusalRow,
    SentFormRow,
    AskedQuestionRow,
    GroupMemberRow,
)
"""Tables of state; each comes after the tables that it refers to."""

LIST_OF_LINE: Final = (SurveyTableRow.import_number == SurveyLineRow.import_number) & (
    SurveyTableRow.position == SurveyLineRow.table_position
)
"""Joins a line of a survey with the list that it stands in."""


def _relate_tables_of_state() -> None:
    """Relate the tables of state: the unit of work orders its inserts by relationships alone."""
    mapped_by_table = {mapped.__table__: mapped for mapped in STATE}
    for mapped in STATE:
        for key in mapped.__table__.foreign_keys:
            parent = mapped_by_table.get(key.column.table)
            if parent is not None:
                related = relationship(parent, lazy="raise")
                mapped.__mapper__.add_property(f"of_{parent.__tablename__}", related)


_relate_tables_of_state()
