"""``rpa-scout project results``: write the results to departments."""

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
from rpa_scout.cli.project.options import Author, ProjectFile
from rpa_scout.text import _

__all__ = ["results"]


def results(
    project: ProjectFile,
    *,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help=_("Folder for the workbooks.")),
        Output("folder"),
    ] = None,
    departments: Annotated[
        list[str] | None,
        typer.Option(
            "--department", metavar="NAME", help=_("Only this department; may be repeated.")
        ),
    ] = None,
    reply_by: Annotated[
        str, typer.Option("--reply-by", metavar="TEXT", help=_("Until when objections are taken."))
    ] = "",
    contact: Annotated[
        str, typer.Option("--contact", metavar="TEXT", help=_("Whom to ask, with telephone."))
    ] = "",
    no_score: Annotated[bool, typer.Option("--no-score", help=_("Leave the scores out."))] = False,
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
    """Write a workbook for each department, or the template."""
    from rpa_scout.documents.making import Wishes

    if to is None:
        return template_only("department_results", template_out)
    issue = issue_of(dated, document_number, approved_on, template, draft=draft)
    wishes = Wishes(
        number=number,
        departments=tuple(departments or ()),
        reply_by=reply_by,
        contact=contact,
        has_scores=not no_score,
    )
    return write_document("department_results", project, author, to, issue, wishes)
