"""``rpa-scout project backup``: write a copy of the project's file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import Lang
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _

__all__ = ["backup"]


def backup(
    project: ProjectFile,
    out: Annotated[
        Path,
        typer.Argument(metavar="FILE.rpascout", help=_("The copy to write.")),
        Output("project"),
    ],
    *,
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Copy the project's file without unfinished changes."""
    from rpa_scout.cli import screen
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        written = opened.backup(out)
    line = _("Written: {path}").format(path=written)
    screen.console().print(line, markup=False, soft_wrap=True)
    return 0
