"""The location of a project: a file or a PostgreSQL database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from rpa_scout.errors import InputError
from rpa_scout.text import N_

SUFFIX: Final = ".rpascout"
_SERVER_SCHEMES: Final = ("postgresql", "postgres", "postgresql+psycopg")

_KEYWORDS: Final = re.compile(r"\b(?:host|user|password|dbname)\s*=")
"""The other form of PostgreSQL's addresses; as the name of a file it would be shown."""


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


_PLAIN_ADDRESS: Final = re.compile(
    r"(?:(?P<user>[^:@?#]*)(?::(?P<password>[^?#]*))?@)?"
    r"(?P<host>(?:\[[0-9A-Fa-f:.]*\]|[^:/@?#\[\]]*)(?::[0-9]+)?(?:/[^:@?#]*)?)"
    r"(?:\?(?P<query>[^@#?]*))?"
)
"""An address in which it is clear what the password is."""


@dataclass(frozen=True, slots=True, repr=False)
class ServerLocation:
    """A project in a PostgreSQL database."""

    url: str  # As the user wrote it, with the password

    def __str__(self) -> str:
        """Return the URL without its password, for messages.

        A password may hold any sign, and may stand behind ``?`` too. Of an address in which its
        end is not clear, nothing is shown.
        """
        parts = self._parts
        if parts is None:
            return f"{self.url.partition('://')[0]}://…"
        user = f"{parts['user']}@" if parts["user"] else ""
        return f"{self.url.partition('://')[0]}://{user}{parts['host']}"

    def __repr__(self) -> str:
        """Return the URL without its password, also in logs and reports of defects."""
        return f"ServerLocation({str(self)!r})"

    @property
    def driver_url(self) -> str | None:
        """The URL in the form that SQLAlchemy needs; None if the address is not clear."""
        parts = self._parts
        if parts is None:
            return None
        user, password = (
            None if part is None else quote(unquote(part), safe="")
            for part in (parts["user"], parts["password"])
        )
        login = "" if user is None else user if password is None else f"{user}:{password}"
        query = "" if parts["query"] is None else f"?{parts['query']}"
        return f"postgresql+psycopg://{login}{'' if user is None else '@'}{parts['host']}{query}"

    @property
    def _parts(self) -> re.Match[str] | None:
        return _PLAIN_ADDRESS.fullmatch(self.url.partition("://")[2])


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
    if isinstance(name, str) and _KEYWORDS.search(name):
        raise InputError(
            N_("Write the address of a database as postgresql://USER@HOST:PORT/DATABASE.")
        )
    path = Path(name)
    if not path.name.endswith(SUFFIX):
        path = path.with_name(path.name + SUFFIX)
    return FileLocation(path)
