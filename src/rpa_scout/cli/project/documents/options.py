"""Options that several commands for documents share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.outputs import Output
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.documents.issuing import Issue
    from rpa_scout.documents.making import MadeKind, Wishes
    from rpa_scout.documents.shipped import DocumentKind

__all__ = [
    "ApprovedOn",
    "AssessmentNumber",
    "Dated",
    "DocumentNumber",
    "Draft",
    "OwnTemplate",
    "TemplateOut",
    "issue_of",
    "print_written",
    "template_only",
    "write_document",
]

AssessmentNumber = Annotated[
    int | None,
    typer.Option(
        "--assessment",
        metavar="N",
        help=_("Number of an earlier assessment; default: the newest, made anew if outdated."),
    ),
]
Dated = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help=_("Date on the document; default: today.")),
]
DocumentNumber = Annotated[
    str, typer.Option("--document-number", metavar="TEXT", help=_("Number of the document."))
]
ApprovedOn = Annotated[
    str | None,
    typer.Option("--approved-on", metavar="YYYY-MM-DD", help=_("Date of its approval.")),
]
Draft = Annotated[
    bool,
    typer.Option("--draft", help=_("Write a draft; the project keeps no record of it.")),
]
OwnTemplate = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE", help=_("The city's own template; see --template-out.")
    ),
]

TemplateOut = Annotated[
    Path | None,
    typer.Option(
        "--template-out", metavar="FILE.xlsx", help=_("Write the template, to be edited in Excel.")
    ),
    Output(),
]


def template_only(kind: DocumentKind, template_out: Path | None) -> int:
    """Write a template where no document is asked for."""
    from rpa_scout.documents.shipped import copy_template

    if template_out is None:
        raise InputError(N_("Name the file to write with --out, or --template-out."))
    print_written([copy_template(kind, template_out)])
    return 0


def issue_of(
    dated: str | None, number: str, approved_on: str | None, template: Path | None, *, draft: bool
) -> Issue:
    """Return what the options say about handing out."""
    from rpa_scout.documents.issuing import Issue, issue_date
    from rpa_scout.documents.wording import japan_time
    from rpa_scout.provenance import creation_time

    return Issue(
        date=issue_date(dated) if dated else japan_time(creation_time()).date(),
        number=number,
        approved_on=issue_date(approved_on) if approved_on else None,
        is_draft=draft,
        template=template,
    )


def write_document(
    kind: MadeKind, project: str, author: str | None, out: Path, issue: Issue, wishes: Wishes
) -> int:
    """Make a document of a project, record it, and print what was written."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.project.options import author_or_login
    from rpa_scout.documents.making import make_document
    from rpa_scout.project.project import Project

    with Project.open(project, author_or_login(author)) as opened, screen.Bar() as bar:
        written = make_document(kind, opened, out, issue, wishes, bar)
    print_written(written)
    return 0


def print_written(paths: Iterable[Path | str | None]) -> None:
    """Print the written files."""
    from rpa_scout.cli import screen

    for path in paths:
        line = _("Written: {path}").format(path=path)
        screen.console().print(line, markup=False, soft_wrap=True)
