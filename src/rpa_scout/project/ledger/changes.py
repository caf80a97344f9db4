"""A change while it is being made: rows of state, facts, and the entry of the history.

Rows of state are objects of one SQLAlchemy session. Nothing is written before the end; then one
flush writes all rows, and one event hook writes their history first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, bindparam, event, func, inspect, select, tuple_
from sqlalchemy.orm import Session

from rpa_scout.collector import collector_paused
from rpa_scout.project.ledger.conflicts import conflict
from rpa_scout.project.ledger.digest_rules import (
    DIGEST_RULE,
    FIRST_DIGEST,
    entry_digest,
    facts_digest,
)
from rpa_scout.project.ledger.history import HistoryEntry, entry_of
from rpa_scout.project.store.canonical import (
    canonical_cells,
    canonical_key,
    canonical_text,
    canonical_values,
)
from rpa_scout.project.store.facts import add_facts, insert_canonical
from rpa_scout.project.store.json_text import to_text
from rpa_scout.project.store.rows import (
    column_names,
    key_columns,
    key_of,
    key_text,
    row_text,
    row_values,
    table_of,
    task_of,
)
from rpa_scout.project.store.schema import Base, HistoryChangeRow, HistoryRow, StateRow
from rpa_scout.project.store.statements import NEWEST_ENTRY, insert_cells

_ROWS_A_STATEMENT: Final = 500
"""Databases limit the number of values in a statement."""

Key = tuple[Any, ...]
Values = dict[str, Any]
Row = TypeVar("Row", bound=StateRow)

Seen = MutableMapping[tuple[str, Key], int]
"""Versions of the rows that the user has seen, by table and key."""


@dataclass(slots=True)
class _Table:
    """What a change knows of a table of state."""

    rows: dict[Key, Any] = field(default_factory=dict)
    # Keys without a row; with the object of a row that this change removed.
    absent: dict[Key, StateRow | None] = field(default_factory=dict)
    is_whole: bool = False  # Every stored row is among `rows`


@cache
def _by_key(mapped: type[StateRow]) -> Select[Any]:
    """Return the query for one row; `Session.get` makes it anew, and takes twice the time."""
    columns = key_columns(mapped)
    return select(mapped).where(*(getattr(mapped, name) == bindparam(name) for name in columns))


class _HistorySession(Session):
    """A session that writes no row without its line of the history."""

    def __init__(self, change: Change) -> None:
        super().__init__(change.connection, autoflush=False)
        self.change = change


@event.listens_for(_HistorySession, "before_flush")
def _write_history(session: _HistorySession, _context: object, _objects: object) -> None:
    session.change.write_entry()


class Change:
    """One change of a project, within its transaction."""

    def __init__(
        self, connection: Connection, at: str, author: str, kind: str, reason: str, seen: Seen
    ) -> None:
        self.connection = connection
        self.at = at
        self.author = canonical_text(author)
        self.kind = kind
        self.reason = canonical_text(reason)
        self.details: dict[str, Any] = {}
        self.refers_to: int | None = None
        last = connection.exec_driver_sql(NEWEST_ENTRY).first()
        self.number = 1 if last is None else last.number + 1
        self._digest = FIRST_DIGEST if last is None else last.digest
        self._seen = seen
        self._session = _HistorySession(self)
        self._tables: dict[type[StateRow], _Table] = defaultdict(_Table)
        # In the order in which the rows were first written, which is that of their history.
        self._written: dict[tuple[type[StateRow], Key], StateRow | None] = {}
        self._inserted: dict[tuple[type[StateRow], Key], Values] = {}
        self._facts: list[dict[str, Any]] = []
        self._entry: Values = {}

    @collector_paused()
    def rows(self, mapped: type[Row]) -> dict[Key, Row]:
        """Return all rows of a table of state by key, with the changes so far."""
        table = self._tables[mapped]
        if not table.is_whole:
            stored = {key_of(row): row for row in self._session.scalars(select(mapped))}
            present = {key: row for key, row in stored.items() if key not in table.absent}
            table.rows = present | table.rows
            table.is_whole = True
        return table.rows

    def row(self, mapped: type[Row], *key: object) -> Row | None:
        """Return one row of state, with the changes so far."""
        return self._row(mapped, self._key(mapped, key))

    @collector_paused()
    def load(self, mapped: type[StateRow], keys: Iterable[Key]) -> None:
        """Read rows of state with few statements; each row costs one of its own otherwise."""
        table = self._tables[mapped]
        wanted = dict.fromkeys(self._key(mapped, key) for key in keys)
        unread = [key for key in wanted if not self._is_known(table, key)]
        if len(unread) <= 1:
            return
        columns = tuple_(*(getattr(mapped, name) for name in key_columns(mapped)))
        for start in range(0, len(unread), _ROWS_A_STATEMENT):
            part = unread[start : start + _ROWS_A_STATEMENT]
            stored = self._session.scalars(select(mapped).where(columns.in_(part)))
            table.rows.update((key_of(row), row) for row in stored)
            table.absent.update((key, None) for key in part if key not in table.rows)

    @property
    def judgement(self) -> dict[str, str]:
        """Why, who and when, as rows of judgements keep it."""
        return {"reason": self.reason, "author": self.author, "at": self.at}

    def put(self, mapped: type[StateRow], key: Key, **values: object) -> None:
        """Write a row of state; columns that are not named keep their value."""
        key = self._key(mapped, key)
        row = self._row(mapped, key)
        wanted = canonical_values(mapped, values)
        self._refuse_unseen(mapped, key, row, wanted)
        if row is None:
            self._write(mapped, key, self._added(mapped, key, wanted))
            return
        present = row.__dict__
        changed = {name: value for name, value in wanted.items() if present[name] != value}
        for name, value in changed.items():
            setattr(row, name, value)
        if changed:
            self._write(mapped, key, row)

    def _added(self, mapped: type[StateRow], key: Key, wanted: Values) -> StateRow:
        """Add a row; one that this change removed comes back as the same object."""
        whole = dict.fromkeys(column_names(mapped)) | wanted
        whole |= zip(key_columns(mapped), key, strict=True)
        table = self._tables[mapped]
        row = table.absent.pop(key, None) or mapped()
        for name, value in whole.items():
            setattr(row, name, value)
        self._session.add(row)
        table.rows[key] = row
        return row

    def _write(self, mapped: type[StateRow], key: Key, row: StateRow) -> None:
        row.row_version = self.number
        self._written[mapped, key] = row

    def insert(self, mapped: type[StateRow], rows: Iterable[Values]) -> None:
        """Insert many new rows at once; columns that are not named are empty.

        They may refer to stored rows only: what was put is written at the end.
        """
        empty = dict.fromkeys(column_names(mapped)) | {"row_version": self.number}
        cells = canonical_cells(mapped, [empty | row for row in rows])
        table = self._tables[mapped]
        for row in (dict(zip(column_names(mapped), row, strict=True)) for row in cells):
            key = tuple(row[name] for name in key_columns(mapped))
            self._refuse_unseen(mapped, key, None, row)
            self._written[mapped, key] = None
            self._inserted[mapped, key] = row
            table.absent.pop(key, None)
        if cells:  # not by the session: an object for each of many rows takes six times as long
            insert_cells(self.connection, mapped, cells)
            table.is_whole = False

    def delete(self, mapped: type[StateRow], key: Key) -> None:
        """Remove a row of state; its history stays."""
        key = self._key(mapped, key)
        row = self._row(mapped, key)
        self._refuse_unseen(mapped, key, row, None)
        if row is None:
            return
        if inspect(row).persistent:
            self._session.delete(row)
        else:
            self._session.expunge(row)
        table = self._tables[mapped]
        table.absent[key] = table.rows.pop(key)
        self._written[mapped, key] = row

    def add(self, mapped: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows of facts."""
        if not rows:
            return
        added = add_facts(self.connection, mapped, rows)
        self._facts.append(
            {"table": mapped.__tablename__, "rows": len(added), "sha256": facts_digest(added)}
        )

    def next_number(self, mapped: type[Base], column: str = "number") -> int:
        """Return the number that the next row of a table gets."""
        table = table_of(mapped)
        last = self.connection.execute(select(func.max(table.c[column]))).scalar()
        return 1 if last is None else int(last) + 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self._written and not self._facts

    @property
    def written(self) -> Iterator[tuple[type[StateRow], Key, Values | None, Values | None]]:
        """The written rows of state: table, key, before, after."""
        deleted = set(map(id, self._session.deleted))
        for (mapped, key), row in self._written.items():
            inserted = self._inserted.get((mapped, key))
            if row is None:
                yield mapped, key, None, inserted
                continue
            state, values = inspect(row), row_values(row)
            before = (
                values | state.committed_state if state.persistent and inserted is None else None
            )
            yield mapped, key, before, None if state.transient or id(row) in deleted else values

    @collector_paused()
    def finish(self) -> None:
        """Write the rows of state and the entry."""
        self._session.flush()
        if not self._entry:  # without changed rows there was nothing to flush
            self.write_entry()

    def write_entry(self) -> None:
        """Write the entry with the history of all rows that are to be written."""
        for row in (*self._session.new, *self._session.dirty, *self._session.deleted):
            if (type(row), key_of(row)) not in self._written:
                self._write(type(row), key_of(row), row)
        rows = list(self._change_rows())
        entry = {
            "number": self.number,
            "at": self.at,
            "author": self.author,
            "kind": self.kind,
            "reason": self.reason,
            "details": to_text(self.details),
            "refers_to": self.refers_to,
            "facts": to_text(self._facts),
            "digest_rule": DIGEST_RULE,
        }
        entry["digest"] = entry_digest(self._digest, entry, rows)
        insert_canonical(self.connection, HistoryRow, [entry])
        if rows:
            insert_canonical(self.connection, HistoryChangeRow, rows)
        self._entry = entry

    @property
    def entry(self) -> HistoryEntry:
        """The entry of the history; it exists after :meth:`finish`."""
        return entry_of(self._entry)

    def remember(self) -> None:
        """Count the written rows as seen by their author."""
        for mapped, key in self._written:
            seen_key = (mapped.__tablename__, key)
            if key in self._tables[mapped].absent:
                self._seen.pop(seen_key, None)
            else:
                self._seen[seen_key] = self.number

    def _key(self, mapped: type[StateRow], key: Key) -> Key:
        """Return the canonical key; the key of a row that was read is canonical already."""
        return key if key in self._tables[mapped].rows else canonical_key(mapped, key)

    def _is_known(self, table: _Table, key: Key) -> bool:
        return table.is_whole or key in table.rows or key in table.absent

    def _row(self, mapped: type[Row], key: Key) -> Row | None:
        table = self._tables[mapped]
        if not self._is_known(table, key):
            named = dict(zip(key_columns(mapped), key, strict=True))
            row = self._session.scalars(_by_key(mapped), named).first()
            if row is None:
                table.absent[key] = None
            else:
                table.rows[key] = row
        return table.rows.get(key)

    def _refuse_unseen(
        self, mapped: type[StateRow], key: Key, row: StateRow | None, wanted: Values | None
    ) -> None:
        seen = self._seen.get((mapped.__tablename__, key))
        if seen is None or (mapped, key) in self._written:
            return
        if row is None or row.row_version != seen:
            now = None if row is None else row_values(row)
            after = None if wanted is None else (now or {}) | wanted
            raise conflict(self.connection, (mapped, key), seen, now, after, self._seen)

    def _change_rows(self) -> Iterator[dict[str, Any]]:
        changed = (row for row in self.written if row[2:] != (None, None))
        for position, (mapped, key, before, after) in enumerate(changed):
            names = key_columns(mapped)
            yield {
                "number": self.number,
                "position": position,
                "table_name": mapped.__tablename__,
                "row_key": key_text(key),
                "task_id": task_of(mapped, key, after or before or {}),
                "before": None if before is None else row_text(before, names),
                "after": None if after is None else row_text(after, names),
            }
