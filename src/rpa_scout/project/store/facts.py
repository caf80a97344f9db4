"""Insertion of many rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from rpa_scout.project.store.canonical import canonical_cells
from rpa_scout.project.store.rows import column_names
from rpa_scout.project.store.schema import Base
from rpa_scout.project.store.statements import insert_text

__all__ = ["add_facts", "insert_canonical"]


def add_facts(
    connection: Connection, mapped: type[Base], rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Insert rows with a value for every column; return them in their canonical form."""
    cells = canonical_cells(mapped, rows)
    _insert(connection, mapped, cells)
    names = column_names(mapped)
    return [dict(zip(names, row, strict=True)) for row in cells]


def insert_canonical(
    connection: Connection, mapped: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows whose values are in their canonical form already."""
    cells = itemgetter(*column_names(mapped))
    _insert(connection, mapped, [cells(row) for row in rows])


def _insert(
    connection: Connection, mapped: type[Base], cells: Sequence[tuple[object, ...]]
) -> None:
    # Straight to the driver: SQLAlchemy's own insert takes twice as long for many rows.
    connection.exec_driver_sql(insert_text(mapped, connection.dialect), cells)
