"""The connection to a project's database, with transactions for reading and writing."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.pool import QueuePool

from rpa_scout.errors import NotAllowedError, StorageError
from rpa_scout.project.store.location import FileLocation, Location, ServerLocation
from rpa_scout.project.store.safety.lock import WriterLock
from rpa_scout.project.store.safety.sealing import is_sealed, seal
from rpa_scout.project.store.schema import ProjectRow
from rpa_scout.project.store.server import BUSY_SECONDS, server_engine
from rpa_scout.project.store.storage_errors import sentences_for
from rpa_scout.text import N_

_PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",  # a write-ahead log needs shared memory: none on a share
    "PRAGMA synchronous = EXTRA",  # FULL, and the folder too once the journal is removed
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
)
_LONGEST_TRUSTED_SECONDS: Final = 600.0
"""How long a file counts as whole that was found whole; later a flipped bit would be sealed."""
_WRITES: Final = "rpa_scout_writes"


def connect_file(location: FileLocation, *, create: bool = False) -> sqlite3.Connection:
    """Connect to a project's file with the settings of the program."""
    path = location.path.absolute().as_posix()
    root = "" if path.startswith("/") else "/"
    connection = sqlite3.connect(
        f"file://{root}{quote(path)}?mode={'rwc' if create else 'rw'}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


class Storage:
    """A project's database."""

    def __init__(
        self,
        location: Location,
        lock: WriterLock | None = None,
        *,
        read_only: bool = False,
        create: bool = False,
    ) -> None:
        self.location = location
        self.read_only = read_only
        self.lock = lock
        self.engine = _engine(location, read_only=read_only, create=create)
        self._turn = threading.RLock()
        self._trusted_at: float | None = time.monotonic()
        self._is_to_be_sealed = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees the same state of the project throughout."""
        with self._turn, self._sentences(), self.engine.connect() as connection:
            if isinstance(self.location, ServerLocation):
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are committed together or not at all.

        Writers come one after the other: SQLite locks the file, PostgreSQL the project's row.
        """
        if self.read_only:
            raise NotAllowedError(
                N_("{path} was opened read only, so nothing can be changed."), path=self.location
            )
        with self._turn, self._sentences():
            self._keep_trust()
        with self._turn, self._sentences(), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                if isinstance(self.location, ServerLocation):
                    connection.execute(select(ProjectRow.id).with_for_update())
                yield connection
                self._refuse_without_lock()
                self._is_to_be_sealed = True

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Keep transactions of this process away, for work on the file itself."""
        with self._turn:
            self.engine.dispose()
            yield

    def close(self) -> None:
        """Close the connection, seal what this session has changed, and release the lock."""
        self.seal()
        if self.lock is not None:
            self.lock.release()

    def seal(self) -> None:
        """Seal what was changed, so that the next opening need not verify it."""
        with self.at_rest():
            is_ours = self.lock is not None and self.lock.is_held
            if not (self._is_to_be_sealed and is_ours):
                return
            self._keep_trust()
            if isinstance(self.location, FileLocation) and self._trusted_at is not None:
                seal(self.location)
                self._is_to_be_sealed = False

    def _keep_trust(self) -> None:
        """Look again whether the file is the sealed one, where that was last known long ago."""
        if self._trusted_at is None or not isinstance(self.location, FileLocation):
            return
        now = time.monotonic()
        if now - self._trusted_at >= _LONGEST_TRUSTED_SECONDS:
            is_whole = not self._is_to_be_sealed and is_sealed(self.location)
            self._trusted_at = now if is_whole else None

    def _refuse_without_lock(self) -> None:
        if self.lock is not None and not self.lock.is_held:
            raise StorageError(
                N_(
                    "{path}: somebody else has taken over the project meanwhile (the computer may "
                    "have slept), or its folder is gone. This change was not made; open it again."
                ),
                path=self.location,
            )

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            with sentences_for(self.location):
                yield
        except StorageError:
            self.engine.dispose()  # the next transaction connects anew
            raise


def _engine(location: Location, *, read_only: bool, create: bool) -> Engine:
    if isinstance(location, ServerLocation):
        return server_engine(location)
    file = location

    def connect() -> sqlite3.Connection:
        connection = connect_file(file, create=create)
        if read_only:
            # Not mode=ro: opening must be able to roll back the changes of a killed writer.
            connection.execute("PRAGMA query_only = ON")
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=1, max_overflow=0
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")
