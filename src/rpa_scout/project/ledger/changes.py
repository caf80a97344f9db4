"""A change while it is being made: rows of state, facts, and the entry of the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select

from rpa_scout.project.ledger.conflicts import conflict
from rpa_scout.project.ledger.digest_rules import (
    DIGEST_RULE,
    FIRST_DIGEST,
    entry_digest,
    facts_digest,
)
from rpa_scout.project.ledger.history import HistoryEntry, entry_of
from rpa_scout.project.store.canonical import canonical_key, canonical_text, canonical_values
from rpa_scout.project.store.facts import add_facts, insert_canonical
from rpa_scout.project.store.json_text import to_text
from rpa_scout.project.store.rows import (
    column_names,
    key_columns,
    key_text,
    row_text,
    table_of,
    task_of,
)
from rpa_scout.project.store.schema import STATE, Base, HistoryChangeRow, HistoryRow, StateRow
from rpa_scout.project.store.statements import (
    NEWEST_ENTRY,
    delete_by_key,
    key_parameters,
    select_by_key,
    select_by_keys,
    update_by_key,
)

__all__ = ["Change", "Seen"]

_ROWS_A_STATEMENT: Final = 500
"""Databases limit the number of values in a statement."""

Key = tuple[Any, ...]
Values = dict[str, Any]

Seen = MutableMapping[tuple[str, Key], int]
"""Versions of the rows that the user has seen, by table and key."""


@dataclass(slots=True)
class _Written:
    """A row of state before and after the change; None: no row."""

    before: Values | None
    after: Values | None


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
        last = connection.execute(NEWEST_ENTRY).first()
        self.number = 1 if last is None else last.number + 1
        self._digest = FIRST_DIGEST if last is None else last.digest
        self._seen = seen
        self._rows_by_key: dict[type[StateRow], dict[Key, Values]] = {}
        self._fully_read: set[type[StateRow]] = set()
        self._loaded: set[tuple[type[StateRow], Key]] = set()
        self._written: dict[tuple[type[StateRow], Key], _Written] = {}
        self._facts: list[dict[str, Any]] = []
        self._entry: Values = {}

    def rows(self, mapped: type[StateRow]) -> dict[Key, Values]:
        """Return all rows of a table of state by key, with the changes so far."""
        if mapped not in self._fully_read:
            stored = self.connection.execute(select(table_of(mapped))).mappings()
            by_key = {self._key_of(mapped, row): dict(row) for row in stored}
            self._rows_by_key[mapped] = by_key | self._pending_rows(mapped)
            for (table, key), written in self._written.items():
                if table is mapped and written.after is None:
                    self._rows_by_key[mapped].pop(key, None)
            self._fully_read.add(mapped)
        return self._rows_by_key[mapped]

    def row(self, mapped: type[StateRow], *key: object) -> Values | None:
        """Return one row of state, with the changes so far."""
        return self._row(mapped, canonical_key(mapped, key))

    def load(self, mapped: type[StateRow], keys: Iterable[Key]) -> None:
        """Read rows of state with few statements; each row costs one of its own otherwise."""
        wanted = [canonical_key(mapped, key) for key in keys]
        wanted = [key for key in dict.fromkeys(wanted) if not self._is_known(mapped, key)]
        rows = self._rows_by_key.setdefault(mapped, {})
        for start in range(0, len(wanted), _ROWS_A_STATEMENT):
            part = wanted[start : start + _ROWS_A_STATEMENT]
            for stored in self.connection.execute(select_by_keys(mapped, part)).mappings():
                rows[self._key_of(mapped, stored)] = dict(stored)
            self._loaded.update((mapped, key) for key in part)

    def _is_known(self, mapped: type[StateRow], key: Key) -> bool:
        """Tell whether the row was read, or whether it is known that there is none."""
        return (
            key in self._rows_by_key.get(mapped, ())
            or mapped in self._fully_read
            or (mapped, key) in self._written
            or (mapped, key) in self._loaded
        )

    def _row(self, mapped: type[StateRow], key: Key) -> Values | None:
        rows = self._rows_by_key.setdefault(mapped, {})
        if self._is_known(mapped, key):
            return rows.get(key)
        stored = (
            self.connection.execute(select_by_key(mapped), key_parameters(mapped, key))
            .mappings()
            .first()
        )
        if stored is not None:
            rows[key] = dict(stored)
        return rows.get(key)

    @property
    def judgement(self) -> dict[str, str]:
        """Why, who and when, as rows of judgements keep it."""
        return {"reason": self.reason, "author": self.author, "at": self.at}

    def put(self, mapped: type[StateRow], key: Key, **values: object) -> None:
        """Write a row of state; columns that are not named keep their value."""
        key = canonical_key(mapped, key)
        before = self._row(mapped, key)
        whole = dict.fromkeys(column_names(mapped)) if before is None else dict(before)
        whole.update(zip(key_columns(mapped), key, strict=True))
        whole.update(canonical_values(mapped, values))
        self._refuse_unseen(mapped, key, before, whole)
        if whole == before:
            return
        whole["row_version"] = self.number
        self._write(mapped, key, before, whole)

    def delete(self, mapped: type[StateRow], key: Key) -> None:
        """Remove a row of state; its history stays."""
        key = canonical_key(mapped, key)
        before = self._row(mapped, key)
        self._refuse_unseen(mapped, key, before, None)
        if before is not None:
            self._write(mapped, key, before, None)

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
        for (mapped, key), written in self._written.items():
            yield mapped, key, written.before, written.after

    def finish(self) -> None:
        """Write the rows of state and the entry."""
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
        # Foreign keys hold at every step: referenced rows are inserted first and deleted last.
        touched = {mapped for mapped, _key in self._written}
        tables = [mapped for mapped in STATE if mapped in touched]
        for mapped in tables:
            self._insert(mapped)
        for mapped in tables:
            self._update(mapped)
        for mapped in reversed(tables):
            self._remove(mapped)
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
        for (mapped, key), written in self._written.items():
            seen_key = (mapped.__tablename__, key)
            if written.after is None:
                self._seen.pop(seen_key, None)
            else:
                self._seen[seen_key] = self.number

    def _key_of(self, mapped: type[StateRow], row: Mapping[Any, Any]) -> Key:
        return tuple(row[name] for name in key_columns(mapped))

    def _pending_rows(self, mapped: type[StateRow]) -> dict[Key, Values]:
        return {
            key: written.after
            for (table, key), written in self._written.items()
            if table is mapped and written.after is not None
        }

    def _refuse_unseen(
        self, mapped: type[StateRow], key: Key, before: Values | None, after: Values | None
    ) -> None:
        if (mapped, key) in self._written:
            return
        seen = self._seen.get((mapped.__tablename__, key))
        if seen is not None and (before is None or before["row_version"] != seen):
            raise conflict(self.connection, (mapped, key), seen, before, after, self._seen)

    def _write(
        self, mapped: type[StateRow], key: Key, before: Values | None, after: Values | None
    ) -> None:
        written_key = (mapped, key)
        if written_key in self._written:
            before = self._written[written_key].before
        self._written[written_key] = _Written(before, after)
        rows = self._rows_by_key.setdefault(mapped, {})
        if after is None:
            rows.pop(key, None)
        else:
            rows[key] = after

    def _change_rows(self) -> Iterator[dict[str, Any]]:
        position = 0
        for (mapped, key), written in self._written.items():
            if written.before is None and written.after is None:
                continue
            names = key_columns(mapped)
            texts = [
                None if values is None else row_text(values, names)
                for values in (written.before, written.after)
            ]
            yield {
                "number": self.number,
                "position": position,
                "table_name": mapped.__tablename__,
                "row_key": key_text(key),
                "task_id": task_of(mapped, key, written.after or written.before or {}),
                "before": texts[0],
                "after": texts[1],
            }
            position += 1

    def _written_rows(self, mapped: type[StateRow]) -> list[tuple[Key, _Written]]:
        return [
            (key, written) for (table, key), written in self._written.items() if table is mapped
        ]

    def _insert(self, mapped: type[StateRow]) -> None:
        new = [
            written.after
            for _key, written in self._written_rows(mapped)
            if written.before is None and written.after
        ]
        if new:
            insert_canonical(self.connection, mapped, new)

    def _update(self, mapped: type[StateRow]) -> None:
        names = key_columns(mapped)
        changed = [
            key_parameters(mapped, key)
            | {name: value for name, value in written.after.items() if name not in names}
            for key, written in self._written_rows(mapped)
            if written.before is not None and written.after is not None
        ]
        if changed:
            self.connection.execute(update_by_key(mapped), changed)

    def _remove(self, mapped: type[StateRow]) -> None:
        gone = [
            key_parameters(mapped, key)
            for key, written in self._written_rows(mapped)
            if written.before is not None and written.after is None
        ]
        if gone:
            self.connection.execute(delete_by_key(mapped), gone)
