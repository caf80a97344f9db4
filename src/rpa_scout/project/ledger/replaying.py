"""Replay the history from its first entry, and compare the stored state with the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from rpa_scout.errors import InternalError
from rpa_scout.project.ledger.digest_rules import (
    FIRST_DIGEST,
    REPR_RULE,
    entry_digest,
    facts_digest,
)
from rpa_scout.project.ledger.repr_digests import repr_facts_digest, savings_from_arrays
from rpa_scout.project.store.facts import fact_rows
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.rows import (
    STATE_TABLES,
    key_columns,
    key_text,
    mappings,
    project_digest,
    row_from,
    row_text,
    stored_rows,
    table_of,
)
from rpa_scout.project.store.schema import (
    FACTS,
    STATE,
    AssessmentActualRow,
    HistoryChangeRow,
    HistoryRow,
    ProjectRow,
    StateRow,
)
from rpa_scout.text import N_

UNREADABLE: Final = (ValueError, LookupError, TypeError, InternalError, DBAPIError)
"""Raised by damaged texts, packed or not, invalid JSON, other types, and unknown tables."""

_FACT_TABLES: Final = {mapped.__tablename__: mapped for mapped in FACTS}


@dataclass(frozen=True, slots=True)
class Problem:
    """A contradiction between a project and its history."""

    template: str  # English sentence with named placeholders
    values: dict[str, object]  # Values for the placeholders


@dataclass(frozen=True)
class Replay:
    """The state that the history leads to, and the contradictions in it."""

    state: dict[str, dict[str, str]]  # Rows by table and key, both as JSON
    # Contradictions of the history with itself or with the facts.
    problems: list[Problem] = field(default_factory=list)
    entries: int = 0


def replay(connection: Connection) -> Replay:
    """Replay the history from its first entry."""
    state: dict[str, dict[str, str]] = {name: {} for name in STATE_TABLES}
    problems: list[Problem] = []
    facts = _FactsCheck(connection)
    changes = _Changes(connection)
    digest, number = FIRST_DIGEST, 0
    for entry in mappings(connection, select(table_of(HistoryRow)).order_by(HistoryRow.number)):
        number += 1
        rows = changes.of(entry["number"])
        if entry["number"] != number:
            problems.append(Problem(N_("Entry {number} is missing."), {"number": number}))
            number = entry["number"]
        try:
            if entry_digest(digest, entry, rows) != entry["digest"]:
                sentence = N_("Entry {number} is not as it was written.")
                problems.append(Problem(sentence, {"number": number}))
            digest = entry["digest"]
            problems += _replay_entry(state, rows, number)
            problems += facts.problems(entry, state)
        except UNREADABLE:
            sentence = N_("Entry {number} cannot be read: it was changed.")
            problems.append(Problem(sentence, {"number": number}))
    problems += [
        Problem(N_("The table {table} has rows that no entry mentions."), {"table": name})
        for name in facts.tables_with_more_rows()
    ]
    return Replay(state, problems, number)


def problems_of(connection: Connection) -> tuple[list[Problem], int]:
    """Compare the stored state with the replayed one; return problems and number of entries."""
    try:
        replayed = replay(connection)
        problems = [*_project_problems(connection), *replayed.problems]
    except UNREADABLE as error:
        return [_unreadable(HistoryRow.__tablename__, error)], 0
    for mapped in STATE:
        try:
            problems += _state_problems(connection, mapped, replayed.state[mapped.__tablename__])
        except UNREADABLE as error:
            problems.append(_unreadable(mapped.__tablename__, error))
    return problems, replayed.entries


def _unreadable(table: str, error: Exception) -> Problem:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return Problem(
        N_("The table {table} cannot be read ({cause})."), {"table": table, "cause": str(cause)}
    )


def _state_problems(
    connection: Connection, mapped: type[StateRow], replayed: Mapping[str, str]
) -> Iterator[Problem]:
    keys = key_columns(mapped)
    stored = {
        key_text(tuple(row[column] for column in keys)): row_text(row, keys)
        for row in stored_rows(connection, mapped)
    }
    if stored != replayed:
        differing = {
            key for key in stored.keys() | replayed.keys() if stored.get(key) != replayed.get(key)
        }
        sentence = N_("{table}: {count} rows are not as the history says ({example}).")
        yield Problem(
            sentence,
            {"table": mapped.__tablename__, "count": len(differing), "example": min(differing)},
        )


def _project_problems(connection: Connection) -> Iterator[Problem]:
    rows = list(stored_rows(connection, ProjectRow))
    if len(rows) != 1 or project_digest(rows[0]) != rows[0]["digest"]:
        yield Problem(N_("The row that describes the project is not as it was written."), {})


def state_rows(
    state: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the rows of every table of state, in the order in which they can be inserted."""
    for mapped in STATE:
        name = mapped.__tablename__
        rows = [row_from(mapped, key, text) for key, text in state[name].items()]
        if rows:
            yield name, rows


