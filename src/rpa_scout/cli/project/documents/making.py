"""Commands that make a document: card, results, verification and report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.documents.options import DocumentOptions, TemplateOut, template_only
from rpa_scout.cli.project.options import ProjectFile, fiscal_year
from rpa_scout.text import _


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
    document: DocumentOptions,
) -> int:
    """Write the cards, or their template."""
    from rpa_scout.documents.making import Wishes

    if out is None:
        return template_only("task_card", template_out)
    wishes = Wishes(number=document.number, tasks=tuple(tasks or ()), is_proposed=proposed)
    return document.write("task_card", project, out, wishes)


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
    document: DocumentOptions,
) -> int:
    """Write a workbook for each department, or the template."""
    from rpa_scout.documents.making import Wishes

    if to is None:
        return template_only("department_results", template_out)
    wishes = Wishes(
        number=document.number,
        departments=tuple(departments or ()),
        reply_by=reply_by,
        contact=contact,
        has_scores=not no_score,
    )
    return document.write("department_results", project, to, wishes)


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
    document: DocumentOptions,
) -> int:
    """Write the verification, or its template."""
    from rpa_scout.documents.making import Wishes

    if out is None:
        return template_only("verification", template_out)
    wishes = Wishes(number=document.number, fiscal_year=fiscal_year(year) if year else None)
    return document.write("verification", project, out, wishes)


def report(
    project: ProjectFile,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.docx|FILE.xlsx", help=_("The report to write.")),
        Output(kind="council_report"),
    ] = None,
    information_only: Annotated[
        bool,
        typer.Option("--information-only", help=_("Head it as a report (報告), not for decision.")),
    ] = False,
    template_out: Annotated[
        Path | None,
        typer.Option(
            "--template-out",
            metavar="FILE.docx|FILE.xlsx",
            help=_("Write the template, to be edited in Word or Excel."),
        ),
        Output(),
    ] = None,
    document: DocumentOptions,
) -> int:
    """Write the report, or its template."""
    from rpa_scout.documents.making import Wishes

    if out is None:
        return template_only("council_report", template_out)
    wishes = Wishes(number=document.number, is_for_decision=not information_only)
    return document.write("council_report", project, out, wishes)
