"""The location of a project: a file or a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from rpa_scout.errors import InputError
from rpa_scout.text import N_

__all__ = ["SUFFIX", "FileLocation", "Location", "ServerLocation", "location_of"]

SUFFIX: Final = ".rpascout"
_SERVER_SCHEMES: Final = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class FileLocation:
    """A project in one file."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    @property
    def lock(self) -> Path:
        """The file that says who is changing the project."""
        return self.path.with_name(f"{self.path.name}.lock")

    @property
    def backups(self) -> Path:
        """The folder of its backups."""
        return self.path.with_name(f"{self.path.name}-backups")


@dataclass(frozen=True, slots=True)
class ServerLocation:
    """A project in a PostgreSQL database."""

    url: str  # As the user wrote it, with the password

    def __str__(self) -> str:
        """Return the URL without its password, for messages."""
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}"))

    @property
    def driver_url(self) -> str:
        """The URL in the form that SQLAlchemy needs."""
        return f"postgresql+psycopg://{self.url.partition('://')[2]}"


Location = FileLocation | ServerLocation


def location_of(name: str | Path | Location) -> Location:
    """Return the file or database that a name stands for.

    >>> location_of("業務削減").path.name
    '業務削減.rpascout'
    >>> str(location_of("postgresql://dx:secret@localhost/rpa"))
    'postgresql://dx@localhost/rpa'
    """
    if isinstance(name, FileLocation | ServerLocation):
        return name
    if isinstance(name, str) and "://" in name:
        if name.partition("://")[0] not in _SERVER_SCHEMES:
            raise InputError(
                N_("“{url}” is no place for a project: name a file or a postgresql:// address."),
                url=name.partition("://")[0] + "://",
            )
        return ServerLocation(name)
    path = Path(name)
    if not path.name.endswith(SUFFIX):
        path = path.with_name(path.name + SUFFIX)
    return FileLocation(path)
