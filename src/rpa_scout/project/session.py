"""An open project: transactions, history, undo, and the row versions that its user has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Literal, Self

from rpa_scout.errors import InputError, NotAllowedError
from rpa_scout.project.ledger.changes import Change, Key
from rpa_scout.project.ledger.entry_tasks import EntryTasks, tasks_of_entries
from rpa_scout.project.ledger.history import (
    HistoryEntry,
    HistoryFilter,
    RowChange,
    changes_of,
    entries,
    entry_to_redo,
    entry_to_undo,
    last_entry,
)
from rpa_scout.project.ledger.undoing import apply_changes
from rpa_scout.project.store.location import FileLocation, Location
from rpa_scout.project.store.moments import utc_now
from rpa_scout.project.store.safety.lock import holder_of
from rpa_scout.project.store.safety.lock_file import Holder
from rpa_scout.project.store.storage import Storage
from rpa_scout.project.without_names.copying import copy_of
from rpa_scout.project.without_names.staff_names import STAFF
from rpa_scout.text import N_

__all__ = ["ProjectSession", "checked_author"]


def checked_author(author: str) -> str:
    """Return the name of the author of changes; refuse an empty one."""
    name = writable(author)
    if not name:
        raise InputError(N_("The name of the person who makes the change is empty."))
    return name


def writable(text: str) -> str:
    """Return a text without characters that a database or a workbook cannot store."""
    storable = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return "\n".join(storable.strip().splitlines())


class ProjectSession:
    """A project's transactions and history."""

    def __init__(self, storage: Storage, author: str) -> None:
        self._storage = storage
        self._seen: dict[tuple[str, Key], int] = {}
        self._own_numbers: set[int] = set()
        with storage.reading() as connection:
            newest = last_entry(connection)
            self.copied_from = copy_of(connection)
        # What is written from a copy without names shows no name of today's reader either.
        self.author = STAFF if self.copied_from else author
        self._until = newest.number if newest else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def location(self) -> Location:
        """The file or database of the project."""
        return self._storage.location

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._storage.read_only

    @property
    def holder(self) -> Holder | None:
        """Who is changing the project's file now; None: nobody, or the project is in a database."""
        location = self.location
        return holder_of(location.lock) if isinstance(location, FileLocation) else None

    def close(self) -> None:
        """Close the project and release its lock."""
        self._storage.close()

    def history(self, wanted: HistoryFilter | None = None) -> list[HistoryEntry]:
        """Return the entries of the history, the oldest first."""
        with self._storage.reading() as connection:
            return entries(connection, wanted or HistoryFilter())

    def changes(self, number: int, task_id: str | None = None) -> tuple[RowChange, ...]:
        """Return the rows that an entry of the history changed, of all tasks or of one."""
        with self._storage.reading() as connection:
            return changes_of(connection, number, task_id)

    def entry_tasks(
        self,
        entries: Iterable[HistoryEntry],
        limit: int | None = None,
        task_id: str | None = None,
    ) -> dict[int, EntryTasks]:
        """Return the tasks that entries of the history changed, with every value before and after.

        >>> import pandas as pd
        >>> import rpa_scout as rs
        >>> tasks = pd.DataFrame({"department": ["税務課"], "name": ["入力"]}, index=["税務課-6"])
        >>> with rs.Project.create("業務.rpascout", rs.load_policy(), "担当A") as project:
        ...     imported = project.import_surveys(rs.Inventory.from_frame(tasks))
        ...     entry = project.decide(["税務課-6"], "declined", "件数が少ない")
        ...     (changed,) = project.entry_tasks([entry])[entry.number].tasks
        ...     changed.name, [(value.kind, value.old, value.new) for value in changed.values]
        ('入力', [('state', 'candidate', 'declined')])
        """
        with self._storage.reading() as connection:
            return tasks_of_entries(connection, entries, limit, task_id)

    def refresh(self) -> list[HistoryEntry]:
        """Forget the seen rows, and return the entries of other people since the last call.

        Afterwards no change conflicts until rows are read again.
        """
        self._seen.clear()
        entries = self.history(HistoryFilter(after_number=self._until))
        self._until = entries[-1].number if entries else self._until
        own_numbers, self._own_numbers = self._own_numbers, set()
        return [entry for entry in entries if entry.number not in own_numbers]

    def undoable(self) -> HistoryEntry | None:
        """Return the change that :meth:`undo` would undo; None: there is none."""
        with self._storage.reading() as connection:
            return entry_to_undo(connection)

    def redoable(self) -> HistoryEntry | None:
        """Return the change that :meth:`redo` would repeat; None: there is none."""
        with self._storage.reading() as connection:
            return entry_to_redo(connection)

    def undo(self, *, of_others: bool = False, reason: str = "") -> HistoryEntry:
        """Undo the last change; the history keeps both."""
        return self._undo_or_redo("undo", reason, of_others=of_others)

    def redo(self, *, of_others: bool = False, reason: str = "") -> HistoryEntry:
        """Repeat the change that was undone last."""
        return self._undo_or_redo("redo", reason, of_others=of_others)

    def _undo_or_redo(
        self, kind: Literal["undo", "redo"], reason: str, *, of_others: bool
    ) -> HistoryEntry:
        """Undo or repeat a change of the history."""
        back = kind == "undo"
        with self._changing(kind, reason) as change:
            entry = entry_to_undo(change.connection) if back else entry_to_redo(change.connection)
            if entry is None:
                nothing = (
                    N_("There is nothing to undo.") if back else N_("There is nothing to redo.")
                )
                raise NotAllowedError(nothing)
            _refuse_others(entry, self.author, of_others=of_others)
            change.refers_to = entry.number
            change.details = {"kind": entry.kind}
            apply_changes(change, changes_of(change.connection, entry.number), back=back)
        return change.entry

    @contextmanager
    def _changing(self, kind: str, reason: str = "") -> Iterator[Change]:
        """Yield a change that becomes one transaction and one entry, or nothing at all."""
        with self._storage.writing() as connection:
            change = Change(connection, utc_now(), self.author, kind, writable(reason), self._seen)
            yield change
            if change.is_empty and kind not in ("undo", "redo"):
                raise NotAllowedError(
                    N_("There is nothing to change: everything is as requested already.")
                )
            change.finish()
        change.remember()
        self._own_numbers.add(change.number)

    def _remember_versions(self, table: str, versions: dict[Key, int]) -> None:
        """Remember the versions of the rows that the user has seen."""
        self._seen.update({(table, key): version for key, version in versions.items()})


def _refuse_others(entry: HistoryEntry, author: str, *, of_others: bool) -> None:
    if entry.author != author and not of_others:
        raise NotAllowedError(
            N_(
                "The last change (number {number}) was made by {author}. "
                "Say that changes of others may be undone too, if that is meant."
            ),
            number=entry.number,
            author=entry.author,
        )
