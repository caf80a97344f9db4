"""``rpa-scout project confirm``: confirm a figure that looks impossible but is right."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.text import _


def confirm(
    project: ProjectFile,
    task: Annotated[str, typer.Argument(metavar="TASK_ID", help=_("Id of the task."))],
    field: Annotated[
        str,
        typer.Argument(
            metavar="FIELD",
            help=_(
                "runs_per_year, items_per_run, minutes_per_item, setup_minutes_per_run or "
                "hours_per_year_reported."
            ),
        ),
    ],
    *,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help=_("Take the confirmation back."))
    ] = False,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Confirm a figure, so that the task counts in sums."""
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        if withdraw:
            print_entry(opened.answers.withdraw_confirmation(task, field, reason), opened)
        else:
            print_entry(opened.answers.confirm(task, field, reason), opened)
    return 0
