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
    print_written,
    template_only,
)
from rpa_scout.cli.project.options import Author, ProjectFile, author_or_login, fiscal_year
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
    from rpa_scout.cli import screen
    from rpa_scout.documents.basis import document_basis
    from rpa_scout.documents.issuing import Paper, hand_out
    from rpa_scout.documents.shipped import checked_suffix
    from rpa_scout.documents.yearly.verification import verification as written
    from rpa_scout.project.project import Project

    if out is None:
        return template_only("verification", template_out)
    checked_suffix("verification", out)
    issue = issue_of(dated, document_number, approved_on, template, draft=draft)
    with Project.open(project, author_or_login(author)) as opened:
        with screen.Bar() as bar:
            basis = document_basis(opened, number, bar)
        measured = basis.register.fiscal_years
        of_year = fiscal_year(year) if year else (measured[-1] if measured else basis.fiscal_year)
        content = written(basis, of_year, issue)
        hand_out(opened, [Paper("verification", out, content)], issue, basis.kept.number)
    print_written([out])
    return 0
