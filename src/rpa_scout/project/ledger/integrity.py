"""Checks of a project's file that do not change it: damage, and the last entry."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Final

from rpa_scout.project.store.location import FileLocation
from rpa_scout.project.store.schema import APPLICATION_ID
from rpa_scout.project.store.storage import connect_file

__all__ = ["FileState", "damage_of", "file_state"]

_HEADER: Final = b"SQLite format 3\x00"


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
    """Return what is damaged in a project's file; an empty text if nothing is."""
    with location.path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            return "file is not a database"
    with closing(connect_file(location)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return "file is another kind of database"
        check = "integrity_check" if thorough else "quick_check"
        try:
            rows = connection.execute(f"PRAGMA {check}(3)").fetchall()
        except sqlite3.DatabaseError as error:
            return str(error)
    report = "; ".join(str(row[0]) for row in rows)
    return "" if report == "ok" else report


def file_state(location: FileLocation) -> FileState:
    """Return number and digest of the last entry in a project's file."""
    with closing(connect_file(location)) as connection:
        query = "SELECT number, digest FROM history ORDER BY number DESC LIMIT 1"
        row = connection.execute(query).fetchone()
    return FileState(0, "") if row is None else FileState(int(row[0]), str(row[1]))
