"""What an import changed, rebuilt of the history at any later time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, RowMapping, select

from rpa_scout.comparison.inventories import InventoryComparison, compare_inventories
from rpa_scout.errors import UnknownNameError
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Checks
from rpa_scout.project.changes import Change
from rpa_scout.project.current import kept_line
from rpa_scout.project.history import changes_of
from rpa_scout.project.json_text import from_text
from rpa_scout.project.rebuilding import rebuilt_inventory
from rpa_scout.project.rows import table_of
from rpa_scout.project.schema import HistoryRow, SurveyLineRow, TaskRow
from rpa_scout.project.states import TaskState
from rpa_scout.text import N_

__all__ = ["compared_change", "compared_import", "first_comparison"]

Row = Mapping[str, Any]


def compared_import(
    connection: Connection, number: int | None, fields: FieldSet, checks: Checks
) -> InventoryComparison:
    """Compare the tasks of an import's departments before and after it.

    Parameters
    ----------
    connection : Connection
        To the project.
    number : int or None
        Number of the import; None: the newest.
    fields : FieldSet
        The survey's fields.
    checks : Checks
        Figures of the policy in force.

    Returns
    -------
    InventoryComparison
        As the surveys answered; corrections are left out. Ids are those of the project.

    Raises
    ------
    UnknownNameError
        There is no such import.
    """
    rows = [
        (change.task_id, change.before, change.after)
        for change in changes_of(connection, _entry_of(connection, number))
        if change.table == TaskRow.__tablename__ and change.task_id is not None
    ]
    return _compared(connection, rows, fields, checks)


def compared_change(change: Change, fields: FieldSet, checks: Checks) -> InventoryComparison:
    """Compare the tasks of an import's departments before and after it, before it is finished.

    Parameters
    ----------
    change : Change
        The import, with its lines added and its tasks put.
    fields : FieldSet
        The survey's fields.
    checks : Checks
        Figures of the policy in force.

    Returns
    -------
    InventoryComparison
        The same that :func:`compared_import` gives later.
    """
    rows = [
        (str(key[0]), before, after)
        for mapped, key, before, after in change.written
        if mapped is TaskRow
    ]
    return _compared(change.connection, rows, fields, checks)


def first_comparison(inventory: Inventory, ids: Sequence[str]) -> InventoryComparison:
    """Say that all tasks of an inventory are new: nothing has to be read or compared for it.

    Parameters
    ----------
    inventory : Inventory
        What was read.
    ids : sequence of str
        Ids that its tasks have in the project, in their order.

    Returns
    -------
    InventoryComparison
        As :func:`compared_import` gives it later, but for the cells behind the tasks.
    """
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
    lines_before: dict[str, int] = {}
    lines_after: dict[str, int] = {}
    for task, before, after in rows:
        for lines, row in ((lines_before, before), (lines_after, after)):
            if row is not None and row["state"] != TaskState.WITHDRAWN.value:
                lines[task] = row["line_id"]
    pairs = {task: task for task in lines_before if task in lines_after}
    old, new = (_inventory(connection, lines, fields) for lines in (lines_before, lines_after))
    return compare_inventories(old, new, pairs, checks)


def _entry_of(connection: Connection, number: int | None) -> int:
    query = select(HistoryRow.number, HistoryRow.details).where(HistoryRow.kind == "import")
    for entry in connection.execute(query.order_by(HistoryRow.number.desc())):
        if number is None or from_text(entry.details)["number"] == number:
            return int(entry.number)
    raise UnknownNameError(N_("There is no import number {number}."), number=number or 1)


def _inventory(connection: Connection, lines: Mapping[str, int], fields: FieldSet) -> Inventory:
    task_of = {line: task for task, line in lines.items()}
    kept = [kept_line(row, task_of[row["id"]], {}) for row in _rows(connection, task_of)]
    return rebuilt_inventory(connection, kept, Findings(), fields)


def _rows(connection: Connection, ids: Iterable[int]) -> list[RowMapping]:
    """Return lines by their ids, a part at a time: a query takes only so many values."""
    wanted = sorted(ids)
    table = table_of(SurveyLineRow)
    rows: list[RowMapping] = []
    for start in range(0, len(wanted), 10_000):
        part = wanted[start : start + 10_000]
        between = table.c.id.between(part[0], part[-1])
        known = set(part)
        query = select(table).where(between).order_by(table.c.id)
        rows += [one for one in connection.execute(query).mappings() if one["id"] in known]
    return rows
