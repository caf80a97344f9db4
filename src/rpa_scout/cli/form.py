"""``rpa-scout form``: blank survey forms, one workbook a department."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rpa_scout.cli.options import Lang, PolicyFile
from rpa_scout.cli.outputs import Output
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

__all__ = ["form"]


def form(
    *,
    department: Annotated[
        list[str] | None,
        typer.Option(
            "--department", metavar="NAME", help=_("Department; may be given several times.")
        ),
    ] = None,
    departments: Annotated[
        Path | None,
        typer.Option(
            "--departments",
            metavar="LIST.csv",
            help=_("List of departments: a CSV file or workbook with a column of names."),
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help=_("Folder for the workbooks.")),
        Output("folder"),
    ],
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="TEXT", help=_("Subject of the inquiry."))
    ] = None,
    basis: Annotated[
        str | None,
        typer.Option("--basis", metavar="TEXT", help=_("What the inquiry rests on, as a plan.")),
    ] = None,
    deadline: Annotated[
        str | None,
        typer.Option("--deadline", metavar="DATE", help=_("Deadline, such as 2026-10-30.")),
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option("--contact", metavar="TEXT", help=_("Extension or mail for questions.")),
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option(
            "--sender", metavar="TEXT", help=_("Who asks, and to whom forms are returned.")
        ),
    ] = None,
    policy: PolicyFile = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Replace forms that differ and may hold answers."))
    ] = False,
    lang: Lang = None,
) -> int:
    """Write one workbook per department."""
    from rpa_scout import pipeline
    from rpa_scout.cli import screen
    from rpa_scout.forms.inquiry import Inquiry
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.reading.layout.departments import read_departments

    listed = read_departments(departments) if departments else []
    names = [*(department or []), *(department_row.name for department_row in listed)]
    if not names:
        raise InputError(
            N_("Name at least one department: --department NAME or --departments LIST.csv.")
        )
    inquiry = Inquiry().updated(
        subject=subject, basis=basis, deadline=deadline, contact=contact, sender=sender
    )
    with screen.Bar() as bar:
        written = pipeline.write_forms(
            names, out, load_policy(policy), bar, replace=replace, inquiry=inquiry
        )
    to_screen = screen.console()
    for path in written:
        to_screen.print(_("Written: {path}").format(path=path), markup=False, soft_wrap=True)
    return 0
