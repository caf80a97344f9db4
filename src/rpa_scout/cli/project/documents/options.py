"""Options that several commands for documents share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, author_or_login
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.documents.issuing import Issue
    from rpa_scout.documents.making import MadeKind, Wishes
    from rpa_scout.documents.shipped import DocumentKind

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
    from rpa_scout.cli import screen
    from rpa_scout.documents.shipped import copy_template

    if template_out is None:
        raise InputError(N_("Name the file to write with --out, or --template-out."))
    screen.print_written([copy_template(kind, template_out)])
    return 0


@dataclass(frozen=True, slots=True)
class IssueOptions:
    """How a document is handed out."""

    dated: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help=_("Date on the document; default: today.")
        ),
    ] = None
    document_number: Annotated[
        str, typer.Option("--document-number", metavar="TEXT", help=_("Number of the document."))
    ] = ""
    approved_on: Annotated[
        str | None,
        typer.Option("--approved-on", metavar="YYYY-MM-DD", help=_("Date of its approval.")),
    ] = None
    draft: Annotated[
        bool,
        typer.Option("--draft", help=_("Write a draft; the project keeps no record of it.")),
    ] = False

    def issue(self, template: Path | None) -> Issue:
        """Return what a document from this template says about its being handed out."""
        from rpa_scout.documents.issuing import Issue, issue_date
        from rpa_scout.documents.wording import japan_time
        from rpa_scout.provenance import creation_time

        return Issue(
            date=issue_date(self.dated) if self.dated else japan_time(creation_time()).date(),
            number=self.document_number,
            approved_on=issue_date(self.approved_on) if self.approved_on else None,
            is_draft=self.draft,
            template=template,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOptions:
    """From what a document is made, by whom, and how it is handed out."""

    template: OwnTemplate = None
    number: Annotated[
        int | None,
        typer.Option(
            "--assessment",
            metavar="N",
            help=_("Number of an earlier assessment; default: the newest, made anew if outdated."),
        ),
    ] = None
    handed_out: IssueOptions
    replace: Replace = False
    author: Author = None

    def write(self, kind: MadeKind, project: str, out: Path, wishes: Wishes) -> int:
        """Make a document of a project, record it, and print what was written."""
        from rpa_scout.cli import screen
        from rpa_scout.documents.making import make_document
        from rpa_scout.project.project import Project

        issue = self.handed_out.issue(self.template)
        with Project.open(project, author_or_login(self.author)) as opened, screen.Bar() as bar:
            written = make_document(kind, opened, out, issue, wishes, bar)
        screen.print_written(written)
        return 0
