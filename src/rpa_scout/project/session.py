"""An open project: its transactions, and the row versions that its user has seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection

from rpa_scout.errors import InputError, NotAllowedError
from rpa_scout.project.ledger.changes import Change, Key
from rpa_scout.project.ledger.history import HistoryEntry, HistoryFilter, entries, last_entry
from rpa_scout.project.store.location import FileLocation, Location
from rpa_scout.project.store.moments import utc_now
from rpa_scout.project.store.safety.lock import holder_of
from rpa_scout.project.store.safety.lock_file import Holder
from rpa_scout.project.store.storage import Storage
from rpa_scout.project.without_names.copying import copy_of
from rpa_scout.project.without_names.staff_names import STAFF
from rpa_scout.text import N_

T = TypeVar("T")


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
    """A project's transactions; every part of the project shares it."""

    def __init__(self, storage: Storage, author: str) -> None:
        self.storage = storage
        self._seen: dict[tuple[str, Key], int] = {}
        self._own_numbers: set[int] = set()
        with storage.reading() as connection:
            newest = last_entry(connection)
            self.copied_from = copy_of(connection)
        # What is written from a copy without names shows no name of today's reader either.
        self.author = STAFF if self.copied_from else author
        self._until = newest.number if newest else 0

    @property
    def location(self) -> Location:
        """The file or database of the project."""
        return self.storage.location

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.storage.read_only

    @property
    def holder(self) -> Holder | None:
        """Who is changing the project's file now; None: nobody, or the project is in a database."""
        location = self.location
        return holder_of(location.lock) if isinstance(location, FileLocation) else None

    def close(self) -> None:
        """Close the project and release its lock."""
        self.storage.close()

    def refresh(self) -> list[HistoryEntry]:
        """Forget the seen rows, and return the entries of other people since the last call.

        Afterwards no change conflicts until rows are read again.
        """
        self._seen.clear()
        with self.reading() as connection:
            newer = entries(connection, HistoryFilter(after_number=self._until))
        self._until = newer[-1].number if newer else self._until
        own_numbers, self._own_numbers = self._own_numbers, set()
        return [entry for entry in newer if entry.number not in own_numbers]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that reads one state of the project."""
        with self.storage.reading() as connection:
            yield connection

    @contextmanager
    def changing(self, kind: str, reason: str = "") -> Iterator[Change]:
        """Yield a change that becomes one transaction and one entry, or nothing at all."""
        with self.storage.writing() as connection:
            change = Change(connection, utc_now(), self.author, kind, writable(reason), self._seen)
            yield change
            if change.is_empty and kind not in ("undo", "redo"):
                raise NotAllowedError(
                    N_("There is nothing to change: everything is as requested already.")
                )
            change.finish()
        change.remember()
        self._own_numbers.add(change.number)

    def rehearse(self, kind: str, work: Callable[[Change], T]) -> T:
        """Return what a change would do; its transaction is taken back, so nothing is stored."""
        with self.storage.writing() as connection:
            result = work(Change(connection, utc_now(), self.author, kind, "", {}))
            connection.rollback()
        return result

    def remember_versions(self, table: str, versions: dict[Key, int]) -> None:
        """Remember the versions of the rows that the user has seen."""
        self._seen.update({(table, key): version for key, version in versions.items()})
