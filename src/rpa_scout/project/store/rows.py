"""Rows of state as the history stores them: a key, and the other columns as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, select, true
from sqlalchemy.orm import InstrumentedAttribute

from rpa_scout.project.store.json_text import from_text, list_text, to_text
from rpa_scout.project.store.schema import STATE, Base, StateRow

Values = dict[str, Any]

FEW_TASKS: Final = 1_000
"""So many tasks are asked for by id; more could be too many values for one query."""

STATE_TABLES: Final[dict[str, type[StateRow]]] = {mapped.__tablename__: mapped for mapped in STATE}
"""Tables of state by name."""


def table_of(mapped: type[Base]) -> Table:
    """Return the table of a mapped class."""
    table = mapped.__table__
    assert isinstance(table, Table)
    return table


def among_few(
    column: InstrumentedAttribute[str], tasks: Collection[str] | None
) -> ColumnElement[bool]:
    """Return the condition that a row is of these tasks; true where they are all, or too many."""
    if tasks is None or len(tasks) > FEW_TASKS:
        return true()
    return column.in_(tasks)


@lru_cache(maxsize=64)
def key_columns(mapped: type[Base]) -> tuple[str, ...]:
    """Return the names of the columns that identify a row."""
    return tuple(column.name for column in table_of(mapped).primary_key.columns)


@lru_cache(maxsize=64)
def column_names(mapped: type[Base]) -> tuple[str, ...]:
    """Return the names of all columns, in their order."""
    return tuple(table_of(mapped).columns.keys())


def row_values(row: StateRow) -> Values:
    """Return the columns of a row of state."""
    names = column_names(type(row))
    return dict(zip(names, _cells(type(row))(row.__dict__), strict=True))


@cache
def _cells(mapped: type[StateRow]) -> Callable[[Values], tuple[Any, ...]]:
    return itemgetter(*column_names(mapped))


def key_of(row: StateRow) -> tuple[Any, ...]:
    """Return the key of a row of state."""
    return tuple(row.__dict__[name] for name in key_columns(type(row)))


def mappings(connection: Connection, query: Select[Any]) -> Iterator[Values]:
    """Yield the rows of a query."""
    result = connection.execute(query)
    names = list(map(str, result.keys()))
    for row in result:
        yield dict(zip(names, row, strict=True))


def stored_rows(connection: Connection, mapped: type[Base]) -> Iterator[Values]:
    """Yield the rows of a table in the order of their keys; facts were written in this order."""
    table = table_of(mapped)
    return mappings(connection, select(table).order_by(*table.primary_key.columns))


def key_text(key: tuple[object, ...]) -> str:
    """Write a key as the history does."""
    return list_text(key)


def row_text(values: Mapping[str, Any], without: tuple[str, ...] = ()) -> str:
    """Write the columns of a row that are not empty."""
    return to_text(
        {name: value for name, value in values.items() if value is not None and name not in without}
    )


def project_digest(project: Mapping[str, Any]) -> str:
    """Return the digest of the other columns of a project's own row."""
    return hashlib.sha256(row_text(project, ("digest",)).encode()).hexdigest()


def row_from(mapped: type[StateRow], key: str, text: str) -> Values:
    """Rebuild a whole row from its key and the result of :func:`row_text`."""
    values: Values = dict.fromkeys(table_of(mapped).columns.keys())
    values |= zip(key_columns(mapped), from_text(key), strict=True)
    values |= from_text(text)
    return values


def task_of(
    mapped: type[StateRow], key: tuple[object, ...], values: Mapping[str, Any]
) -> str | None:
    """Return the task that a row of state belongs to; None if there is none."""
    columns = key_columns(mapped)
    task_id = key[columns.index("task_id")] if "task_id" in columns else values.get("task_id")
    return None if task_id is None else str(task_id)
