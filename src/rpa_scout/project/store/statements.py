"""Statements that every change runs; they are cached because building one takes longer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Dialect,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.engine.default import DefaultDialect

from rpa_scout.project.store.packing.packed_text import PackedText, packed
from rpa_scout.project.store.rows import key_columns, table_of
from rpa_scout.project.store.schema import Base, HistoryRow, StateRow

__all__ = [
    "NEWEST_ENTRY",
    "delete_by_key",
    "insert_cells",
    "insert_text",
    "key_parameters",
    "select_by_key",
    "select_by_keys",
    "update_by_key",
]

NEWEST_ENTRY: Final = (
    select(HistoryRow.number, HistoryRow.digest).order_by(HistoryRow.number.desc()).limit(1)
)
"""Number and digest of the last entry of the history."""


@cache
def select_by_key(mapped: type[StateRow]) -> Select[Any]:
    """Return the statement that reads one row; it takes :func:`key_parameters`."""
    return select(table_of(mapped)).where(_same_key(mapped))


def select_by_keys(mapped: type[StateRow], keys: Sequence[tuple[Any, ...]]) -> Select[Any]:
    """Return the statement that reads several rows."""
    table = table_of(mapped)
    names = key_columns(mapped)
    if len(names) == 1:
        return select(table).where(table.c[names[0]].in_([key[0] for key in keys]))
    return select(table).where(tuple_(*(table.c[name] for name in names)).in_(keys))


@cache
def update_by_key(mapped: type[StateRow]) -> Update:
    """Return the statement that changes rows; it takes :func:`key_parameters` and the values."""
    return update(table_of(mapped)).where(_same_key(mapped))


@cache
def delete_by_key(mapped: type[StateRow]) -> Delete:
    """Return the statement that removes rows; it takes :func:`key_parameters`."""
    return delete(table_of(mapped)).where(_same_key(mapped))


@lru_cache(maxsize=64)  # bounded: every opened project has its own dialect object
def insert_text(mapped: type[Base], dialect: Dialect) -> str:
    """Return the SQL that inserts a row, with the driver's placeholder for every column."""
    assert isinstance(dialect, DefaultDialect)
    by_position = type(dialect)(paramstyle="qmark" if dialect.name == "sqlite" else "format")
    return str(insert(table_of(mapped)).compile(dialect=by_position))


def insert_cells(
    connection: Connection, mapped: type[Base], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of cells in the order of the columns."""
    packs = _packed_positions(mapped)
    if packs:
        rows = [
            tuple(packed(cell) if position in packs else cell for position, cell in enumerate(row))
            for row in rows
        ]
    # Straight to the driver: SQLAlchemy's own insert takes twice as long for many rows.
    connection.exec_driver_sql(insert_text(mapped, connection.dialect), rows)


@cache
def _packed_positions(mapped: type[Base]) -> frozenset[int]:
    columns = table_of(mapped).columns
    return frozenset(
        position for position, column in enumerate(columns) if isinstance(column.type, PackedText)
    )


def key_parameters(mapped: type[StateRow], key: tuple[object, ...]) -> dict[str, Any]:
    """Return the parameters that identify a row."""
    return {f"key_{name}": part for name, part in zip(key_columns(mapped), key, strict=True)}


def _same_key(mapped: type[StateRow]) -> ColumnElement[bool]:
    columns = table_of(mapped).c
    return and_(*(columns[name] == bindparam(f"key_{name}") for name in key_columns(mapped)))
