"""Writing the rows of an earlier change again, as they were before it or after it."""

from __future__ import annotations

from collections.abc import Sequence

from rpa_scout.errors import NotAllowedError
from rpa_scout.project.ledger.changes import Change, Values
from rpa_scout.project.ledger.history import RowChange
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.rows import STATE_TABLES, row_from, row_text
from rpa_scout.text import N_

__all__ = ["apply_changes"]


def apply_changes(change: Change, rows: Sequence[RowChange], *, back: bool) -> None:
    """Take rows back to what they were before a change, or forward to what it made of them."""
    for one in reversed(rows) if back else rows:
        mapped = STATE_TABLES[one.table]
        key = tuple(from_text(one.key))
        found, wanted = (one.after, one.before) if back else (one.before, one.after)
        present = change.row(mapped, *key)
        left = None if found is None else row_from(mapped, one.key, row_text(found))
        if _without_version(present) != _without_version(left):
            raise NotAllowedError(
                N_("This cannot be undone: “{name}” has been changed since."),
                name="・".join(map(str, key)),
            )
        if wanted is None:
            change.delete(mapped, key)
        else:
            values = row_from(mapped, one.key, row_text(wanted))
            del values["row_version"]
            change.put(mapped, key, **values)


def _without_version(row: Values | None) -> Values | None:
    if row is None:
        return None
    return {name: value for name, value in row.items() if name != "row_version"}
