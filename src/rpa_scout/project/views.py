"""Queries for the records of a project."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from rpa_scout.errors import UnknownNameError
from rpa_scout.inventory import department_of_task
from rpa_scout.project.records import (
    Confirmation,
    Correction,
    HandedOut,
    KeptAssessment,
    KeptPolicy,
    Note,
    Override,
    SurveyFile,
    SurveyImport,
    TaskRecord,
)
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.rows import among_few, mappings, stored_rows, table_of
from rpa_scout.project.store.schema import (
    LIST_OF_LINE,
    AssessmentRow,
    ConfirmationRow,
    CorrectionRow,
    HandedOutRow,
    NoteRow,
    OverrideRow,
    PolicyRow,
    SurveyFileRow,
    SurveyImportRow,
    SurveyLineRow,
    SurveyTableRow,
    TaskRow,
)
from rpa_scout.text import N_


def tasks_of(
    connection: Connection, task_id: str | None = None, *, states: Collection[str] = ()
) -> list[TaskRecord]:
    """Return all tasks, one, or those in some states, in the order of their newest surveys."""
    query = (
        select(
            *table_of(TaskRow).c,
            SurveyLineRow.department.label("of_line"),
            SurveyTableRow.department.label("of_table"),
            SurveyLineRow.name,
        )
        .join(SurveyLineRow, SurveyLineRow.id == TaskRow.line_id)
        .outerjoin(SurveyTableRow, LIST_OF_LINE)
        .order_by(SurveyLineRow.id)
    )
    if task_id is not None:
        query = query.where(TaskRow.task_id == task_id)
    if states:
        query = query.where(TaskRow.state.in_(states))
    return [_task(row) for row in mappings(connection, query)]


def _task(row: Mapping[str, Any]) -> TaskRecord:
    before = row["state_before_withdrawal"]
    named = {name: row[name] for name in TaskRecord.__slots__}
    named |= {
        "department": department_of_task(row["department"] or row["of_line"], row["of_table"]),
        "name": row["name"] or "",
        "state": TaskState(row["state"]),
        "state_before_withdrawal": None if before is None else TaskState(before),
    }
    return TaskRecord(**named)


def states_of(connection: Connection, tasks: Collection[str] | None = None) -> dict[str, TaskState]:
    """Return the states of all tasks, or of those among `tasks`, by id."""
    wanted = None if tasks is None else frozenset(tasks)
    query = select(TaskRow.task_id, TaskRow.state).where(among_few(TaskRow.task_id, wanted))
    return {
        row.task_id: TaskState(row.state)
        for row in connection.execute(query)
        if wanted is None or row.task_id in wanted
    }


def overrides_of(connection: Connection) -> list[Override]:
    """Return all overrides, by task."""
    return [
        Override(**{**row, "value": from_text(row["value"])})
        for row in stored_rows(connection, OverrideRow)
    ]


def corrections_of(connection: Connection) -> list[Correction]:
    """Return all corrections, by task."""
    return [
        Correction(
            **{**row, "value": from_text(row["value"]), "answered": from_text(row["answered"])}
        )
        for row in stored_rows(connection, CorrectionRow)
    ]


def confirmations_of(connection: Connection) -> list[Confirmation]:
    """Return all confirmed figures, by task."""
    return [
        Confirmation(**{**row, "answered": from_text(row["answered"])})
        for row in stored_rows(connection, ConfirmationRow)
    ]


def notes_of(connection: Connection, task_id: str | None = None) -> list[Note]:
    """Return all notes, or those on a task, the oldest first."""
    query = select(table_of(NoteRow)).order_by(*table_of(NoteRow).primary_key.columns)
    if task_id is not None:
        query = query.where(NoteRow.task_id == task_id)
    return [Note(**row) for row in mappings(connection, query)]


def handed_out_of(connection: Connection) -> list[HandedOut]:
    """Return all documents that were handed out, the oldest first."""
    return [HandedOut(**row) for row in stored_rows(connection, HandedOutRow)]


def imports_of(connection: Connection) -> list[SurveyImport]:
    """Return all imports with their files, including undone ones, the oldest first."""
    files: dict[int, list[SurveyFile]] = {}
    of_files = select(table_of(SurveyFileRow)).order_by(
        SurveyFileRow.import_number, SurveyFileRow.position
    )
    for row in connection.execute(of_files):
        file = SurveyFile(row.name, row.path, row.sha256, row.saved_at)
        files.setdefault(row.import_number, []).append(file)
    query = select(
        SurveyImportRow.number,
        SurveyImportRow.at,
        SurveyImportRow.author,
        SurveyImportRow.program_version,
    )
    return [
        SurveyImport(
            row.number, row.at, row.author, row.program_version, tuple(files.get(row.number, ()))
        )
        for row in connection.execute(query.order_by(SurveyImportRow.number))
    ]


def kept_policies(connection: Connection) -> list[KeptPolicy]:
    """Return all versions of the policy, the oldest first."""
    names = list(KeptPolicy.__slots__)
    query = select(*(table_of(PolicyRow).c[name] for name in names)).order_by(PolicyRow.number)
    return [KeptPolicy(**row) for row in mappings(connection, query)]


def has_present_tasks(connection: Connection) -> bool:
    """Tell whether any task is not withdrawn."""
    query = select(TaskRow.task_id).where(TaskRow.state != TaskState.WITHDRAWN.value).limit(1)
    return connection.execute(query).first() is not None


def kept_assessment(connection: Connection, number: int) -> KeptAssessment:
    """Return an assessment without its results."""
    for kept in kept_assessments(connection):
        if kept.number == number:
            return kept
    raise UnknownNameError(N_("There is no assessment number {number}."), number=number)


def kept_assessments(connection: Connection) -> list[KeptAssessment]:
    """Return all assessments, the oldest first."""
    names = list(KeptAssessment.__slots__)
    query = select(*(table_of(AssessmentRow).c[name] for name in names))
    query = query.order_by(AssessmentRow.number)
    kept = []
    for row in mappings(connection, query):
        columns = tuple(str(name) for name, _kind in from_text(row.pop("columns")))
        kept.append(KeptAssessment(**row, columns=columns))
    return kept
