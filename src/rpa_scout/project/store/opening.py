"""Opening a project: lock, check, migration and backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import Final

from sqlalchemy import Connection, select, update

from rpa_scout.errors import (
    NewerProjectError,
    OlderProjectError,
    ProjectDamagedError,
    ProjectError,
    Remedy,
    StorageError,
)
from rpa_scout.project.ledger.integrity import damage_of, first_problem
from rpa_scout.project.store.location import FileLocation, Location
from rpa_scout.project.store.migrating import known_revisions, migrate, revision_of
from rpa_scout.project.store.rows import project_digest, table_of
from rpa_scout.project.store.safety.backups import (
    make_backup,
    newest_good_backup,
    remove_old_backups,
)
from rpa_scout.project.store.safety.lock import WriterLock
from rpa_scout.project.store.safety.sealing import is_sealed, seal
from rpa_scout.project.store.schema import REVISION, ProjectRow
from rpa_scout.project.store.server import refuse_unfit_database
from rpa_scout.project.store.storage import Storage, connect_file
from rpa_scout.project.store.storage_errors import sentences_for
from rpa_scout.text import N_
from rpa_scout.version import __version__

_NEWER: Final = N_(
    "{path} was written by a newer version of rpa-scout ({version}). Nothing was changed; "
    "open it with that version."
)


def open_storage(location: Location, author: str, *, read_only: bool) -> Storage:
    """Check a project and open its database.

    For changes, the file is locked first. Then all of it is verified, unless it is bit by bit the
    file that was verified before, its tables are migrated to this version, and it is backed up.
    """
    lock: WriterLock | None = None
    if isinstance(location, FileLocation):
        if not location.path.is_file():
            raise ProjectError(N_("There is no project {path}."), path=location).helped_by(
                Remedy.MAKE_A_PROJECT
            )
        if not read_only:
            lock = WriterLock(location.lock, author)
    try:
        is_verified = isinstance(location, FileLocation) and _checked(
            location, for_changes=not read_only
        )
        storage = Storage(location, lock, read_only=read_only)
        try:
            _prepare(storage, is_verified=is_verified)
        except BaseException:
            storage.engine.dispose()
            raise
    except BaseException:  # also on Ctrl+C: the lock must not stay
        if lock is not None:
            lock.release()
        raise
    return storage


def back_up_verified(storage: Storage) -> None:
    """Back a project's file up before an import, after verifying what changed since."""
    location = storage.location
    if not isinstance(location, FileLocation):
        return
    with storage.at_rest():
        if not is_sealed(location):
            damage = damage_of(location)
            if damage:
                raise _damaged_error(location, damage)
            _refuse_contradictions(storage)
        make_backup(location, daily=False)
        remove_old_backups(location)


def _checked(location: FileLocation, *, for_changes: bool) -> bool:
    """Refuse a damaged file; return whether it is the file that was verified before."""
    try:
        with sentences_for(location):
            if for_changes:
                _take_back_unfinished(location)
                if is_sealed(location):
                    return True
            damage = damage_of(location, thorough=for_changes)
    except ProjectDamagedError as error:
        damage = str(error.__cause__ or error)
    except OSError as error:
        raise StorageError(
            N_("{path} cannot be read: look whether it is there and may be read."), path=location
        ) from error
    if damage:
        raise _damaged_error(location, damage)
    return False


def _take_back_unfinished(location: FileLocation) -> None:
    """Take back the changes that a killed process has left half written."""
    with closing(connect_file(location)) as connection:
        connection.execute("BEGIN IMMEDIATE")  # SQLite plays the journal back first
        # A journal whose head was not written yet takes nothing back, and SQLite leaves it.
        journal = location.path.with_name(f"{location.path.name}-journal")
        with suppress(OSError):
            journal.unlink(missing_ok=True)
        connection.execute("ROLLBACK")


def _prepare(storage: Storage, *, is_verified: bool) -> None:
    with storage.reading() as connection:
        refuse_unfit_database(connection, storage.location)
        revision = revision_of(connection)
        if revision is None:
            raise ProjectError(N_("There is no project in {path}."), path=storage.location)
        if revision != REVISION and revision not in known_revisions():
            version = connection.execute(select(ProjectRow.program_version)).scalar()
            raise NewerProjectError(_NEWER, path=storage.location, version=version)
        written_by = connection.execute(select(ProjectRow.program_version)).scalar()
    if storage.read_only:
        if revision != REVISION:
            raise OlderProjectError(
                N_("{path} was written by an older version; open it once for changes."),
                path=storage.location,
            )
        return
    location = storage.location
    if revision == REVISION:
        if isinstance(location, FileLocation) and not is_verified:
            _refuse_contradictions(storage)
        if written_by != __version__:
            with storage.writing() as connection:
                _write_version(connection)
    else:
        _migrate(storage)
    if isinstance(location, FileLocation):
        storage.engine.dispose()  # the backup reads the file as it lies on the disk
        make_backup(location, daily=True)
        remove_old_backups(location)
        if not (is_verified and written_by == __version__):
            seal(location)


def _migrate(storage: Storage) -> None:
    """Bring the tables to this version; nothing changes where they contradict the history."""
    location = storage.location
    if isinstance(location, FileLocation):
        storage.engine.dispose()
        make_backup(location, daily=False)
    with storage.writing() as connection:
        migrate(connection)
        _write_version(connection)
        problem = first_problem(connection) if isinstance(location, FileLocation) else ""
        if problem:
            raise _damaged_error(location, problem)
    if isinstance(location, FileLocation):
        storage.engine.dispose()
        # The packed tables take a tenth of the room; without room for a copy it stays as it is.
        with suppress(sqlite3.Error), closing(connect_file(location)) as file:
            file.execute("VACUUM")


def _refuse_contradictions(storage: Storage) -> None:
    with storage.reading() as connection:
        problem = first_problem(connection)
    if problem:
        raise _damaged_error(storage.location, problem)


def _write_version(connection: Connection) -> None:
    stored = connection.execute(select(table_of(ProjectRow))).mappings().one()
    row = {**stored, "program_version": __version__}
    row["digest"] = project_digest(row)
    connection.execute(update(ProjectRow).values(**row))


def _damaged_error(location: Location, damage: str) -> ProjectDamagedError:
    if isinstance(location, FileLocation):
        backup = newest_good_backup(location)
        if backup is not None:
            return ProjectDamagedError(
                N_(
                    "{path} is damaged ({damage}). It was left as it is. The newest good backup is "
                    "{backup}; it can be restored to a new file."
                ),
                path=location,
                damage=damage,
                backup=backup.path,
            ).helped_by(Remedy.RESTORE_A_BACKUP)
    return ProjectDamagedError(
        N_(
            "{path} is damaged or no project of rpa-scout ({damage}). It was left as it is. "
            "There is no good backup of it in {folder}."
        ),
        path=location,
        damage=damage,
        folder=location.backups if isinstance(location, FileLocation) else location,
    )
