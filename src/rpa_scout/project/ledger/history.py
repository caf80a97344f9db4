"""Read the history: entries, the rows they changed, and the entries to undo or redo."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, exists, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased

from rpa_scout.project.ledger.change_kinds import NEVER_UNDONE
from rpa_scout.project.store.json_text import from_text
from rpa_scout.project.store.schema import HistoryChangeRow, HistoryRow

_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change.

    Attributes
    ----------
    number : int
        Its position in the history, from 1.
    at : str
        When, ISO 8601 in UTC.
    author : str
        Who.
    kind : str
        What: ``create``, ``import``, ``decide``, ``undo`` …
    reason : str
        Why; may be ``""``.
    details : dict
        Further facts to show, by kind.
    refers_to : int or None
        The entry that is undone or redone.
    facts : list of dict
        Facts added: table, number of rows, digest.
    digest : str
        Chains the entry to all before it.
    digest_rule : int
        The rule by which the digest was made; an entry is verified by its own rule.
    """

    number: int
    at: str
    author: str
    kind: str
    reason: str
    details: dict[str, Any]
    refers_to: int | None
    facts: list[dict[str, Any]]
    digest: str
    digest_rule: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of state that an entry changed."""

    table: str
    key: str  # As JSON
    task_id: str | None
    # The other columns without empty ones; None: no row.
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Conditions for entries; None: no condition."""

    task_id: str | None = None  # The entry changed this task
    author: str | None = None
    kind: str | None = None
    after_number: int = 0  # The entry is newer than this one
    # The entry was made at or after `since` and before `until` (ISO 8601).
    since: str | None = None
    until: str | None = None
    limit: int | None = None  # Only so many of the newest entries


def entries(connection: Connection, wanted: HistoryFilter) -> list[HistoryEntry]:
    """Return the entries that meet the conditions, the oldest first."""
    query = select(HistoryRow.__table__).where(HistoryRow.number > wanted.after_number)
    if wanted.task_id is not None:
        about = select(HistoryChangeRow.number).where(HistoryChangeRow.task_id == wanted.task_id)
        query = query.where(HistoryRow.number.in_(about))
    if wanted.author is not None:
        query = query.where(HistoryRow.author == wanted.author)
    if wanted.kind is not None:
        query = query.where(HistoryRow.kind == wanted.kind)
    if wanted.since is not None:
        query = query.where(HistoryRow.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(HistoryRow.at < wanted.until)
    query = query.order_by(HistoryRow.number.desc())
    if wanted.limit is not None:
        query = query.limit(wanted.limit)
    return [entry_of(dict(row)) for row in connection.execute(query).mappings()][::-1]


def changes_of(
    connection: Connection, number: int, task_id: str | None = None
) -> tuple[RowChange, ...]:
    """Return the rows that an entry changed."""
    return tuple(change for _number, change in row_changes(connection, [number], task_id))


def row_changes(
    connection: Connection, numbers: Collection[int], task_id: str | None = None
) -> Iterator[tuple[int, RowChange]]:
    """Yield the rows that entries changed, with the number of the entry."""
    if not numbers:
        return
    # A range, not a list: databases limit the number of values in a query.
    query = select(HistoryChangeRow.__table__).where(
        HistoryChangeRow.number.between(min(numbers), max(numbers))
    )
    if task_id is not None:
        query = query.where(HistoryChangeRow.task_id == task_id)
    for row in connection.execute(
        query.order_by(HistoryChangeRow.number, HistoryChangeRow.position)
    ):
        if row.number in numbers:
            change = RowChange(
                row.table_name, row.row_key, row.task_id, _row(row.before), _row(row.after)
            )
            yield row.number, change


def last_entry(connection: Connection) -> HistoryEntry | None:
    """Return the newest entry; None if there is none yet."""
    newest = entries(connection, HistoryFilter(limit=1))
    return newest[0] if newest else None


def has_kind_since(connection: Connection, number: int, kinds: Collection[str]) -> bool:
    """Tell whether a change of these kinds was made, undone or redone after an entry."""
    referred = aliased(HistoryRow)
    kind = func.coalesce(referred.kind, HistoryRow.kind)
    query = (
        select(HistoryRow.number)
        .outerjoin(referred, referred.number == HistoryRow.refers_to)
        .where(HistoryRow.number > number, kind.in_(kinds))
    )
    return bool(connection.execute(select(exists(query))).scalar())


def entry_digests(connection: Connection) -> dict[int, str]:
    """Return the digest of every entry that can be read, by its number."""
    query = select(HistoryRow.number, HistoryRow.digest).order_by(HistoryRow.number)
    try:
        return {row.number: row.digest for row in connection.execute(query)}
    except DBAPIError:  # damaged; the other checks say so
        return {}


def head_number(digests: Mapping[int, str], head: str) -> int | None:
    """Return the number of the entry with a digest, written ``DIGEST`` or ``NUMBER:DIGEST``."""
    number, _colon, digest = head.strip().rpartition(":")
    for entry, entry_digest in digests.items():
        if entry_digest == digest and number in ("", str(entry)):
            return entry
    return None


def entry_to_undo(connection: Connection) -> HistoryEntry | None:
    """Return the newest change that is not undone; None if only the creation is left."""
    # Backwards in time, an undo hides the change before it, and a redo cancels an undo.
    undone = 0
    for entry in _backwards(connection):
        if entry["kind"] == "undo":
            undone += 1
        elif entry["kind"] == "redo" or undone:
            undone -= 1
        else:
            return (
                None if entry["kind"] == "create" else _entry_by_number(connection, entry["number"])
            )
    return None


def entry_to_redo(connection: Connection) -> HistoryEntry | None:
    """Return the change that was undone last and can be redone; None if there is none."""
    redone = 0
    for entry in _backwards(connection):
        if entry["kind"] == "redo":
            redone += 1
        elif entry["kind"] != "undo":
            return None
        elif redone:
            redone -= 1
        else:
            return _entry_by_number(connection, entry["refers_to"])
    return None


def _backwards(connection: Connection) -> Iterator[RowMapping]:
    """Yield number, kind and reference of what can be undone, the newest first, in pages."""
    before: int | None = None
    while True:
        query = select(HistoryRow.number, HistoryRow.kind, HistoryRow.refers_to)
        query = query.where(HistoryRow.kind.not_in(NEVER_UNDONE))
        if before is not None:
            query = query.where(HistoryRow.number < before)
        query = query.order_by(HistoryRow.number.desc()).limit(_PAGE)
        page = connection.execute(query).mappings().all()
        if not page:
            return
        yield from page
        before = page[-1]["number"]


def _entry_by_number(connection: Connection, number: int) -> HistoryEntry:
    query = select(HistoryRow.__table__).where(HistoryRow.number == number)
    return entry_of(dict(connection.execute(query).mappings().one()))


def entry_of(row: Mapping[str, Any]) -> HistoryEntry:
    """Convert the columns of a row to an entry."""
    structured = {name: from_text(row[name]) for name in ("details", "facts")}
    return HistoryEntry(**{**row, **structured})


def _row(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(from_text(text))
