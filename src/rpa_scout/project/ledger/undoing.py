"""Restore the rows of an earlier change, as they were before it or after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rpa_scout.errors import NotAllowedError
from rpa_scout.project.ledger.changes import Change, Values
from rpa_scout.project.ledger.history import RowChange
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.rows import STATE_TABLES, row_from, row_text, row_values
from rpa_scout.text import N_


def apply_changes(change: Change, rows: Sequence[RowChange], *, back: bool) -> None:
    """Restore rows to their values before a change (`back`), or after it."""
    keys = defaultdict(list)
    for row_change in rows:
        keys[STATE_TABLES[row_change.table]].append(tuple(from_text(row_change.key)))
    for mapped, of_table in keys.items():
        change.load(mapped, of_table)
    for row_change in reversed(rows) if back else rows:
        mapped = STATE_TABLES[row_change.table]
        key = tuple(from_text(row_change.key))
        replaced, wanted = (
            (row_change.after, row_change.before) if back else (row_change.before, row_change.after)
        )
        row = change.row(mapped, *key)
        present = None if row is None else row_values(row)
        expected = (
            None if replaced is None else row_from(mapped, row_change.key, row_text(replaced))
        )
        if _without_version(present) != _without_version(expected):
            raise NotAllowedError(
                N_("This cannot be undone: “{name}” has been changed since."),
                name="・".join(map(str, key)),
            )
        if wanted is None:
            change.delete(mapped, key)
        else:
            values = row_from(mapped, row_change.key, row_text(wanted))
            del values["row_version"]
            change.put(mapped, key, **values)


def _without_version(row: Values | None) -> Values | None:
    if row is None:
        return None
    return {name: value for name, value in row.items() if name != "row_version"}
