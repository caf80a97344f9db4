"""Exports of a project, with the names of staff or without."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir

from rpa_scout.errors import InputError, Remedy
from rpa_scout.output import hidden_folder
from rpa_scout.project.ledger.export_lines import write_lines
from rpa_scout.project.ledger.export_workbook import write_workbook
from rpa_scout.project.store.location import SUFFIX, FileLocation
from rpa_scout.project.store.safety.backups import write_copy
from rpa_scout.project.store.storage import Storage
from rpa_scout.project.without_names.copying import copy_without_names
from rpa_scout.project.without_names.staff_names import STAFF
from rpa_scout.text import N_


def export(storage: Storage, target: Path, author: str, *, replace: bool) -> Path:
    """Write a project to a workbook or to JSON lines, by the end of the name."""
    suffix = target.suffix.lower()
    if suffix == SUFFIX:
        raise InputError(
            N_("{path} would be a project: make a copy of the project instead."),
            path=target,
        ).helped_by(Remedy.MAKE_A_COPY)
    with storage.reading() as connection:
        if suffix == ".xlsx":
            write_workbook(connection, target, author, replace=replace)
        else:
            write_lines(connection, target, replace=replace)
    return target


def export_without_names(storage: Storage, target: Path, *, replace: bool) -> Path:
    """Write a project without the names of staff to a workbook or to JSON lines."""
    with hidden_folder(Path(gettempdir())) as folder:
        location = FileLocation(folder / f"{target.stem}{SUFFIX}")
        copy_without_names(storage, location)
        copy = Storage(location, read_only=True)
        try:
            return export(copy, target, STAFF, replace=replace)
        finally:
            copy.close()


def backup(storage: Storage, target: Path, *, without_names: bool) -> Path:
    """Copy a project to a new file, with the names of staff or without."""
    location = storage.location
    if without_names:
        copy_without_names(storage, FileLocation(target))
        return target
    if not isinstance(location, FileLocation):
        raise InputError(
            N_("{path} is a database: use pg_dump, or export the project."), path=location
        )
    if target.exists():
        raise InputError(N_("{path} is there already; name another file."), path=target)
    write_copy(location, target)
    return target
