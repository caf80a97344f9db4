"""Whether a project's file is whole, and what its database says of itself, without changing it."""

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
    """What a project's file says of its last change."""

    def __init__(self, number: int, digest: str) -> None:
        self.number = number
        self.digest = digest

    @property
    def mark(self) -> str:
        """A short text that is the same for the same content only."""
        return f"{self.number:06d}-{self.digest[:8]}"


def damage_of(location: FileLocation, *, thorough: bool = True) -> str:
    """Look a project's file over."""
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
    """Return what a project's file says of its last change."""
    with closing(connect_file(location)) as connection:
        query = "SELECT number, digest FROM history ORDER BY number DESC LIMIT 1"
        row = connection.execute(query).fetchone()
    return FileState(0, "") if row is None else FileState(int(row[0]), str(row[1]))
