"""``rpa-scout project restore``: create a project from an export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _


def restore(
    project: ProjectFile,
    exported: Annotated[
        Path,
        typer.Argument(metavar="FILE.jsonl|FILE.xlsx", help=_("A file that export has written.")),
    ],
    *,
    author: Author = None,
) -> int:
    """Create a project from an export."""
    from rpa_scout.cli import screen
    from rpa_scout.project.project import Project

    with Project.restore(project, exported, author_or_login(author)) as made:
        line = _("Made: {project} ({entries:,} entries of the history)").format(
            project=made.location, entries=len(made.history.entries())
        )
        copied_from = made.copied_from
    screen.print_line(line)
    if copied_from:
        screen.print_line(copied_from.sentence)
    return 0
