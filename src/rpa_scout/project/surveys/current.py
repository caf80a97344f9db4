"""The present inventory: the current line of every task with corrections, and its findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, RowMapping, Select, select

from rpa_scout.coverage import NOT_ANSWERED
from rpa_scout.findings import Finding, Findings
from rpa_scout.inventory import Inventory, department_of_task
from rpa_scout.policy.derived import derived_hours_per_year
from rpa_scout.policy.fields import FieldSet
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.canonical import canonical_id
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.packing.line_contents import LineContent, contents_of
from rpa_scout.project.store.rows import table_of
from rpa_scout.project.store.schema import (
    LIST_OF_LINE,
    AcceptedFindingRow,
    CityDepartmentRow,
    CorrectionRow,
    DepartmentRow,
    SurveyLineRow,
    SurveyTableRow,
    TaskRow,
)
from rpa_scout.project.surveys.rebuilding import StoredLine, findings_of, rebuilt_inventory
from rpa_scout.project.surveys.successors import stored_successors
from rpa_scout.questions import HOURS_UNKNOWN, settles
from rpa_scout.text import fold

_MADE_BY = select(TaskRow.task_id, TaskRow.made_by)

Answers = dict[str, Any]


def finding_key(finding: Finding) -> str:
    """Return the key that identifies a finding in every import: rule, task, field and value."""
    return canonical_id(_whole_key(finding))


def _whole_key(finding: Finding) -> str:
    subject = finding.row_id or f"{finding.file}!{finding.sheet}!{finding.cell}"
    return to_text([finding.code, subject, finding.field, finding.quoted])


def current_inventory(connection: Connection, fields: FieldSet) -> Inventory:
    """Rebuild the inventory of all tasks that are not withdrawn."""
    lines = [
        *(line for _line_id, line in current_lines(connection)),
        *left_out_lines(connection),
    ]
    corrections = _corrections(connection)
    findings = Findings(
        tuple(
            finding
            for finding in _current_findings(connection, lines)
            # Where a person has given the answer, there is nothing left to find.
            if not settles(corrections.get(finding.row_id, ()), finding)
        )
    )
    inventory = _without_known_hours(rebuilt_inventory(connection, lines, findings, fields))
    successors = stored_successors(connection)
    tables = tuple(
        replace(table, department=successors.current(table.department))
        for table in inventory.tables
    )
    return replace(inventory, tables=tables)


def _without_known_hours(inventory: Inventory) -> Inventory:
    """Drop the findings on unknown hours where corrections of the parts make them known."""
    known = set(inventory.tasks.index[np.isfinite(derived_hours_per_year(inventory.tasks))])
    findings = tuple(
        finding
        for finding in inventory.findings
        if finding.code != HOURS_UNKNOWN or finding.row_id not in known
    )
    return replace(inventory, findings=Findings(findings))


def current_lines(
    connection: Connection, tasks: Collection[str] | None = None
) -> Iterator[tuple[int, StoredLine]]:
    """Yield the current line of every task, or of these, that is not withdrawn, with its id."""
    corrections = _corrections(connection)
    query = (
        select(
            TaskRow.task_id,
            TaskRow.department.label("department_now"),
            *SurveyLineRow.__table__.c,
        )
        .join(SurveyLineRow, SurveyLineRow.id == TaskRow.line_id)
        .where(TaskRow.state != TaskState.WITHDRAWN.value)
        .order_by(SurveyLineRow.id)
    )
    if tasks is not None:
        query = query.where(TaskRow.task_id.in_(tasks))
    for row, content in _with_contents(connection, query):
        task_id = row["task_id"]
        changed = corrections.get(task_id, {})
        if row["department_now"] is not None:
            changed = changed | {"department": row["department_now"]}
        yield row["id"], stored_line(row, content, task_id, changed)


def _with_contents(
    connection: Connection, query: Select[Any]
) -> list[tuple[RowMapping, LineContent]]:
    """Return the rows of a query over survey lines, each with the content of its line."""
    rows = connection.execute(query).mappings().all()
    contents = contents_of(connection, (row["content_id"] for row in rows))
    return [(row, contents[row["content_id"]]) for row in rows]


def lines_by_id(connection: Connection, ids: Iterable[int]) -> list[tuple[RowMapping, LineContent]]:
    """Return lines by their ids, in chunks, because databases limit the values of a query."""
    wanted = sorted(ids)
    table = table_of(SurveyLineRow)
    rows: list[tuple[RowMapping, LineContent]] = []
    for start in range(0, len(wanted), 10_000):
        part = wanted[start : start + 10_000]
        between = table.c.id.between(part[0], part[-1])
        wanted_here = set(part)
        query = select(table).where(between).order_by(table.c.id)
        stored = _with_contents(connection, query)
        rows += [(row, content) for row, content in stored if row["id"] in wanted_here]
    return rows


def stored_line(
    row: RowMapping, content: LineContent, task_id: str, changed: Mapping[str, Any]
) -> StoredLine:
    """Convert a row of the database to a line, with changed answers."""
    surveyed = from_text(content.answers)
    return StoredLine(
        task_id=task_id,
        import_number=row["import_number"],
        table_position=row["table_position"],
        row=row["row"],
        read_id=row["read_id"],
        used=bool(row["used"]),
        surveyed=surveyed,
        answers=surveyed | changed if changed else surveyed,
        written=content.written,
        ranges=_ranges_left(content.ranges, changed),
    )


def _ranges_left(text: str | None, changed: Mapping[str, Any]) -> str | None:
    """Return the written ranges without those of changed answers."""
    if text is None or not changed:
        return text
    spans = {name: span for name, span in from_text(text).items() if name not in changed}
    return to_text(spans) if spans else None


def _corrections(connection: Connection) -> dict[str, Answers]:
    corrections: dict[str, Answers] = {}
    query = select(CorrectionRow.task_id, CorrectionRow.field, CorrectionRow.value)
    for row in connection.execute(query):
        corrections.setdefault(row.task_id, {})[row.field] = from_text(row.value)
    return corrections


def left_out_lines(connection: Connection) -> list[StoredLine]:
    """Return the unusable lines in the newest survey of each department."""
    query = (
        select(*SurveyLineRow.__table__.c, SurveyTableRow.department.label("of_table"))
        .outerjoin(SurveyTableRow, LIST_OF_LINE)
        .where(SurveyLineRow.used == 0)
        .order_by(SurveyLineRow.id)
    )
    newest = _newest_imports(connection)
    successors = stored_successors(connection)
    made_by = {row.task_id: row.made_by for row in connection.execute(_MADE_BY)}
    taken = set(made_by)
    lines = []
    for row, content in _with_contents(connection, query):
        department = department_of_task(row["department"], row["of_table"])
        if newest.get(_department_id(department)) != row["import_number"]:
            continue
        name = row["read_id"]
        if made_by.get(name) == "correct":
            continue  # a person has made a task of it
        while name in taken:  # the id belongs to the task, which keeps its older answers
            name += "*"
        taken.add(name)
        department = row["department"] or row["of_table"] or ""
        now = successors.current(department)
        changed = {} if now == department else {"department": now}
        lines.append(stored_line(row, content, name, changed))
    return lines


def _department_id(department: str) -> str:
    return canonical_id(fold(department))


def _newest_imports(connection: Connection) -> dict[str, int]:
    query = select(DepartmentRow.department, DepartmentRow.import_number)
    return {row.department: row.import_number for row in connection.execute(query)}


def accepted_findings(connection: Connection) -> set[str]:
    """Return the keys of the findings that somebody looked at and accepted."""
    return set(connection.execute(select(AcceptedFindingRow.finding)).scalars())


def _current_findings(connection: Connection, lines: Sequence[StoredLine]) -> Iterator[Finding]:
    newest = _newest_imports(connection)
    named = {(line.import_number, line.read_id): line.task_id for line in lines}
    accepted = accepted_findings(connection)
    departments = _departments_of_files(connection)
    latest = max(newest.values(), default=0)
    numbers = {*newest.values(), *(line.import_number for line in lines)}
    for number, findings in findings_of(connection, numbers).items():
        for finding in findings:
            if finding.code == NOT_ANSWERED:
                continue  # recomputed below: it depends on all imports and on the project's list
            if finding.row_id:
                task = named.get((number, finding.row_id))
                if task is None:
                    continue
                current = replace(finding, row_id=task)
            else:
                # A finding on a file holds while the file is the newest of a department.
                of_file = departments.get((number, finding.file), set())
                holds = (
                    any(newest.get(department) == number for department in of_file)
                    if of_file
                    else False
                )
                if not holds and (of_file or number != latest):
                    continue
                current = finding
            # Projects of version 2 stored the whole key without shortening it.
            if not accepted & {finding_key(current), _whole_key(current)}:
                yield current
    for name in _unanswered(connection, newest):
        missing = Finding(NOT_ANSWERED, values={"department": name})
        if finding_key(missing) not in accepted:
            yield missing


def _unanswered(connection: Connection, newest: Mapping[str, int]) -> Iterator[str]:
    """Yield the departments of the city's list that no survey answers for."""
    successors = stored_successors(connection)
    answered = set(newest)
    for folded in newest:
        answered.add(fold(successors.current(folded)))
        answered.update(map(fold, successors.names.get(folded, ())))
    query = select(CityDepartmentRow.name).order_by(CityDepartmentRow.position)
    for name in connection.execute(query).scalars():
        if fold(name) not in answered:
            yield name


def _departments_of_files(connection: Connection) -> dict[tuple[int, str], set[str]]:
    departments: dict[tuple[int, str], set[str]] = {}
    query = select(SurveyTableRow.import_number, SurveyTableRow.file, SurveyTableRow.department)
    for table in connection.execute(query):
        if table.department:
            departments.setdefault((table.import_number, table.file), set()).add(
                _department_id(table.department)
            )
    return departments
