"""What an import changed, rebuilt from the history at any later time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, RowMapping, select

from rpa_scout.comparison.inventories import InventoryComparison, compare_inventories
from rpa_scout.comparison.renames import RenameContext, RenameProposal
from rpa_scout.errors import UnknownNameError
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldSet
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.history import changes_of
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.packing.line_contents import LineContent
from rpa_scout.project.store.rows import table_of
from rpa_scout.project.store.schema import HistoryChangeRow, HistoryRow, SurveyLineRow, TaskRow
from rpa_scout.project.surveys.current import lines_by_id, stored_line
from rpa_scout.project.surveys.rebuilding import StoredLine, rebuilt_inventory
from rpa_scout.project.surveys.refusals import refused_pairs
from rpa_scout.project.surveys.successors import stored_successors
from rpa_scout.text import N_

Row = Mapping[str, Any]

_Line = tuple[int, str | None]
"""Id of a task's line, and the present department if it differs from the line's."""


def compared_import(
    connection: Connection, number: int | None, fields: FieldSet, checks: Checks
) -> InventoryComparison:
    """Compare the tasks of an import's departments before and after the import."""
    rows = [
        (change.task_id, change.before, change.after)
        for change in changes_of(connection, _entry_of(connection, number))
        if change.table == TaskRow.__tablename__ and change.task_id is not None
    ]
    return _compared(connection, rows, fields, checks)


def compared_change(change: Change, fields: FieldSet, checks: Checks) -> InventoryComparison:
    """Compare the tasks before and after an import that is not finished yet."""
    rows = [
        (str(key[0]), before, after)
        for mapped, key, before, after in change.written
        if mapped is TaskRow
    ]
    return _compared(change.connection, rows, fields, checks)


def first_comparison(inventory: Inventory, ids: Sequence[str]) -> InventoryComparison:
    """Return a comparison in which all tasks are new; it needs no database."""
    index = pd.Index(list(ids), name="task_id", dtype=object)
    sources = inventory.sources.loc[inventory.tasks.index].set_axis(index)
    new = Inventory(
        tasks=inventory.tasks.set_axis(index),
        left_out=inventory.tasks.iloc[:0],
        sources=sources,
        tables=inventory.tables,
        fields=inventory.fields,
    )
    old = replace(new, tasks=new.tasks.iloc[:0], sources=sources.iloc[:0])
    return InventoryComparison(
        old=old, new=new, pairs={}, added=tuple(ids), gone=(), changed=(), renamed=()
    )


def _compared(
    connection: Connection,
    rows: Iterable[tuple[str, Row | None, Row | None]],
    fields: FieldSet,
    checks: Checks,
) -> InventoryComparison:
    before: dict[str, _Line] = {}
    after: dict[str, _Line] = {}
    for task, old_row, new_row in rows:
        for lines, row in ((before, old_row), (after, new_row)):
            if row is not None and row["state"] != TaskState.WITHDRAWN.value:
                lines[task] = row["line_id"], row.get("department")
    pairs = {task: task for task in before if task in after}
    old, new = (_inventory(connection, lines, fields) for lines in (before, after))
    context = RenameContext(
        group_of=stored_successors(connection).group_of,
        refused=refused_pairs(connection, "rename"),
    )
    return compare_inventories(old, new, pairs, checks, context)


def open_renames(connection: Connection, fields: FieldSet, checks: Checks) -> list[RenameProposal]:
    """Propose newer tasks that may be tasks that are gone."""
    withdrawn: dict[str, _Line] = {}
    undecided: dict[str, _Line] = {}
    for row in connection.execute(select(table_of(TaskRow))).mappings():
        line = row["line_id"], row["department"]
        if row["state_before_withdrawal"] is not None:
            withdrawn[row["task_id"]] = line
        elif row["state"] == TaskState.CANDIDATE.value and row["decided_by"] is None:
            undecided[row["task_id"]] = line
    if not withdrawn or not undecided:
        return []
    import_of = _imports_of_lines(connection)
    first_lines = _first_lines(connection)
    gone: dict[int, dict[str, _Line]] = {}
    for task, line in withdrawn.items():
        gone.setdefault(import_of[line[0]], {})[task] = line
    refused = refused_pairs(connection, "rename")
    group_of = stored_successors(connection).group_of
    proposals: list[RenameProposal] = []
    for last_import, lines in sorted(gone.items()):
        # Two tasks that were in the same survey are different tasks.
        later = {
            task: line
            for task, line in undecided.items()
            if import_of[first_lines.get(task, line[0])] > last_import
        }
        old, new = (_inventory(connection, group, fields) for group in (lines, later))
        context = RenameContext(group_of=group_of, refused=refused)
        renamed = compare_inventories(old, new, {}, checks, context).renamed
        proposals += renamed
        for proposal in renamed:
            del undecided[proposal.new_id]
    return proposals


def _imports_of_lines(connection: Connection) -> dict[int, int]:
    query = select(SurveyLineRow.id, SurveyLineRow.import_number)
    return {row.id: row.import_number for row in connection.execute(query)}


def _first_lines(connection: Connection) -> dict[str, int]:
    """Return the first line of each task."""
    query = select(HistoryChangeRow.task_id, HistoryChangeRow.after).where(
        HistoryChangeRow.table_name == TaskRow.__tablename__,
        HistoryChangeRow.before.is_(None),
        HistoryChangeRow.after.is_not(None),
    )
    rows = connection.execute(query.order_by(HistoryChangeRow.number))
    return {str(row.task_id): from_text(row.after)["line_id"] for row in rows}


def _entry_of(connection: Connection, number: int | None) -> int:
    query = select(HistoryRow.number, HistoryRow.details).where(HistoryRow.kind == "import")
    for entry in connection.execute(query.order_by(HistoryRow.number.desc())):
        if number is None or from_text(entry.details)["number"] == number:
            return int(entry.number)
    raise UnknownNameError(N_("There is no import number {number}."), number=number or 1)


def _inventory(connection: Connection, lines: Mapping[str, _Line], fields: FieldSet) -> Inventory:
    task_of = {line_id: (task, now) for task, (line_id, now) in lines.items()}
    rebuilt = [
        _line_of_task(row, content, *task_of[row["id"]])
        for row, content in lines_by_id(connection, task_of)
    ]
    return rebuilt_inventory(connection, rebuilt, Findings(), fields)


def _line_of_task(
    row: RowMapping, content: LineContent, task: str, department_now: str | None
) -> StoredLine:
    changed = {} if department_now is None else {"department": department_now}
    return stored_line(row, content, task, changed)
