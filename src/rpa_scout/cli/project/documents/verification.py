"""``rpa-scout project verification``: compare estimates and actuals of a fiscal year."""

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
    TemplateOut,
    issue_of,
    template_only,
    write_document,
)
from rpa_scout.cli.project.options import Author, ProjectFile, fiscal_year
from rpa_scout.text import _

__all__ = ["verification"]


def verification(
    project: ProjectFile,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.xlsx", help=_("The workbook to write.")),
        Output(kind="verification"),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year", metavar="YEAR", help=_("Fiscal year: 2026, R8; default: the newest measured.")
        ),
    ] = None,
    template_out: TemplateOut = None,
    template: OwnTemplate = None,
    number: AssessmentNumber = None,
    dated: Dated = None,
    document_number: DocumentNumber = "",
    approved_on: ApprovedOn = None,
    draft: Draft = False,
    replace: Replace = False,
    author: Author = None,
    lang: Lang = None,
) -> int:
    """Write the verification, or its template."""
    from rpa_scout.documents.making import Wishes

    if out is None:
        return template_only("verification", template_out)
    issue = issue_of(dated, document_number, approved_on, template, draft=draft)
    wishes = Wishes(number=number, fiscal_year=fiscal_year(year) if year else None)
    return write_document("verification", project, author, out, issue, wishes)