class _Changes:
    """Rows of ``history_changes``, read entry by entry."""

    def __init__(self, connection: Connection) -> None:
        query = select(table_of(HistoryChangeRow)).order_by(
            HistoryChangeRow.number, HistoryChangeRow.position
        )
        self._rows = mappings(connection, query)
        self._next: Mapping[str, Any] | None = next(self._rows, None)

    def of(self, number: int) -> list[Mapping[str, Any]]:
        rows = []
        while self._next is not None and self._next["number"] <= number:
            rows.append(self._next)
            self._next = next(self._rows, None)
        return rows


def _replay_entry(
    state: dict[str, dict[str, str]], rows: list[Mapping[str, Any]], number: int
) -> Iterator[Problem]:
    for row in rows:
        table = state[row["table_name"]]
        if table.get(row["row_key"]) != row["before"]:
            sentence = N_("Entry {number} does not follow from those before it ({table} {key}).")
            yield Problem(
                sentence, {"number": number, "table": row["table_name"], "key": row["row_key"]}
            )
        if row["after"] is None:
            table.pop(row["row_key"], None)
        else:
            table[row["row_key"]] = row["after"]


class _FactsCheck:
    """Compares the facts that entries name with the rows that are stored, table by table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._remaining = {
            name: fact_rows(connection, mapped) for name, mapped in _FACT_TABLES.items()
        }

    def problems(
        self, entry: Mapping[str, Any], state: Mapping[str, Mapping[str, str]]
    ) -> Iterator[Problem]:
        for added in from_text(entry["facts"]):
            table = added["table"]
            rows = islice(self._remaining[table], added["rows"])
            if entry["digest_rule"] == REPR_RULE:
                digest = self._digest_by_repr(table, list(rows), state)
            else:
                digest = facts_digest(rows)
            if digest != added["sha256"]:
                sentence = N_("Facts of entry {number} ({table}) are not as they were written.")
                yield Problem(sentence, {"number": entry["number"], "table": table})

    def _digest_by_repr(
        self, table: str, rows: list[dict[str, Any]], state: Mapping[str, Mapping[str, str]]
    ) -> str:
        from_arrays: frozenset[tuple[str, int]] = frozenset()
        if table == AssessmentActualRow.__tablename__ and rows:
            number = rows[0]["assessment_number"]
            from_arrays = savings_from_arrays(self._connection, state, number)
        return repr_facts_digest(
            _FACT_TABLES[table],
            rows,
            lambda row: (row["task_id"], row["fiscal_year"]) in from_arrays,
        )

    def tables_with_more_rows(self) -> Iterator[str]:
        """Yield the tables with rows that no entry mentions."""
        for name, rows in self._remaining.items():
            try:
                has_more = next(rows, None) is not None
            except UNREADABLE:
                has_more = True
            if has_more:
                yield name
