"""Digests that prove the history unchanged; each entry names the rule of its digest.

Rule 1, of the tables up to version 2, hashes Python's `repr` of every cell (:mod:`repr_digests`).
Rule 2 hashes the canonical form: a row is one line of JSON with the columns that are not empty. A
column that a later version adds is empty in older rows, so it does not change their digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from rpa_scout.project.ledger.repr_digests import repr_entry_digest
from rpa_scout.project.store.json_text import list_text
from rpa_scout.project.store.rows import row_text

Row = Mapping[str, Any]

FIRST_DIGEST: Final = "0" * 64
"""The digest before the first entry."""

REPR_RULE: Final = 1
DIGEST_RULE: Final = 2
"""The rule for new entries."""

_CHANGE: Final = ("position", "table_name", "row_key", "task_id", "before", "after")
"""Columns of a changed row that rule 2 covers; the entry itself holds the number."""


def entry_digest(previous: str, entry: Row, changes: Sequence[Row]) -> str:
    """Chain an entry to the entry before it, by the rule that the entry names."""
    digest_by_rule = _ENTRY_DIGESTS.get(entry["digest_rule"])
    # An unknown rule gives no digest, so the entry counts as changed.
    return "" if digest_by_rule is None else digest_by_rule(previous, entry, changes)


def _canonical_entry_digest(previous: str, entry: Row, changes: Sequence[Row]) -> str:
    digest = hashlib.sha256(previous.encode())
    digest.update(f"{row_text(entry, ('digest',))}\n".encode())
    for row in changes:
        digest.update(f"{list_text(row[name] for name in _CHANGE)}\n".encode())
    return digest.hexdigest()


_ENTRY_DIGESTS: Final[dict[int, Callable[[str, Row, Sequence[Row]], str]]] = {
    REPR_RULE: repr_entry_digest,
    DIGEST_RULE: _canonical_entry_digest,
}


def facts_digest(rows: Iterable[Row]) -> str:
    """Return the digest of rows of facts by rule 2."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row_text(row)}\n".encode())
    return digest.hexdigest()
