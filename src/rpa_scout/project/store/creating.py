"""Creation of a project: complete with its first entry, or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from rpa_scout.errors import OutputError, ProjectError, StorageError
from rpa_scout.output import hidden_folder
from rpa_scout.project.store.location import FileLocation, Location, ServerLocation
from rpa_scout.project.store.migrating import migrate, revision_of
from rpa_scout.project.store.moments import utc_now
from rpa_scout.project.store.rows import project_digest
from rpa_scout.project.store.schema import APPLICATION_ID
from rpa_scout.project.store.server import refuse_unfit_database
from rpa_scout.project.store.storage import Storage
from rpa_scout.project.store.storage_errors import sentences_for
from rpa_scout.text import N_
from rpa_scout.version import __version__

_CREATING: Final = APPLICATION_ID
"""Number of the lock that a creation holds in a PostgreSQL database."""

Fill = Callable[[Connection], None]


def project_row() -> dict[str, object]:
    """Return the row that describes a new project."""
    row: dict[str, object] = {
        "id": 1,
        "uid": secrets.token_hex(16),
        "created_at": utc_now(),
        "program_version": __version__,
    }
    return row | {"digest": project_digest(row)}


def create_project(location: Location, fill: Fill) -> None:
    """Create a project."""
    if isinstance(location, FileLocation):
        _create_file(location, fill)
    else:
        _create_tables(location, fill)


def _create_file(location: FileLocation, fill: Fill) -> None:
    folder = location.path.parent
    if not folder.is_dir():
        raise OutputError(
            N_("{path} cannot be written: there is no folder {folder}."),
            path=location,
            folder=folder,
        )
    if location.path.exists():
        raise _exists_error(location)
    try:
        with hidden_folder(folder) as hidden:
            aside = hidden / location.path.name
            with _errors_named(location):
                _create_tables(FileLocation(aside), fill)
            _move(aside, location)
    except OSError as error:  # the folder takes no files
        raise _creation_error(location) from error


@contextmanager
def _errors_named(location: Location) -> Iterator[None]:
    """Name the project instead of the temporary file in errors."""
    try:
        yield
    except ProjectError as error:
        error.values["path"] = location
        raise


def _move(aside: Path, location: FileLocation) -> None:
    try:
        os.link(aside, location.path)
    except FileExistsError:
        raise _exists_error(location) from None
    except OSError:  # a file system without links
        _move_without_links(aside, location)


def _move_without_links(aside: Path, location: FileLocation) -> None:
    """Reserve the name first: a plain rename would replace a file that somebody else just made."""
    try:
        location.path.open("xb").close()
    except FileExistsError:
        raise _exists_error(location) from None
    except OSError as error:
        raise _creation_error(location) from error
    try:
        aside.replace(location.path)
    except OSError as error:
        with suppress(OSError):
            location.path.unlink()
        raise _creation_error(location) from error


def _creation_error(location: FileLocation) -> StorageError:
    return StorageError(
        N_("{path} cannot be made: the folder may be read only or the disk full."), path=location
    )


def _create_tables(location: Location, fill: Fill) -> None:
    storage = Storage(location, create=True)
    try:
        with sentences_for(location), storage.engine.begin() as connection:
            if isinstance(location, ServerLocation):
                # There is no row to lock yet, so creators take turns by an advisory lock.
                connection.execute(select(func.pg_advisory_xact_lock(_CREATING)))
            refuse_unfit_database(connection, location)
            if revision_of(connection) is not None:
                raise _exists_error(location)
            migrate(connection)
            fill(connection)
    finally:
        storage.close()


def _exists_error(location: Location) -> ProjectError:
    return ProjectError(
        N_("There is a project already: {path}. Open it, or name another."), path=location
    )
