"""``rpa-scout project group``: confirm, split or refuse a group of the same work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.cli.registering import command_group
from rpa_scout.text import _

if TYPE_CHECKING:
    from rpa_scout.project.ledger.history import HistoryEntry
    from rpa_scout.project.project import Project

__all__ = ["app", "confirm", "refuse", "split"]

_Tasks = Annotated[
    list[str],
    typer.Argument(
        metavar="TASK_ID",
        help=_("Its tasks; one alone stands for the group that is proposed for it."),
    ),
]


def confirm(
    project: ProjectFile,
    tasks: _Tasks,
    *,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help=_("Name of the group."))
    ] = None,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Confirm that tasks are the same work, to be built once."""
    return _changed(project, author, lambda opened: opened.groups.confirm(tasks, reason, name=name))


def split(
    project: ProjectFile,
    tasks: Annotated[
        list[str],
        typer.Argument(metavar="TASK_ID", help=_("The tasks that are other work than the rest.")),
    ],
    *,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Say that tasks are other work than the rest of their group."""
    return _changed(project, author, lambda opened: opened.groups.split(tasks, reason))


def refuse(
    project: ProjectFile,
    tasks: _Tasks,
    *,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Say that no two of the tasks are the same work."""
    return _changed(project, author, lambda opened: opened.groups.refuse(tasks, reason))


def _changed(project: str, author: str | None, change: Callable[[Project], HistoryEntry]) -> int:
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        print_entry(change(opened), opened)
    return 0


app = command_group(
    ("confirm", confirm, _("Confirm that tasks are the same work, to be built once.")),
    ("split", split, _("Say that tasks are other work than the rest of their group.")),
    ("refuse", refuse, _("Say that no two of the tasks are the same work.")),
)
