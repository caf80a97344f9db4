"""``rpa-scout project similar``: what resembles a task of the project, and proposed answers."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.options import JsonFile, Replace
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _


def similar(
    project: ProjectFile,
    task: Annotated[str, typer.Argument(metavar="TASK_ID", help=_("Id of the task."))],
    *,
    json: JsonFile = None,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Show similar tasks, running automations, published cases, and proposed answers."""
    from rpa_scout.cli.same_work.similar import show_similar
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        work, policy = opened.groups.similar_work(), opened.policy()
    show_similar(work, task, policy, json, project)
    return 0
