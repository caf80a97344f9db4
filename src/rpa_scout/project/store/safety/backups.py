"""Backups beside a project's file: one a day and one before each import, compressed."""

from __future__ import annotations

import gzip
import re
import shutil
import sqlite3
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rpa_scout.errors import InputError, OutputError, ProjectError, Remedy
from rpa_scout.output import PROJECT_COPY, written_aside
from rpa_scout.project.ledger.integrity import damage_of, file_state, first_problem
from rpa_scout.project.store.location import SUFFIX, FileLocation
from rpa_scout.project.store.migrating import migrate, revision_of
from rpa_scout.project.store.schema import REVISION
from rpa_scout.project.store.storage import Storage, connect_file
from rpa_scout.text import N_

BACKUP_COUNT: Final = 10
"""Number of backups beside a project."""

_PACKED_SUFFIX: Final = f"{SUFFIX}.gz"
_PAGES_AT_A_TIME: Final = 4096
_LEVEL: Final = 1  # most of a file is compressed already
_NAME: Final = re.compile(
    r"(?:(?P<sequence>\d{6})-)?(?P<moment>\d{8}T\d{6})(?P<milliseconds>\d{3})Z"
    r"-(?P<entry>\d+)-(?P<digest>[0-9a-f]{8})"
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of a project."""

    path: Path
    # Counts the backups, whatever the clock says; 0: made before version 6, not compressed.
    sequence: int
    made_at: datetime  # in UTC
    entry: int  # Number of the newest entry of the history in it
    digest: str  # First eight digits of the digest of that entry

    @property
    def mark(self) -> str:
        """A short text that differs if the content differs."""
        return f"{self.entry:06d}-{self.digest}"


def backups_of(location: FileLocation) -> list[Backup]:
    """Return the backups of a project, the newest first."""
    stem = f"{_stem(location)}-"
    try:
        # Not a pattern: names may hold signs that mean something in one.
        files = [file for file in location.backups.iterdir() if file.name.startswith(stem)]
    except OSError:
        return []
    parsed = (_backup(file, file.name.removeprefix(stem)) for file in files)
    found = [backup for backup in parsed if backup is not None]
    return sorted(found, key=lambda backup: (backup.sequence, backup.made_at), reverse=True)


def _backup(file: Path, name: str) -> Backup | None:
    parts = _NAME.fullmatch(name.removesuffix(".gz").removesuffix(SUFFIX))
    if parts is None or not name.endswith((SUFFIX, _PACKED_SUFFIX)):
        return None
    try:
        moment = datetime.strptime(parts["moment"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    sequence = int(parts["sequence"] or 0)
    return Backup(file, sequence, moment, int(parts["entry"]), parts["digest"])


def backup_named(location: FileLocation, name: str) -> Backup:
    """Return the backup that a person names: by its file name, or by its number in the list."""
    backups = backups_of(location)
    for number, backup in enumerate(backups, 1):
        if name in (str(number), backup.path.name, str(backup.path)):
            return backup
    raise InputError(
        N_("There is no backup “{name}” of {path}."),
        name=name,
        path=location,
    ).helped_by(Remedy.LIST_BACKUPS)


def newest_good_backup(location: FileLocation) -> Backup | None:
    """Return the newest backup that verifies."""
    return next((backup for backup in backups_of(location) if not problem_of(backup)), None)


def problem_of(backup: Backup) -> str:
    """Return what is wrong with a backup; an empty text if nothing is."""
    try:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / f"copy{SUFFIX}"
            unpack(backup, copy)
            return _problem_of_copy(FileLocation(copy))
    except (OSError, EOFError, zlib.error, sqlite3.Error, ValueError, ProjectError) as error:
        return str(error)


def _problem_of_copy(location: FileLocation) -> str:
    """Check a copy, which may be brought to the present tables on the way."""
    damage = damage_of(location)
    if damage:
        return damage
    with closing(Storage(location)) as storage, storage.writing() as connection:
        if revision_of(connection) != REVISION:
            migrate(connection)
        return first_problem(connection)


def unpack(backup: Backup, target: Path) -> None:
    """Write the project that a backup holds to a new file."""
    opened = gzip.open if backup.path.name.endswith(".gz") else open
    with opened(backup.path, "rb") as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy)


def restore_backup(backup: Backup, target: Path) -> Path:
    """Write a backup that verifies to a new file; return its path."""
    problem = problem_of(backup)
    if problem:
        raise ProjectError(
            N_("The backup {path} is damaged ({damage}); choose an older one."),
            path=backup.path,
            damage=problem,
        )
    if not target.name.endswith(SUFFIX):
        target = target.with_name(target.name + SUFFIX)
    if target.exists():
        raise InputError(N_("{path} is there already; name another file."), path=target)
    with written_aside(target, kind=PROJECT_COPY) as aside:
        unpack(backup, aside)
    return target


def make_backup(location: FileLocation, *, daily: bool) -> Backup | None:
    """Back a project up if it changed since its newest backup; `daily`: if none is of today.

    The caller has verified the file and holds its lock, with no transaction open.
    """
    mark = file_state(location).mark
    existing = backups_of(location)
    if existing and existing[0].mark == mark:
        return None
    now = datetime.now(UTC)
    if daily and existing and _day(existing[0].made_at) == _day(now):
        return None
    sequence = max((backup.sequence for backup in existing), default=0) + 1
    moment = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z"
    name = f"{_stem(location)}-{sequence:06d}-{moment}-{mark}{_PACKED_SUFFIX}"
    try:
        location.backups.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            N_("The folder of backups {folder} cannot be made."), folder=location.backups
        ) from error
    target = location.backups / name
    with (
        written_aside(target, kind=PROJECT_COPY) as aside,
        location.path.open("rb") as source,
        gzip.open(aside, "wb", compresslevel=_LEVEL) as copy,
    ):
        shutil.copyfileobj(source, copy)
    return _backup(target, name.removeprefix(f"{_stem(location)}-"))


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def remove_old_backups(location: FileLocation) -> None:
    """Remove the backups beyond the newest ten."""
    for old in backups_of(location)[BACKUP_COUNT:]:
        with suppress(OSError):
            old.path.unlink()


def write_copy(location: FileLocation, target: Path) -> None:
    """Copy a project without unfinished changes; the copy appears complete or not at all."""
    with written_aside(target, kind=PROJECT_COPY) as aside:
        try:
            with (
                closing(connect_file(location)) as source,
                closing(connect_file(FileLocation(aside), create=True)) as copy,
            ):
                source.backup(copy, pages=_PAGES_AT_A_TIME)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error


def _stem(location: FileLocation) -> str:
    return location.path.name.removesuffix(SUFFIX)
