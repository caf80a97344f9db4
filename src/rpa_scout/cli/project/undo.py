"""``rpa-scout project undo``: the last change taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.options import Lang
from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.text import _

__all__ = ["undo"]


def undo(
    project: ProjectFile,
    *,
    of_others: Annotated[
        bool, typer.Option("--of-others", help=_("Also where somebody else made the change."))
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help=_("Redo the change that was undone last."))
    ] = False,
    reason: Reason = "",
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Undo, or redo."""
    from rpa_scout.cli.project.entries import print_entry
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        back = opened.redo if again else opened.undo
        print_entry(back(of_others=of_others, reason=reason), opened)
    return 0
