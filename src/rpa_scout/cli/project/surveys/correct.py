"""``rpa-scout project correct``: put a right answer in the place of the survey's."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.text import _

__all__ = ["correct"]


def correct(
    project: ProjectFile,
    task: Annotated[
        str,
        typer.Argument(metavar="TASK_ID", help=_("Id of the task, or of a row that was left out.")),
    ],
    answers: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE",
            help=_("The right answer, such as items_per_run=40; without a value: unknown."),
        ),
    ],
    *,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Correct answers of a task, as learned by telephone for example."""
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.cli.project.surveys.task import answers_from
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        given = answers_from(answers, opened.policy().survey)
        print_entry(opened.answers.correct_several(task, given, reason), opened)
    return 0
