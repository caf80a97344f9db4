"""The rows of an export: the project, its facts and its history.

The state is left out because it follows from the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from rpa_scout.errors import InternalError, ProjectError
from rpa_scout.project.ledger.digest_rules import REPR_RULE
from rpa_scout.project.ledger.replaying import problems_of, replay, state_rows
from rpa_scout.project.store.facts import add_facts, fact_rows
from rpa_scout.project.store.rows import STATE_TABLES, column_names, project_digest
from rpa_scout.project.store.schema import FACTS, Base, HistoryChangeRow, HistoryRow, ProjectRow
from rpa_scout.text import N_

Row = dict[str, Any]

_IN_ORDER: Final[tuple[type[Base], ...]] = (ProjectRow, *FACTS, HistoryRow, HistoryChangeRow)

DUMPED: Final[dict[str, type[Base]]] = {mapped.__tablename__: mapped for mapped in _IN_ORDER}
"""Tables of an export, in their order."""

_AT_A_TIME: Final = 5_000

_LATER_COLUMNS: Final[dict[str, dict[str, Any]]] = {
    "history": {"digest_rule": REPR_RULE},
    "tasks": dict.fromkeys(
        (
            "not_candidate_because",
            "department",
            "made_by",
            "split_from",
            "merged_into",
            "line_before",
        )
    ),
}
"""Columns that exports of earlier versions lack, by table, with the value for their rows."""


def completed_row(name: str, row: Row) -> Row:
    """Return a row of an export with all columns that its table has now."""
    whole = _LATER_COLUMNS.get(name, {}) | row
    if name == ProjectRow.__tablename__ and "digest" not in whole:
        whole["digest"] = project_digest(whole)
    if whole.keys() != set(column_names(DUMPED[name])):
        raise ValueError(name)
    return whole


def dumped_rows(connection: Connection) -> Iterator[tuple[str, Row]]:
    """Yield every row of an export."""
    for name, mapped in DUMPED.items():
        for row in fact_rows(connection, mapped):
            yield name, row


def restore_rows(connection: Connection, rows: Iterable[tuple[str, Row]], source: object) -> None:
    """Fill a new project with the rows of an export, and rebuild its state from the history."""
    changed = ProjectError(
        N_("{path} is not a whole export of a project, or was changed: nothing was made."),
        path=source,
    )
    try:
        _insert_dump(connection, rows)
        for name, of_table in state_rows(replay(connection).state):
            add_facts(connection, STATE_TABLES[name], of_table)
    # Raised by rows of unknown tables and by values that no version of the program writes.
    except (IntegrityError, DataError, InternalError, LookupError, TypeError, ValueError) as error:
        raise changed from error
    problems, entries = problems_of(connection)
    if problems or not entries:
        raise changed


def _insert_dump(connection: Connection, rows: Iterable[tuple[str, Row]]) -> None:
    waiting: dict[str, list[Row]] = {name: [] for name in DUMPED}
    for name, row in rows:
        waiting[name].append(row)
        if len(waiting[name]) >= _AT_A_TIME:
            _insert_all(connection, waiting, until=name)
    _insert_all(connection, waiting)


def _insert_all(connection: Connection, waiting: dict[str, list[Row]], until: str = "") -> None:
    """Insert waiting rows in the order of the tables, so that foreign keys hold."""
    for name, rows in waiting.items():
        if rows:
            add_facts(connection, DUMPED[name], rows)
            rows.clear()
        if name == until:
            return
