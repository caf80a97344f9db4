"""Errors of the database library, each as one clear sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from rpa_scout.errors import ProjectDamagedError, ProjectError, StorageError
from rpa_scout.project.store.location import FileLocation, Location, ServerLocation
from rpa_scout.project.store.packing.packed_text import DamagedTextError
from rpa_scout.project.store.server import connection_error
from rpa_scout.text import N_

_PRIMARY_CODE: Final = 0xFF
"""The low byte of an error code of SQLite is its primary code."""

_DAMAGED: Final = N_(
    "{path} is damaged ({cause}). It was left as it is; close it and open the newest backup."
)

_SENTENCES: Final[dict[int, tuple[type[ProjectError], str]]] = {
    sqlite3.SQLITE_FULL: (
        StorageError,
        N_(
            "{path}: the disk is full, so this change was not made. Everything reported as done "
            "before is kept. Make room and try again."
        ),
    ),
    sqlite3.SQLITE_READONLY: (
        StorageError,
        N_(
            "{path}: the file or its folder has become read only, so this change was not made. "
            "Everything reported as done before is kept."
        ),
    ),
    sqlite3.SQLITE_BUSY: (
        StorageError,
        N_(
            "{path}: another program is using the file, so this was not done. "
            "Close it there and try again."
        ),
    ),
    sqlite3.SQLITE_LOCKED: (
        StorageError,
        N_(
            "{path}: another program is using the file, so this was not done. "
            "Close it there and try again."
        ),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        StorageError,
        N_("{path} cannot be opened: look whether it is there and may be read and written."),
    ),
    sqlite3.SQLITE_PERM: (
        StorageError,
        N_("{path} cannot be opened: look whether it is there and may be read and written."),
    ),
    sqlite3.SQLITE_CORRUPT: (ProjectDamagedError, _DAMAGED),
    sqlite3.SQLITE_ERROR: (
        StorageError,
        N_(
            "{path}: the database refuses ({cause}), so this was not done. Everything reported as "
            "done before is kept."
        ),
    ),
    sqlite3.SQLITE_NOTADB: (
        ProjectDamagedError,
        N_("{path} is not a project of rpa-scout, or is damaged. It was left as it is."),
    ),
}

_FILE_OTHERWISE: Final = N_(
    "{path}: the disk or share does not take or give data ({cause}), so this was not done. "
    "Everything reported as done before is kept."
)
_SERVER_SENTENCES: Final[dict[str, str]] = {
    "42501": N_(
        "{path}: the database user lacks the right to do this. docs/project.md lists the rights "
        "that reading, working and creating need; ask those who run the server."
    ),
    "25006": N_(
        "{path}: the database takes no changes (it is a copy, or set to read only). Nothing was "
        "changed; open the project read only."
    ),
    "53100": N_(
        "{path}: the disk of the database server is full, so this change was not made. Everything "
        "reported as done before is kept."
    ),
    "53300": N_("{path}: the database server has too many connections; try again later."),
    **dict.fromkeys(
        ("55P03", "40P01"),
        N_(
            "{path}: another client holds what this change needs, so it was not made. Try again; "
            "if it stays so, ask those who run the server which connection holds it."
        ),
    ),
}
"""Sentences by the codes of PostgreSQL."""

_SERVER: Final = N_(
    "{path}: the database server does not answer or refuses. Everything reported as done is kept; "
    "whether the last change was made, the history tells."
)


@contextmanager
def sentences_for(location: Location) -> Iterator[None]:
    """Turn the library's errors into ours."""
    try:
        yield
    except IntegrityError:  # contradicting rows: a defect of the program, not of the disk
        raise
    except DBAPIError as error:
        sentence = _SERVER_SENTENCES.get(getattr(error.orig, "sqlstate", None) or "")
        if sentence is not None:
            raise StorageError(sentence, path=location) from error
        if not isinstance(error, OperationalError) and not error.connection_invalidated:
            if isinstance(error.orig, sqlite3.DatabaseError):
                raise _file_error(location, error.orig) from error
            raise
        if isinstance(location, FileLocation) and isinstance(error.orig, sqlite3.Error):
            raise _file_error(location, error.orig) from error
        raise _server_error(location) from error
    except sqlite3.Error as error:
        raise _file_error(location, error) from error
    # The driver cannot decode its own message where a damaged schema is quoted in it.
    except (JSONDecodeError, DamagedTextError, UnicodeDecodeError) as error:
        raise ProjectDamagedError(_DAMAGED, path=location, cause=error) from error


def _server_error(location: Location) -> StorageError:
    known = connection_error(location) if isinstance(location, ServerLocation) else None
    return known or StorageError(_SERVER, path=location)


def _file_error(location: Location, error: sqlite3.Error) -> ProjectError:
    # The driver gives no code where a text of the database cannot be decoded.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _PRIMARY_CODE
    kind, sentence = _SENTENCES.get(code, (StorageError, _FILE_OTHERWISE))
    return kind(sentence, path=location, cause=error)
