"""Rescue of a damaged project: its newest good backup takes its name, the damaged file stays."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rpa_scout.errors import StorageError
from rpa_scout.project.ledger.entry_texts import local_time
from rpa_scout.project.ledger.integrity import file_state
from rpa_scout.project.store.location import SUFFIX, FileLocation
from rpa_scout.project.store.safety.backups import Backup, newest_good_backup, restore_backup
from rpa_scout.project.store.safety.lock import WriterLock
from rpa_scout.text import N_, _


@dataclass(frozen=True, slots=True)
class Rescue:
    """The newest good backup of a damaged project, and what it lacks."""

    location: FileLocation
    backup: Backup
    missing: int | None  # Changes after the backup; None: the damaged file does not tell

    @property
    def sentence(self) -> str:
        """What restoring does, in the user's language."""
        if self.missing is None:
            template = _(
                "The backup of {time} can take its place. The damaged file does not tell how many "
                "changes came after it; these will be missing."
            )
        elif self.missing:
            template = _(
                "The backup of {time} can take its place. {missing:,} changes made after it will "
                "be missing."
            )
        else:
            template = _("The backup of {time} can take its place. No change will be missing.")
        time = local_time(self.backup.made_at.isoformat())
        return template.format(time=time, missing=self.missing)


def rescue_of(location: FileLocation) -> Rescue | None:
    """Return how a damaged project can be restored; None if it has no good backup."""
    backup = newest_good_backup(location)
    if backup is None:
        return None
    return Rescue(location, backup, _missing(location, backup))


def _missing(location: FileLocation, backup: Backup) -> int | None:
    """Count the entries after a backup, as far as the damaged file can be read."""
    try:
        newest = file_state(location).number
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return None
    # An empty or older history in a damaged file is a sign of damage, not of the last change.
    return newest - backup.entry if newest >= backup.entry else None


def restore_in_place(rescue: Rescue, author: str) -> Path:
    """Put the backup in the place of the damaged file; return the new name of that file."""
    location = rescue.location
    lock = WriterLock(location.lock, author)
    try:
        damaged = _free_name(location)
        _rename(location.path, damaged)
        try:
            restore_backup(rescue.backup, location.path)
        except BaseException:  # also on Ctrl+C: the project keeps its file
            _rename(damaged, location.path)
            raise
    finally:
        lock.release()
    return damaged


def _free_name(location: FileLocation) -> Path:
    stem = location.path.name.removesuffix(SUFFIX)
    moment = f"{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    name = _("{project}-damaged-{moment}").format(project=stem, moment=moment)
    return location.path.with_name(name + SUFFIX)


def _rename(file: Path, target: Path) -> None:
    """Rename a file with its journal, which SQLite would otherwise apply to the other file."""
    try:
        for ending in ("-journal", ""):
            source = file.with_name(file.name + ending)
            if source.exists():
                source.rename(target.with_name(target.name + ending))
    except OSError as error:
        raise StorageError(
            N_("{path} cannot be renamed: close it in other programs."), path=file
        ) from error
