"""``rpa-scout project undo``: undo or redo the last change."""

from __future__ import annotations

from typing import Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, Reason, author_or_login
from rpa_scout.text import _


def undo(
    project: ProjectFile,
    *,
    of_others: Annotated[
        bool, typer.Option("--of-others", help=_("Also undo a change that somebody else made."))
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help=_("Redo the change that was undone last."))
    ] = False,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Undo the last change, or redo the last undone one."""
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened:
        repeat = opened.history.redo if again else opened.history.undo
        print_entry(repeat(of_others=of_others, reason=reason), opened)
    return 0
