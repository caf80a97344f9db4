"""``rpa-scout project audit``: write the workbook in which an auditor computes scores again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login
from rpa_scout.text import _


def audit(
    project: ProjectFile,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE.xlsx", help=_("The workbook to write.")),
        Output(kind="audit"),
    ],
    *,
    replace: Replace = False,
    number: Annotated[
        int | None,
        typer.Option("--assessment", metavar="N", help=_("The assessment; the newest by default.")),
    ] = None,
    compared: Annotated[
        int | None,
        typer.Option(
            "--compare",
            metavar="N",
            help=_("An earlier assessment to compare with; the one before by default."),
        ),
    ] = None,
    author: Author = None,
) -> int:
    """Write a workbook that computes every score, range and rank again by plain formulas."""
    from rpa_scout.cli import screen
    from rpa_scout.pipeline import audit_content
    from rpa_scout.project.project import Project
    from rpa_scout.reporting.audit.workbook import write_audit

    with Project.open(project, author_or_login(author), read_only=True) as opened:
        content = audit_content(opened, number, compared)
    written = write_audit(content, out)
    screen.print_written([written])
    return 0
