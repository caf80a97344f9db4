"""``rpa-scout project department``: rename, merge or split departments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login, make_change
from rpa_scout.cli.registering import command_group
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

_SEPARATORS = re.compile(r"[,、，]")


def rename(
    project: ProjectFile,
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("Its name until now."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_("Its name from now on."))],
    *,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Rename a department, then print the renames that its newer survey suggests."""
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.cli.project.surveys.rename import print_proposals
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        print_entry(opened.departments.rename(old, new, reason), opened)
        print_proposals(project, opened.surveys.rename_proposals())
    return 0


def merge(
    project: ProjectFile,
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help=_("The departments until now."))
    ],
    *,
    into: Annotated[
        str,
        typer.Option("--into", metavar="NAME", help=_("The department that they are from now on.")),
    ],
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Merge several departments into one."""
    return make_change(
        project, author, lambda opened: opened.departments.merge(names, into, reason)
    )


def split(
    project: ProjectFile,
    old: Annotated[str, typer.Argument(metavar="NAME", help=_("The department until now."))],
    *,
    into: Annotated[
        list[str],
        typer.Option(
            "--into",
            metavar="NAME",
            help=_("A department that comes of it; several times, or with commas."),
        ),
    ],
    tasks: Annotated[
        list[str] | None,
        typer.Option(
            "--tasks",
            metavar="NAME=ID,ID",
            help=_("Tasks that go to that department; the others go to the first."),
        ),
    ] = None,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Split one department into several."""
    names = [name for written in into for name in _parts(written)]
    moved = _tasks_by_name(tasks or ())
    return make_change(
        project, author, lambda opened: opened.departments.split(old, names, moved, reason)
    )


def _parts(written: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(written) if part.strip()]


def _tasks_by_name(written: Iterable[str]) -> dict[str, list[str]]:
    tasks: dict[str, list[str]] = {}
    for assignment in written:
        name, equals, ids = assignment.partition("=")
        if not equals:
            raise InputError(N_("Write --tasks as NAME=TASK_ID,TASK_ID."))
        tasks.setdefault(name.strip(), []).extend(_parts(ids))
    return tasks


app = command_group(
    ("rename", rename, _("Rename a department; its tasks keep ids and decisions.")),
    ("merge", merge, _("Merge several departments into one.")),
    ("split", split, _("Split one department into several.")),
)
