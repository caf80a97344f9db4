"""What an import changed, rebuilt of the history at any later time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, RowMapping, select

from rpa_scout.comparison.inventories import InventoryComparison, compare_inventories
from rpa_scout.errors import UnknownNameError
from rpa_scout.findings import Findings
from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Checks
from rpa_scout.project.current import kept_line
from rpa_scout.project.history import changes_of
from rpa_scout.project.json_text import from_text
from rpa_scout.project.rebuilding import rebuilt_inventory
from rpa_scout.project.rows import table_of
from rpa_scout.project.schema import HistoryRow, SurveyLineRow, TaskRow
from rpa_scout.project.states import TaskState
from rpa_scout.text import N_

__all__ = ["compared_import"]


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
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for change in changes_of(connection, _entry_of(connection, number)):
        if change.table != TaskRow.__tablename__ or change.task_id is None:
            continue
        for lines, row in ((before, change.before), (after, change.after)):
            if row is not None and row["state"] != TaskState.WITHDRAWN.value:
                lines[change.task_id] = row["line_id"]
    pairs = {task: task for task in before if task in after}
    old, new = (_inventory(connection, lines, fields) for lines in (before, after))
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
