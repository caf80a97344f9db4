"""Connections to a PostgreSQL server: their settings, and what is wrong where one fails."""

from __future__ import annotations

import socket
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError

from rpa_scout.errors import InputError, ProjectError, StorageError
from rpa_scout.project.store.location import Location, ServerLocation
from rpa_scout.text import N_

BUSY_SECONDS: Final = 10.0
"""How long a connection, or a lock that another client holds, is waited for."""

_DEFAULT_PORT: Final = 5432

_UNKNOWN_HOST: Final = N_("{path}: there is no computer “{host}”; check the name in the address.")
_NO_ANSWER: Final = N_(
    "{path}: no database server answers at {host}, port {port}; check both, and whether it runs."
)
_NO_DATABASE: Final = N_(
    "{path}: the server has no database “{database}”, or “{user}” may not connect to it."
)
_NO_LOGIN: Final = N_(
    "{path}: the server refuses the user “{user}” or the password. Keep the password in "
    "~/.pgpass, or write it in the address."
)


def server_engine(location: ServerLocation) -> Engine:
    """Return an engine with one connection."""
    try:
        import_module("psycopg")  # to report a missing driver clearly
    except ImportError as error:
        raise InputError(
            N_("PostgreSQL needs the extra “postgres”: pip install 'rpa-scout[postgres]'.")
        ) from error
    engine = create_engine(
        _url_of(location),
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": int(BUSY_SECONDS)},
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: DBAPIConnection, _record: object) -> None:
    """Let no statement wait for another client for ever."""
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = '{int(BUSY_SECONDS)}s'")
    cursor.close()
    connection.commit()


def _url_of(location: ServerLocation) -> URL:
    address = location.driver_url
    if address is not None:
        with suppress(ArgumentError, ValueError):  # their texts hold the password
            return make_url(address)
    raise InputError(
        N_(
            "The address {path} cannot be understood: write it as "
            "postgresql://USER@HOST:PORT/DATABASE, and signs such as @ or # in a password as %40 "
            "or %23."
        ),
        path=location,
    )


def connection_error(location: ServerLocation) -> StorageError | None:
    """Return what hinders a connection: host, port, database or login; None if nothing does.

    The server's own words are in the language of the server, and tell nothing in a code.
    """
    url = _url_of(location)
    host, port = url.host or "localhost", url.port or _DEFAULT_PORT
    values: dict[str, object] = {
        "path": location,
        "host": host,
        "port": port,
        "database": url.database or url.username or "",
        "user": url.username or "",
    }
    if url.host and not url.host.startswith("/") and "host" not in url.query:
        try:
            addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            return StorageError(_UNKNOWN_HOST, **values)
        if not any(_answers(address) for address in addresses):
            return StorageError(_NO_ANSWER, **values)
    if _accepts(url):
        return None
    others = [url.set(database=name) for name in ("postgres", "template1")]
    is_known = any(_accepts(other) for other in others)
    return StorageError(_NO_DATABASE if is_known else _NO_LOGIN, **values)


def _answers(address: tuple[Any, ...]) -> bool:
    family, kind, protocol, _name, target = address
    with suppress(OSError), socket.socket(family, kind, protocol) as probe:
        probe.settimeout(BUSY_SECONDS)
        probe.connect(target)
        return True
    return False


def _accepts(url: URL) -> bool:
    engine = create_engine(url, connect_args={"connect_timeout": int(BUSY_SECONDS)})
    try:
        with engine.connect():
            return True
    except DBAPIError:
        return False
    finally:
        engine.dispose()


def refuse_unfit_database(connection: Connection, location: Location) -> None:
    """Refuse a database that cannot keep every text, or whose tables would not be found."""
    if not isinstance(location, ServerLocation):
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise ProjectError(
            N_(
                "{path}: the database has the encoding {encoding}, which cannot keep every text. "
                "Make one with the encoding UTF8."
            ),
            path=location,
            encoding=encoding,
        )
    schema = connection.execute(text("SELECT current_schema()")).scalar()
    if schema is None:
        raise ProjectError(
            N_(
                "{path}: no schema of the search_path ({search_path}) exists, so there is no place "
                "for tables. Set the search_path of the user or the database."
            ),
            path=location,
            search_path=connection.execute(text("SHOW search_path")).scalar(),
        )
    elsewhere = connection.execute(
        text(
            "SELECT schemaname FROM pg_tables WHERE tablename = 'history_changes' "
            "AND to_regclass('history_changes') IS NULL ORDER BY 1 LIMIT 1"
        )
    ).scalar()
    if elsewhere is not None:
        raise ProjectError(
            N_(
                "{path}: the project is in the schema “{schema}”, which is not in the search_path. "
                "Set the search_path of the user or the database."
            ),
            path=location,
            schema=elsewhere,
        )
