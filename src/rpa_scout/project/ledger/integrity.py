"""Checks of a project that do not change it: damage of the file, foreign tables, the history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from sqlalchemy import Connection

from rpa_scout.project.ledger.replaying import UNREADABLE, Problem, problems_of
from rpa_scout.project.store.location import FileLocation
from rpa_scout.project.store.schema import APPLICATION_ID, Base
from rpa_scout.project.store.storage import connect_file
from rpa_scout.text import N_, _

_NOT_DAMAGE: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""Codes that say that the file could not be checked."""

_OWN_TABLES: Final = frozenset({*Base.metadata.tables, "alembic_version"})
_OWN_INDEXES: Final = frozenset(
    str(index.name) for table in Base.metadata.tables.values() for index in table.indexes
)


class FileState:
    """Number and digest of the last entry in a project's file."""

    def __init__(self, number: int, digest: str) -> None:
        self.number = number
        self.digest = digest

    @property
    def mark(self) -> str:
        """A short text that differs if the content differs."""
        return f"{self.number:06d}-{self.digest[:8]}"


def damage_of(location: FileLocation, *, thorough: bool = True) -> str:
    """Return what is damaged in a project's file; an empty text if nothing is.

    Changes that a killed process has left half written are taken back first.
    """
    with closing(connect_file(location)) as connection:
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return "file is another kind of database"
            check = "integrity_check" if thorough else "quick_check"
            rows = connection.execute(f"PRAGMA {check}(3)").fetchall()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGE:
                raise
            return str(error)
    report = "; ".join(str(row[0]) for row in rows)
    return "" if report == "ok" else report


def file_state(location: FileLocation) -> FileState:
    """Return number and digest of the last entry in a project's file."""
    with closing(connect_file(location)) as connection:
        query = "SELECT number, digest FROM history ORDER BY number DESC LIMIT 1"
        row = connection.execute(query).fetchone()
    return FileState(0, "") if row is None else FileState(int(row[0]), str(row[1]))


def first_problem(connection: Connection) -> str:
    """Return the first contradiction in a project as a sentence; an empty text if none is."""
    try:
        for problem in foreign_objects(connection):
            return problem_text(problem)
        problems, _entries = problems_of(connection)
    except UNREADABLE as error:
        return str(error)
    return problem_text(problems[0]) if problems else ""


def problem_text(problem: Problem) -> str:
    """Return the sentence of a problem."""
    return _(problem.template).format(**problem.values)


def foreign_objects(connection: Connection) -> Iterator[Problem]:
    """Yield what a file's schema has beyond the program's own, or lacks of it.

    A trigger could change every answer while each row is as it was written.
    """
    if connection.dialect.name != "sqlite":
        return
    listed = connection.exec_driver_sql("SELECT type, name, tbl_name FROM sqlite_master")
    tables = set()
    for kind, name, of_table in (map(str, row) for row in listed):
        is_own = (kind == "table" and (name in _OWN_TABLES or name.startswith("sqlite_stat"))) or (
            kind == "index"
            and of_table in _OWN_TABLES
            and (name in _OWN_INDEXES or name.startswith("sqlite_autoindex_"))
        )
        if not is_own:
            sentence = N_("The file has a {kind} “{name}” that no version of rpa-scout makes.")
            yield Problem(sentence, {"kind": kind, "name": name})
        elif kind == "table":
            tables.add(name)
    for name, table in Base.metadata.tables.items():
        columns = connection.exec_driver_sql(f"PRAGMA table_info({name})") if name in tables else ()
        if {str(column[1]) for column in columns} != set(table.columns.keys()):
            yield Problem(N_("The table {table} has other columns."), {"table": name})
