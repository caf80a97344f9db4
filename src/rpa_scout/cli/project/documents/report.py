"""``rpa-scout project report``: write the report to the council."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import Lang, Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.documents.options import (
    ApprovedOn,
    AssessmentNumber,
    Dated,
    DocumentNumber,
    Draft,
    OwnTemplate,
    issue_of,
    template_only,
    write_document,
)
from rpa_scout.cli.project.options import Author, ProjectFile
from rpa_scout.text import _

__all__ = ["report"]


def report(
    project: ProjectFile,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.docx|FILE.xlsx", help=_("The report to write.")),
        Output(kind="council_report"),
    ] = None,
    template_out: Annotated[
        Path | None,
        typer.Option(
            "--template-out",
            metavar="FILE.docx|FILE.xlsx",
            help=_("Write the template, to be edited in Word or Excel."),
        ),
        Output(),
    ] = None,
    template: OwnTemplate = None,
    information_only: Annotated[
        bool,
        typer.Option("--information-only", help=_("Head it as a report (報告), not for decision.")),
    ] = False,
    number: AssessmentNumber = None,
    dated: Dated = None,
    document_number: DocumentNumber = "",
    approved_on: ApprovedOn = None,
    draft: Draft = False,
    replace: Replace = False,
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Write the report, or its template."""
    from rpa_scout.documents.making import Wishes

    if out is None:
        return template_only("council_report", template_out)
    issue = issue_of(dated, document_number, approved_on, template, draft=draft)
    wishes = Wishes(number=number, is_for_decision=not information_only)
    return write_document("council_report", project, author, out, issue, wishes)
