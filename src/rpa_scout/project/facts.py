"""Adding many rows at once, and a digest by which a fact can be recognised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert

from rpa_scout.project.rows import table_of
from rpa_scout.project.schema import Base

__all__ = ["add_facts", "facts_digest"]


def add_facts(
    connection: Connection, mapped: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows that all have a value for every column.

    Parameters
    ----------
    connection : Connection
        A writing transaction.
    mapped : type
        The table's class.
    rows : sequence of mapping
        Values by column.
    """
    connection.execute(insert(table_of(mapped)), [dict(one) for one in rows])


def facts_digest(mapped: type[Base], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a digest of rows, in their order.

    Parameters
    ----------
    mapped : type
        The table's class.
    rows : iterable of mapping
        Values by column.

    Returns
    -------
    str
        SHA-256, in hexadecimal digits.
    """
    names = table_of(mapped).columns.keys()
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\x1f".join([repr(row[name]) for name in names]).encode())
        digest.update(b"\x1e")
    return digest.hexdigest()
