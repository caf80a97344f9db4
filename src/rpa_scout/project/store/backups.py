"""Rolling backups beside a project's file: the newest ten, each of them complete."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rpa_scout.errors import OutputError
from rpa_scout.output import PROJECT_COPY, written_aside
from rpa_scout.project.ledger.integrity import damage_of, file_state
from rpa_scout.project.store.location import SUFFIX, FileLocation
from rpa_scout.project.store.storage import connect_file
from rpa_scout.text import N_

__all__ = ["BACKUP_COUNT", "backups_of", "make_backup", "newest_good_backup", "write_copy"]

BACKUP_COUNT: Final = 10
"""Number of backups beside a project."""

_PAGES_AT_A_TIME: Final = 4096


def backups_of(location: FileLocation) -> list[Path]:
    """Return the backups of a project, the newest first."""
    return sorted(location.backups.glob(f"{_stem(location)}-*{SUFFIX}"), reverse=True)


def newest_good_backup(location: FileLocation) -> Path | None:
    """Return the newest backup that is not damaged."""
    return next(_undamaged(backups_of(location)), None)


def _undamaged(files: list[Path]) -> Iterator[Path]:
    for file in files:
        with suppress(sqlite3.Error, OSError):
            if not damage_of(FileLocation(file), thorough=False):
                yield file


def make_backup(location: FileLocation) -> Path | None:
    """Back a project up if it changed since its newest backup; delete the backups beyond ten."""
    mark = file_state(location).mark
    existing = backups_of(location)
    if existing and existing[0].stem.endswith(f"-{mark}"):
        return None
    try:
        location.backups.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            N_("The folder of backups {folder} cannot be made."), folder=location.backups
        ) from error
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3] + "Z"
    target = location.backups / f"{_stem(location)}-{moment}-{mark}{SUFFIX}"
    write_copy(location, target)
    for old in backups_of(location)[BACKUP_COUNT:]:
        with suppress(OSError):
            old.unlink()
    return target


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
