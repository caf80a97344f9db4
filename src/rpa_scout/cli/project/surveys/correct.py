"""``rpa-scout project correct``: put a right answer in the place of the survey's."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, make_change
from rpa_scout.text import _


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
    from rpa_scout.cli.project.surveys.task import answers_from

    return make_change(
        project,
        author,
        lambda opened: opened.answers.correct_several(
            task, answers_from(answers, opened.policy().survey), reason
        ),
    )
