"""``rpa-scout project rename``: two tasks are one."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.options import Lang
from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.text import _

__all__ = ["rename"]


def rename(
    project: ProjectFile,
    gone: Annotated[str, typer.Argument(metavar="OLD_ID", help=_("The task that is gone."))],
    new: Annotated[str, typer.Argument(metavar="NEW_ID", help=_("The task that is new."))],
    *,
    reason: Reason = "",
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Confirm a new name."""
    from rpa_scout.cli.project.entries import print_entry
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        print_entry(opened.confirm_rename(gone, new, reason), opened)
    return 0
