"""``rpa-scout project group``: confirm, split or refuse a group of the same work."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, make_change
from rpa_scout.cli.registering import command_group
from rpa_scout.text import _

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
    return make_change(
        project, author, lambda opened: opened.groups.confirm(tasks, reason, name=name)
    )


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
    return make_change(project, author, lambda opened: opened.groups.split(tasks, reason))


def refuse(
    project: ProjectFile,
    tasks: _Tasks,
    *,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Say that no two of the tasks are the same work."""
    return make_change(project, author, lambda opened: opened.groups.refuse(tasks, reason))


app = command_group(
    ("confirm", confirm, _("Confirm that tasks are the same work, to be built once.")),
    ("split", split, _("Say that tasks are other work than the rest of their group.")),
    ("refuse", refuse, _("Say that no two of the tasks are the same work.")),
)
