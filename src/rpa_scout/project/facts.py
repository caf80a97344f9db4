"""Adding many rows at once, and a digest by which a fact can be recognised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from rpa_scout.project.rows import column_names
from rpa_scout.project.schema import Base
from rpa_scout.project.statements import insert_text

__all__ = ["add_facts", "facts_digest"]

_ROWS_AT_ONCE = 500


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
    # Straight to the driver: the library's own way takes as long again for many rows.
    cells = itemgetter(*column_names(mapped))
    connection.exec_driver_sql(
        insert_text(mapped, connection.dialect), [cells(one) for one in rows]
    )


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
    cells = itemgetter(*column_names(mapped))
    digest = hashlib.sha256()
    left = iter(rows)
    while some := ["\x1f".join(map(repr, cells(row))) for row in islice(left, _ROWS_AT_ONCE)]:
        digest.update(("\x1e".join(some) + "\x1e").encode())
    return digest.hexdigest()
