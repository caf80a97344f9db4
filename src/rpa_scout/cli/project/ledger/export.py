"""``rpa-scout project export``: write the whole project to JSON lines or a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _


def export(
    project: ProjectFile,
    out: Annotated[
        Path,
        typer.Argument(metavar="FILE.jsonl|FILE.xlsx", help=_("The file to write.")),
        Output(),
    ],
    *,
    without_names: Annotated[
        bool,
        typer.Option(
            "--without-names",
            help=_("Leave out the names of staff, for requests to disclose documents."),
        ),
    ] = False,
    replace: Replace = False,
    author: Author = None,
) -> int:
    """Write the whole project with its history."""
    from rpa_scout.cli import screen
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        written = opened.export(out, without_names=without_names)
    screen.print_written([written])
    return 0
