"""``rpa-scout project card``: write cards of tasks, one page each."""

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

__all__ = ["card"]


def card(
    project: ProjectFile,
    tasks: Annotated[
        list[str] | None,
        typer.Argument(metavar="TASK_ID", help=_("Ids of the tasks, such as 税務課-12.")),
    ] = None,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.xlsx", help=_("The workbook to write.")),
        Output(kind="task_card"),
    ] = None,
    proposed: Annotated[
        bool,
        typer.Option("--proposed", help=_("All tasks that the report to the council proposes.")),
    ] = False,
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
    """Write the cards, or their template."""
    from rpa_scout.documents.making import Wishes

    if out is None:
        return template_only("task_card", template_out)
    issue = issue_of(dated, document_number, approved_on, template, draft=draft)
    wishes = Wishes(number=number, tasks=tuple(tasks or ()), is_proposed=proposed)
    return write_document("task_card", project, author, out, issue, wishes)
