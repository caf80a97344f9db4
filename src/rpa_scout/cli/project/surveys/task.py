"""``rpa-scout project task``: add, split or merge single tasks during the year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.cli.registering import command_group
from rpa_scout.errors import InputError, UnknownNameError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.policy.fields import FieldSet
    from rpa_scout.project.surveys.task_changes import TaskPart

_WHOLE_PERCENT = 100.0


def add(
    project: ProjectFile,
    *,
    department: Annotated[
        str, typer.Option("--department", metavar="NAME", help=_("Whose task it is."))
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=_("What it is called."))],
    answer: Annotated[
        list[str] | None,
        typer.Option(
            "--answer",
            metavar="FIELD=VALUE",
            help=_("An answer, such as items_per_run=40; may be given several times."),
        ),
    ] = None,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Add a task that no survey lists yet."""
    from rpa_scout.cli import screen
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        answers = answers_from(answer or (), opened.policy().survey)
        task = opened.tasks.add(department, name, reason, answers)
    screen.print_line(_("Added: {task}").format(task=task))
    return 0


def split(
    project: ProjectFile,
    task: Annotated[str, typer.Argument(metavar="TASK_ID", help=_("The task that is split."))],
    *,
    into: Annotated[
        list[str],
        typer.Option(
            "--into",
            metavar="NAME[=PERCENT]",
            help=_("A part, and its share of items and hours; several times."),
        ),
    ],
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Split one task into several."""
    from rpa_scout.cli import screen
    from rpa_scout.project.project import Project

    parts = [_part(written) for written in into]
    with Project.open(project, author_or_login(author)) as opened:
        ids = opened.tasks.split(task, parts, reason)
    line = _("Split: {task} → {parts}").format(task=task, parts="、".join(ids))
    screen.print_line(line)
    return 0


def merge(
    project: ProjectFile,
    tasks: Annotated[
        list[str],
        typer.Argument(
            metavar="TASK_ID", help=_("The tasks; the first keeps its id and decision.")
        ),
    ],
    *,
    name: Annotated[
        str | None,
        typer.Option(
            "--name", metavar="NAME", help=_("Name of the merged task; default: that of the first.")
        ),
    ] = None,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Merge several tasks into one."""
    from rpa_scout.cli import screen
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        task = opened.tasks.merge(tasks, reason, name)
    screen.print_line(_("Merged: {task}").format(task=task))
    return 0


def _part(written: str) -> TaskPart:
    """Read the name of a part, and its share if a percentage follows the last “=”."""
    from rpa_scout.project.surveys.task_changes import TaskPart

    name, equals, share = written.rpartition("=")
    percent = share.strip().rstrip("%％")
    try:
        return TaskPart(name, float(percent) / _WHOLE_PERCENT) if equals else TaskPart(written)
    except ValueError:
        return TaskPart(written)


def answers_from(written: Iterable[str], fields: FieldSet) -> dict[str, Any]:
    """Read answers written as FIELD=VALUE, as cells of a survey are read."""
    from rpa_scout.checking.typed import typed_answer

    answers: dict[str, Any] = {}
    for assignment in written:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise InputError(N_("Write an answer as FIELD=VALUE."))
        field = fields.by_id.get(name.strip())
        if field is None:
            raise UnknownNameError(N_("There is no survey field “{name}”."), name=name)
        answers[field.id] = typed_answer(value, field, fields)
    return answers


app = command_group(
    ("add", add, _("Add a task that no survey lists yet.")),
    ("split", split, _("Split one task into several; they start with its decision.")),
    ("merge", merge, _("Merge several tasks into one; the first keeps its id and decision.")),
)
