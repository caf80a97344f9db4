"""Statements beside the session of a change: the newest entry, and inserts of many rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import Connection, Dialect, insert
from sqlalchemy.engine.default import DefaultDialect

from rpa_scout.project.store.packing.packed_text import PackedText, packed
from rpa_scout.project.store.rows import table_of
from rpa_scout.project.store.schema import Base

NEWEST_ENTRY: Final = "SELECT number, digest FROM history ORDER BY number DESC LIMIT 1"
"""Number and digest of the last entry; as text it takes a third of the time."""


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
