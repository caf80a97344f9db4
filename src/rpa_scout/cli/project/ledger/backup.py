"""``rpa-scout project backup``: copy the project's file, list its backups, restore one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.project.store.location import FileLocation
    from rpa_scout.project.store.safety.backups import Backup


def backup(
    project: ProjectFile,
    out: Annotated[
        Path | None,
        typer.Argument(metavar="FILE.rpascout", help=_("The copy to write.")),
        Output("project"),
    ] = None,
    *,
    show_list: Annotated[
        bool, typer.Option("--list", help=_("List the backups that the program has made."))
    ] = False,
    restore: Annotated[
        str | None,
        typer.Option(
            "--restore",
            metavar="BACKUP",
            help=_("Write this backup to FILE: its number in the list or its name; “newest”."),
        ),
    ] = None,
    without_names: Annotated[
        bool,
        typer.Option(
            "--without-names",
            help=_("Copy without the names of staff; every paper can be made from the copy."),
        ),
    ] = False,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Copy the project's file without unfinished changes, or use the backups beside it."""
    from rpa_scout.cli import screen
    from rpa_scout.errors import InputError
    from rpa_scout.project.project import Project

    if show_list:
        return _list(_file_of(project), json)
    if out is None:
        raise InputError(N_("Name the file to write, or ask for --list."))
    if restore is not None:
        written = _restored(_file_of(project), restore, out)
    else:
        with Project.open(project, author_or_login(author), read_only=True) as opened:
            written = opened.backup(out, without_names=without_names)
    screen.print_written([written])
    return 0


def _file_of(project: str) -> FileLocation:
    from rpa_scout.errors import InputError
    from rpa_scout.project.store.location import FileLocation, location_of

    location = location_of(project)
    if not isinstance(location, FileLocation):
        raise InputError(
            N_("{path} is a database: use pg_dump, or export the project."), path=location
        )
    return location


def _list(location: FileLocation, json: str | None) -> int:
    from rpa_scout.cli import screen
    from rpa_scout.project.ledger.entry_texts import local_time
    from rpa_scout.project.store.safety.backups import backups_of

    backups = backups_of(location)
    if json is not None:
        screen.write_json({"backups": [_as_data(backup) for backup in backups]}, json)
        return 0
    if not backups:
        line = _("There is no backup of {path} in {folder}.")
        values = {"path": location, "folder": location.backups}
        screen.print_line(line.format(**values))
    for number, backup in enumerate(backups, 1):
        line = _("{number}  {time}  up to entry {entry}  {size:,} KB  {name}").format(
            number=number,
            time=local_time(backup.made_at.isoformat()),
            entry=backup.entry,
            size=-(-backup.path.stat().st_size // 1000),
            name=backup.path.name,
        )
        screen.print_line(line)
    return 0


def _as_data(backup: Backup) -> dict[str, object]:
    return {
        "file": backup.path.name,
        "made_at": backup.made_at.isoformat(),
        "entries": backup.entry,
        "bytes": backup.path.stat().st_size,
    }


def _restored(location: FileLocation, name: str, out: Path) -> Path:
    from rpa_scout.errors import ProjectError
    from rpa_scout.project.store.safety.backups import (
        backup_named,
        newest_good_backup,
        restore_backup,
    )

    chosen = newest_good_backup(location) if name == "newest" else backup_named(location, name)
    if chosen is None:
        raise ProjectError(
            N_("There is no good backup of {path} in {folder}."),
            path=location,
            folder=location.backups,
        )
    return restore_backup(chosen, out)
