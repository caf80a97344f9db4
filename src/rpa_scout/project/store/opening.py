"""Opening a project: lock, check, backup and migration."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import Final

from sqlalchemy import Connection, select, update

from rpa_scout.errors import (
    NewerProjectError,
    ProjectDamagedError,
    ProjectError,
    StorageError,
)
from rpa_scout.project.ledger.integrity import damage_of
from rpa_scout.project.store.backups import make_backup, newest_good_backup
from rpa_scout.project.store.location import FileLocation, Location
from rpa_scout.project.store.lock import WriterLock
from rpa_scout.project.store.migrating import known_revisions, migrate, revision_of
from rpa_scout.project.store.rows import project_digest, table_of
from rpa_scout.project.store.schema import REVISION, ProjectRow
from rpa_scout.project.store.storage import Storage
from rpa_scout.project.store.storage_errors import sentences_for
from rpa_scout.text import N_
from rpa_scout.version import __version__

__all__ = ["open_storage"]

_NEWER: Final = N_(
    "{path} was written by a newer version of rpa-scout ({version}). Nothing was changed; "
    "open it with that version."
)


def open_storage(location: Location, author: str, *, read_only: bool) -> Storage:
    """Check a project and open its database.

    For changes, the file is locked first, then checked, and backed up if it changed since the
    newest backup. Then the tables are migrated to this version.
    """
    lock: WriterLock | None = None
    if isinstance(location, FileLocation):
        if not location.path.is_file():
            raise ProjectError(
                N_("There is no project {path}; “rpa-scout project new” makes one."), path=location
            )
        if not read_only:
            lock = WriterLock(location.lock, author)
    try:
        if isinstance(location, FileLocation):
            _refuse_damaged(location, thorough=not read_only)
        storage = Storage(location, lock, read_only=read_only)
        try:
            _prepare(storage)
        except BaseException:
            storage.engine.dispose()
            raise
    except BaseException:  # also on Ctrl+C: the lock must not stay
        if lock is not None:
            lock.release()
        raise
    return storage


def _prepare(storage: Storage) -> None:
    with storage.reading() as connection:
        revision = revision_of(connection)
        if revision is None:
            raise ProjectError(N_("There is no project in {path}."), path=storage.location)
        if revision != REVISION and revision not in known_revisions():
            version = connection.execute(select(ProjectRow.program_version)).scalar()
            raise NewerProjectError(_NEWER, path=storage.location, version=version)
        written_by = connection.execute(select(ProjectRow.program_version)).scalar()
    if storage.read_only:
        if revision != REVISION:
            raise ProjectError(
                N_("{path} was written by an older version; open it once for changes."),
                path=storage.location,
            )
        return
    if isinstance(storage.location, FileLocation):
        make_backup(storage.location)
    if revision != REVISION or written_by != __version__:
        with storage.writing() as connection:
            if revision != REVISION:
                migrate(connection)
            _write_version(connection)


def _write_version(connection: Connection) -> None:
    stored = connection.execute(select(table_of(ProjectRow))).mappings().one()
    row = {**stored, "program_version": __version__}
    row["digest"] = project_digest(row)
    connection.execute(update(ProjectRow).values(**row))


def _refuse_damaged(location: FileLocation, *, thorough: bool) -> None:
    try:
        with sentences_for(location):
            damage = damage_of(location, thorough=thorough)
    except ProjectDamagedError as error:
        damage = str(error.__cause__ or error)
    except OSError as error:
        raise StorageError(
            N_("{path} cannot be read: look whether it is there and may be read."), path=location
        ) from error
    if not damage:
        return
    with suppress(sqlite3.Error, OSError):
        backup = newest_good_backup(location)
        if backup is not None:
            raise ProjectDamagedError(
                N_(
                    "{path} is damaged ({damage}). It was left as it is. The newest good backup is "
                    "{backup}: copy it to a new name and open that."
                ),
                path=location,
                damage=damage,
                backup=backup,
            )
    raise ProjectDamagedError(
        N_(
            "{path} is damaged or no project of rpa-scout ({damage}). It was left as it is. "
            "There is no backup of it in {folder}."
        ),
        path=location,
        damage=damage,
        folder=location.backups,
    )
